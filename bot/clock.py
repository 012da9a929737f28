"""What time it is. The only place that asks the machine; everybody else is told."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """The time of day for what people see, and a monotonic one for how long things take."""

    def now(self) -> datetime:
        """The time of day, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never run back."""
        ...

    async def until(self, monotonic: float, /) -> None:
        """Return when `monotonic()` has reached this value."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    async def until(self, monotonic: float, /) -> None:
        # The loop's clock is coarser than ours and may wake us a little early.
        while (left := monotonic - time.monotonic()) > 0:  # noqa: ASYNC110 - there is no event but the time
            await asyncio.sleep(left)


class SetClock:
    """A clock that stands still until it is moved, for tests and rehearsals."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._monotonic = 0.0
        self._waiting: list[tuple[float, asyncio.Future[None]]] = []

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    async def until(self, monotonic: float, /) -> None:
        if monotonic <= self._monotonic:
            return
        entry = (monotonic, asyncio.get_running_loop().create_future())
        self._waiting.append(entry)
        try:
            await entry[1]
        finally:
            self._waiting = [waiting for waiting in self._waiting if waiting is not entry]

    def advance(self, by: timedelta | float) -> None:
        """Move both times on and wake who waited for that."""
        seconds = by.total_seconds() if isinstance(by, timedelta) else by
        self._now += timedelta(seconds=seconds)
        self._monotonic += seconds
        for at, waiting in self._waiting:
            if at <= self._monotonic and not waiting.done():
                waiting.set_result(None)

    def set(self, now: datetime) -> None:
        """Put the time of day to `now`, also backwards, as a machine does whose clock is corrected."""
        self._now = now

    def next_wake(self) -> float | None:
        """The earliest monotonic time that somebody waits for."""
        return min((at for at, _ in self._waiting), default=None)
