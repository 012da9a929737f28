"""R1b: kill -9 at random moments under a hundred people who talk; people, bot and judge are those of the benchmark."""

from __future__ import annotations

import asyncio
import random
from typing import Any

from benchmarks.answers import check
from benchmarks.crowd import Crowd
from benchmarks.fake_api import Message
from benchmarks.modes import Mode
from benchmarks.rounds import standing, talking
from tests.newborn import Newborn

KILLS = 20
PEOPLE = 100
# They send some twenty messages a second: Telegram lets a bot answer thirty.
HUNDRED = Mode("100 people who think a moment", people=PEOPLE, think=(2.5, 7.5), opening=2.5, repeat_after=8.0)
SETTLE_WITHIN = 20.0
# What was said while the bot was away is answered all at once. A kill in that instant repeats more than one message, at
# most one to each person; the kills here come later, when so few wait that people talk again each in their own time.
SOME, FEW = 30, 2


class Moments:
    """Knows when people talk again as if nothing had been, so that the bot can be killed then."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd, self._times, self._reached = crowd, 0, asyncio.Event()
        self._hear_it, self._post_it = crowd.hear, crowd.api.post
        crowd.api._hear = self._hear
        crowd.api.post = self._post  # type: ignore[method-assign]

    async def caught_up(self) -> None:
        """Return when something was said again and hardly anybody waits for an answer."""
        self._times, self._reached = 0, asyncio.Event()
        await asyncio.wait_for(self._reached.wait(), SETTLE_WITHIN)

    def _hear(self, message: Message) -> None:
        self._hear_it(message)
        self._count()

    def _post(self, update: dict[str, Any]) -> int:
        self._count()
        return self._post_it(update)

    def _count(self) -> None:
        self._times += 1
        if self._times >= SOME and self._crowd._waiting() <= FEW:
            self._reached.set()


async def test_random_kills_under_a_hundred_people_lose_nothing() -> None:
    seed = random.randrange(100_000)
    dice = random.Random(seed)
    async with standing("contestant", HUNDRED, born=Newborn) as (bot, crowd):
        moments = Moments(crowd)
        await bot.start()
        async with talking(crowd):
            for _ in range(KILLS):
                await moments.caught_up()
                await asyncio.sleep(dice.uniform(0, 0.3))  # any event would bring it close to a message on its way
                first_poll = crowd.api.first_poll(await bot.kill())
                await bot.start()
                await bot.ready(first_poll)
            await moments.caught_up()
            waiting = await crowd.settle(SETTLE_WITHIN)
        await bot.stop()
        tally, verdict = crowd.tally, check(bot.database, crowd.tally.given, in_flight_too=True)
    print(f"seed {seed}: {KILLS} kills, {verdict.answers} answers, {tally.repeated} messages repeated")
    assert (verdict.lost, verdict.twice, verdict.misfiled, waiting, tally.stuck) == (0, 0, 0, 0, 0), verdict.examples
    assert (tally.had_to_repeat, tally.astray) == (0, 0)
    assert tally.repeated <= KILLS
