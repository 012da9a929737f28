"""Answers: what people said, with the wording as it was asked. The record that staff review."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

import orjson

from storage import health, searching, taken_back
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
    tx.run(
        """
        INSERT INTO answers (id, conversation_id, person_id, question, answer, value, wording, language, asked_at,
          answered_at, visible_to, said_by, channel, chat_id, message_id, update_id)
        VALUES (:id, :conversation_id, :person_id, :question, :answer, :value, :wording, :language, :asked_at,
          :answered_at, :visible_to, :said_by, :channel, :chat_id, :message_id, :update_id)
        """,
        id=answer_id,
        conversation_id=conversation_id,
        person_id=person_id,
        question=given.question,
        answer=given.answer,
        value=orjson.dumps(given.value).decode(),
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


def keep_aside(tx: Transaction, now: datetime, person_id: str, given: Given, conversation_id: str | None) -> str:
    """Store words that answer no question that stands, so that staff can read them and nothing is dropped."""
    answer_id = give(tx, now, person_id, None, given)
    tx.run(
        "UPDATE answers SET counts = FALSE, conversation_id = :conversation_id, replaced_at = :now WHERE id = :id",
        conversation_id=conversation_id,
        now=instant(now),
        id=answer_id,
    )
    return answer_id


_ASIDE = """person_id = :person_id AND counts = FALSE AND replaced_at = answered_at AND answer <> ''
  AND (answered_at = :at OR conversation_id = :conversation_id)"""


def has_refused(tx: Transaction, person_id: str, conversation_id: str, at: str) -> bool:
    """Whether they alone can see words that were no answer, of that very moment or of this conversation."""
    values = {"person_id": person_id, "conversation_id": conversation_id, "at": at}
    sql = f"SELECT 1 FROM answers WHERE {_ASIDE} AND visible_to = 'me' LIMIT 1"  # noqa: S608 - a constant
    return tx.one(sql, **values) is not None


def go_with_concern(tx: Transaction, person_id: str, concern_id: str, conversation_id: str, at: str) -> None:
    """They would like a person: from now on the team can read those words, as they were told, and they are a part of
    the concern."""
    tx.run(
        f"""
        UPDATE answers SET visible_to = 'staff',
          conversation_id = COALESCE(
            (SELECT concerns.conversation_id FROM concerns WHERE concerns.id = :concern_id), conversation_id)
        WHERE {_ASIDE} AND visible_to IN ('me', 'staff')
        """,  # noqa: S608 - a constant
        concern_id=concern_id,
        person_id=person_id,
        conversation_id=conversation_id,
        at=at,
    )


def kept_as(tx: Transaction, now: datetime, person_id: str, update_id: int | None) -> str | None:
    """The words of the answer that was made of this update in this turn and stands; None when none does."""
    row = tx.one(
        """
        SELECT answer FROM answers
        WHERE person_id = :person_id AND answered_at = :now AND update_id = :update_id AND replaced_at IS NULL
        """,
        person_id=person_id,
        now=instant(now),
        update_id=update_id,
    )
    return None if row is None else str(row["answer"])


def is_for_the_team(tx: Transaction, now: datetime, person_id: str, update_id: int) -> bool:
    """Whether words of this update were kept in this turn beside every answer, for the team to read."""
    row = tx.one(
        """
        SELECT 1 FROM answers
        WHERE person_id = :person_id AND answered_at = :now AND update_id = :update_id AND answer <> ''
          AND replaced_at = answered_at AND visible_to <> 'me'
        """,
        person_id=person_id,
        now=instant(now),
        update_id=update_id,
    )
    return row is not None


def was_kept(tx: Transaction, now: datetime, person_id: str, update_id: int) -> bool:
    """Whether words of this update were kept in this turn, whatever they answer."""
    row = tx.one(
        """
        SELECT 1 FROM answers
        WHERE person_id = :person_id AND answered_at = :now AND update_id = :update_id AND answer <> ''
        """,
        person_id=person_id,
        now=instant(now),
        update_id=update_id,
    )
    return row is not None


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


def note_parts(tx: Transaction, answer_id: str, parts: Sequence[Part]) -> None:
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


def parts_of(tx: Transaction, answer_id: str) -> list[Part]:
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
