"""What stands beside an answer that somebody may read: what was said before in its place, and what it means to them."""

from __future__ import annotations

from storage.database import Transaction
from storage.readable import Readable
from storage.said import MEANING, REFLECTION


def earlier(tx: Transaction, one: Readable) -> list[tuple[str, str]]:
    """(when, words) of what stood before in the place of an answer, the latest first; nothing where this answered
    nothing, and so has no place."""
    rows = tx.all(
        """
        SELECT before.answered_at, before.answer FROM answers AS before
        JOIN answers ON answers.conversation_id = before.conversation_id AND answers.question = before.question
        WHERE answers.id = :id AND answers.replaced_at IS NULL
          AND before.replaced_at <> before.answered_at AND before.answer <> ''
        ORDER BY before.answered_at DESC, before.id DESC
        """,
        id=one.id,
    )
    return [(row["answered_at"], row["answer"]) for row in rows]


def meaning(tx: Transaction, one: Readable) -> str:
    """What they say themselves that a reflection was mostly about; '' when they did not, or keep it to themselves."""
    if one.kind != REFLECTION or one.sealed:
        return ""
    row = tx.one(
        """
        SELECT said.answer FROM answers AS said JOIN answers ON answers.conversation_id = said.conversation_id
        WHERE answers.id = :id AND said.question = :question AND said.replaced_at IS NULL AND said.counts = TRUE
          AND said.visible_to = answers.visible_to
        """,
        id=one.id,
        question=MEANING,
    )
    return "" if row is None else str(row["answer"])
