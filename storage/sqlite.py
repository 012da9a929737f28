"""The door to SQLite, plain or encrypted: one connection writes and a few read, each in a thread of aiosqlite."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from storage.database import DatabaseRefused, Transaction
from storage.grouping import Grouping, Waiting, commit_together
from storage.sqlite_file import SqliteFile, empty_log
from storage.sqlite_readers import SqliteReaders
from storage.sqlite_thread import SqliteThread, start
from storage.sqlite_transaction import SqliteTransaction
from storage.unchanged import Unchanged

T = TypeVar("T")


class SqliteDatabase:
    """An open SQLite file; made by `open_sqlite`."""

    def __init__(self, file: SqliteFile, writer: SqliteThread, unchanged: Unchanged) -> None:
        self._file = file
        self._writer = writer
        self._readers = SqliteReaders(file, unchanged)
        self._tx = SqliteTransaction(writer.connection, file.driver, unchanged=unchanged)
        self._grouping = Grouping(self._carry_out)
        self._closing: asyncio.Task[None] | None = None

    def hand_over(self, unit: Callable[[Transaction], T], /) -> asyncio.Future[T]:
        return self._grouping.add(unit)

    async def write(self, unit: Callable[[Transaction], T], /) -> T:
        """What `unit` returned, once on disk. Raises what the unit raised, or DatabaseFailed: then nothing is kept."""
        return await self.hand_over(unit)

    async def read(self, unit: Callable[[Transaction], T], /) -> T:
        """What `unit` returned: it saw one state of the database throughout, and cannot have changed it."""
        if self._closing is not None:
            raise RuntimeError("the database is closed")
        return await self._readers.read(unit)

    async def tidy(self) -> bool:
        """Put what was committed into the file itself and empty the log beside it: it holds pages as they once were."""
        emptied: list[bool] = []
        await self._writer.hand_over(lambda connection: emptied.append(empty_log(connection, self._file.driver)))
        return emptied[0]

    async def close(self) -> None:
        """Finish what was handed over, then let go of the file. The second time it does nothing more."""
        if self._closing is None:
            self._closing = asyncio.create_task(self._close())
        await asyncio.shield(self._closing)

    async def _close(self) -> None:
        await self._grouping.close()
        await self._readers.close()
        await self._writer.close()

    async def _carry_out(self, group: Sequence[Waiting]) -> None:
        await self._writer.hand_over(lambda _: commit_together(self._tx, group))


async def open_sqlite(
    path: Path, *, now: datetime, key: bytes | None = None, program: str = "voices", create: bool = True
) -> SqliteDatabase:
    """Open the file at `path`, made and migrated as needed, encrypted when there is a `key` of 32 bytes.

    `now` is noted with each migration. Raises DatabaseRefused, one line for the operator; the file is as it was.
    """
    return await open_file(SqliteFile(path.absolute(), key, program), now=now, create=create)  # noqa: ASYNC240 - does not touch the disk


async def open_file(file: SqliteFile, *, now: datetime, create: bool = True) -> SqliteDatabase:
    """The same for a file that knows its key and its manners."""
    unchanged = Unchanged()
    opening = asyncio.create_task(start(partial(file.open_writer, now, create=create)))
    try:
        return SqliteDatabase(file, await asyncio.shield(opening), unchanged)
    except asyncio.CancelledError:
        with suppress(DatabaseRefused):  # the thread cannot be stopped half way, and an open connection must be closed
            await (await opening).close()
        raise
