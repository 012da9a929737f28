"""By which chats somebody comes in. One is in use, `people.telegram_id`; what we say goes there and nowhere else.

A person with one chat alone has no row here: rows begin with the second one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage import laying, outbox, web_chats
from storage.database import Row, Transaction
from storage.outbox import WAITING, Message
from storage.values import instant
from storage.web_chats import is_web

# What can be sent anew elsewhere. An edit belongs to a message of its own chat, and so does a menu.
_GOES_ALONG = ("sendMessage", "sendDocument", "sendVoice")


@dataclass(frozen=True, slots=True)
class Door:
    """A chat of a person that is known here."""

    chat_id: int
    person_id: str
    locked_at: str | None


def at(tx: Transaction, chat_id: int) -> Door | None:
    """Whose chat this is, in use or not; None when it is nobody's, or the only one of somebody."""
    row = tx.one("SELECT chat_id, person_id, locked_at FROM doors WHERE chat_id = :chat_id", chat_id=chat_id)
    return None if row is None else _door(row)


def of_person(tx: Transaction, person_id: str) -> list[Door]:
    """Their chats, the newest last; empty when they have only the one in use."""
    rows = tx.all(
        "SELECT chat_id, person_id, locked_at FROM doors WHERE person_id = :id ORDER BY opened_at", id=person_id
    )
    return [_door(row) for row in rows]


def page_of(tx: Transaction, now: datetime, person_id: str) -> int:
    """The chat of their page; a new one when they have none yet."""
    used = _in_use(tx, person_id)
    if used is not None and is_web(used):
        return used
    known = [door.chat_id for door in of_person(tx, person_id) if is_web(door.chat_id)]
    return known[-1] if known else web_chats.new(now)


def telegram_of(tx: Transaction, person_id: str) -> Door | None:
    """Their chat on Telegram, locked or not; None when they have none."""
    used = _in_use(tx, person_id)
    if used is not None and not is_web(used):
        return Door(used, person_id, None)
    return next((door for door in reversed(of_person(tx, person_id)) if not is_web(door.chat_id)), None)


def use(tx: Transaction, now: datetime, person_id: str, chat_id: int) -> list[Message]:
    """This chat is the one in use from now on. What waited for the other one waits here, and buttons work here.

    The messages that wait here now, for whoever hands them to delivery; a job would find them, too.
    """
    before = _in_use(tx, person_id)
    if before == chat_id:
        return []
    for chat in (before, chat_id):
        if chat is not None:
            _remember(tx, now, person_id, chat)
    tx.run("UPDATE people SET telegram_id = :chat_id WHERE id = :id", chat_id=chat_id, id=person_id)
    tx.run(
        """
        UPDATE asked SET chat_id = :chat_id
        WHERE conversation_id IN (SELECT id FROM conversations WHERE person_id = :id)
        """,
        chat_id=chat_id,
        id=person_id,
    )
    return _send_here_instead(tx, now, person_id, chat_id)


def leave(tx: Transaction, person_id: str, chat_id: int) -> None:
    """This chat, which is not in use, is nobody's any more."""
    tx.run("DELETE FROM doors WHERE chat_id = :chat_id AND person_id = :id", chat_id=chat_id, id=person_id)


def lock(tx: Transaction, now: datetime, person_id: str, chat_id: int) -> None:
    """Nothing more is said or taken in this chat, until it is unlocked."""
    _remember(tx, now, person_id, chat_id)
    tx.run(
        "UPDATE doors SET locked_at = COALESCE(locked_at, :now) WHERE chat_id = :chat_id",
        now=instant(now),
        chat_id=chat_id,
    )


def unlock(tx: Transaction, person_id: str) -> int:
    """None of their chats is locked any more; how many were."""
    return tx.run("UPDATE doors SET locked_at = NULL WHERE person_id = :id AND locked_at IS NOT NULL", id=person_id)


def _in_use(tx: Transaction, person_id: str) -> int | None:
    row = tx.one("SELECT telegram_id FROM people WHERE id = :id", id=person_id)
    return None if row is None else row["telegram_id"]


def _remember(tx: Transaction, now: datetime, person_id: str, chat_id: int) -> None:
    """A chat that somebody else had left is theirs now."""
    tx.run(
        """
        INSERT INTO doors (chat_id, person_id, opened_at) VALUES (:chat_id, :id, :now)
        ON CONFLICT (chat_id) DO UPDATE SET person_id = excluded.person_id
        """,
        chat_id=chat_id,
        id=person_id,
        now=instant(now),
    )


def _send_here_instead(tx: Transaction, now: datetime, person_id: str, chat_id: int) -> list[Message]:
    """Rows are recalled and added anew: delivery may hold the old ones in memory, with the chat that they were for."""
    rows = tx.all(
        f"SELECT * FROM outbox WHERE {WAITING} AND person_id = :id AND chat_id <> :chat_id ORDER BY id",  # noqa: S608 - constants
        id=person_id,
        chat_id=chat_id,
    )
    recall = "UPDATE outbox SET state = 'recalled', done_at = :now WHERE id = :id"
    for row in rows:
        tx.run(recall, now=instant(now), id=row["id"])
    along = {row["id"]: outbox.add_again(tx, now, row, chat_id) for row in rows if row["method"] in _GOES_ALONG}
    for before, message in along.items():
        laying.moved(tx, before, message.id, on_page=is_web(chat_id))
    return list(along.values())


def _door(row: Row) -> Door:
    return Door(row["chat_id"], row["person_id"], row["locked_at"])
