"""Delivery as it runs: a real SQLite file, real HTTP to the simulator, and a clock that tests move."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest

from bot.chat.splitting import split_message
from bot.clock import Clock, SetClock
from bot.delivery.sender import Delivery
from bot.gateway.api import TelegramApi
from simulator import people
from simulator.app import Simulator, create_app
from simulator.serving import serving
from storage import outbox
from storage.database import Transaction
from storage.outbox import Message
from storage.sqlite import SqliteDatabase, open_sqlite
from storage.values import instant
from tests import migrated

T = TypeVar("T")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TOKEN = "1234:delivery-test"  # a made-up one
ANA, BEN, CORA = 501, 502, 503


@dataclass
class Post:
    """A post office with its table, its phones and the means to kill it."""

    database: SqliteDatabase
    telegram: Simulator
    address: str
    clock: SetClock
    apis: list[TelegramApi] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)

    async def open(self, clock: Clock | None = None, *, per_second: float = 0, per_chat: float = 0) -> Delivery:
        """A started delivery, as in a new process."""
        api = TelegramApi(TOKEN, self.address)
        delivery = Delivery(
            self.database, api, clock or self.clock, per_second=per_second, per_chat=per_chat, split=split_message
        )
        self.apis.append(api)
        self.deliveries.append(delivery)
        await delivery.start()
        return delivery

    async def kill(self, delivery: Delivery) -> None:
        """End this delivery at once, whatever it is doing, without another word to the database."""
        unfinished = [*delivery._unfinished()]
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)
        delivery._dispatch.stop()
        delivery._stock.stop()

    async def join(self, chat_id: int, **columns: str) -> str:
        """Somebody with a phone and a row in our table; their id."""
        people.join(self.telegram.world, {"id": chat_id, "first_name": f"P{chat_id}", "started": True})
        return await self.do(lambda tx: _add_person(tx, chat_id, columns))

    async def do(self, unit: Callable[[Transaction], T]) -> T:
        return await self.database.write(unit)

    async def write(self, chat_id: int, text: str, **details: Any) -> Message:
        """Add one row, as a turn or a job does."""
        now = self.clock.now()
        return await self.do(lambda tx: outbox.add(tx, now, chat_id=chat_id, payload={"text": text}, **details))

    async def reply(self, delivery: Delivery, chat_id: int, text: str, **details: Any) -> Message:
        """What a turn does: reserve, commit, post."""
        message = await self.write(chat_id, text, claimed=delivery.reserve(chat_id), **details)
        delivery.post([message])
        return message

    async def row(self, message: Message) -> dict[str, Any]:
        rows = await self.rows(message.id)
        assert rows, "the row is gone"
        return rows[0]

    async def rows(self, message_id: str = "") -> list[dict[str, Any]]:
        found = await self.do(
            lambda tx: tx.all("SELECT * FROM outbox WHERE id LIKE :like ORDER BY id", like=f"{message_id}%")
        )
        return [{name: each[name] for name in each.keys()} for each in found]  # noqa: SIM118 - a database row

    async def notices(self) -> list[str]:
        found = await self.do(lambda tx: tx.all("SELECT kind FROM notices ORDER BY id"))
        return [each["kind"] for each in found]

    def shown(self, chat_id: int) -> list[str]:
        """The texts on a phone, oldest first."""
        messages = self.telegram.world.messages.get(chat_id, {}).values()
        return [str(message.body.get("text", "")) for message in messages]

    async def arrived(self, chat_id: int, text: str) -> None:
        """Return as soon as a phone shows this."""
        while text not in self.shown(chat_id):
            await _a_moment()

    def calls(self, method: str = "sendMessage") -> int:
        return self.telegram.calls.methods[method]

    async def pass_time(self, delivery: Delivery, seconds: float = 600.0) -> None:
        """Let everything happen that happens within this time, each thing at its moment."""
        ends = self.clock.monotonic() + seconds
        while True:
            await self.quiet(delivery)
            at = self.clock.next_wake()
            if at is None or at > ends:
                break
            self.clock.advance(at - self.clock.monotonic())
        self.clock.advance(ends - self.clock.monotonic())
        await self.quiet(delivery)

    async def clock_runs(self, delivery: Delivery, seconds: float) -> None:
        """Let time pass without waiting for what is on the way."""
        for _ in range(round(seconds * 20)):
            self.clock.advance(0.05)
            await self.do(lambda tx: None)

    async def quiet(self, delivery: Delivery) -> None:
        """Until nothing is going on and only the clock could change that."""
        for _ in range(5):
            await asyncio.sleep(0)
        await delivery.settled()
        for _ in range(5):
            await asyncio.sleep(0)


async def _a_moment() -> None:
    await asyncio.sleep(0)


def _add_person(tx: Transaction, chat_id: int, columns: dict[str, str]) -> str:
    person_id = f"p{chat_id}"
    tx.run(
        """
        INSERT INTO people (id, number, telegram_id, timezone, met_at, seen_at)
        VALUES (:id, :chat_id, :chat_id, 'Europe/London', :at, :at)
        """,
        id=person_id,
        chat_id=chat_id,
        at=instant(NOW),
    )
    for column, value in columns.items():
        tx.run(f"UPDATE people SET {column} = :value WHERE id = :id", value=value, id=person_id)
    return person_id


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    migrated.place(tmp_path / "voices.db")
    database = await open_sqlite(tmp_path / "voices.db", now=NOW)
    app = create_app(tokens={TOKEN: "voices_bot"}, seed=1)
    async with serving(app) as address:
        office = Post(database, app, address, SetClock(NOW))
        yield office
        for delivery in office.deliveries:
            await delivery.stop(1.0)
        for api in office.apis:
            await api.close()
    await database.close()
