"""The door to SQLite, plain or encrypted: one connection that writes, one that reads, each in a thread of aiosqlite."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from storage.database import DatabaseRefused, Transaction
from storage.errors import DatabaseFailed
from storage.grouping import Grouping, Waiting, commit_together
from storage.sqlite_file import SqliteFile, empty_log
from storage.sqlite_transaction import SqliteTransaction, trouble_of

T = TypeVar("T")


class _Thread(aiosqlite.Connection):
    """A connection whose thread takes whole functions; aiosqlite's own methods take one statement each."""

    async def hand_over(self, work: Callable[[Any], object]) -> None:
        """Run `work(connection)` in the thread. It must not raise: aiosqlite logs what its functions raise."""
        execute: Any = self._execute
        await execute(_Quiet(work, self._conn))


class _Quiet:
    """A call that shows nothing of itself: aiosqlite logs the functions it is given, and those hold people's words."""

    __slots__ = ("_connection", "_work")

    def __init__(self, work: Callable[[Any], object], connection: Any) -> None:
        self._work = work
        self._connection = connection

    def __call__(self) -> None:
        self._work(self._connection)


class SqliteDatabase:
    """An open SQLite file; made by `open_sqlite`."""

    def __init__(self, file: SqliteFile, writer: _Thread) -> None:
        self._file = file
        self._writer = writer
        self._reader: asyncio.Task[_Thread] | None = None
        self._tx = SqliteTransaction(writer._conn, file.driver)
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
        if self._reader is None:
            self._reader = asyncio.create_task(_start(self._file.open_reader))
        opening = self._reader
        try:
            reader = await asyncio.shield(opening)
        except self._file.driver.Error as error:
            self._reader = None if self._reader is opening else self._reader  # the next one tries again
            trouble = trouble_of(error)
        else:
            waiting = Waiting(unit, asyncio.get_running_loop().create_future())
            await reader.hand_over(partial(_read, self._file.driver, waiting))
            waiting.settle()
            result: T = waiting.future.result()
            return result
        raise trouble

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
        if self._reader is not None:
            with suppress(self._file.driver.Error):
                await (await self._reader).close()
        await self._writer.close()

    async def _carry_out(self, group: Sequence[Waiting]) -> None:
        await self._writer.hand_over(lambda _: commit_together(self._tx, group))


def _read(driver: Any, waiting: Waiting, connection: Any) -> None:
    tx = SqliteTransaction(connection, driver, reads=True)
    try:
        tx.begin()
    except DatabaseFailed as error:
        waiting.error = error
    else:
        waiting.run(tx)
    finally:
        tx.roll_back()


async def _start(connector: Callable[[], Any]) -> _Thread:
    thread = _Thread(connector, 64)
    try:
        await thread
    except BaseException:
        await asyncio.to_thread(thread._thread.join)  # it may still speak to the event loop, which must be there
        raise
    return thread


async def open_sqlite(
    path: Path, *, now: datetime, key: bytes | None = None, program: str = "voices", create: bool = True
) -> SqliteDatabase:
    """Open the file at `path`, made and migrated as needed, encrypted when there is a `key` of 32 bytes.

    `now` is noted with each migration. Raises DatabaseRefused, one line for the operator; the file is as it was.
    """
    return await open_file(SqliteFile(path.absolute(), key, program), now=now, create=create)  # noqa: ASYNC240 - does not touch the disk


async def open_file(file: SqliteFile, *, now: datetime, create: bool = True) -> SqliteDatabase:
    """The same for a file that knows its key and its manners."""
    opening = asyncio.create_task(_start(partial(file.open_writer, now, create=create)))
    try:
        return SqliteDatabase(file, await asyncio.shield(opening))
    except asyncio.CancelledError:
        with suppress(DatabaseRefused):  # the thread cannot be stopped half way, and an open connection must be closed
            await (await opening).close()
        raise
