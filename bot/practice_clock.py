"""The demo's clock: the machine's own, moved on by what the simulator's page says."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import aiohttp

from bot.clock import SystemClock

log = logging.getLogger(__name__)

HOLD = 25  # seconds that the simulator keeps a question about its clock open


class PracticeClock(SystemClock):
    """Runs as fast as any clock, and jumps when somebody presses "+1 day"."""

    def __init__(self, url: str, before_jump: Callable[[datetime], Awaitable[None]] | None = None) -> None:
        """`before_jump` is told the new time, once, before `now` says it; not of what is learnt by `catch_up`."""
        self._url = f"{url.rstrip('/')}/simulator/clock"
        self._offset = timedelta()
        self._before_jump = before_jump

    def now(self) -> datetime:
        return super().now() + self._offset

    async def follow(self) -> None:
        """Keep in step with the simulator, for ever."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=HOLD + 10)) as session:
            while True:
                known = {"offset_not": str(self._offset.total_seconds()), "timeout": str(HOLD)}
                offset = await self._ask(session, known)
                if offset != self._offset and self._before_jump is not None:
                    await self._before_jump(super().now() + offset)
                self._offset = offset

    async def catch_up(self) -> None:
        """Learn the simulator's time once, before anything is decided by it."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session:
            self._offset = await self._ask(session, {})

    async def _ask(self, session: aiohttp.ClientSession, known: dict[str, str]) -> timedelta:
        try:
            async with session.get(self._url, params=known) as answer:
                return timedelta(seconds=float((await answer.json())["offset_seconds"]))
        except (aiohttp.ClientError, TimeoutError) as failure:
            log.info("practice_clock_not_reached kind=%s", type(failure).__name__)
            await asyncio.sleep(1.0)
            return self._offset
