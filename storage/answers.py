"""Answers: what people said, with the wording as it was asked. The record that staff review."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

import orjson

from storage import health, judging, searching, taken_back
from storage.database import Transaction
from storage.values import instant, new_id

CHAT = "chat"  # the channel of all that people say here themselves


@dataclass(frozen=True, slots=True)
class Given:
    """An answer to be stored. `value` is for the program (JSON-able), `answer` the words for people. One that was said
    elsewhere has who wrote it down (`said_by`), the `channel` by which it was said, and when (`answered_at`)."""

    question: str
    value: Any
    answer: str
    wording: str
    language: str
    asked_at: str
    visible_to: str
    chat_id: int | None
    message_id: int | None
    update_id: int | None
    said_by: str | None = None
    channel: str = CHAT
    answered_at: str | None = None


def standing(tx: Transaction, conversation_id: str) -> dict[str, Any]:
    """The value that stands now under each question of a conversation."""
    rows = tx.all(
        "SELECT question, value FROM answers WHERE conversation_id = :id AND replaced_at IS NULL", id=conversation_id
    )
    return {row["question"]: orjson.loads(row["value"]) for row in rows}


def give(tx: Transaction, now: datetime, person_id: str, conversation_id: str | None, given: Given) -> str:
    """Store an answer; the schema refuses a second one that stands under the same question. Returns the answer's id.

    From somebody whose yes to keeping answers does not stand it is as if they had skipped the question.
    """
    answer_id = new_id(now)
    if not health.may_keep(tx, person_id, conversation_id, given.question):
        given = replace(given, value=None, answer="")
    value = orjson.dumps(given.value).decode()
    tx.run(
        """
        INSERT INTO answers (id, conversation_id, person_id, question, answer, value, wording, language, asked_at,
          answered_at, visible_to, said_by, channel, chat_id, message_id, update_id, says, in_words, of_substance)
        VALUES (:id, :conversation_id, :person_id, :question, :answer, :value, :wording, :language, :asked_at,
          :answered_at, :visible_to, :said_by, :channel, :chat_id, :message_id, :update_id, :says, :in_words,
          :of_substance)
        """,
        id=answer_id,
        conversation_id=conversation_id,
        person_id=person_id,
        question=given.question,
        answer=given.answer,
        value=value,
        wording=given.wording,
        language=given.language,
        asked_at=given.asked_at,
        answered_at=given.answered_at or instant(now),
        visible_to=given.visible_to,
        said_by=given.said_by,
        channel=given.channel,
        chat_id=given.chat_id,
        message_id=given.message_id,
        update_id=given.update_id,
        **judging.judged(tx, conversation_id, given.question, value, given.visible_to),
    )
    searching.index(tx, answer_id, given.value, given.answer, given.visible_to)
    return answer_id


class Counting(NamedTuple):
    """An answer that stands and counts, as people read it."""

    question: str
    answer: str
    answered_at: str
    said_by: str | None
    channel: str


def counting_in(tx: Transaction, conversation_id: str) -> list[Counting]:
    """What stands and counts in a conversation, in the order in which it was asked."""
    rows = tx.all(
        """
        SELECT question, answer, answered_at, said_by, channel FROM answers
        WHERE conversation_id = :id AND replaced_at IS NULL AND counts = TRUE ORDER BY id
        """,
        id=conversation_id,
    )
    return [Counting(**{name: row[name] for name in Counting._fields}) for row in rows]


def last_in(tx: Transaction, conversation_id: str) -> str | None:
    """The words of the answer that was given last and stands."""
    row = tx.one(
        """
        SELECT answer FROM answers WHERE conversation_id = :id AND replaced_at IS NULL
        ORDER BY answered_at DESC, id DESC LIMIT 1
        """,
        id=conversation_id,
    )
    return None if row is None else row["answer"]


def take_back(tx: Transaction, now: datetime, conversation_id: str, question: str) -> None:
    """No answer stands under this question any more; the history keeps it."""
    taken_back.an_answer(tx, now, conversation_id, question)
    tx.run(
        """
        UPDATE answers SET replaced_at = :now, counts = FALSE
        WHERE conversation_id = :conversation_id AND question = :question AND replaced_at IS NULL
        """,
        now=instant(now),
        conversation_id=conversation_id,
        question=question,
    )


def visible_to(tx: Transaction, conversation_id: str, question: str) -> str | None:
    """Who may see the answer that stands under this question; None when none does."""
    row = tx.one(
        "SELECT visible_to FROM answers WHERE conversation_id = :id AND question = :question AND replaced_at IS NULL",
        id=conversation_id,
        question=question,
    )
    return None if row is None else str(row["visible_to"])


def show_to(tx: Transaction, conversation_id: str, question: str, whom: str) -> bool:
    """The person chose who may see the answer that stands under this question; False when none does."""
    return (
        tx.run(
            """
            UPDATE answers SET visible_to = :whom
            WHERE conversation_id = :id AND question = :question AND replaced_at IS NULL
            """,
            whom=whom,
            id=conversation_id,
            question=question,
        )
        == 1
    )


def count_only(tx: Transaction, conversation_id: str, on_the_way: Iterable[str]) -> None:
    """Answers on branches that are no longer taken stop counting; those on the way taken count."""
    way = set(on_the_way)
    rows = tx.all(
        "SELECT id, question, counts FROM answers WHERE conversation_id = :id AND replaced_at IS NULL",
        id=conversation_id,
    )
    for row in rows:
        if bool(row["counts"]) != (row["question"] in way):
            tx.run("UPDATE answers SET counts = :counts WHERE id = :id", counts=row["question"] in way, id=row["id"])


def of_person(tx: Transaction, person_id: str) -> list[dict[str, Any]]:
    """Everything a person said, history too, oldest first."""
    rows = tx.all(
        """
        SELECT conversations.kind, question, wording, answer, asked_at, answered_at, channel, visible_to, counts,
          replaced_at, language
        FROM answers LEFT JOIN conversations ON conversations.id = conversation_id
        WHERE answers.person_id = :id ORDER BY answered_at
        """,
        id=person_id,
    )
    return [{name: row[name] for name in row.keys()} for row in rows]  # noqa: SIM118 - rows are not dictionaries
