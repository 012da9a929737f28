"""Bring a database up to date: numbered files, forward only, each applied once and remembered by name and checksum."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Literal

from storage.database import DatabaseRefused, Transaction
from storage.values import instant

Dialect = Literal["sqlite", "postgres"]
FOLDER = Path(__file__).parent / "migrations"
_FILE_NAME = re.compile(r"(?P<name>(?P<number>\d{4})_\w+)(\.(?P<dialect>sqlite|postgres))?\.sql")
_LEDGER = (
    "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, applied_at TEXT NOT NULL)"
)


@dataclass(frozen=True)
class Migration:
    """One step of the schema."""

    number: int
    name: str
    sql: str

    @cached_property
    def checksum(self) -> str:
        return sha256(self.sql.encode()).hexdigest()


@cache
def known(dialect: Dialect, folder: Path = FOLDER) -> tuple[Migration, ...]:
    """The steps this program knows for `dialect`, in order. A common file, or the dialect's half of a pair."""
    found = []
    for path in sorted(folder.glob("*.sql")):
        match = _FILE_NAME.fullmatch(path.name)
        if match is None:
            raise ValueError(f"{path.name} is not named like a migration: 0001_ground.sql")
        if match["dialect"] in (None, dialect):
            found.append(Migration(int(match["number"]), match["name"], path.read_text(encoding="utf-8")))
    if [step.number for step in found] != list(range(1, len(found) + 1)):
        raise ValueError(f"the migrations for {dialect} are not numbered 1, 2, 3 …")
    return tuple(found)


def statements(sql: str) -> Iterator[str]:
    """The statements of a SQLite script, one by one; a trigger with its inner semicolons is one statement."""
    statement = ""
    for piece in re.split("(?<=;)", sql):
        statement += piece
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
    if re.sub(r"--.*|/\*(?s:.*?)\*/", "", statement).strip():
        raise ValueError(f"a statement does not end: {statement.strip()[:60]}")


def migrate(tx: Transaction, dialect: Dialect, now: datetime, *, folder: Path = FOLDER) -> list[str]:
    """Apply what is missing within the transaction `tx`, so that a kill leaves the old schema or the new; the names.

    Raises DatabaseRefused, before anything is changed, when the database is newer than this program or was made with
    other files.
    """
    steps = known(dialect, folder)
    if dialect == "postgres":
        tx.all("SELECT pg_advisory_xact_lock(7864371)")  # one process migrates, the others wait and find it done
    tx.run(_LEDGER)
    applied = {row["name"]: row["sha256"] for row in tx.all("SELECT name, sha256 FROM migrations ORDER BY name")}
    _refuse_other_history(applied, steps)
    missing = [step for step in steps if step.name not in applied]
    for step in missing:
        _apply(tx, dialect, step, now)
    return [step.name for step in missing]


def refuse_newer(version: int, what: str, program: str) -> None:
    """Raise DatabaseRefused when `version` of the SQLite schema is greater than what `program` knows."""
    greatest = len(known("sqlite"))
    if version > greatest:
        raise DatabaseRefused(
            f"{what} was written by a newer version of {program} (schema {version}; this one knows {greatest}): "
            "install the newer version, or restore a backup from before it."
        )


def _refuse_other_history(applied: dict[str, str], steps: tuple[Migration, ...]) -> None:
    checksums = {step.name: step.checksum for step in steps}
    for name, checksum in applied.items():
        if name not in checksums:
            raise DatabaseRefused(
                f"The database was written by a newer version of this program ({name} is not known here): "
                "install the newer version, or restore a backup from before it."
            )
        if checksums[name] != checksum:
            raise DatabaseRefused(
                f"The database was made with another {name}.sql than the one here: install the version that made it, "
                "or start with a new database."
            )


def _apply(tx: Transaction, dialect: Dialect, step: Migration, now: datetime) -> None:
    if dialect == "sqlite":
        for statement in statements(step.sql):
            tx.run(statement)
        tx.run(f"PRAGMA user_version = {step.number}")
    else:
        tx.run(step.sql)
    tx.run(
        "INSERT INTO migrations (name, sha256, applied_at) VALUES (:name, :sha256, :applied_at)",
        name=step.name,
        sha256=step.checksum,
        applied_at=instant(now),
    )
