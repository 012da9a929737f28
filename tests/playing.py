"""Plays a chat against the whole bot but its network: stored updates, real handlers, turns, jobs, a SQLite file.

What delivery would send is read from the outbox, and marked as sent, after every line.
"""

from __future__ import annotations

import asyncio
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

from telegram import Bot
from telegram.request import BaseRequest, RequestData

from bot.actions import web_link
from bot.actions.crossing import BOT_NAME
from bot.chat.routing import Routes
from bot.chat.splitting import split_message
from bot.chat.turn import Turns
from bot.clock import SetClock
from bot.conversations import COMMANDS, STORIES, WORDS
from bot.delivery.sender import Delivery
from bot.doors import InviteDoor
from bot.gateway.api import TelegramApi
from bot.gateway.receiving import Receiver, chat_of
from bot.gateway.standing import Standing
from bot.handling import Handling
from bot.jobs import JOBS
from bot.jobs.due import LAST_LOOK
from bot.published import catch_up
from bot.serving import Parts, Running
from bot.taking import Taker
from storage import facts, outbox, pages, sending
from storage.database import Database, Transaction
from storage.outbox import BROADCAST, PROACTIVE, REPLY, Message
from storage.pages import Shown
from storage.values import instant
from storage.web_chats import SOURCE, is_web
from tests import migrated
from tests.cast import BOT_ID, MONDAY
from tests.phones import Said, Telegram, Update
from tests.said import all_texts

TOKEN = f"{BOT_ID}:test"
_TOKEN_OF_A_LINK = re.compile(r"/(answer|copy)/[A-Za-z0-9_-]{43}")
_CODE = re.compile(r"\b[a-z2-7]{26}\b")
NEW_CODE = "NEW-CODE"
_NAME = "voices_test_bot"
_ME = {"id": BOT_ID, "is_bot": True, "first_name": "Voices", "username": _NAME}


class _NoNetwork(BaseRequest):
    """python-telegram-bot asks who it is, and nothing else."""

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: object, **more: object
    ) -> tuple[int, bytes]:
        return 200, json.dumps({"ok": True, "result": _ME}).encode()


class _Deaf(TelegramApi):
    """Delivery is not started here: all that is called is an answer to a pressed button, and for files."""

    async def call(self, method: str, payload: Any = None, **more: Any) -> Any:
        return {"file_path": "voice/file_1.oga"} if method == "getFile" else True

    async def download(self, file_path: str, **more: Any) -> bytes:
        return b"the sound"


def _on_a_page(shown: Shown, page: int) -> Message:
    """What a page shows, as the row that it was."""
    rest = (outbox.REPLY, "", None, None, False, "sent", 0, False, shown.file_name, None)
    return Message(shown.id, None, page, shown.method, shown.payload, *rest)


class Player:
    """The bot in one folder, which can be restarted, and everybody's phones."""

    def __init__(self, folder: Path) -> None:
        self.clock = SetClock(MONDAY)
        self.telegram = Telegram()
        self.folder = folder
        self.codes: dict[str, str] = {}  # what an invite's code is called in the chat, and the code

    async def open(self) -> None:
        """Start the bot, as if for the first time: from the database alone."""
        await self._start(await migrated.opened(self.folder / "voices.db", self.clock.now()))

    async def _start(self, database: Database) -> None:
        self.database = database
        texts = all_texts().trying({})  # one's own: what is published in one test is said in no other
        await self.database.read(lambda tx: catch_up(tx, texts))
        door = InviteDoor(texts, timezone="Europe/London")
        parts = Parts(
            self.database, self.clock, TOKEN, "", texts, STORIES, COMMANDS, WORDS, door, 0, 0, "https://voices.example"
        )
        api = _Deaf(TOKEN)
        delivery = Delivery(self.database, api, self.clock, per_second=0, per_chat=0, split=split_message)
        turns = Turns(texts, STORIES, Routes(COMMANDS, WORDS, door), door)
        bot = Bot(TOKEN, request=_NoNetwork(), get_updates_request=_NoNetwork())
        taker = Taker(self.database, self.clock, turns, delivery)
        self._handling = Handling(bot, taker.take, self.database, self.clock, delivery, texts)
        receiver = Receiver(self.database, self.clock, BOT_ID, self._handling, delivery.answer_callback)
        self.running = Running(parts, api, delivery, receiver, Standing(self.database, self.clock, delivery), turns)
        await self.database.write(self._note_ways)
        await self._handling.start()

    def _note_ways(self, tx: Transaction) -> None:
        """How people reach the bot, as `voices run` notes it."""
        facts.note(tx, self.clock.now(), BOT_NAME, _NAME)
        facts.note(tx, self.clock.now(), web_link.ROOT, "https://voices.example")

    async def close(self) -> None:
        """Stop the bot and throw away all that it had in memory."""
        await self._stop()
        await self.database.close()

    async def _stop(self) -> None:
        await self.running.delivery.stop()
        await self._handling.stop()

    async def restart(self) -> None:
        await self.close()
        await self._start(await migrated.opened(self.folder / "voices.db", self.clock.now()))

    async def forget(self) -> None:
        """Everything of the bot is thrown away and made anew, and only the file stays open: what a connection has of
        it is on disk, and reading its schema again would cost more than all the rest."""
        await self._stop()
        await self._start(self.database)

    async def receive(self, *updates: Update) -> list[Said]:
        """Updates arrive together; what the bot said to anybody because of them."""
        self.clock.advance(timedelta(seconds=1))
        page = next((chat for chat in map(chat_of, updates) if chat is not None and is_web(chat)), None)
        await self.running.receiver.receive(updates, source=None if page is None else SOURCE)
        await self.running.receiver.finish()
        await asyncio.sleep(0)  # the pressed button's spinner
        return await self._said(page)

    async def look(self, page: int) -> list[Said]:
        """Somebody without Telegram opens their page; what waited there for them."""
        return await self._said(page)

    async def later(self, by: timedelta) -> list[Said]:
        """Time passes, in which the bot was there, and the jobs run at the end of it."""
        self.clock.advance(by)
        now = self.clock.now()
        await self.database.write(lambda tx: facts.note(tx, now, LAST_LOOK, instant(now)))
        for job in JOBS:
            await job(self.running)
        return await self._said()

    async def _said(self, page: int | None = None) -> list[Said]:
        return await self.database.write(lambda tx: self._show(tx, page) + self._send(tx))

    def _show(self, tx: Transaction, page: int | None) -> list[Said]:
        """What waited for the page of somebody without Telegram, who looks at it now."""
        if page is None:
            return []
        shown = pages.arrive(tx, self.clock.now(), page)
        return [self.telegram.show(_on_a_page(one, page), one.number)[0] for one in shown]

    def _send(self, tx: Transaction) -> list[Said]:
        now = self.clock.now()
        found = [sending.waiting(tx, now, priority, 1000) for priority in (REPLY, PROACTIVE, BROADCAST)]
        in_order = sorted((row for some in found for row in some), key=lambda row: row.id)
        return [said for row in in_order if (said := self._send_one(tx, row)) is not None]

    def _send_one(self, tx: Transaction, row: Message) -> Said | None:
        now = self.clock.now()
        why = sending.why_not(tx, now, row.id)
        if why is not None:
            sending.lapse(tx, now, row.id, why)
            return None
        said, message_id = self.telegram.show(row)
        assert sending.claim(tx, now, row.id) == 1
        sending.sent(tx, now, row.id, message_id, fleeting=row.fleeting)
        return said

    async def questions(self) -> tuple[int, list[str]]:
        """How many questions were put so far, and below which of them *Help now* was missing."""
        sql = "SELECT id, question, chat_id FROM asked WHERE question <> ''"

        def look(tx: Transaction) -> tuple[int, list[str]]:
            sent = [row["payload"] or "" for row in tx.all("SELECT payload FROM outbox")]
            put = [row for row in tx.all(sql) if any(row["id"] in payload for payload in sent)]
            without = [row["question"] for row in put if not any(f"{row['id']}.h" in payload for payload in sent)]
            return len(put), without

        return await self.database.read(look)

    def named(self, text: str) -> str:
        """`text` with each invite's code replaced by what it is called, and without the token of a link to a page."""
        for name, code in self.codes.items():
            text = text.replace(code, name)
        for code in _CODE.findall(text):  # one that the bot has just shown
            self.codes[NEW_CODE] = code
            text = text.replace(code, NEW_CODE)
        return _TOKEN_OF_A_LINK.sub(r"/\1/TOKEN", text)

    def spelt(self, text: str) -> str:
        """`text` with each name of an invite's code replaced by the code."""
        for name, code in self.codes.items():
            text = text.replace(name, code)
        return text
