"""Books: whether each recipient of a broadcast and each message that went out for it belong together, one to one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from storage import terms
from storage.database import Transaction
from storage.outbox import BROADCAST
from storage.values import instant


def without_message(tx: Transaction, now: datetime, broadcast_id: str) -> list[str]:
    """The ids of recipients who are down as sent though Telegram has confirmed no message for them.

    Of whoever was erased since, and of what is older than messages are kept, nothing is left to look at.
    """
    rows = tx.all(
        """
        SELECT recipients.id FROM recipients LEFT JOIN outbox ON outbox.id = recipients.outbox_id
        LEFT JOIN people ON people.id = recipients.person_id
        WHERE broadcast_id = :id AND recipients.state = 'sent' AND (outbox.id IS NULL OR outbox.state <> 'sent')
          AND people.erased_at IS NULL AND (recipients.person_id IS NOT NULL OR recipients.group_chat_id IS NOT NULL)
          AND recipients.done_at > :kept
        """,
        id=broadcast_id,
        kept=instant(now - terms.of(tx)["sent_rows"]),
    )
    return [row["id"] for row in rows]


def sent_after_all(tx: Transaction, broadcast_id: str) -> list[str]:
    """The ids of recipients who are down as not having it though Telegram has confirmed their message."""
    rows = tx.all(
        """
        SELECT recipients.id FROM recipients JOIN outbox ON outbox.id = recipients.outbox_id
        WHERE broadcast_id = :id AND recipients.state NOT IN ('sent', 'laid', 'on_page')
          AND outbox.state = 'sent'
        """,
        id=broadcast_id,
    )
    return [row["id"] for row in rows]


def sharing(tx: Transaction, broadcast_id: str) -> list[str]:
    """The ids of messages that stand for more than one recipient."""
    rows = tx.all(
        """
        SELECT outbox_id FROM recipients WHERE broadcast_id = :id AND outbox_id IS NOT NULL
        GROUP BY outbox_id HAVING COUNT(*) > 1
        """,
        id=broadcast_id,
    )
    return [row["outbox_id"] for row in rows]


def belonging_to_nobody(tx: Transaction, broadcast_id: str, reasons: Sequence[str]) -> list[str]:
    """The ids of messages to many that went out since this broadcast was begun and belong to no recipient of any.

    `reasons` are those for which such messages are made. An id tells when it was made.
    """
    rows = tx.all(
        """
        SELECT outbox.id, outbox.reason FROM outbox
        WHERE outbox.id > :id AND priority = :priority AND method = 'sendMessage' AND state IN ('sent', 'uncertain')
          AND NOT EXISTS (SELECT 1 FROM recipients WHERE recipients.outbox_id = outbox.id)
        """,
        id=broadcast_id,
        priority=BROADCAST,
    )
    return [row["id"] for row in rows if row["reason"] in reasons]
