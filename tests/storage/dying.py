"""Migrate a database and be killed at the first statement, at the second, and so on until one run comes through.

What a kill leaves behind is the files as they are at that moment. So one run keeps a copy of them at each statement at
which they differ from all before, and a few runs are really killed, to show that this is the same.
Run as a program of one thread, because it forks: python -m tests.storage.dying FOLDER STEPS_DONE_BEFORE
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from collections.abc import Callable
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


EVERY = 40  # at so many statements, one is a real kill
PARTS = ("", "-wal", "-journal")  # the shared memory beside them is not read after a kill


class Watched(SqliteFile):
    """A file of whose connections each statement is told before it runs."""

    def __init__(self, path: Path, at_statement: Callable[[], None]) -> None:
        super().__init__(path)
        self._at_statement = at_statement

    def connect(self, mode: str) -> Any:
        connection = super().connect(mode)
        connection.set_trace_callback(lambda _: self._at_statement())
        return connection


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


def remains(path: Path) -> tuple[bytes | None, ...]:
    """What a kill would leave on the disk now."""
    parts = [path.with_name(path.name + suffix) for suffix in PARTS]
    return tuple(part.read_bytes() if part.exists() else None for part in parts)


def leave(path: Path, left: tuple[bytes | None, ...]) -> None:
    """Put such remains at a path."""
    for suffix, part in zip(PARTS, left, strict=True):
        if part is not None:
            path.with_name(path.name + suffix).write_bytes(part)


def known_by(left: tuple[bytes | None, ...]) -> bytes:
    """A few bytes that only the same remains have."""
    digest = sha256()
    for part in left:
        digest.update(b"none" if part is None else b"%d:" % len(part))
        digest.update(part or b"")
    return digest.digest()


def watched(path: Path, into: Path) -> int:
    """Migrate in a process of its own that keeps each different remains in a folder; how many statements it took."""
    into.mkdir()
    if not (child := os.fork()):
        seen: set[bytes] = set()
        statements = count()

        def keep() -> None:
            number, left = next(statements), remains(path)
            if (name := known_by(left)) not in seen:
                seen.add(name)
                leave(into / f"{number}.db", left)

        Watched(path, keep).open_writer(NOW).close()
        (into / "statements").write_text(str(next(statements)))
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    return int((into / "statements").read_text())


def killed(path: Path, statements: int) -> None:
    """Migrate in a process that is killed when it has no statement left."""
    left = iter(range(statements))

    def die() -> None:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    if not (child := os.fork()):
        Watched(path, die).open_writer(NOW).close()
        os._exit(1)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL


def main(folder: Path, steps: int) -> int:
    """At how many statements a kill was tried."""
    begin = folder / "begin.db"
    old(begin, steps)
    begun, before = remains(begin), shape(begin) if steps else (0,)
    done = folder / "done.db"
    leave(done, begun)
    SqliteFile(done).open_writer(NOW).close()
    after = shape(done)
    leave(folder / "watched.db", begun)
    statements = watched(folder / "watched.db", folder / "left")
    for number in range(0, statements, EVERY):
        leave(folder / "left" / f"killed{number}.db", begun)
        killed(folder / "left" / f"killed{number}.db", number)
    tried: set[bytes] = set()  # most remains come to the same file once what was not committed is undone
    for path in sorted((folder / "left").glob("*.db")):
        assert shape(path) in (before, after), f"half a migration after statement {path.stem}"
        if (name := known_by(remains(path))) not in tried:
            tried.add(name)
            SqliteFile(path).open_writer(NOW).close()
            assert shape(path) == after
    return statements


if __name__ == "__main__":
    print(main(Path(sys.argv[1]), int(sys.argv[2])))
