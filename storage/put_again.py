"""The message in which a question was put again because of words that had been written before it was asked."""

from __future__ import annotations

from dataclasses import dataclass

from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class PutAgain:
    """`waits`: nobody has begun to send it. `went_at` is when sending it began, None when it never did."""

    waits: bool
    went_at: str | None


def message(tx: Transaction, person_id: str, conversation_id: str, put_at: str) -> PutAgain | None:
    """That message, of the turn that put the question at that moment; None when it was put for another reason."""
    row = tx.one(
        """
        SELECT outbox.state, outbox.claimed_at FROM answers
          JOIN outbox ON outbox.person_id = answers.person_id AND outbox.made_at = answers.answered_at
        WHERE answers.person_id = :person_id AND answers.answered_at = :put_at AND answers.question = 'unprompted'
          AND answers.conversation_id = :conversation_id
        ORDER BY outbox.id DESC LIMIT 1
        """,
        person_id=person_id,
        put_at=put_at,
        conversation_id=conversation_id,
    )
    return None if row is None else PutAgain(row["state"] == "queued", row["claimed_at"])
