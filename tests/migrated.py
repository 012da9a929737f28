"""A migrated SQLite file without rows, made once in each process: to copy it takes a tenth of the time of making it."""

from __future__ import annotations

import os
import tempfile
from datetime import datetime
from functools import cache
from pathlib import Path

from storage.sqlite import SqliteDatabase, open_file
from storage.sqlite_file import SqliteFile
from tests.cast import MONDAY


class Known(SqliteFile):
    """A file that this very test made or closed: there is no need to read all of it for damage, which takes as long as
    everything else that opening does."""

    def look(self) -> None: ...


def place(path: Path, key: bytes | None = None) -> None:
    """Put one at `path`, unless there is a file already; whoever opens it finds nothing left to migrate."""
    if not path.exists():
        with open(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as file:
            file.write(_migrated(key))


async def opened(path: Path, now: datetime, key: bytes | None = None) -> SqliteDatabase:
    """The database in the file at `path`; in a new one, without rows, if there is none."""
    place(path, key)
    return await open_file(Known(path, key), now=now)


@cache
def _migrated(key: bytes | None) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "voices.db"
        SqliteFile(path, key).open_writer(MONDAY).close()
        return path.read_bytes()
