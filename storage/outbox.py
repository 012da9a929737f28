"""Messages that we decided to send. What becomes of them on the way is in `sending`."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson

from storage.database import Row, Transaction
from storage.values import instant, new_id

REPLY, PROACTIVE, BROADCAST = 0, 1, 2
NOT_TEXT = (".zip",)
FLEETING_KEPT = timedelta(days=1)
HELP = "help"  # the reason of what goes out before everything else that waits for the same chat

# As the index says it, which SQLite uses only when a query says the same; then less those that are on their way.
WAITING = "state IN ('queued', 'sending', 'uncertain') AND state <> 'sending' AND done_at IS NULL"


@dataclass(frozen=True, slots=True)
class Message:
    """One row on its way out. `payload` is JSON without the chat, which is `chat_id` alone."""

    id: str
    person_id: str | None
    chat_id: int
    method: str
    payload: str
    priority: int
    reason: str
    useful_until: str | None
    not_before: str | None
    fleeting: bool
    state: str
    tries: int
    uncertain: bool
    file_name: str | None
    file_text: str | None
    language: str = ""


def add(
    tx: Transaction,
    now: datetime,
    *,
    chat_id: int,
    payload: Mapping[str, object],
    method: str = "sendMessage",
    person_id: str | None = None,
    priority: int = REPLY,
    reason: str = "reply",
    useful_until: datetime | None = None,
    not_before: datetime | None = None,
    fleeting: bool = False,
    file_name: str | None = None,
    file_text: str | None = None,
    claimed: bool = False,
    language: str = "",
) -> Message:
    """Decide to send this; `claimed` when delivery has reserved the way, so that this commit is the claim as well.

    What is not a reply is checked again before it goes out and lapses when the person has paused, stopped, been erased
    or has an open concern; nothing goes to somebody who cannot be reached. Lone surrogates become U+FFFD: neither JSON
    nor Telegram knows them.
    """
    message = Message(
        new_id(now),
        person_id,
        chat_id,
        method,
        in_json(payload),
        priority,
        reason,
        None if useful_until is None else instant(useful_until),
        None if not_before is None else instant(not_before),
        fleeting,
        "sending" if claimed else "queued",
        1 if claimed else 0,
        False,
        file_name,
        None if file_text is None else _clean(file_text).replace("\0", ""),
        language,
    )
    insert(tx, message, instant(now))
    return message


def add_again(tx: Transaction, now: datetime, row: Row, chat_id: int) -> Message:
    """The same message as in this row, for another chat; it was not sent."""
    kept = {name: row[name] for name in Message.__slots__}
    flags = {name: bool(row[name]) for name in ("fleeting", "uncertain")}
    fresh = {"id": new_id(now), "chat_id": chat_id, "state": "queued", "tries": 0}
    message = Message(**(kept | flags | fresh))
    insert(tx, message, instant(now))
    return message


def insert(tx: Transaction, message: Message, now: str) -> None:
    tx.run(
        """
        INSERT INTO outbox (id, person_id, chat_id, method, payload, priority, reason, useful_until, not_before,
          fleeting, state, tries, uncertain, file_name, file_text, language, made_at, claimed_at)
        VALUES (:id, :person_id, :chat_id, :method, :payload, :priority, :reason, :useful_until, :not_before,
          :fleeting, :state, :tries, :uncertain, :file_name, :file_text, :language, :made_at, :claimed_at)
        """,
        id=message.id,
        person_id=message.person_id,
        chat_id=message.chat_id,
        method=message.method,
        payload=message.payload,
        priority=message.priority,
        reason=message.reason,
        useful_until=message.useful_until,
        not_before=message.not_before,
        fleeting=message.fleeting,
        state=message.state,
        tries=message.tries,
        uncertain=message.uncertain,
        file_name=message.file_name,
        file_text=message.file_text,
        language=message.language,
        made_at=now,
        claimed_at=now if message.state == "sending" else None,
    )


def is_on_its_way(tx: Transaction, person_id: str, made_at: str) -> bool:
    """Whether what was decided at that moment is the newest that this person is to get, and has not gone yet."""
    row = tx.one(
        "SELECT made_at, done_at FROM outbox WHERE person_id = :id ORDER BY made_at DESC, id DESC LIMIT 1", id=person_id
    )
    return row is not None and row["made_at"] == made_at and row["done_at"] is None


def recall(tx: Transaction, now: datetime, reason: str, person_id: str | None = None) -> int:
    """Nothing more goes out for this reason, to this person or to anybody; how many rows that stopped.

    What is being sent at this moment is not among them, and what Telegram has stays there.
    """
    return tx.run(
        f"""
        UPDATE outbox SET state = 'recalled', done_at = :now
        WHERE {WAITING} AND reason = :reason AND (:everybody OR person_id = :person_id)
        """,  # noqa: S608 - constants
        reason=reason,
        person_id=person_id,
        everybody=person_id is None,
        now=instant(now),
    )


def wipe_old_bodies(tx: Transaction, before: datetime) -> int:
    """Forget the words of messages that were done with before then; how many."""
    return tx.run(
        """
        UPDATE outbox SET payload = NULL, file_name = NULL, file_text = NULL
        WHERE done_at < :before AND (payload IS NOT NULL OR file_text IS NOT NULL)
        """,
        before=instant(before),
    )


def delete_old_rows(tx: Transaction, before: datetime) -> int:
    """Delete what was done with before then; how many."""
    return tx.run("DELETE FROM outbox WHERE done_at < :before", before=instant(before))


def forget_fleeting(tx: Transaction, now: datetime) -> int:
    """Delete what was meant for somebody of whom nothing is kept and could not be sent within a day; how many."""
    return tx.run(
        """
        DELETE FROM outbox
        WHERE fleeting = :yes AND state <> 'sending' AND (done_at IS NOT NULL OR made_at < :before)
        """,
        yes=True,
        before=instant(now - FLEETING_KEPT),
    )


def encoded(content: bytes) -> str:
    """A file that is not text, as the table can hold it. `file_content` knows it by its name."""
    return b64encode(content).decode()


def file_content(file_name: str, file_text: str) -> bytes:
    """What is in the file that goes with a message."""
    return b64decode(file_text) if file_name.endswith(NOT_TEXT) else file_text.encode()


def in_json(payload: Mapping[str, object]) -> str:
    """A payload as its row has it: without the chat."""
    if "chat_id" in payload:
        payload = {name: value for name, value in payload.items() if name != "chat_id"}
    try:
        return orjson.dumps(payload).decode()
    except orjson.JSONEncodeError:
        return orjson.dumps(_cleaned(payload)).decode()


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, Mapping):
        return {_clean(name): _cleaned(each) for name, each in value.items()}
    return [_cleaned(each) for each in value] if isinstance(value, list | tuple) else value


def _clean(text: str) -> str:
    """`text` with surrogate pairs joined and lone surrogates replaced."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
