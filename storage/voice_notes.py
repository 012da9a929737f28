"""Voice notes: what people said aloud. The sound is fetched from Telegram after the turn, and kept for 90 days."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.database import Transaction
from storage.values import instant, new_id


@dataclass(frozen=True, slots=True)
class Waiting:
    """A note that is still at Telegram; `tries` have been made in vain."""

    id: str
    person_id: str
    file_id: str
    tries: int
    received_at: str


def receive(
    tx: Transaction, now: datetime, person_id: str, *, file_id: str, seconds: int, size: int, media_type: str
) -> str:
    """Note that somebody sent this, to be fetched from now on; the note's id."""
    note_id = new_id(now)
    tx.run(
        """
        INSERT INTO voice_notes (id, person_id, file_id, seconds, bytes, media_type, state, received_at, not_before)
        VALUES (:id, :person_id, :file_id, :seconds, :bytes, :media_type, 'waiting', :now, :now)
        """,
        id=note_id,
        person_id=person_id,
        file_id=file_id,
        seconds=seconds,
        bytes=size,
        media_type=media_type,
        now=instant(now),
    )
    return note_id


def waiting(tx: Transaction, now: datetime, limit: int) -> list[Waiting]:
    """The notes that are to be fetched now, those that have waited longest first."""
    rows = tx.all(
        """
        SELECT id, person_id, file_id, tries, received_at FROM voice_notes
        WHERE state = 'waiting' AND not_before <= :now ORDER BY not_before, id LIMIT :limit
        """,
        now=instant(now),
        limit=limit,
    )
    return [Waiting(**{name: row[name] for name in Waiting.__slots__}) for row in rows]


def keep(tx: Transaction, now: datetime, note_id: str, content: bytes) -> bool:
    """The sound is here; False when the note was not waiting any more, or its person has been forgotten."""
    return (
        tx.run(
            """
            UPDATE voice_notes SET state = 'kept', content = :content, bytes = :bytes, done_at = :now
            WHERE id = :id AND state = 'waiting'
            """,
            content=b64encode(content).decode(),
            bytes=len(content),
            now=instant(now),
            id=note_id,
        )
        == 1
    )


def put_off(tx: Transaction, note_id: str, until: datetime) -> None:
    """A try was in vain; there is another one at `until`."""
    tx.run(
        "UPDATE voice_notes SET tries = tries + 1, not_before = :until WHERE id = :id AND state = 'waiting'",
        until=instant(until),
        id=note_id,
    )


def lose(tx: Transaction, now: datetime, note_id: str) -> bool:
    """It will not be had; False when it was not waiting any more."""
    return (
        tx.run(
            """
            UPDATE voice_notes SET state = 'lost', tries = tries + 1, file_id = '', done_at = :now
            WHERE id = :id AND state = 'waiting'
            """,
            now=instant(now),
            id=note_id,
        )
        == 1
    )


def notes_in(value: Any) -> list[str]:
    """The ids of the voice notes in an answer as it is stored: one, or among the messages that it is made of."""
    if not isinstance(value, dict):
        return []
    return [one["voice"] for one in (value, *value.get("parts", ())) if isinstance(one, dict) and "voice" in one]


def content(tx: Transaction, note_id: str) -> bytes | None:
    """The sound; None when it is not here, or not any more."""
    row = tx.one("SELECT content FROM voice_notes WHERE id = :id", id=note_id)
    return None if row is None or row["content"] is None else b64decode(row["content"])


def sound(tx: Transaction, note_id: str) -> tuple[bytes, str] | None:
    """The sound and what kind of file it is; None when it is not here, or not any more."""
    row = tx.one("SELECT content, media_type FROM voice_notes WHERE id = :id", id=note_id)
    return None if row is None or row["content"] is None else (b64decode(row["content"]), row["media_type"])


def at_telegram(tx: Transaction, note_id: str) -> str:
    """The id under which Telegram has the sound; '' when we do not know it, or not any more."""
    row = tx.one("SELECT file_id FROM voice_notes WHERE id = :id", id=note_id)
    return "" if row is None else str(row["file_id"])


def held(tx: Transaction, person_id: str) -> int:
    """How many bytes of sound we hold of somebody or are about to."""
    row = tx.one(
        """
        SELECT COALESCE(SUM(bytes), 0) AS held FROM voice_notes
        WHERE person_id = :id AND (content IS NOT NULL OR state = 'waiting')
        """,
        id=person_id,
    )
    return 0 if row is None else int(row["held"])


def of_person(tx: Transaction, person_id: str) -> list[dict[str, Any]]:
    """Their notes of which there is sound, without it, oldest first: `file_id`, `seconds`, `received_at`."""
    rows = tx.all(
        """
        SELECT file_id, seconds, received_at FROM voice_notes
        WHERE person_id = :id AND file_id <> '' ORDER BY received_at, id
        """,
        id=person_id,
    )
    return [{name: row[name] for name in row.keys()} for row in rows]  # noqa: SIM118 - rows are not dictionaries


def kept_of(tx: Transaction, person_id: str) -> list[tuple[str, str, str]]:
    """Their notes whose sound is here, oldest first: the id, when it came, and what kind of file it is."""
    rows = tx.all(
        """
        SELECT id, received_at, media_type FROM voice_notes
        WHERE person_id = :id AND content IS NOT NULL ORDER BY received_at, id
        """,
        id=person_id,
    )
    return [(row["id"], row["received_at"], row["media_type"]) for row in rows]


def forget_of(tx: Transaction, person_id: str) -> int:
    """Delete every note of somebody, and what leads to it at Telegram; how many. That they spoke is in the answer."""
    return tx.run("DELETE FROM voice_notes WHERE person_id = :id", id=person_id)


def wipe_old(tx: Transaction, before: datetime) -> int:
    """Forget the sound of notes that came before then, and what leads to it at Telegram; how many."""
    return tx.run(
        """
        UPDATE voice_notes SET content = NULL, file_id = ''
        WHERE received_at < :before AND (content IS NOT NULL OR file_id <> '')
        """,
        before=instant(before),
    )
