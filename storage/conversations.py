"""Conversations: which stories a person is in the middle of, what they were asked, and what was done once."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from storage.among import among
from storage.database import Row, Transaction
from storage.values import instant, new_handle, new_id

LONGEST_LABEL = 64  # characters on a button
_COLUMNS = "id, person_id, kind, about, begun_at, attention_at, pending, asked_id, draft, changing, ended_at"

_ASKED = "id, conversation_id, chat_id, question, wording, options, language, asked_at, visible_to"


@dataclass(slots=True)
class Conversation:
    """One story and where it stands.

    `pending` is the question that waits; `changing` one that is asked again on request; `draft` what was given so far
    of an answer in several parts, as JSON.
    """

    id: str
    person_id: str
    kind: str
    about: str | None
    begun_at: str
    attention_at: str | None
    pending: str | None
    asked_id: str | None
    draft: str | None
    changing: str | None
    ended_at: str | None


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


def _conversation(row: Row) -> Conversation:
    return Conversation(
        row["id"],
        row["person_id"],
        row["kind"],
        row["about"],
        row["begun_at"],
        row["attention_at"],
        row["pending"],
        row["asked_id"],
        row["draft"],
        row["changing"],
        row["ended_at"],
    )


def begin(tx: Transaction, now: datetime, person_id: str, kind: str, *, about: str | None = None) -> Conversation:
    """A new conversation that has the person's attention."""
    begun = Conversation(new_id(now), person_id, kind, about, instant(now), instant(now), None, None, None, None, None)
    tx.run(
        """
        INSERT INTO conversations (id, person_id, kind, about, begun_at, attention_at)
        VALUES (:id, :person_id, :kind, :about, :now, :now)
        """,
        id=begun.id,
        person_id=person_id,
        kind=kind,
        about=about,
        now=instant(now),
    )
    return begun


def in_attention(tx: Transaction, person_id: str, *, besides: str = "") -> Conversation | None:
    """The open conversation that the person is in, `besides` one: the one that had their attention last."""
    row = tx.one(
        f"""
        SELECT {_COLUMNS} FROM conversations WHERE person_id = :person_id AND ended_at IS NULL AND id <> :besides
        ORDER BY attention_at DESC, id DESC LIMIT 1
        """,  # noqa: S608 - constants
        person_id=person_id,
        besides=besides,
    )
    return None if row is None else _conversation(row)


def by_id(tx: Transaction, conversation_id: str) -> Conversation | None:
    """This conversation, ended or not."""
    row = tx.one(f"SELECT {_COLUMNS} FROM conversations WHERE id = :id", id=conversation_id)  # noqa: S608 - constants
    return None if row is None else _conversation(row)


def last_of_kind(tx: Transaction, person_id: str, kind: str, about: str | None = None) -> Conversation | None:
    """The latest conversation of this kind (about this, unless None), ended or not."""
    row = tx.one(
        f"""
        SELECT {_COLUMNS} FROM conversations
        WHERE person_id = :person_id AND kind = :kind AND (:whatever OR about = :about) ORDER BY id DESC LIMIT 1
        """,  # noqa: S608 - constants
        person_id=person_id,
        kind=kind,
        about=about,
        whatever=about is None,
    )
    return None if row is None else _conversation(row)


def save(tx: Transaction, conversation: Conversation) -> None:
    """Write down where it stands."""
    tx.run(
        """
        UPDATE conversations SET attention_at = :attention_at, pending = :pending, asked_id = :asked_id, draft = :draft,
          changing = :changing, ended_at = :ended_at, nudged_at = NULL
        WHERE id = :id
        """,
        attention_at=conversation.attention_at,
        pending=conversation.pending,
        asked_id=conversation.asked_id,
        draft=conversation.draft,
        changing=conversation.changing,
        ended_at=conversation.ended_at,
        id=conversation.id,
    )


def abandon(tx: Transaction, now: datetime, person_id: str, kind: str, about: str | None = None) -> int:
    """End every open conversation of this kind (about this, unless None), because it begins again or is of no use any
    more; how many there were."""
    return tx.run(
        """
        UPDATE conversations SET ended_at = :now, pending = NULL
        WHERE person_id = :person_id AND kind = :kind AND (:whatever OR about = :about) AND ended_at IS NULL
        """,
        now=instant(now),
        person_id=person_id,
        kind=kind,
        about=about,
        whatever=about is None,
    )


def open_of(tx: Transaction, person_id: str) -> list[Conversation]:
    """Every open conversation of somebody, oldest first."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM conversations WHERE person_id = :id AND ended_at IS NULL ORDER BY id",  # noqa: S608
        id=person_id,
    )
    return [_conversation(row) for row in rows]


def kinds_since(tx: Transaction, person_id: str, since: str, *, besides: str = "") -> list[str]:
    """The kinds of somebody's conversations, `besides` one, that ended or had their attention after that instant, in
    that order."""
    rows = tx.all(
        """
        SELECT kind FROM conversations
        WHERE person_id = :person_id AND id <> :besides AND COALESCE(ended_at, attention_at) > :since
        ORDER BY COALESCE(ended_at, attention_at), id
        """,
        person_id=person_id,
        besides=besides,
        since=since,
    )
    return [str(row["kind"]) for row in rows]


def kinds_begun(tx: Transaction, person_id: str, at: str) -> list[str]:
    """The kinds of somebody's conversations that were begun at this very moment."""
    rows = tx.all("SELECT kind FROM conversations WHERE person_id = :id AND begun_at = :at", id=person_id, at=at)
    return [str(row["kind"]) for row in rows]


def everybodys_open(tx: Transaction, kinds: Collection[str] | None = None) -> list[Conversation]:
    """Every open conversation there is, or those of these kinds, by whose it is.

    SQLite is not told that kinds have an index: it would go through all that ever ended, too.
    """
    of_these, named = among("kind || ''", kinds)
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM conversations WHERE ended_at IS NULL AND {of_these} ORDER BY person_id, id",  # noqa: S608
        **named,
    )
    return [_conversation(row) for row in rows]


def waited_for(tx: Transaction, besides: Collection[str]) -> set[str]:
    """The ids of the people for whom a question waits in an open conversation, `besides` those of these kinds."""
    of_these, named = among("kind", besides)
    rows = tx.all(
        f"""
        SELECT DISTINCT person_id FROM conversations
        WHERE ended_at IS NULL AND pending IS NOT NULL AND NOT ({of_these})
        """,  # noqa: S608 - constants
        **named,
    )
    return {row["person_id"] for row in rows}


def note_asked(
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


def asked_by(tx: Transaction, handle: str) -> Asked | None:
    """The question behind a button's handle."""
    row = tx.one(
        f"SELECT {_ASKED} FROM asked WHERE id = :id",  # noqa: S608 - constants
        id=handle,
    )
    return None if row is None else _asked(row)


def last_asked(tx: Transaction, conversation_id: str, question: str) -> Asked | None:
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


def first_asked(tx: Transaction, conversation_id: str, question: str) -> str | None:
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


def asked_before(tx: Transaction, conversation: Conversation) -> str | None:
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


def forget_asked(tx: Transaction, before: datetime) -> int:
    """Delete questions as they were asked in conversations that ended before then; how many. Answers keep theirs."""
    return tx.run(
        """
        DELETE FROM asked WHERE asked_at < :before
          AND conversation_id IN (SELECT id FROM conversations WHERE ended_at < :before)
        """,
        before=instant(before),
    )


def forget_kind(tx: Transaction, kind: str, before: datetime) -> int:
    """Delete every conversation of this kind that was begun before then, with all that was said in it; how many."""
    old = "SELECT id FROM conversations WHERE kind = :kind AND begun_at < :before"
    tx.run(f"DELETE FROM answers WHERE conversation_id IN ({old})", kind=kind, before=instant(before))  # noqa: S608
    return tx.run(
        "DELETE FROM conversations WHERE kind = :kind AND begun_at < :before", kind=kind, before=instant(before)
    )


def effects_of(tx: Transaction, conversation_id: str) -> dict[str, tuple[str, Any]]:
    """What was done once: by name, the details it was given (JSON text) and what it returned."""
    rows = tx.all("SELECT effect, details, result FROM effects WHERE conversation_id = :id", id=conversation_id)
    return {row["effect"]: (row["details"], json.loads(row["result"])) for row in rows}


def forget_effect(tx: Transaction, conversation_id: str, effect: str) -> None:
    """It is to be done anew, though nothing that it depends on was said otherwise."""
    tx.run("DELETE FROM effects WHERE conversation_id = :id AND effect = :effect", id=conversation_id, effect=effect)


def did_since(tx: Transaction, person_id: str, effect: str, since: datetime) -> bool:
    """Whether `effect` was done in a conversation of theirs, then or later."""
    row = tx.one(
        """
        SELECT effect FROM effects JOIN conversations ON conversations.id = conversation_id
        WHERE person_id = :person_id AND effect = :effect AND done_at >= :since LIMIT 1
        """,
        person_id=person_id,
        effect=effect,
        since=instant(since),
    )
    return row is not None


def note_effect(tx: Transaction, now: datetime, conversation_id: str, effect: str, details: str, result: Any) -> None:
    """Remember that `effect` was done with `details`."""
    tx.run(
        """
        INSERT INTO effects (conversation_id, effect, details, result, done_at)
        VALUES (:conversation_id, :effect, :details, :result, :now)
        ON CONFLICT (conversation_id, effect)
        DO UPDATE SET details = excluded.details, result = excluded.result, done_at = excluded.done_at
        """,
        conversation_id=conversation_id,
        effect=effect,
        details=details,
        result=json.dumps(result),
        now=instant(now),
    )
