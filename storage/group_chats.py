"""Telegram groups in which we may announce, each registered by a coordinator. Nothing said in them is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.database import Row, Transaction
from storage.values import instant, new_id

_COLUMNS = "id, chat_id, title, group_id, registered_by, left_at"


@dataclass(frozen=True, slots=True)
class GroupChat:
    """One Telegram group; `group_id` is the learning group whose it is, None until somebody has said so."""

    id: str
    chat_id: int
    title: str
    group_id: str | None
    registered_by: str | None
    left_at: str | None


def _group_chat(row: Row) -> GroupChat:
    return GroupChat(**{name: row[name] for name in GroupChat.__slots__})


def by_id(tx: Transaction, group_chat_id: str) -> GroupChat | None:
    row = tx.one(f"SELECT {_COLUMNS} FROM group_chats WHERE id = :id", id=group_chat_id)  # noqa: S608 - constants
    return None if row is None else _group_chat(row)


def of_recipient(tx: Transaction, recipient_id: str) -> GroupChat | None:
    """The one that is this recipient of a broadcast."""
    row = tx.one("SELECT group_chat_id FROM recipients WHERE id = :id", id=recipient_id)
    return None if row is None or row["group_chat_id"] is None else by_id(tx, row["group_chat_id"])


def of_chat(tx: Transaction, chat_id: int) -> GroupChat | None:
    """What we know of this Telegram chat, if a coordinator brought us in."""
    row = tx.one(f"SELECT {_COLUMNS} FROM group_chats WHERE chat_id = :chat_id", chat_id=chat_id)  # noqa: S608 - constants
    return None if row is None else _group_chat(row)


def brought_in(tx: Transaction, now: datetime, *, chat_id: int, title: str, by: str) -> str:
    """A coordinator brought us into this chat; whose it is they are still to say. Its id."""
    tx.run(
        """
        INSERT INTO group_chats (id, chat_id, title, registered_by, registered_at)
        VALUES (:id, :chat_id, :title, :by, :now)
        ON CONFLICT (chat_id) DO UPDATE SET title = excluded.title, registered_by = excluded.registered_by,
          registered_at = excluded.registered_at, group_id = NULL, left_at = NULL
        """,
        id=new_id(now),
        chat_id=chat_id,
        title=title,
        by=by,
        now=instant(now),
    )
    known = of_chat(tx, chat_id)
    assert known is not None
    return known.id


def register(tx: Transaction, now: datetime, group_chat_id: str, *, group_id: str, by: str) -> bool:
    """Announcements for this learning group may go into it from now on; False when we are not in it any more."""
    return (
        tx.run(
            """
            UPDATE group_chats SET group_id = :group_id, registered_by = :by, registered_at = :now
            WHERE id = :id AND left_at IS NULL
            """,
            id=group_chat_id,
            group_id=group_id,
            by=by,
            now=instant(now),
        )
        == 1
    )


def left(tx: Transaction, now: datetime, chat_id: int) -> None:
    """We are in this chat no more."""
    tx.run(
        "UPDATE group_chats SET left_at = :now WHERE chat_id = :chat_id AND left_at IS NULL",
        chat_id=chat_id,
        now=instant(now),
    )


def moved(tx: Transaction, chat_id: int, new_chat_id: int) -> None:
    """Telegram made another kind of group of it, which goes by another id."""
    tx.run(
        """
        UPDATE group_chats SET chat_id = :new WHERE chat_id = :old
          AND NOT EXISTS (SELECT 1 FROM group_chats AS other WHERE other.chat_id = :new)
        """,
        old=chat_id,
        new=new_chat_id,
    )


def registered(tx: Transaction) -> list[GroupChat]:
    """Those in which we may announce now, for learning groups that stand."""
    rows = tx.all(
        """
        SELECT group_chats.id, chat_id, title, group_id, registered_by, left_at FROM group_chats
        JOIN groups ON groups.id = group_chats.group_id
        WHERE left_at IS NULL AND groups.ended_at IS NULL ORDER BY group_chats.id
        """
    )
    return [_group_chat(row) for row in rows]
