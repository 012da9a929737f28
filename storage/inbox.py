"""The inbox: updates as Telegram sent them, stored before they are confirmed, in order of arrival."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.database import Row, Transaction
from storage.values import instant

MOST_TRIES = 3  # then an update is set aside for staff


@dataclass(frozen=True, slots=True)
class Arrived:
    """An update that came in. `chat_id` is None for kinds we do not know; `body_hash` is the SHA-256 of the JSON."""

    id: str
    update_id: int
    chat_id: int | None
    body: str
    body_hash: str


@dataclass(frozen=True, slots=True)
class Stored:
    """An update in the inbox that is still to be handled."""

    id: str
    update_id: int
    chat_id: int | None
    body: str


def store(tx: Transaction, now: datetime, bot_id: int, arrived: Sequence[Arrived]) -> int:
    """Store what is new; how many that were. What is known already is left out, and its id never gets a row.

    The same update id with another body is new: after a quiet week Telegram starts its ids again at random.
    """
    return sum(
        tx.run(
            """
            INSERT INTO inbox (id, bot_id, update_id, body_hash, body, chat_id, received_at, state)
            VALUES (:id, :bot_id, :update_id, :body_hash, :body, :chat_id, :now, 'new')
            ON CONFLICT (bot_id, update_id, body_hash) DO NOTHING
            """,
            id=update.id,
            bot_id=bot_id,
            update_id=update.update_id,
            body_hash=update.body_hash,
            body=update.body,
            chat_id=update.chat_id,
            now=instant(now),
        )
        for update in arrived
    )


def waiting(tx: Transaction) -> list[Stored]:
    """What was stored and not handled, oldest first: after a restart these are taken up again."""
    rows = tx.all(
        """
        SELECT id, update_id, chat_id, body FROM inbox
        WHERE state IN ('new', 'failed') AND body IS NOT NULL ORDER BY id
        """
    )
    return [_stored(row) for row in rows]


def _stored(row: Row) -> Stored:
    return Stored(row["id"], row["update_id"], row["chat_id"], row["body"])


def is_known(tx: Transaction, bot_id: int, update_id: int, body_hash: str) -> bool:
    """Whether this very update was stored before."""
    row = tx.one(
        "SELECT 1 FROM inbox WHERE bot_id = :bot_id AND update_id = :update_id AND body_hash = :body_hash",
        bot_id=bot_id,
        update_id=update_id,
        body_hash=body_hash,
    )
    return row is not None


def is_known_number(tx: Transaction, bot_id: int, update_id: int) -> bool:
    """Whether any update with this number was stored before."""
    row = tx.one(
        "SELECT 1 FROM inbox WHERE bot_id = :bot_id AND update_id = :update_id LIMIT 1",
        bot_id=bot_id,
        update_id=update_id,
    )
    return row is not None


def is_open(tx: Transaction, inbox_id: str) -> bool:
    """Whether this is stored and still to be handled."""
    return tx.one("SELECT 1 FROM inbox WHERE id = :id AND state IN ('new', 'failed')", id=inbox_id) is not None


def finish(tx: Transaction, now: datetime, inbox_id: str) -> bool:
    """Mark as handled; False when somebody else was first."""
    done = tx.run(
        "UPDATE inbox SET state = 'done', done_at = :now WHERE id = :id AND state IN ('new', 'failed')",
        now=instant(now),
        id=inbox_id,
    )
    return done == 1


def fail(tx: Transaction, now: datetime, inbox_id: str, why: str) -> int:
    """Note a failed try, keep the words, and say how many tries there were; the third sets it aside."""
    tx.run(
        """
        UPDATE inbox SET tries = tries + 1, why = :why, done_at = :now,
          state = CASE WHEN tries + 1 >= :most THEN 'set_aside' ELSE 'failed' END
        WHERE id = :id AND state IN ('new', 'failed')
        """,
        why=why,
        now=instant(now),
        most=MOST_TRIES,
        id=inbox_id,
    )
    row = tx.one("SELECT tries FROM inbox WHERE id = :id", id=inbox_id)
    return 0 if row is None else int(row["tries"])


def set_aside(tx: Transaction, now: datetime, inbox_id: str, why: str) -> bool:
    """Not something we can handle: kept for staff, counted, and not tried again. False when somebody else was first."""
    touched = tx.run(
        """
        UPDATE inbox SET state = 'set_aside', why = :why, done_at = :now
        WHERE id = :id AND state IN ('new', 'failed')
        """,
        why=why,
        now=instant(now),
        id=inbox_id,
    )
    return touched == 1


def wipe(tx: Transaction, inbox_id: str) -> None:
    """Forget what it said and who sent it; the id stays, so that a second delivery is still known."""
    tx.run("UPDATE inbox SET body = NULL, chat_id = NULL WHERE id = :id", id=inbox_id)


def wipe_handled_in(tx: Transaction, chat_id: int) -> int:
    """Forget what came in by this chat and was handled, for the chat is nobody's any more; how many rows."""
    return tx.run("UPDATE inbox SET body = NULL WHERE chat_id = :chat_id AND state = 'done'", chat_id=chat_id)


def wipe_chat(tx: Transaction, chat_id: int) -> None:
    """Forget everything a chat ever sent, and what came without a chat and names it."""
    tx.run(
        """
        UPDATE inbox SET body = NULL, chat_id = NULL
        WHERE chat_id = :chat_id OR (chat_id IS NULL AND body LIKE :named)
        """,
        chat_id=chat_id,
        named=f"%{chat_id}%",
    )


def wipe_handled_before(tx: Transaction, before: datetime) -> int:
    """Forget the bodies of updates handled before `before`; how many."""
    return tx.run(
        "UPDATE inbox SET body = NULL WHERE state = 'done' AND body IS NOT NULL AND done_at < :before",
        before=instant(before),
    )


def wipe_set_aside_before(tx: Transaction, before: datetime) -> int:
    """Forget the bodies of updates that were set aside before `before`, whoever read them or not; how many."""
    return tx.run(
        "UPDATE inbox SET body = NULL WHERE state = 'set_aside' AND body IS NOT NULL AND done_at < :before",
        before=instant(before),
    )


def delete_known_before(tx: Transaction, before: datetime) -> int:
    """Delete ids that Telegram cannot deliver again; how many. What has no body any more waits for nothing."""
    return tx.run("DELETE FROM inbox WHERE body IS NULL AND received_at < :before", before=instant(before))
