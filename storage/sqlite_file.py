"""A SQLite file opened in the thread that will use it: its driver, its manners, and what makes us refuse it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from storage import sqlcipher
from storage.database import DatabaseRefused
from storage.errors import DatabaseDamaged, DatabaseFailed
from storage.holding import held_elsewhere
from storage.migrate import migrate, refuse_newer
from storage.places import prepare
from storage.sqlite_transaction import DAMAGED, NOTADB, SqliteTransaction, code_of, trouble_of

BUSY_MS = 5_000
# A megabyte of cache: a turn touches a few dozen pages, and the operating system keeps the rest.
_MANNERS = ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "cache_size = -1024")


@dataclass(frozen=True)
class SqliteFile:
    """Which file, and what opens it. With a key the driver is SQLCipher's; the key is in no message and no repr.

    Nothing but the driver may ever open the file, not even to look at it: closing it again would drop the locks of
    every connection of this process, and another process could take the write-ahead log away from under them.
    """

    path: Path
    key: bytes | None = field(default=None, repr=False)
    program: str = "voices"

    @property
    def driver(self) -> Any:
        return sqlite3 if self.key is None else sqlcipher.driver()

    def connect(self, mode: str) -> Any:
        """A bare connection with its key given; `mode` is ro, rw or rwc. Errors are the driver's own."""
        driver = self.driver
        connection = driver.connect(f"{self.path.as_uri()}?mode={mode}", uri=True, isolation_level=None)
        try:
            if self.key is not None:
                sqlcipher.unlock(connection, self.key)
            connection.row_factory = driver.Row
            for manner in (f"busy_timeout = {BUSY_MS}", "temp_store = MEMORY"):
                connection.execute(f"PRAGMA {manner}").fetchall()
        except BaseException:
            connection.close()
            raise
        return connection

    def open_reader(self) -> Any:
        """A connection that cannot write and never checkpoints."""
        connection = self.connect("ro")
        for manner in ("query_only = ON", "wal_autocheckpoint = 0"):
            connection.execute(f"PRAGMA {manner}").fetchall()
        return connection

    def open_writer(self, now: datetime, *, create: bool = True) -> Any:
        """The connection that writes, on a file that was examined and has the newest schema.

        Raises DatabaseRefused and leaves the file as it was.
        """
        made = prepare(self.path, create=create)
        try:
            self.look()
            with self.refusing():
                return self._bring_up(now)
        except DatabaseRefused:
            if made and not self.path.stat().st_size:
                self.path.unlink()
            raise

    def look(self) -> None:
        """Read the whole file once, and change nothing.

        Raises DatabaseRefused when it is missing, damaged, newer than this program, or locked with another key.
        """
        if not self.path.is_file() or not os.access(self.path, os.R_OK):
            raise DatabaseRefused(f"There is no file at {self.path} that can be read: check its name and its rights.")
        with self.refusing():
            self._examine()

    def is_ours(self) -> bool:
        """Whether it holds tables of this program; False for an empty file."""
        with self.refusing(), closing(self.connect("ro")) as connection:
            return "migrations" in _tables(connection)

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """What goes wrong inside with this file comes out as DatabaseRefused, in one line."""
        try:
            yield
        except (self.driver.Error, UnicodeDecodeError) as error:
            raise self._key_refused() if code_of(error) == NOTADB else self._refused(trouble_of(error)) from None
        except DatabaseFailed as trouble:
            raise self._refused(trouble) from None

    def _examine(self) -> None:
        """On a connection that cannot change it, unless a crash left a journal to undo."""
        crashed = self.path.with_name(self.path.name + "-journal").exists()
        connection = self.connect("rw" if crashed else "ro")
        try:
            if (tables := _tables(connection)) and "migrations" not in tables:
                raise DatabaseRefused(
                    f"{self.path} is another program's database: name a file of its own in VOICES_DATABASE_URL."
                )
            refuse_newer(connection.execute("PRAGMA user_version").fetchone()[0], str(self.path), self.program)
            if not is_whole(connection, encrypted=self.key is not None):
                raise DatabaseDamaged(DAMAGED)
        finally:
            connection.close()

    def _bring_up(self, now: datetime) -> Any:
        """Foreign keys come on last: a migration may rebuild a table, and checks them itself before it commits."""
        connection = self.connect("rw")
        try:
            for manner in _MANNERS:
                connection.execute(f"PRAGMA {manner}").fetchall()
            if held_elsewhere(self.path):  # two connections that checkpoint can damage the file in SQLite before 3.51.3
                connection.execute("PRAGMA wal_autocheckpoint = 0").fetchall()
            bring_up_to_date(SqliteTransaction(connection, self.driver), now)
            connection.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            connection.close()
            raise
        return connection

    def _refused(self, trouble: DatabaseFailed) -> DatabaseRefused:
        """The trouble as one line for the operator."""
        return DatabaseRefused(f"{self.path} cannot be used: {trouble}.")

    def _key_refused(self) -> DatabaseRefused:
        if self.key is None:
            return DatabaseRefused(
                f"{self.path} is not a plain SQLite database: if it is encrypted, set VOICES_DATABASE_KEY_FILE to "
                "its key; otherwise name another file in VOICES_DATABASE_URL."
            )
        return DatabaseRefused(
            f"This key does not open this database ({self.path}): set VOICES_DATABASE_KEY_FILE to the key that it was "
            "made with (its recovery sheet has it). If that is the one, the file is damaged: voices restore FILE."
        )


def _tables(connection: Any) -> set[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {row["name"] for row in rows}


def is_whole(connection: Any, *, encrypted: bool, thoroughly: bool = False) -> bool:
    """Whether every page can be read and fits the others; under SQLCipher also whether every page carries its seal."""
    check = "integrity_check" if thoroughly else "quick_check"
    findings = [row[0] for row in connection.execute(f"PRAGMA {check}(1)").fetchall()]
    return findings == ["ok"] and not (encrypted and sqlcipher.damaged_pages(connection))


def empty_log(connection: Any, driver: Any) -> bool:
    """Whether the write-ahead log is empty now. Waits for no reader, and leaves it to whoever else has the file."""
    if not connection.execute("PRAGMA wal_autocheckpoint").fetchone()[0]:
        return False
    try:
        connection.execute("PRAGMA busy_timeout = 0").fetchall()
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        return not busy
    except driver.Error:
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}").fetchall()


def bring_up_to_date(tx: SqliteTransaction, now: datetime) -> None:
    """Apply the missing migrations in one transaction, and only if every foreign key still points at something."""
    tx.begin()
    try:
        if migrate(tx, "sqlite", now) and tx.all("PRAGMA foreign_key_check"):
            raise DatabaseFailed("a migration would leave rows that point nowhere: report this, nothing was changed")
        tx.control("COMMIT")
    finally:
        tx.roll_back()
