"""Group commit: units that wait together share one transaction, one flush to disk and one hop to the thread."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol, TypeVar

from storage.database import Transaction
from storage.remembering import Known

T = TypeVar("T")
UNITS_TOGETHER = 128


class OpenConnection(Transaction, Protocol):
    """A transaction that can also be opened and closed; only this module does so."""

    failed: Exception | None  # a statement of this unit failed: the unit is spoilt, whatever it made of the error
    known: Known  # what this unit has read and may ask again
    lost: Exception | None  # and the whole transaction is gone with it

    def begin(self) -> None: ...

    def control(self, sql: str) -> None:
        """Run SAVEPOINT and the like."""
        ...

    def commit(self) -> None: ...

    def roll_back(self) -> None:
        """Give up the transaction if there still is one; never raises."""
        ...


class Waiting:
    """One unit, and the future of whoever waits for it."""

    __slots__ = ("error", "future", "result", "unit")

    def __init__(self, unit: Callable[[Transaction], Any], future: asyncio.Future[Any]) -> None:
        self.unit = unit
        self.future = future
        self.result: Any = None
        self.error: BaseException | None = None

    def run(self, tx: OpenConnection) -> None:
        """Run the unit and keep what came of it, whatever it raises. To hide a failed statement does not help."""
        tx.failed = self.error = None
        tx.known.forget()
        try:
            self.result = self.unit(tx)
        except BaseException as error:  # noqa: BLE001 - handed on to whoever waits
            self.error = error
        else:
            self.error = tx.failed

    def settle(self) -> None:
        """Tell whoever waits; somebody who was cancelled is not waiting any more."""
        if self.future.done():
            return
        if self.error is None:
            self.future.set_result(self.result)
        elif isinstance(self.error, StopIteration):
            self.future.set_exception(RuntimeError("a unit raised StopIteration"))
        else:
            self.future.set_exception(self.error)


def commit_together(connection: OpenConnection, group: Sequence[Waiting]) -> None:
    """Run the units of `group` in one transaction, in order. When it fails as a whole, each of them gets that error."""
    try:
        connection.begin()
        if len(group) == 1:
            _run_alone(connection, group[0])
        else:
            for waiting in group:
                _run_in_savepoint(connection, waiting)
            connection.commit()
    except BaseException as error:  # noqa: BLE001 - handed on to all who wait
        connection.roll_back()
        for waiting in group:
            waiting.error = error


def _run_alone(connection: OpenConnection, waiting: Waiting) -> None:
    waiting.run(connection)
    if connection.lost is not None:
        raise connection.lost
    if waiting.error is None:
        connection.commit()
    else:
        connection.roll_back()


def _run_in_savepoint(connection: OpenConnection, waiting: Waiting) -> None:
    connection.control("SAVEPOINT unit")
    waiting.run(connection)
    if connection.lost is not None:
        raise connection.lost
    if waiting.error is not None:
        connection.control("ROLLBACK TO SAVEPOINT unit")
    connection.control("RELEASE SAVEPOINT unit")


class Grouping:
    """The queue in front of one writing connection: while one group is being committed, the next one gathers."""

    def __init__(self, carry_out: Callable[[Sequence[Waiting]], Awaitable[None]]) -> None:
        self._carry_out = carry_out
        self._queue: deque[Waiting] = deque()
        self._flusher: asyncio.Task[None] | None = None
        self._closed = False

    def add(self, unit: Callable[[Transaction], T]) -> asyncio.Future[T]:
        """Queue `unit` now; what it returned, once committed. Whoever stops waiting leaves it whole, or undone."""
        if self._closed:
            raise RuntimeError("the database is closed")
        loop = asyncio.get_running_loop()
        waiting = Waiting(unit, loop.create_future())
        self._queue.append(waiting)
        if self._flusher is None:
            self._flusher = loop.create_task(self._flush())
        return waiting.future

    async def close(self) -> None:
        """Take nothing more, and wait until everything that was handed over is settled."""
        self._closed = True
        if self._flusher is not None:
            await asyncio.shield(self._flusher)

    async def _flush(self) -> None:
        group: list[Waiting] = []
        try:
            await asyncio.sleep(0)  # what is about to be queued in this round of the loop shares the commit
            while group := self._take():
                await self._carry_out(group)
                for waiting in group:
                    waiting.settle()
        except BaseException as error:
            for waiting in (*group, *self._queue):
                waiting.error = waiting.error or error
                waiting.settle()
            self._queue.clear()
            raise
        finally:
            self._flusher = None

    def _take(self) -> list[Waiting]:
        """The next units in order, without those whose callers have gone."""
        group: list[Waiting] = []
        while self._queue and len(group) < UNITS_TOGETHER:
            waiting = self._queue.popleft()
            if not waiting.future.done():
                group.append(waiting)
        return group
