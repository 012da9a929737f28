"""The ledger: what has to hold after an older copy of the data is brought back. Who was erased stays erased, what was
withdrawn stays withdrawn, who said stop is not written to.

An entry says of whom under a salt of its own, so that it tells nothing without the data. It is a row of the
transaction that did it, and soon a line of a file beside the database, which no copy and no restore touches.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from storage.database import Transaction
from storage.values import instant, new_id

ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Entry:
    """Of somebody something was done: erased, stopped, back, given:PURPOSE or withdrawn:PURPOSE, quoted:ID or
    unquoted:ID of a sentence of theirs."""

    id: str
    salt: str
    who: str
    what: str
    noted_at: str

    def is_about(self, person_id: str) -> bool:
        return self.who == _hidden(self.salt, person_id)


def note(tx: Transaction, now: datetime, person_id: str, what: str) -> None:
    """This has to hold, whatever is brought back."""
    salt = secrets.token_hex(8)
    entry = Entry(new_id(now), salt, _hidden(salt, person_id), what, instant(now))
    tx.run(
        "INSERT INTO ledger (id, salt, who, what, noted_at) VALUES (:id, :salt, :who, :what, :noted_at)",
        **asdict(entry),
    )


def _hidden(salt: str, person_id: str) -> str:
    return hashlib.sha256(f"{salt} {person_id}".encode()).hexdigest()


def entries(tx: Transaction) -> list[Entry]:
    """Every entry that the database knows, oldest first."""
    rows = tx.all("SELECT id, salt, who, what, noted_at FROM ledger ORDER BY id")
    return [Entry(row["id"], row["salt"], row["who"], row["what"], row["noted_at"]) for row in rows]


def take_in(tx: Transaction, missing: Iterable[Entry]) -> None:
    """The database knows these as well from now on."""
    for entry in missing:
        tx.run(
            """
            INSERT INTO ledger (id, salt, who, what, noted_at) VALUES (:id, :salt, :who, :what, :noted_at)
            ON CONFLICT (id) DO NOTHING
            """,
            **asdict(entry),
        )


def newest(tx: Transaction) -> str:
    """The id of the last entry that the database knows, or ''."""
    row = tx.one("SELECT MAX(id) AS id FROM ledger")
    return (row["id"] if row else None) or ""


def file_beside(database: Path) -> Path:
    """Where the ledger of this database file is."""
    return database.with_name(database.name + ".ledger")


def read(path: Path) -> list[Entry]:
    """The entries in this file, oldest first; none when there is no file. A last line that was cut off by a crash is
    left out: the database has it and writes it again."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []
    found = {entry.id: entry for line in lines if (entry := _entry(line)) is not None}
    return sorted(found.values(), key=lambda entry: entry.id)


def _entry(line: str) -> Entry | None:
    try:
        return Entry(**json.loads(line))
    except (ValueError, TypeError):
        return None


def write(path: Path, known: Iterable[Entry]) -> int:
    """Put those of these entries into the file that are not in it yet, safely on the disk; how many."""
    there = {entry.id for entry in read(path)}
    missing = [entry for entry in known if entry.id not in there]
    if missing:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8") as file:
            file.write("\n" if there else "")  # after a line that was cut off
            file.writelines(json.dumps(asdict(entry)) + "\n" for entry in missing)
            file.flush()
            os.fsync(file.fileno())
    return len(missing)
