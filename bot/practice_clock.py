"""The demo's clock: the machine's own, moved on by what the simulator's page says."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import aiohttp

from bot.clock import SystemClock

log = logging.getLogger(__name__)

STRIDE = timedelta(minutes=15)  # so that a day that is skipped is a day that was lived through
HOLD = 25  # seconds that the simulator keeps a question about its clock open


@dataclass(frozen=True, slots=True)
class Lived:
    """How far the demo's time is ahead of the machine's: as lived through so far, and as was to be lived through."""

    offset: timedelta = timedelta()
    target: timedelta = timedelta()


class PracticeClock(SystemClock):
    """Runs as fast as any clock, and goes on in strides when somebody presses "+1 day"."""

    def __init__(self, url: str, lived: Lived | None = None) -> None:
        """`lived` is where an earlier process was when it ended; without it, time begins with the simulator's."""
        self._url = f"{url.rstrip('/')}/simulator/clock"
        self._offset = lived.offset if lived else timedelta()
        self._target = lived.target if lived else None

    def now(self) -> datetime:
        return super().now() + self._offset

    @property
    def lived(self) -> Lived:
        return Lived(self._offset, self._target or self._offset)

    async def follow(self, live_through: Callable[[], Awaitable[None]]) -> None:
        """Keep in step with the simulator, for ever; `live_through` does what is to be done after each stride.

        What was skipped while nobody followed is not lived through: then the bot was away.
        """
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=HOLD + 10)) as session:
            await self._stride(session, live_through)
            self._target = self._offset = await self._ask(session, {})
            await self._tell(session)
            while True:
                known = {"offset_not": str(self._offset.total_seconds()), "timeout": str(HOLD)}
                self._target = await self._ask(session, known)
                await self._stride(session, live_through)

    async def _stride(self, session: aiohttp.ClientSession, live_through: Callable[[], Awaitable[None]]) -> None:
        while self._target is not None and self._target > self._offset:
            self._offset += min(self._target - self._offset, STRIDE)
            await self._tell(session)
            await live_through()

    async def _tell(self, session: aiohttp.ClientSession) -> None:
        """How far we have come: the phones show what we write as of that time."""
        with suppress(aiohttp.ClientError, TimeoutError):
            async with session.post(self._url, json={"lived_seconds": self._offset.total_seconds()}):
                pass

    async def catch_up(self) -> None:
        """Learn the simulator's time once, before anything is decided by it, unless an earlier process knew it."""
        if self._target is None:
            async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session:
                self._target = self._offset = await self._ask(session, {})

    async def _ask(self, session: aiohttp.ClientSession, known: dict[str, str]) -> timedelta:
        try:
            async with session.get(self._url, params=known) as answer:
                return timedelta(seconds=float((await answer.json())["offset_seconds"]))
        except (aiohttp.ClientError, TimeoutError) as failure:
            log.info("practice_clock_not_reached kind=%s", type(failure).__name__)
            await asyncio.sleep(1.0)
            return self._target or self._offset
