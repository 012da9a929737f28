"""Broadcasts: one sending to an audience. Who gets it is in `recipients`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from storage.database import Row, Transaction
from storage.values import instant, new_id

_COLUMNS = """id, opportunity_id, words, audience, topic, state, people, made_by, made_at, confirmed_by, confirmed_at,
  second_by, second_why, starts_at, useful_until, correction, ended_at, proven_at"""
OVER = ("undone", "stopped", "recalled", "done")


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One sending. `audience` is what the rule reads; `people` the number that was confirmed."""

    id: str
    opportunity_id: str | None
    words: str
    audience: Mapping[str, Any]
    topic: str
    state: str
    people: int | None
    made_by: str | None
    made_at: str
    confirmed_by: str | None
    confirmed_at: str | None
    second_by: str | None
    second_why: str
    starts_at: str | None
    useful_until: str | None
    correction: str
    ended_at: str | None
    proven_at: str | None


def _broadcast(row: Row) -> Broadcast:
    held = {name: row[name] for name in Broadcast.__slots__}
    return Broadcast(**{**held, "audience": orjson.loads(row["audience"])})


def draft(
    tx: Transaction,
    now: datetime,
    *,
    made_by: str,
    opportunity_id: str | None = None,
    words: str = "",
    topic: str = "",
) -> str:
    """A sending that is being put together: of an opportunity, or of these words; its id."""
    broadcast_id = new_id(now)
    tx.run(
        """
        INSERT INTO broadcasts (id, opportunity_id, words, topic, state, made_by, made_at)
        VALUES (:id, :opportunity_id, :words, :topic, 'draft', :made_by, :now)
        """,
        id=broadcast_id,
        opportunity_id=opportunity_id,
        words=words,
        topic=topic,
        made_by=made_by,
        now=instant(now),
    )
    return broadcast_id


def by_id(tx: Transaction, broadcast_id: str) -> Broadcast | None:
    row = tx.one(f"SELECT {_COLUMNS} FROM broadcasts WHERE id = :id", id=broadcast_id)  # noqa: S608 - constants
    return None if row is None else _broadcast(row)


def of_opportunity(tx: Transaction, opportunity_id: str) -> list[Broadcast]:
    """Every sending of this opportunity, oldest first."""
    rows = tx.all(f"SELECT {_COLUMNS} FROM broadcasts WHERE opportunity_id = :id ORDER BY id", id=opportunity_id)  # noqa: S608
    return [_broadcast(row) for row in rows]


def running(tx: Transaction) -> list[Broadcast]:
    """Those confirmed and not over, the one that starts first on top."""
    rows = tx.all(
        f"""
        SELECT {_COLUMNS} FROM broadcasts WHERE state IN ('confirmed', 'sending', 'paused') ORDER BY starts_at, id
        """  # noqa: S608 - constants
    )
    return [_broadcast(row) for row in rows]


def unproven(tx: Transaction) -> list[Broadcast]:
    """Those that are over and of which it was not shown yet that everybody is accounted for."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM broadcasts WHERE ended_at IS NOT NULL AND proven_at IS NULL ORDER BY ended_at"  # noqa: S608
    )
    return [_broadcast(row) for row in rows]


def lately(tx: Transaction, limit: int) -> list[Broadcast]:
    """Those that were confirmed: all that run, and of those that are over the last so many; newest first."""
    rows = tx.all(
        f"""
        SELECT {_COLUMNS} FROM broadcasts WHERE ended_at IS NOT NULL ORDER BY ended_at DESC, id DESC LIMIT :limit
        """,  # noqa: S608 - constants
        limit=limit,
    )
    return [*reversed(running(tx)), *map(_broadcast, rows)]


def choose(tx: Transaction, broadcast_id: str, *, audience: Mapping[str, Any], words: str, topic: str) -> None:
    """Whom a draft is for, and its words."""
    tx.run(
        "UPDATE broadcasts SET audience = :audience, words = :words, topic = :topic WHERE id = :id AND state = 'draft'",
        id=broadcast_id,
        audience=orjson.dumps(audience, option=orjson.OPT_SORT_KEYS).decode(),
        words=words,
        topic=topic,
    )


def ask_second(
    tx: Transaction, now: datetime, broadcast_id: str, *, by: str, people: int, starts_at: datetime | None
) -> bool:
    """A second person has to agree; False when it is no draft any more. `starts_at`: when it would go out."""
    return (
        tx.run(
            """
            UPDATE broadcasts SET state = 'agreeing', people = :people, confirmed_by = :by, confirmed_at = :now,
              starts_at = :starts_at, second_by = NULL, second_at = NULL, second_why = ''
            WHERE id = :id AND state = 'draft'
            """,
            id=broadcast_id,
            people=people,
            starts_at=None if starts_at is None else instant(starts_at),
            by=by,
            now=instant(now),
        )
        == 1
    )


def disagree(tx: Transaction, now: datetime, broadcast_id: str, *, by: str | None, why: str = "") -> bool:
    """The second person said no, or nobody asks them any more (`by` is None): a draft again; False when it was one."""
    return (
        tx.run(
            """
            UPDATE broadcasts SET state = 'draft', second_by = :by, second_at = :at, second_why = :why, starts_at = NULL
            WHERE id = :id AND state = 'agreeing'
            """,
            id=broadcast_id,
            by=by,
            at=None if by is None else instant(now),
            why=why,
        )
        == 1
    )


def unfinished(tx: Transaction, made_by: str) -> list[Broadcast]:
    """Announcements that somebody began to put together and did not send, newest first."""
    rows = tx.all(
        f"""
        SELECT {_COLUMNS} FROM broadcasts
        WHERE state IN ('draft', 'agreeing') AND opportunity_id IS NULL AND made_by = :made_by ORDER BY id DESC
        """,  # noqa: S608 - constants
        made_by=made_by,
    )
    return [_broadcast(row) for row in rows]


def agreeing(tx: Transaction) -> list[Broadcast]:
    """Those to which a second person has to say yes or no, the oldest first."""
    rows = tx.all(f"SELECT {_COLUMNS} FROM broadcasts WHERE state = 'agreeing' ORDER BY confirmed_at, id")  # noqa: S608
    return [_broadcast(row) for row in rows]


def throw_away(tx: Transaction, broadcast_id: str) -> None:
    """A draft that is not wanted."""
    tx.run("DELETE FROM broadcasts WHERE id = :id AND state = 'draft'", id=broadcast_id)


def confirm(
    tx: Transaction,
    now: datetime,
    broadcast_id: str,
    *,
    by: str,
    second: bool,
    people: int,
    starts_at: datetime,
    useful_until: datetime,
) -> bool:
    """It goes out from `starts_at` on; False when somebody was first, so that one confirmation makes one sending.

    With `second` it is the second person who says so.
    """
    who = "second_by = :by, second_at = :now" if second else "confirmed_by = :by, confirmed_at = :now"
    return (
        tx.run(
            f"""
            UPDATE broadcasts SET state = 'confirmed', people = :people, starts_at = :starts_at,
              useful_until = :useful_until, {who}
            WHERE id = :id AND state = :before
            """,  # noqa: S608 - constants
            id=broadcast_id,
            people=people,
            starts_at=instant(starts_at),
            useful_until=instant(useful_until),
            by=by,
            now=instant(now),
            before="agreeing" if second else "draft",
        )
        == 1
    )


def move(tx: Transaction, broadcast_id: str, to: str, *before: str) -> bool:
    """From one of the states `before` into another that is not its end; False when it was in none of them."""
    return any(
        tx.run(
            "UPDATE broadcasts SET state = :to WHERE id = :id AND state = :before",
            id=broadcast_id,
            to=to,
            before=one,
        )
        for one in before
    )


def end(tx: Transaction, now: datetime, broadcast_id: str, how: str, *before: str) -> bool:
    """It is over, as one of `OVER`; False when it was in none of the states `before`."""
    return any(
        tx.run(
            "UPDATE broadcasts SET state = :how, ended_at = :now, proven_at = NULL WHERE id = :id AND state = :before",
            id=broadcast_id,
            how=how,
            now=instant(now),
            before=one,
        )
        for one in before
    )


def correct(tx: Transaction, broadcast_id: str, words: str) -> None:
    """What is sent to those whose message cannot be deleted any more."""
    tx.run("UPDATE broadcasts SET correction = :words WHERE id = :id", id=broadcast_id, words=words)


def proven(tx: Transaction, now: datetime, broadcast_id: str) -> None:
    """Everybody is accounted for."""
    tx.run("UPDATE broadcasts SET proven_at = :now WHERE id = :id", id=broadcast_id, now=instant(now))
