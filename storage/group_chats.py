"""Telegram groups in which we may announce, each registered by a coordinator. Nothing said in them is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.database import Row, Transaction
from storage.values import instant, new_id


@dataclass(frozen=True, slots=True)
class GroupChat:
    """One Telegram group; `group_id` is the learning group whose it is, if that is still there."""

    id: str
    chat_id: int
    group_id: str | None
    left_at: str | None


def _group_chat(row: Row) -> GroupChat:
    return GroupChat(row["id"], row["chat_id"], row["group_id"], row["left_at"])


def by_id(tx: Transaction, group_chat_id: str) -> GroupChat | None:
    row = tx.one("SELECT id, chat_id, group_id, left_at FROM group_chats WHERE id = :id", id=group_chat_id)
    return None if row is None else _group_chat(row)


def of_recipient(tx: Transaction, recipient_id: str) -> GroupChat | None:
    """The one that is this recipient of a broadcast."""
    row = tx.one("SELECT group_chat_id FROM recipients WHERE id = :id", id=recipient_id)
    return None if row is None or row["group_chat_id"] is None else by_id(tx, row["group_chat_id"])


def of_chat(tx: Transaction, chat_id: int) -> GroupChat | None:
    """The registration of this Telegram chat, if it has one."""
    row = tx.one("SELECT id, chat_id, group_id, left_at FROM group_chats WHERE chat_id = :chat_id", chat_id=chat_id)
    return None if row is None else _group_chat(row)


def register(tx: Transaction, now: datetime, *, chat_id: int, group_id: str, by: str) -> None:
    """Announcements for this learning group may go into this chat from now on."""
    tx.run(
        """
        INSERT INTO group_chats (id, chat_id, group_id, registered_by, registered_at)
        VALUES (:id, :chat_id, :group_id, :by, :now)
        ON CONFLICT (chat_id) DO UPDATE SET group_id = excluded.group_id, registered_by = excluded.registered_by,
          registered_at = excluded.registered_at, left_at = NULL
        """,
        id=new_id(now),
        chat_id=chat_id,
        group_id=group_id,
        by=by,
        now=instant(now),
    )


def left(tx: Transaction, now: datetime, chat_id: int) -> None:
    """We are in this chat no more."""
    tx.run(
        "UPDATE group_chats SET left_at = :now WHERE chat_id = :chat_id AND left_at IS NULL",
        chat_id=chat_id,
        now=instant(now),
    )


def registered(tx: Transaction) -> list[GroupChat]:
    """Those in which we may announce now."""
    rows = tx.all("SELECT id, chat_id, group_id, left_at FROM group_chats WHERE left_at IS NULL ORDER BY id")
    return [_group_chat(row) for row in rows]
