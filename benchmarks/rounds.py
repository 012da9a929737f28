"""One round: one bot, one crowd, a measured stretch of time, and then the question whether every answer is there."""

import asyncio
import contextlib
import gc
import math
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.answers import Verdict, check
from benchmarks.crowd import Crowd
from benchmarks.modes import Mode
from benchmarks.processes import Bot

SETTLE_WITHIN = 3.0


@dataclass
class Figures:
    """What one bot did in one round; milliseconds, megabytes, CPU seconds per 1000 updates."""

    per_second: float
    p50: float
    p95: float
    cpu: float
    rss: float
    ready: float
    verdict: Verdict
    repeated: int
    astray: int
    waiting: int
    open_presses: int


@contextlib.asynccontextmanager
async def standing(
    who: str, mode: Mode, rate: str | None = None, born: type[Bot] = Bot
) -> AsyncIterator[tuple[Bot, Crowd]]:
    """A bot (not started yet), and the crowd and the Bot API it will meet; cleared away at the end."""
    crowd = Crowd(mode)
    server = await crowd.api.listen()
    port = server.sockets[0].getsockname()[1]
    with tempfile.TemporaryDirectory(prefix=f"bench-{who}-") as folder:
        bot = born(who, f"http://127.0.0.1:{port}", Path(folder), rate)
        gc.disable()  # or the garbage collector's pauses in the people would be booked as the bot's
        try:
            yield bot, crowd
        finally:
            await bot.stop()
            server.close()
            gc.enable()
            gc.collect()


@contextlib.asynccontextmanager
async def talking(crowd: Crowd) -> AsyncIterator[None]:
    task = asyncio.create_task(crowd.talk())
    try:
        yield
        if task.done():
            task.result()  # a fault of the people is not the bot's silence
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def play(who: str, mode: Mode, warm_up: float, seconds: float, rate: str | None = None) -> Figures:
    """Let the crowd talk to a fresh bot and measure the stretch after the warm-up."""
    async with standing(who, mode, rate) as (bot, crowd):
        first_poll = crowd.api.first_poll(0)
        await bot.start()
        ready = await bot.ready(first_poll)
        async with talking(crowd):
            await asyncio.sleep(warm_up)
            began, cpu_before = time.monotonic(), bot.cpu_seconds()
            await asyncio.sleep(seconds)
            ended, cpu, rss = time.monotonic(), bot.cpu_seconds() - cpu_before, bot.rss_mb()
            waiting = await crowd.settle(SETTLE_WITHIN)
            bot.must_live()
        await bot.stop()
        latencies = sorted(latency * 1000 for at, latency in crowd.tally.latencies if began <= at < ended)
        return Figures(
            per_second=len(latencies) / (ended - began),
            p50=quantile(latencies, 0.50),
            p95=quantile(latencies, 0.95),
            cpu=cpu / len(latencies) * 1000 if latencies else math.nan,
            rss=rss,
            ready=ready,
            verdict=check(bot.database, crowd.tally.given, in_flight_too=False),
            repeated=crowd.tally.repeated,
            astray=crowd.tally.astray,
            waiting=waiting,
            open_presses=len(crowd.api.open_presses),
        )


def quantile(ordered: list[float], share: float) -> float:
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else math.nan
