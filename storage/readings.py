"""Readings: that somebody of the staff read an answer, as what, when and why. The person can see it; nobody changes it.

And openings: a reason that somebody gave to read what is sealed, which holds for a while.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage import audit
from storage.database import Transaction
from storage.values import instant, new_id

ONCE_IN = timedelta(hours=12)  # a look at the same answer for the same reason is one reading
READERS = (
    "coordinator",
    "safeguarding-lead",
    "learning-partner",
)  # the roles that people are told of, the widest first
HOLDS = timedelta(minutes=30)  # as long as somebody may sit idle before they are signed out


@dataclass(frozen=True, slots=True)
class Seen:
    """On one day somebody with this role read so many answers of a person, for this reason ('' where none is due), the
    last of them `at`."""

    day: str
    read_as: str
    reason: str
    times: int
    at: str


@dataclass(frozen=True, slots=True)
class Look:
    """On one day somebody with this role ('' where it is not known any more) did this to what is theirs, last `at`."""

    day: str
    looked_as: str
    action: str
    at: str


def as_what(roles: Collection[str]) -> str:
    """As what somebody with these roles looks; '' for one whom people are not told of by name of a role."""
    return next((role for role in READERS if role in roles), "")


def note_look(tx: Transaction, now: datetime, action: str, about: str, *, by: str, roles: Collection[str]) -> None:
    """They looked at what is about somebody, with these roles: what they were then is told when they are it no more."""
    audit.note(tx, now, actor=by, action=action, about=about, detail=as_what(roles))


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


def note_look_once(
    tx: Transaction, now: datetime, action: str, ids: Collection[str], *, by: str, roles: Collection[str]
) -> None:
    """The same of several people, or of what is about them; a look at the same a moment ago is noted already."""
    for about in ids:
        if not audit.was_done_by(tx, by, action, about, since=now - ONCE_IN):
            note_look(tx, now, action, about, by=by, roles=roles)


def of_person(tx: Transaction, person_id: str, limit: int) -> list[Seen]:
    """Who read what somebody said, the latest first: by day, by what they are, and by the reason they gave."""
    rows = tx.all(
        """
        SELECT substr(read_at, 1, 10) AS day, read_as, reason, COUNT(DISTINCT answer_id) AS times, MAX(read_at) AS at
        FROM readings JOIN answers ON answers.id = answer_id WHERE answers.person_id = :id
        GROUP BY substr(read_at, 1, 10), read_as, reason ORDER BY MAX(read_at) DESC, read_as, reason LIMIT :limit
        """,
        id=person_id,
        limit=limit,
    )
    return [Seen(**{name: row[name] for name in Seen.__slots__}) for row in rows]


def looks_at(tx: Transaction, person_id: str, actions: Collection[str], limit: int) -> list[Look]:
    """Who did one of these things to what is somebody's, the latest first: by day, and by the role that they had then.

    It stands in the row. Rows of old do not have it: there it is a role that they have had since before, or else the
    one that was taken from them next.
    """
    named = {f"v{place}": one for place, one in enumerate(actions)}
    roles = {f"r{place}": one for place, one in enumerate(READERS)}
    rows = tx.all(
        f"""
        SELECT substr(done_at, 1, 10) AS day, looked_as, action, MAX(done_at) AS at FROM (
          SELECT done_at, action, COALESCE(
            CASE WHEN detail IN ({_names(roles)}) THEN detail END,
            (SELECT MIN(role) FROM roles WHERE roles.person_id = audit.actor AND given_at <= audit.done_at
               AND role IN ({_names(roles)})),
            (SELECT taken.detail FROM audit AS taken WHERE taken.about = audit.actor AND taken.done_at >= audit.done_at
               AND taken.action = 'role_taken' AND taken.detail IN ({_names(roles)}) ORDER BY taken.done_at LIMIT 1),
            '') AS looked_as
          FROM audit WHERE (about = :id OR about IN (SELECT id FROM concerns WHERE person_id = :id))
            AND action IN ({_names(named)})) AS looks
        GROUP BY substr(done_at, 1, 10), looked_as, action ORDER BY MAX(done_at) DESC, looked_as, action LIMIT :limit
        """,  # noqa: S608 - constants
        id=person_id,
        limit=limit,
        **named,
        **roles,
    )
    return [Look(**{name: row[name] for name in Look.__slots__}) for row in rows]


def _names(values: Collection[str]) -> str:
    return ", ".join(f":{name}" for name in values)


def of_answer(tx: Transaction, answer_id: str, limit: int) -> list[tuple[str, str, str, str]]:
    """(name, as what, reason, when) of the latest readings of an answer; no name once they are gone."""
    rows = tx.all(
        """
        SELECT COALESCE(people.name, '') AS name, read_as, reason, read_at FROM readings
        LEFT JOIN people ON people.id = read_by WHERE answer_id = :id
        ORDER BY read_at DESC, readings.id DESC LIMIT :limit
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
