"""Opportunities: what is offered, field by field. A draft may have gaps; one that is sent has none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.database import Row, Transaction
from storage.values import instant, new_id

# What a coordinator fills in, in the order in which it is shown.
FIELDS = (
    *("title", "what", "suits", "doing", "hours", "happens", "place", "pay", "unpaid_because", "expenses", "access"),
    *("ask_whom", "places", "closes_on", "decides_on", "how_decided", "topic"),
)
_COLUMNS = ", ".join(("id", *FIELDS, "timezone", "state", "cancelled_why", "made_by", "made_at", "opened_at"))


@dataclass(frozen=True, slots=True)
class Opportunity:
    """One opportunity. Days are ISO dates in `timezone`; `pay` and `unpaid_because` exclude each other."""

    id: str
    title: str
    what: str
    suits: str
    doing: str
    hours: str
    happens: str
    place: str
    pay: str
    unpaid_because: str
    expenses: str
    access: str
    ask_whom: str
    places: int | None
    closes_on: str | None
    decides_on: str | None
    how_decided: str
    topic: str
    timezone: str
    state: str
    cancelled_why: str
    made_by: str | None
    made_at: str
    opened_at: str | None


def _opportunity(row: Row) -> Opportunity:
    return Opportunity(**{name: row[name] for name in Opportunity.__slots__})


def draft(tx: Transaction, now: datetime, *, made_by: str, timezone: str) -> str:
    """A new one with nothing in it yet; its id."""
    opportunity_id = new_id(now)
    tx.run(
        """
        INSERT INTO opportunities (id, timezone, state, made_by, made_at)
        VALUES (:id, :timezone, 'draft', :made_by, :now)
        """,
        id=opportunity_id,
        timezone=timezone,
        made_by=made_by,
        now=instant(now),
    )
    return opportunity_id


def copy(tx: Transaction, now: datetime, opportunity_id: str, *, made_by: str) -> str:
    """A draft with the same words and without its days, to be used again; its id."""
    copied = new_id(now)
    same = ", ".join(name for name in FIELDS if name not in ("closes_on", "decides_on"))
    tx.run(
        f"""
        INSERT INTO opportunities (id, {same}, timezone, state, made_by, made_at)
        SELECT :copied, {same}, timezone, 'draft', :made_by, :now FROM opportunities WHERE id = :id
        """,  # noqa: S608 - constants
        copied=copied,
        id=opportunity_id,
        made_by=made_by,
        now=instant(now),
    )
    return copied


def fill_in(tx: Transaction, opportunity_id: str, told: dict[str, Any]) -> None:
    """Store those fields that are in `told`; the others stay. Raises KeyError for a name that is not a field."""
    unknown = set(told) - set(FIELDS)
    if unknown:
        raise KeyError(f"not a field of an opportunity: {sorted(unknown)}")
    if told:
        columns = ", ".join(f"{name} = :{name}" for name in told)
        tx.run(f"UPDATE opportunities SET {columns} WHERE id = :id", id=opportunity_id, **told)  # noqa: S608 - checked


def by_id(tx: Transaction, opportunity_id: str) -> Opportunity | None:
    row = tx.one(f"SELECT {_COLUMNS} FROM opportunities WHERE id = :id", id=opportunity_id)  # noqa: S608 - constants
    return None if row is None else _opportunity(row)


def in_hand(tx: Transaction) -> list[Opportunity]:
    """All that are not over: drafts, open ones and those to be decided, the one that is decided first on top."""
    rows = tx.all(
        f"""
        SELECT {_COLUMNS} FROM opportunities WHERE state IN ('draft', 'open', 'closed')
        ORDER BY COALESCE(decides_on, '9999'), id
        """  # noqa: S608 - constants
    )
    return [_opportunity(row) for row in rows]


def over(tx: Transaction, limit: int) -> list[Opportunity]:
    """The last so many that were decided or called off, newest first: to look at, or to use again."""
    rows = tx.all(
        f"""
        SELECT {_COLUMNS} FROM opportunities WHERE state IN ('decided', 'cancelled')
        ORDER BY ended_at DESC, id DESC LIMIT :limit
        """,  # noqa: S608 - constants
        limit=limit,
    )
    return [_opportunity(row) for row in rows]


def opened(tx: Transaction, now: datetime, opportunity_id: str) -> None:
    """People hear of it from now on; a second broadcast changes nothing."""
    tx.run(
        "UPDATE opportunities SET state = 'open', opened_at = :now WHERE id = :id AND state = 'draft'",
        id=opportunity_id,
        now=instant(now),
    )


def draft_again(tx: Transaction, opportunity_id: str) -> None:
    """Nobody was told of it after all."""
    tx.run(
        "UPDATE opportunities SET state = 'draft', opened_at = NULL WHERE id = :id AND state = 'open'",
        id=opportunity_id,
    )


def throw_away(tx: Transaction, opportunity_id: str) -> bool:
    """A draft that nobody was told of, with what was put together to send it, or undone; False when it is more."""
    sent = tx.one(
        "SELECT 1 AS one FROM broadcasts WHERE opportunity_id = :id AND state NOT IN ('draft', 'undone')",
        id=opportunity_id,
    )
    if sent is not None:
        return False
    tx.run(
        """
        DELETE FROM broadcasts WHERE opportunity_id = :id
          AND EXISTS (SELECT 1 FROM opportunities WHERE id = :id AND state = 'draft')
        """,
        id=opportunity_id,
    )
    return tx.run("DELETE FROM opportunities WHERE id = :id AND state = 'draft'", id=opportunity_id) == 1


def closed(tx: Transaction, opportunity_id: str) -> bool:
    """No more answers are taken; False when that was so before."""
    return tx.run("UPDATE opportunities SET state = 'closed' WHERE id = :id AND state = 'open'", id=opportunity_id) == 1


def ended(tx: Transaction, now: datetime, opportunity_id: str, state: str, why: str = "") -> bool:
    """It is `decided` or `cancelled`; False when it was over before."""
    return (
        tx.run(
            """
            UPDATE opportunities SET state = :state, cancelled_why = :why, ended_at = :now
            WHERE id = :id AND state IN ('draft', 'open', 'closed')
            """,
            id=opportunity_id,
            state=state,
            why=why,
            now=instant(now),
        )
        == 1
    )
