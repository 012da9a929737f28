"""Conversations: which stories a person is in the middle of, what they were asked, and what was done once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from storage.among import among
from storage.database import Row, Transaction
from storage.values import instant, new_id

_COLUMNS = "id, person_id, kind, about, begun_at, attention_at, pending, asked_id, draft, changing, ended_at"


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


def forget_kind(tx: Transaction, kind: str, before: datetime) -> int:
    """Delete every conversation of this kind that was begun before then, with all that was said in it; how many."""
    old = "SELECT id FROM conversations WHERE kind = :kind AND begun_at < :before"
    tx.run(f"DELETE FROM answers WHERE conversation_id IN ({old})", kind=kind, before=instant(before))  # noqa: S608
    return tx.run(
        "DELETE FROM conversations WHERE kind = :kind AND begun_at < :before", kind=kind, before=instant(before)
    )
