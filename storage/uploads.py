"""Recordings that came with the form of a page. A turn takes one over into a voice note; the others go within a day."""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime, timedelta

from storage.database import Transaction
from storage.values import instant, new_id

PREFIX = "page-"  # tells these from Telegram's file ids
KEPT = timedelta(days=1)


def keep(tx: Transaction, now: datetime, person_id: str, content: bytes) -> str:
    """Hold this until its turn; the file id that stands for it in an update."""
    upload_id = PREFIX + new_id(now)
    tx.run(
        "INSERT INTO uploads (id, person_id, content, received_at) VALUES (:id, :person_id, :content, :now)",
        id=upload_id,
        person_id=person_id,
        content=b64encode(content).decode(),
        now=instant(now),
    )
    return upload_id


def become_note(tx: Transaction, now: datetime, file_id: str, note_id: str) -> bool:
    """The recording is the sound of this voice note now; False when there is none, for it is at Telegram."""
    if not file_id.startswith(PREFIX):
        return False
    taken = tx.run(
        """
        UPDATE voice_notes SET state = 'kept', done_at = :now, file_id = '',
          content = (
            SELECT content FROM uploads WHERE uploads.id = :file_id AND uploads.person_id = voice_notes.person_id)
        WHERE id = :note_id AND EXISTS (
          SELECT 1 FROM uploads WHERE uploads.id = :file_id AND uploads.person_id = voice_notes.person_id)
        """,
        now=instant(now),
        file_id=file_id,
        note_id=note_id,
    )
    drop(tx, file_id)
    return taken == 1


def drop(tx: Transaction, upload_id: str) -> None:
    """Nobody needs it any more."""
    tx.run("DELETE FROM uploads WHERE id = :id", id=upload_id)


def forget_old(tx: Transaction, now: datetime) -> int:
    """Delete what no turn took within a day; how many."""
    return tx.run("DELETE FROM uploads WHERE received_at < :before", before=instant(now - KEPT))
