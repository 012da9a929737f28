"""What the team wrote down about a concern: what was done, and what the person was told. A note is never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from storage.database import Row, Transaction
from storage.values import instant, new_id

Kind = Literal["done", "told"]
_COLUMNS = "id, concern_id, kind, words, written_by, written_at"


@dataclass(frozen=True, slots=True)
class Note:
    """One of them. What was `told` went to the person; what was `done` did not. `written_by` is None for somebody who
    is gone."""

    id: str
    concern_id: str
    kind: Kind
    words: str
    written_by: str | None
    written_at: str


def _note(row: Row) -> Note:
    return Note(**{name: row[name] for name in Note.__slots__})


def write(tx: Transaction, now: datetime, concern_id: str, written_by: str, kind: Kind, words: str) -> str:
    """Keep a note; its id."""
    note_id = new_id(now)
    tx.run(
        """
        INSERT INTO concern_notes (id, concern_id, kind, words, written_by, written_at)
        VALUES (:id, :concern_id, :kind, :words, :written_by, :now)
        """,
        id=note_id,
        concern_id=concern_id,
        kind=kind,
        words=words,
        written_by=written_by,
        now=instant(now),
    )
    return note_id


def of_concern(tx: Transaction, concern_id: str) -> list[Note]:
    """All of one concern, oldest first."""
    rows = tx.all(f"SELECT {_COLUMNS} FROM concern_notes WHERE concern_id = :id ORDER BY id", id=concern_id)  # noqa: S608 - constants
    return [_note(row) for row in rows]


def by_id(tx: Transaction, note_id: str) -> Note | None:
    """One of them."""
    row = tx.one(f"SELECT {_COLUMNS} FROM concern_notes WHERE id = :id", id=note_id)  # noqa: S608 - constants
    return None if row is None else _note(row)


def forget_about(tx: Transaction, person_id: str) -> None:
    """Nothing stays of what was written about somebody's concerns."""
    tx.run(
        "DELETE FROM concern_notes WHERE concern_id IN (SELECT id FROM concerns WHERE person_id = :id)", id=person_id
    )
