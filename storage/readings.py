"""Readings: that somebody of the staff read an answer, as what, when and why. The person can see it; nobody changes it.

And openings: a reason that somebody gave to read what is sealed, which holds for a while.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database import Transaction
from storage.values import instant, new_id

ONCE_IN = timedelta(hours=12)  # a look at the same answer for the same reason is one reading
HOLDS = timedelta(minutes=30)  # as long as somebody may sit idle before they are signed out


@dataclass(frozen=True, slots=True)
class Seen:
    """On one day somebody with this role read so many answers of a person, for this reason ('' where none is due)."""

    day: str
    read_as: str
    reason: str
    times: int


def note(
    tx: Transaction, now: datetime, answer_ids: Collection[str], *, by: str, read_as: str, reason: str = ""
) -> None:
    """They read these answers now; what they read for the same reason a moment ago is noted already."""
    since = instant(now - ONCE_IN)
    for answer_id in answer_ids:
        tx.run(
            """
            INSERT INTO readings (id, answer_id, read_by, read_as, reason, read_at)
            SELECT :id, id, :by, :read_as, :reason, :now FROM answers WHERE id = :answer_id AND NOT EXISTS (
              SELECT 1 FROM readings WHERE readings.answer_id = :answer_id AND read_by = :by AND reason = :reason
                AND read_at >= :since)
            """,
            id=new_id(now),
            answer_id=answer_id,
            by=by,
            read_as=read_as,
            reason=reason,
            now=instant(now),
            since=since,
        )


def of_person(tx: Transaction, person_id: str, limit: int) -> list[Seen]:
    """Who read what somebody said, the newest first: by day, by what they are, and by the reason they gave."""
    rows = tx.all(
        """
        SELECT substr(read_at, 1, 10) AS day, read_as, reason, COUNT(DISTINCT answer_id) AS times
        FROM readings JOIN answers ON answers.id = answer_id WHERE answers.person_id = :id
        GROUP BY substr(read_at, 1, 10), read_as, reason ORDER BY day DESC, read_as, reason LIMIT :limit
        """,
        id=person_id,
        limit=limit,
    )
    return [Seen(row["day"], row["read_as"], row["reason"], row["times"]) for row in rows]


def looks_at(tx: Transaction, person_id: str, actions: Collection[str], limit: int) -> list[tuple[str, str, str]]:
    """(day, role, what was done) of the days on which somebody did this to what is theirs, the latest first."""
    names = {f"v{place}": one for place, one in enumerate(actions)}
    rows = tx.all(
        f"""
        SELECT DISTINCT substr(done_at, 1, 10) AS day,
          COALESCE((SELECT MIN(role) FROM roles WHERE roles.person_id = actor), '') AS role, action
        FROM audit WHERE (about = :id OR about IN (SELECT id FROM concerns WHERE person_id = :id))
          AND action IN ({", ".join(f":{name}" for name in names)})
        ORDER BY day DESC, role, action LIMIT :limit
        """,  # noqa: S608 - constants
        id=person_id,
        limit=limit,
        **names,
    )
    return [(row["day"], row["role"], row["action"]) for row in rows]


def of_answer(tx: Transaction, answer_id: str, limit: int) -> list[tuple[str, str, str, str]]:
    """(name, as what, reason, when) of the latest readings of an answer; no name once they are gone."""
    rows = tx.all(
        """
        SELECT COALESCE(people.name, '') AS name, read_as, reason, read_at FROM readings
        LEFT JOIN people ON people.id = read_by WHERE answer_id = :id ORDER BY readings.id DESC LIMIT :limit
        """,
        id=answer_id,
        limit=limit,
    )
    return [(row["name"], row["read_as"], row["reason"], row["read_at"]) for row in rows]


def open_for(tx: Transaction, now: datetime, person_id: str, *, by: str, reason: str) -> None:
    """Somebody says why they read what is sealed of this person's."""
    tx.run(
        """
        INSERT INTO openings (id, person_id, opened_by, reason, opened_at) VALUES (:id, :person_id, :by, :reason, :now)
        """,
        id=new_id(now),
        person_id=person_id,
        by=by,
        reason=reason,
        now=instant(now),
    )


def opened(tx: Transaction, now: datetime, by: str) -> dict[str, str]:
    """The reasons that hold, by the id of whose sealed words they open to this reader."""
    rows = tx.all(
        """
        SELECT person_id, reason FROM openings WHERE opened_by = :by AND opened_at > :since ORDER BY id
        """,
        by=by,
        since=instant(now - HOLDS),
    )
    return {row["person_id"]: row["reason"] for row in rows}
