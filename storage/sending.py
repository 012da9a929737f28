"""What becomes of outbox rows on their way out. Only delivery uses this; everybody else adds to `outbox`."""

from __future__ import annotations

from datetime import datetime

from storage import bursts, consents
from storage.database import Row, Transaction
from storage.outbox import REPLY, WAITING, Message
from storage.values import instant
from storage.web_chats import FIRST

_COLUMNS = """id, person_id, chat_id, method, payload, priority, reason, useful_until, not_before, fleeting,
  state, tries, uncertain, file_name, file_text"""
# What waits for Telegram; the rest waits for somebody to open their page.
_TO_SEND = f"{WAITING} AND chat_id < {FIRST}"


def waiting(tx: Transaction, now: datetime, priority: int, limit: int) -> list[Message]:
    """The oldest rows of this priority that may go now, and those tried before, who keep their turn in their chat."""
    rows = tx.all(
        f"""
        SELECT {_COLUMNS} FROM outbox
        WHERE {_TO_SEND} AND priority = :priority
          AND (not_before IS NULL OR not_before <= :now OR tries > 0)
        ORDER BY id LIMIT :limit
        """,  # noqa: S608 - constants
        priority=priority,
        now=instant(now),
        limit=limit,
    )
    return [_message(row) for row in rows]


def next_not_before(tx: Transaction, now: datetime) -> str | None:
    """When the next row that waits for its time may go."""
    row = tx.one(
        f"SELECT MIN(not_before) AS at FROM outbox WHERE {_TO_SEND} AND not_before > :now",  # noqa: S608 - constants
        now=instant(now),
    )
    return None if row is None else row["at"]


def claim(tx: Transaction, now: datetime, message_id: str) -> int:
    """This row is about to be sent; 0 when it has been recalled, has failed or was claimed before."""
    return tx.run(
        """
        UPDATE outbox SET state = 'sending', tries = tries + 1, claimed_at = :now
        WHERE id = :id AND state IN ('queued', 'uncertain') AND done_at IS NULL
        """,
        id=message_id,
        now=instant(now),
    )


def why_not(tx: Transaction, now: datetime, message_id: str) -> str | None:
    """Why this row must not go out any more, whatever was right when it was added; None when it may."""
    row = tx.one(
        """
        SELECT outbox.person_id, outbox.priority, outbox.reason, outbox.useful_until, paused_at, stopped_at,
          unreachable_at, erased_at,
          EXISTS (
            SELECT 1 FROM concerns WHERE concerns.person_id = outbox.person_id AND lifted_at IS NULL
          ) AS has_concern
        FROM outbox LEFT JOIN people ON people.id = outbox.person_id
        WHERE outbox.id = :id
        """,
        id=message_id,
    )
    if row is None:
        return None
    if row["useful_until"] is not None and row["useful_until"] < instant(now):
        return "too_late"
    if row["priority"] == REPLY:
        if row["unreachable_at"] is not None:
            return "unreachable"
        return "too_late" if row["reason"] == bursts.GATHERED and bursts.is_overtaken(tx, message_id) else None
    warns = row["reason"] == consents.WARNS
    if row["has_concern"] and not warns:
        return "open_concern"
    bars = ("erased", "stopped", *(() if warns else ("paused",)), "unreachable")
    bar: str | None = next((state for state in bars if row[f"{state}_at"] is not None), None)
    if bar not in (None, "paused"):
        return bar
    return _not_agreed(tx, row["person_id"], row["reason"]) or bar


def _not_agreed(tx: Transaction, person_id: str | None, reason: str) -> str | None:
    """They said no meanwhile."""
    return "not_agreed" if person_id and consents.keeps_from_sending(tx, person_id, reason) else None


def sent(
    tx: Transaction, now: datetime, message_id: str, telegram_message_id: int | None, *, fleeting: bool = False
) -> None:
    """Telegram has it. A fleeting row is gone with that."""
    if fleeting:
        tx.run("DELETE FROM outbox WHERE id = :id", id=message_id)
        return
    tx.run(
        "UPDATE outbox SET state = 'sent', done_at = :now, message_id = :message_id, not_before = NULL WHERE id = :id",
        id=message_id,
        now=instant(now),
        message_id=telegram_message_id,
    )


def postpone(tx: Transaction, message_id: str, not_before: datetime, why: str) -> None:
    """It was surely not sent; it keeps its place and is tried again from `not_before` on."""
    tx.run(
        "UPDATE outbox SET state = 'queued', not_before = :not_before, why = :why WHERE id = :id AND state = 'sending'",
        id=message_id,
        not_before=instant(not_before),
        why=why,
    )


def uncertain(tx: Transaction, message_id: str, not_before: datetime, why: str) -> None:
    """It may have arrived: flagged for good, and tried again from `not_before` on."""
    tx.run(
        """
        UPDATE outbox SET state = 'uncertain', uncertain = :yes, not_before = :not_before, why = :why
        WHERE id = :id AND state = 'sending'
        """,
        id=message_id,
        yes=True,
        not_before=instant(not_before),
        why=why,
    )


def never_known(tx: Transaction, now: datetime, message_id: str, why: str) -> None:
    """It may have arrived twice and is not sent a third time; staff see it. A fleeting row is gone."""
    _end(tx, now, message_id, "uncertain", why)


def failed(tx: Transaction, now: datetime, message_id: str, why: str) -> None:
    """It will never be sent. A fleeting row is gone."""
    _end(tx, now, message_id, "failed", why)


def lapse(tx: Transaction, now: datetime, message_id: str, why: str) -> None:
    """It is not sent because its moment has passed. A fleeting row is gone."""
    _end(tx, now, message_id, "lapsed", why)


def _end(tx: Transaction, now: datetime, message_id: str, state: str, why: str) -> None:
    tx.run("DELETE FROM outbox WHERE id = :id AND fleeting = :yes", id=message_id, yes=True)
    tx.run(
        "UPDATE outbox SET state = :state, done_at = :now, why = :why WHERE id = :id AND done_at IS NULL",
        id=message_id,
        state=state,
        now=instant(now),
        why=why,
    )


def _message(row: Row) -> Message:
    """The message in a row of `COLUMNS`."""
    return Message(
        row["id"],
        row["person_id"],
        row["chat_id"],
        row["method"],
        row["payload"],
        row["priority"],
        row["reason"],
        row["useful_until"],
        row["not_before"],
        bool(row["fleeting"]),
        row["state"],
        row["tries"],
        bool(row["uncertain"]),
        row["file_name"],
        row["file_text"],
    )
