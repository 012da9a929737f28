"""Something to be done at a time: the earliest one that was asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.clock import Clock


class Alarm:
    """Calls `ring` once the clock has reached the earliest time that was set since it last rang."""

    def __init__(self, clock: Clock, ring: Callable[[], None]) -> None:
        self._clock = clock
        self._ring = ring
        self._at = 0.0
        self._task: asyncio.Task[None] | None = None

    def set(self, at: float) -> None:
        """Ring at `at`, a monotonic time, unless it rings earlier anyway."""
        if self._task is not None:
            if self._at <= at:
                return
            self._task.cancel()
        self._at = at
        self._task = asyncio.get_running_loop().create_task(self._wait(at))

    def stop(self) -> None:
        """Do not ring any more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _wait(self, at: float) -> None:
        await self._clock.until(at)
        self._task = None
        self._ring()
