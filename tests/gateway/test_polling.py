"""Long polling over the real simulator: nothing is confirmed before it is stored, and no trouble ends it."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.chat.splitting import split_message
from bot.clock import SetClock
from bot.delivery.sender import Delivery
from bot.gateway.api import TelegramApi
from bot.gateway.errors import Refused
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
                await asyncio.sleep(0)
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


@pytest.fixture
async def station(tmp_path: Path) -> AsyncIterator[Station]:
    """Polling that has begun; Telegram knows Ana."""
    telegram = create_app(tokens={TOKEN: "voices_bot"}, seed=1)
    people.join(telegram.world, {"id": ANA.chat_id, "first_name": "Ana"})
    database = await open_sqlite(tmp_path / "voices.db", now=MONDAY)
    clock = SetClock(MONDAY)
    async with serving(telegram) as address:
        api = Watching(address, tmp_path / "voices.db", telegram)
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


def warnings(caplog: pytest.LogCaptureFixture, *names: str) -> list[str]:
    """The first words of what was warned of, from these modules of the gateway."""
    loggers = [f"bot.gateway.{name}" for name in names or ("polling",)]
    levels = (logging.WARNING, logging.ERROR)
    return [one.getMessage().split(":")[0] for one in caplog.records if one.name in loggers and one.levelno in levels]


async def test_updates_are_stored_before_they_are_confirmed(station: Station) -> None:
    texts = [f"line {number}" for number in range(300)]
    for start in range(0, 300, 30):
        station.say(*texts[start : start + 30])
        await station.heard(*texts[: start + 30])
    await station.until(lambda: station.telegram.world.updates[BOT_ID].count() == 0)
    assert station.api.confirmed == 300


async def test_a_full_disk_confirms_nothing_and_polling_goes_on_when_there_is_room(
    station: Station, caplog: pytest.LogCaptureFixture
) -> None:
    station.say("before")
    await station.heard("before")
    await station.database._writer.hand_over(_no_more_room)
    station.clock.advance(60.0)  # so that the next poll is to be noted as well
    texts = [f"{number} " + "long words " * 300 for number in range(20)]
    station.say(*texts)
    pauses = []
    for _ in range(9):
        pauses.append(await station.paused())
        station.clock.advance(pauses[-1])
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert len(station.handled) == 1
    assert station.telegram.world.updates[BOT_ID].count() == 20
    assert warnings(caplog).count("updates_not_stored kind=DatabaseUnavailable") == 1
    await station.paused()
    await station.database._writer.hand_over(_room_again)
    await station.polls_again()
    await station.heard("before", *texts)


def _no_more_room(connection: Any) -> None:
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()


def _room_again(connection: Any) -> None:
    connection.execute("PRAGMA max_page_count = 1000000").fetchall()


async def test_another_copy_is_told_of_once_and_nothing_begun_by_us_goes_out_meanwhile(
    station: Station, caplog: pytest.LogCaptureFixture
) -> None:
    other = TelegramApi(TOKEN, station.api._base)
    for pause in (1, 2, 4, 8):
        theirs = asyncio.create_task(other.call("getUpdates", {"timeout": 50}))
        assert await station.paused() == pause
        assert station.delivery._dispatch._holds["proactive"] == {"conflict"}
        station.clock.advance(pause)
        with pytest.raises(Refused, match="409"):
            await theirs  # Telegram ends the older of two polls, which is theirs now
    await other.close()
    station.say("still there?")
    await station.heard("still there?")
    await station.until(lambda: station.telegram.polling.is_waiting(BOT_ID))
    assert station.delivery._dispatch._holds["proactive"] == set()
    assert await station.notices() == ["polling_refused conflict"]
    assert warnings(caplog) == ["polling_refused why=conflict"]


async def test_a_revoked_token_is_told_once_and_polling_recovers_when_it_is_back(
    station: Station, caplog: pytest.LogCaptureFixture
) -> None:
    bot = station.telegram.world.bots[BOT_ID]
    bot.revoked = True
    station.telegram.polling.wake(BOT_ID)  # the poll that waits comes back; the next one is refused
    for _ in range(6):
        station.clock.advance(await station.paused())
    await station.paused()
    assert [one.split(":")[0] for one in warnings(caplog)] == ["polling_refused why=token"]
    assert await station.notices() == ["polling_refused token"]
    assert station.delivery._dispatch._holds["all"] == {"token"}
    bot.revoked = False
    station.say("back")
    await station.polls_again()
    await station.heard("back")
    assert station.delivery._dispatch._holds["all"] == set()
    assert TOKEN.partition(":")[2] not in caplog.text


@pytest.mark.parametrize("fault", [{"kind": "error", "status": 502}, {"kind": "drop_before"}, {"kind": "error", "status": 429}])
async def test_an_outage_is_waited_out_and_told_once(
    fault: dict[str, Any], station: Station, caplog: pytest.LogCaptureFixture
) -> None:
    found = station.telegram.faults.add({**fault, "methods": ["getUpdates"]})
    station.say("in the outage")
    station.telegram.polling.wake(BOT_ID)
    for _ in range(8):
        pause = await station.paused()
        assert pause <= 60
        station.clock.advance(pause)
    await station.paused()
    assert len(warnings(caplog)) == 1
    station.telegram.faults.remove(found.id)
    await station.polls_again()
    await station.heard("in the outage")


async def test_updates_handed_out_twice_and_in_disorder_are_handled_once(station: Station) -> None:
    station.telegram.faults.add({"kind": "duplicate"})
    station.telegram.faults.add({"kind": "reorder"})
    texts = [f"line {number}" for number in range(50)]
    station.say(*texts)
    await station.until(lambda: station.telegram.world.updates[BOT_ID].count() == 0)
    await station.receiver.finish()
    assert sorted(update["message"]["text"] for update in station.handled) == sorted(texts)


@pytest.mark.parametrize(
    "broken", ['{"update_id": 7, "message": {"text": "\\ud800"}}', '{"message": 3}', "[]", "null", '"words"', "[" * 600 + "]" * 600]
)
async def test_an_odd_update_does_not_keep_the_next_one_away(broken: str, station: Station) -> None:
    station.telegram.world.updates[BOT_ID].add_broken(broken)
    station.telegram.world.wake(BOT_ID)
    station.say("next")
    await station.until(lambda: station.telegram.world.updates[BOT_ID].count() == 0)
    await station.receiver.finish()
    assert station.handled[-1]["message"]["text"] == "next"


async def test_updates_without_an_id_are_not_asked_for_without_a_pause(station: Station) -> None:
    station.telegram.world.updates[BOT_ID].add_broken("[]")
    station.telegram.world.wake(BOT_ID)
    asked = station.telegram.calls.methods["getUpdates"]
    for _ in range(3):
        station.clock.advance(await station.paused())
    assert station.telegram.calls.methods["getUpdates"] - asked <= 5
