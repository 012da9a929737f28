"""A connection to SQLite in a thread of its own, which takes whole functions."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import aiosqlite


class SqliteThread(aiosqlite.Connection):
    """A connection whose thread takes whole functions; aiosqlite's own methods take one statement each."""

    async def hand_over(self, work: Callable[[Any], object]) -> None:
        """Run `work(connection)` in the thread. It must not raise: aiosqlite logs what its functions raise."""
        execute: Any = self._execute
        await execute(_Quiet(work, self._conn))

    @property
    def connection(self) -> Any:
        """The connection itself, for what is made once and used in the thread alone."""
        return self._conn


class _Quiet:
    """A call that shows nothing of itself: aiosqlite logs the functions it is given, and those hold people's words."""

    __slots__ = ("_connection", "_work")

    def __init__(self, work: Callable[[Any], object], connection: Any) -> None:
        self._work = work
        self._connection = connection

    def __call__(self) -> None:
        self._work(self._connection)


async def start(connector: Callable[[], Any]) -> SqliteThread:
    """The thread, once its connection is open. Raises what `connector` raises."""
    thread = SqliteThread(connector, 64)
    try:
        await thread
    except BaseException:
        await asyncio.to_thread(thread._thread.join)  # it may still speak to the event loop, which must be there
        raise
    return thread
