"""What the page of a person shows: everything that reached them at either door, and what they answered.

Nothing of it is sent. A message waits until the page shows it, and has arrived with that.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from storage import sending
from storage.database import Row, Transaction
from storage.values import instant

_COLUMNS = "id, made_at, method, payload, file_name, message_id, language"


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of ours. `number` tells it from the others of its chat, as Telegram's message id does."""

    id: str
    at: str
    method: str
    payload: str
    file_name: str | None
    message_id: int | None
    language: str
    fleeting: bool = False

    @property
    def number(self) -> int:
        return int(self.id[:14], 16) if self.message_id is None else self.message_id


@dataclass(frozen=True, slots=True)
class Own:
    """Something that the person said; '' when they skipped the question. `notes` are the ids of what they spoke, and
    `language` is the one in which they were asked."""

    id: str
    at: str
    words: str
    notes: tuple[str, ...] = ()
    language: str = ""


def arrive(tx: Transaction, now: datetime, chat_id: int) -> list[Shown]:
    """Everything that waits for this chat has arrived now, but for what is no use any more; what arrived."""
    rows = tx.all(
        f"""
        SELECT {_COLUMNS}, fleeting FROM outbox
        WHERE state IN ('queued', 'sending', 'uncertain') AND state = 'queued' AND chat_id = :chat_id
          AND (not_before IS NULL OR not_before <= :now)
        """,  # noqa: S608 - constants
        chat_id=chat_id,
        now=instant(now),
    )
    in_order = sorted(rows, key=lambda row: str(row["id"]))  # here, so that the index of what is open is used
    return [shown for row in in_order if (shown := _arrived(tx, now, row)) is not None]


def _arrived(tx: Transaction, now: datetime, row: Row) -> Shown | None:
    why = sending.why_not(tx, now, row["id"])
    if why is not None:
        sending.lapse(tx, now, row["id"], why)
        return None
    shown = replace(_shown(row), fleeting=bool(row["fleeting"]))
    sending.sent(tx, now, shown.id, shown.number, fleeting=bool(row["fleeting"]))
    return shown


def newest(tx: Transaction, person_id: str, most: int) -> list[Shown]:
    """The newest messages that have reached them and still have their words, oldest first."""
    rows = tx.all(
        f"""
        SELECT {_COLUMNS} FROM outbox
        WHERE person_id = :person_id AND state = 'sent' AND payload IS NOT NULL
        ORDER BY id DESC LIMIT :most
        """,  # noqa: S608 - constants
        person_id=person_id,
        most=most,
    )
    return [_shown(row) for row in reversed(rows)]


def shows(tx: Transaction, person_id: str, handle: str) -> bool:
    """Whether the question with this handle has arrived here and still has its words."""
    row = tx.one(
        "SELECT 1 FROM outbox WHERE person_id = :person_id AND state = 'sent' AND payload LIKE :handle LIMIT 1",
        person_id=person_id,
        handle=f"%{handle}.%",
    )
    return row is not None


def said(tx: Transaction, person_id: str, most: int) -> list[Own]:
    """The newest things that they said, oldest first; also what was changed or taken back since."""
    rows = tx.all(
        """
        SELECT id, answered_at, answer, value, language FROM answers
        WHERE person_id = :person_id AND chat_id IS NOT NULL
        ORDER BY id DESC LIMIT :most
        """,
        person_id=person_id,
        most=most,
    )
    sql = "SELECT id, received_at FROM voice_notes WHERE person_id = :id AND content IS NOT NULL"
    kept = {row["id"]: row["received_at"] for row in tx.all(sql, id=person_id)}
    return [_own(row, kept) for row in reversed(rows)]


def _own(row: Row, kept: Mapping[str, str]) -> Own:
    """What was spoken stands where it came in, also where its answer was finished later."""
    notes = _notes(row["value"], kept)
    at = kept[notes[0]] if notes else row["answered_at"]
    return Own(row["id"], at, row["answer"], notes, row["language"])


def _notes(value: str, kept: Collection[str]) -> tuple[str, ...]:
    """The voice notes in a stored answer of which there is sound."""
    told = json.loads(value or "null")
    parts = told.get("parts", [told]) if isinstance(told, dict) else []
    named = [str(part["voice"]) for part in parts if isinstance(part, dict) and "voice" in part]
    return tuple(one for one in named if one in kept)


def sound(tx: Transaction, person_id: str, note_id: str) -> tuple[str, bytes] | None:
    """The media type and the sound of a voice note of this person's own."""
    row = tx.one(
        "SELECT media_type, content FROM voice_notes WHERE id = :id AND person_id = :person_id AND content IS NOT NULL",
        id=note_id,
        person_id=person_id,
    )
    return None if row is None else (row["media_type"], b64decode(row["content"]))


def file(tx: Transaction, person_id: str, message_id: str) -> tuple[str, str] | None:
    """The name and the text of a file that was put on this person's page."""
    row = tx.one(
        """
        SELECT file_name, file_text FROM outbox
        WHERE id = :id AND person_id = :person_id AND state = 'sent' AND file_text IS NOT NULL
        """,
        id=message_id,
        person_id=person_id,
    )
    return None if row is None else (row["file_name"], row["file_text"])


def _shown(row: Row) -> Shown:
    return Shown(
        row["id"],
        row["made_at"],
        row["method"],
        row["payload"],
        row["file_name"],
        row["message_id"],
        row["language"],
    )
