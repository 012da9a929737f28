"""Tells whoever listens what has just happened, so that nobody ever has to sleep and look again."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from simulator.clock import stopwatch
from simulator.records import Json

T = TypeVar("T")

ROOM = 10_000  # events kept for a slow listener; beyond it the listener is told to load everything again


class Listener:
    """A queue of events for one event stream or one long poll."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[Json | None] = asyncio.Queue()

    def hear(self, event: Json | None) -> None:
        if self._queue.qsize() >= ROOM:
            while not self._queue.empty():
                self._queue.get_nowait()
            self._queue.put_nowait({"type": "reload"})
        self._queue.put_nowait(event)

    async def next(self, seconds: float) -> Json | None:
        """The next event; an event of type `nothing` when none came in time; None when the simulator closes."""
        try:
            return await asyncio.wait_for(self._queue.get(), seconds)
        except TimeoutError:
            return {"type": "nothing"}


class Feed:
    """Hands each event to all listeners; costs nothing when there are none."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self.closing = asyncio.Event()

    @property
    def closed(self) -> bool:
        return self.closing.is_set()

    def publish(self, kind: str, **details: object) -> None:
        if self._listeners:
            event = {"type": kind, **details}
            for listener in self._listeners:
                listener.hear(event)

    @property
    def silent(self) -> bool:
        """True when nobody listens, so that building an event can be spared."""
        return not self._listeners

    @contextmanager
    def listening(self) -> Iterator[Listener]:
        listener = Listener()
        if self.closed:
            listener.hear(None)
        self._listeners.append(listener)
        try:
            yield listener
        finally:
            self._listeners.remove(listener)

    def close(self) -> None:
        self.closing.set()
        for listener in self._listeners:
            listener.hear(None)

    async def until(self, found: Callable[[], T], seconds: float, kind: str) -> T:
        """What `found` returns, as soon as it is true or the time is up; asked anew after each event of this kind."""
        deadline = stopwatch() + seconds
        with self.listening() as listener:
            result = found()
            while not result and (left := deadline - stopwatch()) > 0:
                event = await listener.next(left)
                if event is None:
                    break
                if event["type"] in (kind, "reload"):
                    result = found()
            return result

    async def pause(self, seconds: float) -> bool:
        """Waits; False when the simulator closed meanwhile."""
        try:
            await asyncio.wait_for(self.closing.wait(), seconds)
        except TimeoutError:
            return True
        return False
