"""R1 with real processes: a bot that kills itself with SIGKILL at statements and edges, over the real simulator."""

from __future__ import annotations

import asyncio
import random
import signal
from datetime import UTC, datetime
from pathlib import Path

from simulator.app import Simulator, create_app
from simulator.serving import serving
from storage.opening import open_database
from tests.cast import BOT_ID
from tests.chaos.line import EDGES, STATEMENT, Doom
from tests.chaos.mortal import TOKEN
from tests.chaos.partner import LINES, acting, ana_and_cora, prepare, read_tables, rehearsed, shown
from tests.chaos.program import PATIENCE, Program

KILLS = 14


class Talk:
    """Ana's talk with a program that keeps dying."""

    def __init__(self, program: Program, telegram: Simulator, dice: random.Random) -> None:
        self.program, self.telegram, self.dice = program, telegram, dice
        self.deaths: list[Doom] = []

    def begin(self) -> None:
        words = [str(word) for word in self._next_doom()] if len(self.deaths) < KILLS else []
        self.process = self.program.start("tests.chaos.doomed", *words)

    def _next_doom(self) -> Doom:
        """Not the first send of a life: a message hit by two kills in turn is left to staff; that has its own test."""
        edge = self.dice.choice(EDGES), self.dice.randint(2, 5)
        self._doom = self.dice.choice([(STATEMENT, self.dice.randint(30, 110)), edge])
        return self._doom

    async def until(self, messages: int) -> None:
        """Everything is taken in and so many different messages were shown, over however many deaths."""
        while True:
            quiet = asyncio.create_task(self._quiet(messages))
            died = asyncio.create_task(self.process.wait())
            await asyncio.wait({quiet, died}, return_when=asyncio.FIRST_COMPLETED)
            if quiet.done():
                died.cancel()
                return quiet.result()
            quiet.cancel()
            assert self.process.returncode == -signal.SIGKILL, self.program.log.read_text()
            self.deaths.append(self._doom)
            self.begin()

    async def _quiet(self, messages: int) -> None:
        world, waits = self.telegram.world, self.telegram.polling.is_waiting

        def found() -> bool:
            return world.updates[BOT_ID].count() == 0 and waits(BOT_ID) and len(shown(world)) >= messages

        with world.feed.listening() as listener:
            while not found():
                event = await listener.next(PATIENCE)
                assert event != {"type": "nothing"}, f"{len(shown(world))} of {messages} messages came"


async def test_kills_at_random_moments_of_real_processes_change_nothing(tmp_path: Path) -> None:
    now, seed = datetime.now(UTC), random.randrange(100_000)
    print(f"seed {seed}")
    counts, alive = await rehearsed(tmp_path / "alive", now)
    telegram = create_app(tokens={TOKEN: "voices_bot"}, seed=1)
    ana_and_cora(telegram)
    async with serving(telegram) as address:
        program = Program(tmp_path, address, TOKEN)
        code = await prepare(program.file, now)
        talk = Talk(program, telegram, random.Random(seed))
        try:
            talk.begin()
            for line, messages in zip(LINES, counts, strict=True):
                acting(telegram.world, line, code)()
                await talk.until(messages)
            assert await program.terminate(talk.process) == 0
        finally:
            await program.clear_away()
    database = await open_database(f"sqlite:///{program.file}", key=None, clock_now=now)
    tables = await database.read(read_tables)
    await database.close()
    print(f"real kills: {len(talk.deaths)}: {talk.deaths}")
    assert len(talk.deaths) == KILLS
    assert {**tables, "outbox": []} == {**alive.tables, "outbox": []}
    assert len(shown(telegram.world)) == counts[-1]
