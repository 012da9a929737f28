"""Nudges that were decided: what we have written of our own accord, and which talks came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.conversations import Conversation
from storage.database import Transaction
from storage.nudges import Nudge, read_nudge
from storage.values import instant, moment, new_id


def last_made_about(
    tx: Transaction, person_id: str, kind: str, about: str, before: datetime | None = None
) -> datetime | None:
    """When the last one of this kind about this became a message, `before` then if it is said."""
    row = tx.one(
        """
        SELECT MAX(done_at) AS at FROM nudges
        WHERE person_id = :id AND kind = :kind AND about = :about AND state = 'made' AND done_at < :before
        """,
        id=person_id,
        kind=kind,
        about=about,
        before=instant(before) if before else "9999",
    )
    return None if row is None or row["at"] is None else moment(row["at"])


@dataclass(frozen=True, slots=True)
class OfPairing:
    """One of the two of an agreed pairing that first met at `met_at`: when they were last asked, whether it is meant
    that they are, and how many days lie between."""

    pairing_id: str
    person_id: str
    every: int
    met_at: str
    asked_at: str | None
    is_planned: bool


def asked_of_pairings(tx: Transaction, kind: str) -> list[OfPairing]:
    """Both of each agreed pairing that has met, as to notes of this kind about it; the pairings that are oldest first,
    and of each the partner first."""
    rows = tx.all(
        """
        WITH held AS (
          SELECT pairings.id, partner_id, leader_id, fit_every, (SELECT starts_at FROM sessions
            WHERE sessions.pairing_id = pairings.id AND sessions.state = 'held' ORDER BY starts_at LIMIT 1) AS first_at
          FROM pairings WHERE pairings.state = 'agreed'
        ), asked AS (
          SELECT id, 0 AS side, partner_id AS person_id, fit_every, first_at FROM held WHERE first_at IS NOT NULL
          UNION ALL SELECT id, 1, leader_id, fit_every, first_at FROM held WHERE first_at IS NOT NULL
        )
        SELECT asked.id, asked.person_id, fit_every, first_at,
          (SELECT MAX(done_at) FROM nudges WHERE nudges.person_id = asked.person_id AND kind = :kind
            AND about = asked.id AND nudges.state = 'made') AS last_at,
          (SELECT COUNT(*) FROM nudges WHERE nudges.person_id = asked.person_id AND kind = :kind
            AND about = asked.id AND nudges.state = 'planned') AS planned
        FROM asked ORDER BY asked.id, side
        """,
        kind=kind,
    )
    return [
        OfPairing(row["id"], row["person_id"], row["fit_every"], row["first_at"], row["last_at"], row["planned"] > 0)
        for row in rows
    ]


def knew_of(tx: Transaction, person_id: str, kind: str, about: str) -> datetime | None:
    """When that was which the last one of this kind is about, as they knew it before; None when it does not say."""
    row = tx.one(
        """
        SELECT was_at FROM nudges WHERE person_id = :id AND kind = :kind AND about = :about AND state = 'made'
        ORDER BY done_at DESC, id DESC LIMIT 1
        """,
        id=person_id,
        kind=kind,
        about=about,
    )
    return moment(row["was_at"]) if row is not None and row["was_at"] else None


def last_made(tx: Transaction, person_id: str, since: datetime) -> Nudge | None:
    """The last note of which a message was made, since then."""
    row = tx.one(
        """
        SELECT id, person_id, kind, about, due_at, useful_until, planned_at FROM nudges
        WHERE person_id = :id AND done_at >= :since AND state = 'made' ORDER BY done_at DESC LIMIT 1
        """,
        id=person_id,
        since=instant(since),
    )
    return None if row is None else read_nudge(row)


def behind(tx: Transaction, conversation: Conversation) -> Nudge | None:
    """The note that began this conversation: its message was made at that very moment."""
    row = tx.one(
        """
        SELECT id, person_id, kind, about, due_at, useful_until, planned_at FROM nudges
        WHERE person_id = :id AND done_at = :at AND state = 'made'
        """,
        id=conversation.person_id,
        at=conversation.begun_at,
    )
    return None if row is None else read_nudge(row)


def open_talks(tx: Transaction, person_id: str) -> list[str]:
    """The ids of the open conversations that we began, not they."""
    rows = tx.all(
        """
        SELECT conversations.id FROM conversations WHERE conversations.person_id = :id AND ended_at IS NULL
          AND EXISTS (SELECT 1 FROM nudges WHERE nudges.person_id = :id AND done_at = begun_at AND state = 'made')
        """,
        id=person_id,
    )
    return [row["id"] for row in rows]


def planned_since(tx: Transaction, person_id: str, kind: str, since: datetime) -> bool:
    """Whether a note of this kind was planned for them since then, whatever became of it."""
    row = tx.one(
        "SELECT id FROM nudges WHERE person_id = :id AND kind = :kind AND planned_at >= :since LIMIT 1",
        id=person_id,
        kind=kind,
        since=instant(since),
    )
    return row is not None


def note_instead(tx: Transaction, now: datetime, person_id: str, kind: str, why: str) -> None:
    """Remember that something else was done where this note might have been written."""
    tx.run(
        """
        INSERT INTO nudges (id, person_id, kind, due_at, useful_until, state, why, planned_at, done_at)
        VALUES (:id, :person_id, :kind, :now, :now, 'lapsed', :why, :now, :now)
        """,
        id=new_id(now),
        person_id=person_id,
        kind=kind,
        why=why,
        now=instant(now),
    )


def forget_settled(tx: Transaction, before: datetime) -> int:
    """Delete what was decided before then; how many."""
    return tx.run("DELETE FROM nudges WHERE done_at < :before", before=instant(before))
