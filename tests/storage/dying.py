"""Migrate a database and be killed at the first statement, at the second, and so on until one run comes through.

Run as a program of one thread, because it forks: python -m tests.storage.dying FOLDER STEPS_DONE_BEFORE
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from storage.migrate import known, migrate
from storage.sqlite_file import SqliteFile
from storage.sqlite_transaction import SqliteTransaction
from tests.storage.rows import put

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Dying(SqliteFile):
    """A file whose connections are killed when they have no statement left."""

    left = 0

    def connect(self, mode: str) -> Any:
        connection = super().connect(mode)
        connection.set_trace_callback(self._count)
        return connection

    def _count(self, _: str) -> None:
        Dying.left -= 1
        if Dying.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)


def old(path: Path, steps: int) -> None:
    """A filled database as it was when there were only so many migrations."""
    if not steps:
        return
    folder = path.parent / "old"
    folder.mkdir()
    for file in known("sqlite")[:steps]:
        (folder / f"{file.name}.sql").write_text(file.sql)
    file_then = SqliteFile(path)
    path.touch()
    with closing(file_then.connect("rw")) as connection:
        tx = SqliteTransaction(connection, sqlite3)
        tx.begin()
        migrate(tx, "sqlite", NOW, folder=folder)
        put("a")(tx)
        tx.commit()


def shape(path: Path) -> tuple[object, ...]:
    """The schema and what the ledger says, as one value."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        return version, *connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()


def remains(path: Path) -> bytes:
    """What a kill left on the disk; the shared memory beside it is not read after one."""
    parts = [path.with_name(path.name + suffix) for suffix in ("", "-wal", "-journal")]
    return sha256(b"|".join(part.read_bytes() if part.exists() else b"none" for part in parts)).digest()


def main(folder: Path, steps: int) -> int:
    """How many kills there were."""
    begin = folder / "begin.db"
    old(begin, steps)
    before = shape(begin) if steps else (0,)
    done = folder / "done.db"
    if steps:
        shutil.copy(begin, done)
    SqliteFile(done).open_writer(NOW).close()
    after = shape(done)
    known_remains: set[bytes] = set()
    for statements in count():
        path = folder / f"{statements}.db"
        if steps:
            shutil.copy(begin, path)
        if not (child := os.fork()):
            Dying.left = statements
            Dying(path).open_writer(NOW).close()
            os._exit(0)
        killed = os.waitpid(child, 0)[1] != 0
        if killed and (left := remains(path)) in known_remains:  # and what comes of these very bytes
            path.unlink()
            continue
        if killed:
            known_remains.add(left)
        assert shape(path) in (before, after), f"half a migration after statement {statements}"
        SqliteFile(path).open_writer(NOW).close()
        assert shape(path) == after
        if not killed:
            return statements
    raise AssertionError


if __name__ == "__main__":
    print(main(Path(sys.argv[1]), int(sys.argv[2])))
