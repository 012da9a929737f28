"""Being called, over the real simulator: no passing trouble ends it, and what held us back ends without a restart."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.chat.splitting import split_message
from bot.clock import SetClock
from bot.delivery.sender import Delivery
from bot.gateway.api import TelegramApi
from bot.gateway.calling import LOOK_EVERY, AddressRefused, BeingCalled
from bot.gateway.standing import Standing
from simulator.app import Simulator, create_app
from simulator.serving import serving
from storage.sqlite import SqliteDatabase, open_sqlite
from tests import migrated
from tests.cast import BOT_ID, MONDAY

TOKEN = f"{BOT_ID}:calling-test"
OURS = "http://127.0.0.1:9/hook"
PATIENCE = 20.0


@dataclass
class Line:
    """A bot that Telegram is to call, before it has said so."""

    telegram: Simulator
    database: SqliteDatabase
    clock: SetClock
    api: TelegramApi
    delivery: Delivery

    def called(self, url: str = OURS) -> BeingCalled:
        standing = Standing(self.database, self.clock, self.delivery)
        return BeingCalled(self.api, self.clock, standing, url, "a-secret")

    def holds(self) -> set[str]:
        held = self.delivery._dispatch._holds
        return held["all"] | held["proactive"]

    async def paused(self) -> float:
        """Return when it waits for the clock; for how long it would."""
        async with asyncio.timeout(PATIENCE):
            while (at := self.clock.next_wake()) is None or at <= self.clock.monotonic():
                await self.database.read(lambda tx: None)  # the time of a transaction
        return at - self.clock.monotonic()

    async def look_again(self) -> float:
        """Let one pause pass; how long the next one is."""
        self.clock.advance(await self.paused())
        return await self.paused()

    async def address(self) -> Any:
        return (await self.api.call("getWebhookInfo"))["url"]

    async def notices(self) -> list[str]:
        rows = await self.database.read(lambda tx: tx.all("SELECT kind, about FROM notices ORDER BY id"))
        return [f"{row['kind']} {row['about']}" for row in rows]


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    telegram = create_app(tokens={TOKEN: "voices_bot"}, seed=1)
    migrated.place(tmp_path / "voices.db")
    database, clock = await open_sqlite(tmp_path / "voices.db", now=MONDAY), SetClock(MONDAY)
    async with serving(telegram) as address:
        api = TelegramApi(TOKEN, address)
        delivery = Delivery(database, api, clock, per_second=0, per_chat=0, split=split_message)
        yield Line(telegram, database, clock, api, delivery)
        await delivery.stop()
        await api.close()
    await database.close()


@pytest.fixture
async def running(line: Line) -> AsyncIterator[Line]:
    """The same, while it is being called."""
    task = asyncio.create_task(line.called().run())
    assert await line.paused() == LOOK_EVERY
    yield line
    assert not task.done()
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def test_an_address_that_telegram_refuses_is_given_up_with_its_reason(line: Line) -> None:
    with pytest.raises(AddressRefused, match=r"^An HTTPS URL must be provided for webhook$"):
        await line.called("http://example.org/hook").run()


@pytest.mark.parametrize(
    ("fault", "first"),
    [
        ({"kind": "error", "status": 502}, 1),
        ({"kind": "too_many", "retry_after": 7}, 7),
        ({"kind": "drop_before"}, 1),
    ],
)
async def test_trouble_at_the_start_is_waited_out(
    fault: dict[str, Any], first: float, line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    fault = {**fault, "methods": ["setWebhook"]}
    found = line.telegram.faults.add(fault)
    task = asyncio.create_task(line.called().run())
    assert await line.paused() == first
    assert await line.look_again() >= first
    assert line.holds() == {"not_polled_yet"}
    line.telegram.faults.remove(found.id)
    assert await line.look_again() == LOOK_EVERY
    assert (await line.address(), line.holds()) == (OURS, set())
    assert caplog.text.count("webhook_refused") == 1
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def test_a_revoked_token_is_told_once_and_all_goes_on_when_it_is_back(
    running: Line, caplog: pytest.LogCaptureFixture
) -> None:
    bot = running.telegram.world.bots[BOT_ID]
    bot.revoked = True
    running.delivery.hold("all", "token_refused")  # a message found out first
    pauses = [await running.look_again() for _ in range(8)]
    assert pauses[0] == 1
    assert pauses[-1] == 60
    assert running.holds() == {"token", "token_refused"}
    assert caplog.text.count("put the new one from @BotFather into VOICES_TELEGRAM_TOKEN") == 1
    assert await running.notices() == ["polling_refused token"]
    bot.revoked = False
    assert await running.look_again() == LOOK_EVERY
    assert running.holds() == set()
    assert TOKEN.partition(":")[2] not in caplog.text


async def test_while_telegram_calls_another_copy_we_begin_nothing_and_take_nothing_away(
    running: Line, caplog: pytest.LogCaptureFixture
) -> None:
    theirs = "https://elsewhere.example.org/hook"
    await running.api.call("setWebhook", {"url": theirs})
    assert [await running.look_again(), await running.look_again()] == [1, 2]
    assert (await running.address(), running.holds()) == (theirs, {"conflict"})
    assert caplog.text.count("another copy of this bot is running elsewhere") == 1
    await running.api.call("deleteWebhook")
    assert await running.look_again() == LOOK_EVERY
    assert (await running.address(), running.holds()) == (OURS, set())


async def test_each_look_is_noted_so_that_a_later_start_knows_how_long_we_were_away(running: Line) -> None:
    sql = "SELECT value FROM facts WHERE name = 'last_good_poll'"
    before = await running.database.read(lambda tx: tx.one(sql))
    assert await running.look_again() == LOOK_EVERY
    after = await running.database.read(lambda tx: tx.one(sql))
    assert before is not None
    assert after is not None
    assert after["value"] > before["value"]
