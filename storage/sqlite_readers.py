"""A few connections that only read, so that a page which takes long keeps no other waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

from storage.database import Transaction
from storage.errors import DatabaseFailed
from storage.grouping import Waiting
from storage.sqlite_file import SqliteFile
from storage.sqlite_thread import SqliteThread, start
from storage.sqlite_transaction import SqliteTransaction, trouble_of
from storage.unchanged import Unchanged

T = TypeVar("T")
READERS = 3  # as many as ask PostgreSQL at once; more would only share two cores


class _Reader:
    """One connection and its thread, opened by whoever is the first to need it."""

    def __init__(self, file: SqliteFile) -> None:
        self.opening: asyncio.Task[SqliteThread] = asyncio.create_task(start(file.open_reader))
        self.busy = 0


class SqliteReaders:
    """The reading side of an open file. Another connection is opened only while all others are busy."""

    def __init__(self, file: SqliteFile, unchanged: Unchanged) -> None:
        self._file = file
        self._unchanged = unchanged
        self._readers: list[_Reader] = []

    @property
    def threads(self) -> list[asyncio.Task[SqliteThread]]:
        """Of each connection that there is, the thread that opens or has opened it."""
        return [one.opening for one in self._readers]

    async def read(self, unit: Callable[[Transaction], T]) -> T:
        """What `unit` returned, run by whichever connection is free first."""
        reader = self._least_busy()
        reader.busy += 1
        try:
            thread = await asyncio.shield(reader.opening)
        except self._file.driver.Error as error:
            self._readers = [one for one in self._readers if one is not reader]  # the next one tries again
            trouble = trouble_of(error)
        else:
            waiting = Waiting(unit, asyncio.get_running_loop().create_future())
            await thread.hand_over(partial(_read, self._file.driver, self._unchanged, waiting))
            waiting.settle()
            result: T = waiting.future.result()
            return result
        finally:
            reader.busy -= 1
        raise trouble

    async def close(self) -> None:
        """Let go of every connection, once it has done what it was given."""
        for reader in self._readers:
            with suppress(self._file.driver.Error):
                await (await reader.opening).close()

    def _least_busy(self) -> _Reader:
        free = min(self._readers, key=lambda one: one.busy, default=None)
        if free is None or (free.busy and len(self._readers) < READERS):
            free = _Reader(self._file)
            self._readers.append(free)
        return free


def _read(driver: Any, unchanged: Unchanged, waiting: Waiting, connection: Any) -> None:
    tx = SqliteTransaction(connection, driver, reads=True, unchanged=unchanged)
    try:
        tx.begin()
    except DatabaseFailed as error:
        waiting.error = error
    else:
        waiting.run(tx)
    finally:
        tx.roll_back()
