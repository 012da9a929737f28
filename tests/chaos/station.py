"""Everything that receives, over real HTTP to the simulator, with a clock that tests move."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.chat.splitting import split_message
from bot.clock import SetClock
from bot.delivery.sender import Delivery
from bot.gateway.api import TelegramApi
from bot.gateway.polling import Polling
from bot.gateway.receiving import Receiver
from bot.gateway.standing import Standing
from simulator import people
from simulator.app import Simulator, create_app
from simulator.serving import serving
from storage import inbox
from storage.errors import DatabaseFailed
from storage.inbox import Stored
from storage.sqlite import SqliteDatabase, open_sqlite
from tests import migrated
from tests.cast import ANA, BOT_ID, MONDAY

TOKEN = f"{BOT_ID}:polling-test"
PATIENCE = 20.0


class Watching(TelegramApi):
    """Looks, at each getUpdates that confirms something, whether all of that is in the file."""

    def __init__(self, address: str, file: Path, telegram: Simulator) -> None:
        super().__init__(TOKEN, address)
        self._file, self._telegram = file, telegram
        self.confirmed = 0
        self.too_early: list[int] = []

    async def call(self, method: str, payload: Any = None, **more: Any) -> Any:
        if method == "getUpdates" and "offset" in payload:
            pending = self._telegram.world.updates[BOT_ID].pending(1_000)
            waiting = [entry.id for entry in pending if isinstance(entry.update, dict)]
            confirmed = {number for number in waiting if number < payload["offset"]}
            with sqlite3.connect(f"file:{self._file}?mode=ro", uri=True) as reader:
                kept = {row[0] for row in reader.execute("SELECT update_id FROM inbox")}
            reader.close()
            self.too_early += confirmed - kept
            self.confirmed += len(confirmed)
        return await super().call(method, payload, **more)


@dataclass
class Station:
    """Everything that receives, and Telegram."""

    telegram: Simulator
    database: SqliteDatabase
    clock: SetClock
    api: Watching
    delivery: Delivery
    receiver: Receiver
    handled: list[Any] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def say(self, *texts: str) -> None:
        for text in texts:
            people.say(self.telegram.world, self.telegram.world.people[ANA.chat_id], text)

    async def handle(self, stored: Stored, update: Any) -> None:
        with suppress(DatabaseFailed):  # what is not stored finds no row, or no room either
            if await self.database.write(lambda tx: inbox.finish(tx, MONDAY, stored.id)):
                self.handled.append(update)
                self.news.set()

    async def heard(self, *texts: str) -> None:
        """Return when exactly these were handled so far, in this order."""
        async with asyncio.timeout(PATIENCE):
            while len(self.handled) < len(texts):
                self.news.clear()
                await self.news.wait()
        assert [update["message"]["text"] for update in self.handled] == list(texts)

    async def paused(self) -> float:
        """Return when polling waits for the clock; for how long it would."""
        async with asyncio.timeout(PATIENCE):
            while (at := self.clock.next_wake()) is None or at <= self.clock.monotonic():
                await self.database.read(lambda tx: None)  # the time of a transaction
        return at - self.clock.monotonic()

    async def until(self, found: Callable[[], bool], kind: str = "polling") -> None:
        assert await self.telegram.world.feed.until(found, PATIENCE, kind)

    async def polls_again(self) -> None:
        """Let pauses pass until it waits in a long poll."""
        waits = self.telegram.polling.is_waiting
        async with asyncio.timeout(PATIENCE):
            while not waits(BOT_ID):
                at = self.clock.next_wake()
                if at is not None:
                    self.clock.advance(at - self.clock.monotonic())
                await asyncio.sleep(0)

    async def notices(self) -> list[str]:
        rows = await self.database.read(lambda tx: tx.all("SELECT kind, about FROM notices ORDER BY id"))
        return [f"{row['kind']} {row['about']}".strip() for row in rows]


@asynccontextmanager
async def a_station(folder: Path) -> AsyncIterator[Station]:
    """Polling that has begun; Telegram knows Ana."""
    telegram = create_app(tokens={TOKEN: "voices_bot"}, seed=1)
    people.join(telegram.world, {"id": ANA.chat_id, "first_name": "Ana"})
    migrated.place(folder / "voices.db")
    database = await open_sqlite(folder / "voices.db", now=MONDAY)
    clock = SetClock(MONDAY)
    async with serving(telegram) as address:
        api = Watching(address, folder / "voices.db", telegram)
        delivery = Delivery(database, api, clock, per_second=0, per_chat=0, split=split_message)
        station = Station(telegram, database, clock, api, delivery, None)  # type: ignore[arg-type]
        station.receiver = Receiver(database, clock, BOT_ID, station.handle, lambda _: None)
        standing = Standing(database, clock, delivery)
        polling = asyncio.create_task(Polling(api, station.receiver, clock, standing).run())
        await station.until(lambda: telegram.polling.is_waiting(BOT_ID))
        yield station
        assert not polling.done(), "polling has ended"
        polling.cancel()
        with suppress(asyncio.CancelledError):
            await polling
        await station.receiver.finish()
        await delivery.stop()
        await api.close()
    await database.close()
    assert api.too_early == []
