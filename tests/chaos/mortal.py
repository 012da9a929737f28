"""A bot in this process that can be killed at any statement and at any edge of a send, as often as one likes.

At the moment of death the database file and its write-ahead log are copied, which is what kill -9 leaves behind. What
the dead bot still does reaches neither that copy nor Telegram. The next life begins from the copy, with new objects.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import serving
from bot.chat.door import Door
from bot.chat.story import Stories
from bot.chat.texts import Texts
from bot.clock import SetClock
from bot.serving import Parts, Running
from simulator.app import Simulator
from storage.opening import open_database
from storage.sqlite import SqliteDatabase
from tests import migrated
from tests.cast import BOT_ID
from tests.chaos.line import Doom, Life, Line

TOKEN = f"{BOT_ID}:chaos-test"
PATIENCE = 20.0


@dataclass(frozen=True)
class Script:
    """What the bot can say, and who may hear it."""

    texts: Texts
    stories: Stories
    commands: Mapping[str, str]
    words: Mapping[str, str]
    door: Door


@dataclass
class Mortal:
    """The bot, its database files, and the deaths it died."""

    folder: Path
    telegram: Simulator
    clock: SetClock
    script: Script
    deaths: list[Doom] = field(default_factory=list)
    counted: bool = True  # its statements are, which is of use only where somebody may die at one
    arrived: list[bytes] = field(default_factory=list)  # what Telegram said yes to
    lives: int = 0
    life: Life = field(default_factory=Life)

    @property
    def file(self) -> Path:
        return self.folder / f"life{self.lives}.db"

    async def start(self, *dooms: Doom) -> None:
        """Begin a life; it may end while it begins."""
        self.life = life = Life()
        life.set_dooms(*dooms)
        url = f"sqlite:///{self.file}"
        migrated.place(self.file)
        database = await open_database(url, key=None, clock_now=self.clock.now())
        assert isinstance(database, SqliteDatabase)
        self.database = database
        if self.counted:
            await database._writer.set_trace_callback(self._statement)
        loop = self._loop = asyncio.get_running_loop()
        self._begun: asyncio.Future[Running] = loop.create_future()
        self._others = asyncio.all_tasks()
        parts = Parts(
            database, self.clock, TOKEN, "http://telegram", **vars(self.script), per_second=0, per_chat=0
        )  # fmt: skip
        with pytest.MonkeyPatch.context() as patch:
            line = Line(TOKEN, self.telegram, life, self._die, self.arrived)
            patch.setattr(serving, "TelegramApi", lambda token, url: line)
            self._serving = loop.create_task(serving.serve(parts, self._receive))
            await asyncio.sleep(0)  # it has made its line by then
        await self._first(self._begun)

    async def after(self, act: Callable[[], Any], *dooms: Doom, again: Doom | None = None) -> None:
        """Somebody does something; return when nothing is left to do, over however many deaths."""
        self.clock.advance(timedelta(seconds=1))
        self.life.set_dooms(*dooms)
        act()
        while not await self._first(self._quiet()):
            await self._rise(*([again] if again else []))
            again = None

    async def stop(self) -> None:
        """Told to stop, as by SIGTERM."""
        self._serving.cancel()
        with suppress(asyncio.CancelledError):
            await self._serving
        await self.database.close()

    async def _receive(self, running: Running) -> None:
        self.running = running
        self._begun.set_result(running)
        await serving.poll(running)

    async def _quiet(self) -> None:
        await self._begun
        world, bot = self.telegram.world, BOT_ID
        waits = self.telegram.polling.is_waiting
        life = self.life
        done = await world.feed.until(
            lambda: life.over or (world.updates[bot].count() == 0 and waits(bot)), PATIENCE, "polling"
        )
        assert done, "the bot stopped asking for updates"
        if life.over:
            return
        await self.running.receiver.finish()
        await self.running.delivery.settled()

    async def _first(self, end: Any) -> bool:
        """Whether `end` came before death did."""
        ended = asyncio.ensure_future(end)
        died = asyncio.ensure_future(self.life.dead.wait())
        await asyncio.wait({ended, died, self._serving}, return_when=asyncio.FIRST_COMPLETED)
        if self._serving.done() and not self.life.over:
            self._serving.result()
        died.cancel()
        if not self.life.over:
            await ended
            return True
        await self.life.dead.wait()
        ended.cancel()
        return False

    async def _rise(self, *dooms: Doom) -> None:
        """Throw the dead bot away and begin again from what it left on the disk."""
        assert self.life.died_at is not None
        self.deaths.append(self.life.died_at)
        threads = {self.database._grouping._flusher, *self.database._readers.threads}  # end when the database is closed
        remains = asyncio.all_tasks() - self._others - threads - {asyncio.current_task()}
        for task in remains:
            task.cancel()
        await asyncio.gather(*remains, return_exceptions=True)
        await self.database.close()
        for suffix in ("", "-wal", "-shm"):
            self.file.with_name(self.file.name + suffix).unlink(missing_ok=True)
        self.lives += 1
        await self.start(*dooms)

    def _statement(self, sql: str) -> None:
        """In the thread of the database, before each statement."""
        if self.life.at_statement(sql):
            self._leave_behind()

    async def _die(self) -> None:
        """At an edge: whatever the thread of the database is doing comes to its end first."""
        await self.database._writer.hand_over(lambda _: self._leave_behind())

    def _leave_behind(self) -> None:
        if self.life.over:
            return
        self.life.over = True
        left = self.folder / f"life{self.lives + 1}.db"
        for suffix in ("", "-wal"):
            part = self.file.with_name(self.file.name + suffix)
            if part.exists():
                shutil.copyfile(part, left.with_name(left.name + suffix))
        self._loop.call_soon_threadsafe(self._be_dead)

    def _be_dead(self) -> None:
        self.life.dead.set()
        self.telegram.world.feed.publish("polling")  # who waits for this bot to ask need not wait any longer
