"""Askings: the questions that were put to people, word for word, with the answers their buttons offered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

import orjson

from storage.conversations import Conversation
from storage.database import Row, Transaction
from storage.values import instant, new_handle

LONGEST_LABEL = 64  # characters on a button


_ASKED = "id, conversation_id, chat_id, question, wording, options, language, asked_at, visible_to"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was asked. `options` are (id, label) pairs as they stood on the buttons."""

    id: str
    conversation_id: str
    chat_id: int
    question: str
    wording: str
    options: tuple[tuple[str, str], ...]
    language: str
    asked_at: str
    visible_to: str


def note(
    tx: Transaction,
    now: datetime,
    *,
    conversation_id: str,
    chat_id: int,
    question: str,
    wording: str,
    options: tuple[tuple[str, str], ...],
    language: str,
    visible_to: str = "staff",
) -> str:
    """Keep a question as it is being asked; the random handle that its buttons carry."""
    handle = new_handle()
    tx.run(
        """
        INSERT INTO asked (id, conversation_id, chat_id, question, wording, options, language, asked_at, visible_to)
        VALUES (:id, :conversation_id, :chat_id, :question, :wording, :options, :language, :now, :visible_to)
        """,
        id=handle,
        conversation_id=conversation_id,
        chat_id=chat_id,
        question=question,
        wording=wording,
        options=json.dumps(options, ensure_ascii=False),
        language=language,
        now=instant(now),
        visible_to=visible_to,
    )
    return handle


def by_handle(tx: Transaction, handle: str) -> Asked | None:
    """The question behind a button's handle."""
    row = tx.one(
        f"SELECT {_ASKED} FROM asked WHERE id = :id",  # noqa: S608 - constants
        id=handle,
    )
    return None if row is None else _asked(row)


def last(tx: Transaction, conversation_id: str, question: str) -> Asked | None:
    """How this question was put the last time."""
    row = tx.one(
        f"""
        SELECT {_ASKED} FROM asked
        WHERE conversation_id = :conversation_id AND question = :question ORDER BY asked_at DESC LIMIT 1
        """,  # noqa: S608 - constants
        conversation_id=conversation_id,
        question=question,
    )
    return None if row is None else _asked(row)


def first(tx: Transaction, conversation_id: str, question: str) -> str | None:
    """When this question was put for the first time in this conversation."""
    row = tx.one(
        "SELECT MIN(asked_at) AS at FROM asked WHERE conversation_id = :conversation_id AND question = :question",
        conversation_id=conversation_id,
        question=question,
    )
    return None if row is None else row["at"]


def offered_lately(tx: Transaction, chat_id: int, limit: int) -> list[Asked]:
    """The last messages in this chat with buttons that begin stories, newest first."""
    rows = tx.all(
        f"SELECT {_ASKED} FROM asked WHERE chat_id = :chat_id AND question = '' ORDER BY asked_at DESC LIMIT :limit",  # noqa: S608
        chat_id=chat_id,
        limit=limit,
    )
    return [_asked(row) for row in rows]


def before(tx: Transaction, conversation: Conversation) -> str | None:
    """The handle of the last question that was put in this conversation before the one that waits."""
    row = tx.one(
        """
        SELECT id FROM asked WHERE conversation_id = :id AND question <> '' AND id <> :waiting
        ORDER BY asked_at DESC LIMIT 1
        """,
        id=conversation.id,
        waiting=conversation.asked_id or "",
    )
    return None if row is None else str(row["id"])


def _asked(row: Row) -> Asked:
    return Asked(
        row["id"],
        row["conversation_id"],
        row["chat_id"],
        row["question"],
        row["wording"],
        tuple((one, label) for one, label in orjson.loads(row["options"])),
        row["language"],
        row["asked_at"],
        row["visible_to"],
    )


def forget(tx: Transaction, before: datetime) -> int:
    """Delete questions as they were asked in conversations that ended before then; how many. Answers keep theirs."""
    return tx.run(
        """
        DELETE FROM asked WHERE asked_at < :before
          AND conversation_id IN (SELECT id FROM conversations WHERE ended_at < :before)
        """,
        before=instant(before),
    )
