"""What is known of one concern: what was said in its conversation, who was told, who did what, and what came of it."""

from __future__ import annotations

from datetime import datetime

from storage import audit, concern_notes, readings
from storage.agreed import agreed
from storage.database import Row, Transaction
from storage.may_read import while_open
from storage.said import UNASKED_SQL


def said_in(tx: Transaction, concern_id: str) -> list[Row]:
    """The answers that stand in the conversation in which a concern was raised, and what its person wrote while it was
    open and nothing was asked (`aside`), oldest first; nothing that is for its person alone."""
    return tx.all(
        f"""
        SELECT answers.id, answered_at, wording, answer, COALESCE({UNASKED_SQL}, FALSE) AS aside FROM concerns
        JOIN people ON people.id = concerns.person_id JOIN answers ON answers.person_id = people.id
        WHERE concerns.id = :id AND answer <> '' AND visible_to NOT IN ('me', 'figures') AND (
          (answers.conversation_id = concerns.conversation_id AND replaced_at IS NULL)
          OR ({UNASKED_SQL} AND {while_open("concerns", "answers")} AND ({agreed("answers", "''")})))
        ORDER BY answered_at, answers.id
        """,  # noqa: S608 - constants
        id=concern_id,
    )


def begins(tx: Transaction, concern_id: str, raised_at: str) -> str:
    """When the first words were written that belong to it: those that brought it came before it was raised."""
    return min([raised_at, *(str(row["answered_at"]) for row in said_in(tx, concern_id) if row["aside"])])


def note_read(tx: Transaction, now: datetime, concern_id: str, *, by: str, reason: str) -> None:
    """Each of these answers is handed out to somebody of the team, as the person who gave it can see."""
    said = [str(row["id"]) for row in said_in(tx, concern_id)]
    readings.note(tx, now, said, by=by, read_as="safeguarding-lead", reason=reason)


Logged = tuple[str, str, str, str]
HANDED = "concern_handed"
SPOKEN = "spoken"  # as the log has it of a note
MANY = 100
# What stands beside it: with the words of it, or with what they were told.
BESIDE = ("concern_noted", "concern_told", "concern_asked")


def done(tx: Transaction, concern_id: str) -> list[Logged]:
    """(when, who, did what, to whom it was handed or '') of everything on record about it, oldest first; whom we told
    of it among that, but not what the team wrote, nor what the person asked."""
    rows = tx.all(
        """
        SELECT done_at AS at, actor AS who, action AS did, detail FROM audit WHERE about = :id
        UNION ALL SELECT done_at, actor, action, detail FROM audit_kept WHERE about = :id
        UNION ALL SELECT told_at, person_id, 'was_told', '' FROM alerts WHERE concern_id = :id
        ORDER BY 1, 3
        """,
        id=concern_id,
    )
    return [
        (row["at"], row["who"], row["did"], row["detail"] if row["did"] == HANDED else "")
        for row in rows
        if row["did"] not in BESIDE
    ]


def listed(tx: Transaction, concern_id: str) -> list[tuple[str, str]]:
    """(when, who) of every time that somebody saw it in a list, oldest first. On record with the concern itself that is
    but once in a while, and with the list each time."""
    rows = tx.all(
        """
        SELECT done_at AS at, actor AS who FROM audit
          WHERE (about = :id AND action = 'concern_listed') OR (action = 'concerns_listed' AND detail LIKE :among)
        UNION SELECT done_at, actor FROM audit_kept
          WHERE (about = :id AND action = 'concern_listed') OR (action = 'concerns_listed' AND detail LIKE :among)
        ORDER BY 1, 2
        """,
        id=concern_id,
        among=f"%{concern_id}%",
    )
    return [(row["at"], row["who"]) for row in rows]


def heard(tx: Transaction, concern_id: str) -> list[str]:
    """When the person heard from somebody of the team, written or spoken, in no order."""
    noted = audit.about(tx, concern_id, "concern_noted", limit=MANY)
    spoken = [each.done_at for each in noted if each.detail == SPOKEN]
    return [*spoken, *(each.written_at for each in concern_notes.of_concern(tx, concern_id) if each.kind == "told")]


def outcome_of(tx: Transaction, concern_id: str) -> str:
    """What came of it, in the words of whoever was in touch; '' as long as nothing has."""
    row = tx.one("SELECT outcome FROM concerns WHERE id = :id", id=concern_id)
    return "" if row is None else row["outcome"] or ""
