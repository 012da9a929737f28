"""What somebody replied to: a message of ours by its number in their chat, and the question that was put in it."""

from __future__ import annotations

from dataclasses import dataclass

from storage.askings import Asked
from storage.askings import by_handle as asked_by
from storage.database import Row, Transaction


@dataclass(frozen=True, slots=True)
class Ours:
    """A message of ours. `payload` is None once its words are forgotten; `made_at` is when it was decided on."""

    id: str
    payload: str | None
    made_at: str


def message(tx: Transaction, person_id: str, chat_id: int, message_id: int) -> list[Ours]:
    """The message with this number as it was sent first, and all that was decided on with it and stands below it, in
    order; nothing when it is none of ours."""
    row = tx.one(
        """
        SELECT id, payload, made_at FROM outbox
        WHERE person_id = :person_id AND chat_id = :chat_id AND message_id = :message_id AND method = 'sendMessage'
        ORDER BY made_at, id LIMIT 1
        """,
        person_id=person_id,
        chat_id=chat_id,
        message_id=message_id,
    )
    return [] if row is None else [_ours(row), *_below(tx, person_id, chat_id, row)]


def _below(tx: Transaction, person_id: str, chat_id: int, first: Row) -> list[Ours]:
    rows = tx.all(
        """
        SELECT id, payload, made_at FROM outbox
        WHERE person_id = :person_id AND made_at = :made_at AND chat_id = :chat_id AND method = 'sendMessage'
          AND id > :id
        ORDER BY id
        """,
        person_id=person_id,
        made_at=first["made_at"],
        chat_id=chat_id,
        id=first["id"],
    )
    return [_ours(row) for row in rows]


def question_put(tx: Transaction, person_id: str, chat_id: int, at: str) -> Asked | None:
    """The last question that was put to them in this chat at this very moment."""
    row = tx.one(
        """
        SELECT asked.id FROM conversations JOIN asked ON asked.conversation_id = conversations.id
        WHERE conversations.person_id = :person_id AND asked.chat_id = :chat_id AND asked.asked_at = :at
          AND asked.question <> ''
        ORDER BY conversations.attention_at DESC LIMIT 1
        """,
        person_id=person_id,
        chat_id=chat_id,
        at=at,
    )
    return None if row is None else asked_by(tx, row["id"])


def offered_with(tx: Transaction, person_id: str, chat_id: int, at: str) -> list[Asked]:
    """What was offered to them with buttons in this chat at this very moment, without a question."""
    rows = tx.all(
        """
        SELECT asked.id FROM conversations JOIN asked ON asked.conversation_id = conversations.id
        WHERE conversations.person_id = :person_id AND asked.chat_id = :chat_id AND asked.asked_at = :at
          AND asked.question = ''
        """,
        person_id=person_id,
        chat_id=chat_id,
        at=at,
    )
    return [found for row in rows if (found := asked_by(tx, row["id"])) is not None]


def _ours(row: Row) -> Ours:
    return Ours(row["id"], row["payload"], row["made_at"])
