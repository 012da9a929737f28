"""What goes wrong on the way out: senders that died, chats closed or moved, words that Telegram cannot read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from storage import group_chats, notices, outbox
from storage.database import Transaction
from storage.outbox import Message
from storage.sending import failed, never_known, uncertain
from storage.values import instant


def claimed_before(tx: Transaction, before: datetime) -> list[str]:
    """Rows that somebody began to send before this time and that nobody has noted anything about since."""
    rows = tx.all(
        """
        SELECT id FROM outbox
        WHERE state IN ('queued', 'sending', 'uncertain') AND state = 'sending' AND claimed_at < :before
        """,
        before=instant(before),
    )
    return [row["id"] for row in rows]


def left_behind(tx: Transaction, now: datetime, only: Collection[str] | None = None) -> bool:
    """Rows whose sender died in between become uncertain and wait once more, each with a notice; whether any did.

    One that was uncertain already stays so: it is not sent a third time.
    """
    rows = tx.all(
        "SELECT id, uncertain FROM outbox WHERE state IN ('queued', 'sending', 'uncertain') AND state = 'sending'"
    )
    for row in rows:
        if only is not None and row["id"] not in only:
            continue
        notices.note(tx, now, "message_uncertain", row["id"])
        if row["uncertain"]:
            never_known(tx, now, row["id"], "sender_died")
        else:
            uncertain(tx, row["id"], now, "sender_died")
    return bool(rows)


def unreachable(tx: Transaction, now: datetime, chat_id: int, why: str) -> None:
    """Nobody can be reached in this chat: all that is open for it has failed, and staff are told once."""
    person = tx.one("SELECT id, unreachable_at FROM people WHERE telegram_id = :chat_id", chat_id=chat_id)
    if person is not None and person["unreachable_at"] is None:
        tx.run(
            "UPDATE people SET unreachable_at = :now, unreachable_why = :why WHERE id = :id",
            id=person["id"],
            now=instant(now),
            why=why,
        )
        notices.note(tx, now, "person_unreachable", person["id"])
    group_chats.left(tx, now, chat_id)
    rows = tx.all(
        """
        SELECT id FROM outbox
        WHERE state IN ('queued', 'sending', 'uncertain') AND done_at IS NULL AND chat_id = :chat_id
        """,
        chat_id=chat_id,
    )
    for row in rows:
        failed(tx, now, row["id"], why)


def moved(tx: Transaction, chat_id: int, new_chat_id: int) -> None:
    """The chat goes by another id from now on; what was being sent there waits again."""
    tx.run(
        """
        UPDATE people SET telegram_id = :new
        WHERE telegram_id = :old AND NOT EXISTS (SELECT 1 FROM people AS other WHERE other.telegram_id = :new)
        """,
        old=chat_id,
        new=new_chat_id,
    )
    group_chats.moved(tx, chat_id, new_chat_id)
    tx.run(
        """
        UPDATE outbox SET chat_id = :new, state = CASE WHEN state = 'sending' THEN 'queued' ELSE state END
        WHERE state IN ('queued', 'sending', 'uncertain') AND done_at IS NULL AND chat_id = :old
        """,
        old=chat_id,
        new=new_chat_id,
    )


def rewrite(tx: Transaction, now: datetime, message: Message, parts: Sequence[str]) -> list[Message]:
    """Send these payloads instead: the first in the same row, the others as rows that come right after it."""
    tx.run("UPDATE outbox SET payload = :payload, state = 'queued' WHERE id = :id", id=message.id, payload=parts[0])
    messages = [replace(message, payload=parts[0], state="queued")]
    for number, payload in enumerate(parts[1:], start=1):
        # Sorts between this row and the next one, whatever else was added meanwhile.
        part = replace(
            message,
            id=f"{message.id}-{number:03}",
            method="sendMessage",
            payload=payload,
            state="queued",
            tries=0,
            uncertain=False,
            file_name=None,
            file_text=None,
        )
        outbox.insert(tx, part, instant(now))
        messages.append(part)
    return messages
