"""R1b: kill -9 at random moments under forty people who talk; people, bot and judge are those of the benchmark."""

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
PEOPLE = 40
FORTY = Mode("40 people who think a moment", people=PEOPLE, think=(0.4, 1.2), opening=0.5, repeat_after=8.0)
SETTLE_WITHIN = 20.0
# What was said while the bot was away is answered all at once. A kill in that instant repeats more than one message, at
# most one to each person; the kills here come later, when people talk again each in their own time.
CAUGHT_UP = 3 * PEOPLE


class Moments:
    """Counts what people say and hear, so that the bot can be killed after so much of either."""

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
                await moments.after(CAUGHT_UP)
                await asyncio.sleep(dice.uniform(0, 0.8))  # any event would bring it close to a message on its way
                first_poll = crowd.api.first_poll(await bot.kill())
                await bot.start()
                await bot.ready(first_poll)
            await moments.after(CAUGHT_UP)
            waiting = await crowd.settle(SETTLE_WITHIN)
        await bot.stop()
        tally, verdict = crowd.tally, check(bot.database, crowd.tally.given, in_flight_too=True)
    print(f"seed {seed}: {KILLS} kills, {verdict.answers} answers, {tally.repeated} messages repeated")
    assert (verdict.lost, verdict.twice, verdict.misfiled, waiting, tally.stuck) == (0, 0, 0, 0, 0), verdict.examples
    assert (tally.had_to_repeat, tally.astray) == (0, 0)
    assert tally.repeated <= KILLS
