"""R34 and R5: SIGTERM while forty people talk, a second copy on the same file, and an invite made meanwhile."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from config.languages import language_files
from simulator import people as phones
from simulator.app import Simulator, create_app
from simulator.records import Person
from simulator.serving import serving
from tests.cast import BOT_ID
from tests.chaos.mortal import TOKEN
from tests.chaos.program import PATIENCE, Program

PEOPLE = 40
SAID_AT_FIRST = 3  # the bot says who it is and what Telegram sees, and asks


@asynccontextmanager
async def practice(folder: Path) -> AsyncIterator[tuple[Program, Simulator]]:
    """An installation and forty phones."""
    telegram = create_app(tokens={TOKEN: "voices_bot"}, seed=1)
    for number in range(PEOPLE):
        phones.join(telegram.world, {"id": 501 + number, "first_name": f"P{number}"})
    async with serving(telegram) as address:
        program = Program(folder, address, TOKEN)
        try:
            yield program, telegram
        finally:
            await program.clear_away()


async def until(telegram: Simulator, found: Callable[[], bool], kind: str = "message") -> None:
    assert await telegram.world.feed.until(found, PATIENCE, kind)


async def polling(telegram: Simulator) -> None:
    await until(telegram, lambda: telegram.polling.is_waiting(BOT_ID), "polling")


def heard(telegram: Simulator) -> dict[int, list[str]]:
    """What each phone shows of the bot's."""
    messages = telegram.world.messages
    return {
        number: [str(each.body["text"]) for each in messages.get(number, {}).values() if not each.outgoing]
        for number in telegram.world.people
    }


async def test_told_to_stop_under_load_it_loses_and_repeats_nothing(tmp_path: Path) -> None:
    seed = random.randrange(100_000)
    dice, longest = random.Random(seed), 0.0
    yes = language_files()["en"][0]["shared"]["labels"]["yes"]
    async with practice(tmp_path) as (program, telegram):
        code = (await program.ended("invite", "partner", "--uses", str(PEOPLE)))[1].split()[-1]
        rounds: list[Callable[[Person], object]] = [
            lambda one: phones.say(telegram.world, one, f"/start {code}"),
            lambda one: phones.press(telegram.world, one, None, None, yes),
            lambda one: phones.press(telegram.world, one, None, None, yes),
        ]
        for number, act in enumerate(rounds):
            process = program.run()
            await polling(telegram)
            for one in telegram.world.people.values():
                act(one)
            before = total(telegram)
            some = before + dice.randint(1, PEOPLE - 5)
            await until(telegram, lambda some=some: total(telegram) >= some)  # type: ignore[misc]
            told_at = time.monotonic()
            assert await program.terminate(process) == 0
            longest = max(longest, time.monotonic() - told_at)
            process = program.run()
            wanted = PEOPLE * (SAID_AT_FIRST + number)
            await until(telegram, lambda wanted=wanted: total(telegram) >= wanted)  # type: ignore[misc]
            await polling(telegram)
            assert await program.terminate(process) == 0
    print(f"seed {seed}: {2 * len(rounds)} times SIGTERM, longest {longest:.1f} s")
    for texts in heard(telegram).values():
        assert (len(texts), len(set(texts))) == (SAID_AT_FIRST + 2, SAID_AT_FIRST + 2)


def total(telegram: Simulator) -> int:
    return sum(map(len, heard(telegram).values()))


async def test_a_second_copy_says_who_has_the_file_and_invites_are_made_meanwhile(tmp_path: Path) -> None:
    async with practice(tmp_path) as (program, telegram):
        first = program.run()
        await polling(telegram)
        began = time.monotonic()
        (code, out, err), invited = await asyncio.gather(program.ended("run"), program.ended("invite", "partner"))
        print(f"the second copy ended after {time.monotonic() - began:.1f} s, with an invite made at the same time")
        assert (code, out, err.count("\n")) == (75, "", 1)
        assert f"process {first.pid} " in err
        assert invited[0] == 0
        ana = telegram.world.people[501]
        phones.say(telegram.world, ana, f"/start {invited[1].split()[-1]}")
        await until(telegram, lambda: len(heard(telegram)[501]) == SAID_AT_FIRST)
        assert first.returncode is None
        assert await program.terminate(first) == 0
