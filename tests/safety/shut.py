"""A player to whom Telegram says that some chats are closed, or says nothing at all of them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.jobs import JOBS
from storage import mishaps
from storage.database import Transaction
from storage.outbox import Message
from storage.values import instant
from tests.cast import CAST
from tests.phones import Said
from tests.playing import Player
from tests.scenery import GIVEN, set_scene

LOOK_EVERY = timedelta(seconds=15)  # as the bot does


class Shut(Player):
    """`closed` chats are refused, of `silent` ones Telegram never answers."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.closed: set[int] = set()
        self.silent: set[int] = set()

    def _send_one(self, tx: Transaction, row: Message) -> Said | None:
        if row.chat_id in self.closed:
            mishaps.unreachable(tx, self.clock.now(), row.chat_id, "blocked")
            return None
        return None if row.chat_id in self.silent else super()._send_one(tx, row)

    async def given(self, *lines: str) -> None:
        for line in lines:
            await set_scene(self, GIVEN, line)

    async def says(self, name: str, words: str) -> list[Said]:
        return await self.receive(self.telegram.words(CAST[name], words, self.clock.now()))

    async def presses(self, name: str, label: str) -> list[Said]:
        return await self.receive(self.telegram.press(CAST[name], label, "", self.clock.now()))

    async def look_on(self) -> list[Said]:
        """One look at what is due, fifteen seconds later."""
        self.clock.advance(LOOK_EVERY)
        for job in JOBS:
            await job(self.running)
        return await self._said()

    async def alerted(self) -> list[tuple[str, int, str]]:
        """Who was alerted, on which rung, and when, oldest first."""
        sql = """
            SELECT people.telegram_id, rung, told_at FROM alerts JOIN people ON people.id = alerts.person_id
            ORDER BY alerts.id
            """
        by_chat = {one.chat_id: one.name for one in CAST.values()}
        rows = await self.database.read(lambda tx: tx.all(sql))
        return [(by_chat[row["telegram_id"]], row["rung"], row["told_at"]) for row in rows]

    def now(self) -> str:
        return instant(self.clock.now())
