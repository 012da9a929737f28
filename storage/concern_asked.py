"""What somebody does while they wait for a person: they ask again, they write, and are told by when they hear."""

from __future__ import annotations

from datetime import datetime

from storage import audit
from storage.concerns import WAITS, Concern
from storage.database import Transaction
from storage.values import instant

ASKED = "concern_asked"  # as the log has it, with the time that they were told
MANY = 100


def ask_again(tx: Transaction, now: datetime, concern_id: str) -> None:
    """The person asks once more: somebody has to say anew that they are on it."""
    tx.run(
        "UPDATE concerns SET waiting_since = :now WHERE id = :id AND closed_at IS NULL", id=concern_id, now=instant(now)
    )


def wrote(tx: Transaction, now: datetime, person_id: str) -> bool:
    """Somebody writes, and a concern of theirs is open: whoever is on it has to look again, and where nobody is yet,
    those who were told hear of it once more. A ladder that is under way goes on as it does. Whether there was such a
    concern."""
    return (
        tx.run(
            """
            UPDATE concerns SET wrote_at = :now, waiting_since = COALESCE(waiting_since, :now)
            WHERE person_id = :id AND kind = :kind AND closed_at IS NULL
            """,
            id=person_id,
            kind=WAITS,
            now=instant(now),
        )
        > 0
    )


def promise(tx: Transaction, concern_id: str, at: datetime) -> None:
    """By when they were told that they should hear from somebody, and are owed it."""
    tx.run("UPDATE concerns SET promised_at = :at WHERE id = :id", id=concern_id, at=instant(at))


def note_asked(tx: Transaction, now: datetime, one: Concern, by: datetime | None) -> None:
    """They ask, and this is what they are told: nothing that comes later takes it off the record."""
    told = instant(by) if by else ""
    audit.note(tx, now, actor=one.person_id, action=ASKED, about=one.id, detail=told)


def asked(tx: Transaction, one: Concern) -> list[tuple[str, str]]:
    """Each time that they asked, and by when they were told that they should hear, or '', oldest first. What they were
    told first may be known from the concern alone."""
    found = [(each.done_at, each.detail) for each in reversed(audit.about(tx, one.id, ASKED, limit=MANY))]
    if one.promised_at is not None and all(by != one.promised_at for _, by in found):
        return [(one.raised_at, one.promised_at), *found]
    return found
