"""R1b: kill -9 at random moments under forty people who talk; the twelve questions and the judge are those of the benchmark."""

from __future__ import annotations

import asyncio
import random
from typing import Any

from benchmarks.answers import check
from benchmarks.crowd import Crowd
from benchmarks.fake_api import Message
from benchmarks.modes import Mode
from benchmarks.rounds import standing, talking

KILLS = 5
FORTY = Mode("40 people who think a moment", people=40, think=(0.1, 0.4), opening=0.3, repeat_after=8.0)
SETTLE_WITHIN = 20.0


class Moments:
    """Counts what people say and hear, to kill the bot after so much of either."""

    def __init__(self, crowd: Crowd) -> None:
        self._times, self._wanted, self._reached = 0, 0, asyncio.Event()
        self._hear_it, self._post_it = crowd.hear, crowd.api.post
        crowd.api._hear = self._hear
        crowd.api.post = self._post  # type: ignore[method-assign]

    async def after(self, times: int) -> None:
        self._wanted, self._reached = self._times + times, asyncio.Event()
        await asyncio.wait_for(self._reached.wait(), SETTLE_WITHIN)

    def _hear(self, message: Message) -> None:
        self._count()
        self._hear_it(message)

    def _post(self, update: dict[str, Any]) -> int:
        self._count()
        return self._post_it(update)

    def _count(self) -> None:
        self._times += 1
        if self._times >= self._wanted:
            self._reached.set()


async def test_random_kills_under_forty_people_lose_nothing() -> None:
    seed = random.randrange(100_000)
    dice = random.Random(seed)
    async with standing("contestant", FORTY) as (bot, crowd):
        moments = Moments(crowd)
        await bot.start()
        async with talking(crowd):
            for _ in range(KILLS):
                await moments.after(dice.randint(40, 400))
                await bot.kill()
                await bot.start()
            await moments.after(200)
            waiting = await crowd.settle(SETTLE_WITHIN)
        await bot.stop()
        tally, verdict = crowd.tally, check(bot.database, crowd.tally.given, in_flight_too=True)
    print(f"seed {seed}: {KILLS} kills, {verdict.answers} answers, {tally.repeated} messages repeated")
    assert (verdict.lost, verdict.twice, verdict.misfiled, waiting, tally.stuck) == (0, 0, 0, 0, 0), verdict.examples
    assert (tally.had_to_repeat, tally.astray) == (0, 0)
    assert tally.repeated <= KILLS
