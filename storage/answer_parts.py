"""Parts of answers: the messages that an answer was made of, and what a message of theirs answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from storage.database import Transaction


class Part(NamedTuple):
    """One message of an answer in several. Of a voice note `words` are the label and `voice_id` leads to it."""

    message_id: int
    words: str
    voice_id: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Which conversation and question a Telegram message answered, and as which part (None: the whole)."""

    conversation_id: str
    question: str
    answer_id: str
    part: int | None


def note(tx: Transaction, answer_id: str, parts: Sequence[Part]) -> None:
    """Remember which messages an answer was made of, in order; of one that was not kept none."""
    if tx.one("SELECT 1 FROM answers WHERE id = :id AND answer <> ''", id=answer_id) is None:
        return
    for position, part in enumerate(parts):
        tx.run(
            """
            INSERT INTO answer_parts (answer_id, position, message_id, words, voice_id)
            VALUES (:answer_id, :position, :message_id, :words, :voice_id)
            """,
            answer_id=answer_id,
            position=position,
            message_id=part.message_id,
            words=part.words,
            voice_id=part.voice_id,
        )


def of(tx: Transaction, answer_id: str) -> list[Part]:
    """The messages an answer was made of, in order."""
    rows = tx.all(
        "SELECT message_id, words, voice_id FROM answer_parts WHERE answer_id = :id ORDER BY position", id=answer_id
    )
    return [Part(row["message_id"], row["words"], row["voice_id"]) for row in rows]


def behind_message(tx: Transaction, person_id: str, chat_id: int, message_id: int) -> Place | None:
    """What this message of theirs answered, as far as it still stands."""
    row = tx.one(
        """
        SELECT id, conversation_id, question, NULL AS position FROM answers
        WHERE person_id = :person_id AND chat_id = :chat_id AND message_id = :message_id
          AND replaced_at IS NULL AND conversation_id IS NOT NULL
        UNION ALL
        SELECT answers.id, conversation_id, question, position FROM answer_parts JOIN answers ON answers.id = answer_id
        WHERE person_id = :person_id AND chat_id = :chat_id AND answer_parts.message_id = :message_id
          AND replaced_at IS NULL AND conversation_id IS NOT NULL
        ORDER BY position DESC LIMIT 1
        """,
        person_id=person_id,
        chat_id=chat_id,
        message_id=message_id,
    )
    if row is None:
        return None
    return Place(row["conversation_id"], row["question"], row["id"], row["position"])
