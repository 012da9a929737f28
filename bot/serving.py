"""The parts of a running bot, put together and taken apart again in order."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from telegram import Bot

from bot.chat.door import Door
from bot.chat.routing import Routes
from bot.chat.splitting import split_message
from bot.chat.story import Stories
from bot.chat.texts import Texts
from bot.chat.turn import Turns
from bot.clock import Clock, SystemClock
from bot.delivery.heartbeat import Heartbeat
from bot.delivery.sender import Delivery
from bot.gateway.api import TelegramApi
from bot.gateway.polling import Polling
from bot.gateway.receiving import Receiver
from bot.gateway.request import AiohttpRequest
from bot.gateway.server_time import ServerTime
from bot.gateway.standing import Standing
from bot.handling import Handling
from bot.taking import Taker
from bot.transcribing.machine import Machine
from storage.database import Database

if TYPE_CHECKING:  # who sends no emails need not have what it takes
    from bot.delivery.smtp import Smtp

log = logging.getLogger(__name__)

# Objects and rounds between two looks of the collector. A turn makes thousands and leaves none in a circle: to look for
# them after each 700 was another 5 %.
COLLECT_AFTER = (10_000, 20, 50)
PATIENCE = 8.0  # seconds in which what is in hand may finish when we are told to stop


class Storybook(Protocol):
    """What it takes to begin a story with somebody: nothing that could send it."""

    @property
    def texts(self) -> Texts: ...

    @property
    def stories(self) -> Stories: ...

    @property
    def console_url(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Parts:
    """What differs between one bot and another. The database is open; whoever opened it closes it after `serve`."""

    database: Database
    clock: Clock
    token: str
    api_url: str
    texts: Texts
    stories: Stories
    commands: Mapping[str, str]
    words: Mapping[str, str]
    door: Door
    per_second: float
    per_chat: float
    console_url: str = ""  # where the pages are, as others reach them
    ledger: Path | None = None  # what has to hold whatever is restored is written there
    smtp: Smtp | None = None  # the mail server, where there is one
    heartbeat: Heartbeat | None = None  # who is told that we are here, where somebody is
    machine: Machine | None = None  # what writes voice notes down, where it was set up
    by_hook: bool = False  # Telegram calls us, so that nobody polls


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that is up."""

    parts: Parts
    api: TelegramApi
    delivery: Delivery
    receiver: Receiver
    standing: Standing
    turns: Turns
    beside: list[Awaitable[None]] = field(default_factory=list)
    looking: asyncio.Lock = field(default_factory=asyncio.Lock)  # somebody looks at what is done often
    taking_long: asyncio.Lock = field(default_factory=asyncio.Lock)  # what may take minutes is being done
    understood: list[str] = field(default_factory=list)  # the languages of voice notes that can be written down


Receive = Callable[[Running], Coroutine[Any, Any, None]]


async def poll(running: Running) -> None:
    """Receive by long polling, for ever."""
    polling = Polling(running.api, running.receiver, running.parts.clock, running.standing)
    await polling.run(lambda: log.info("polling_begun"))


async def serve(parts: Parts, receive: Receive = poll) -> None:
    """Run until cancelled; then stop receiving, finish what is in hand, and let go of everything."""
    api = TelegramApi(parts.token, parts.api_url)
    delivery = Delivery(
        parts.database, api, parts.clock, per_second=parts.per_second, per_chat=parts.per_chat, split=split_message
    )
    turns = Turns(parts.texts, parts.stories, Routes(parts.commands, parts.words, parts.door), parts.door)
    taker = Taker(parts.database, parts.clock, turns, delivery)
    handling = Handling(_bot(parts, api), taker.take, parts.database, parts.clock, delivery, parts.texts)
    bot_id = int(parts.token.partition(":")[0])
    receiver = Receiver(parts.database, parts.clock, bot_id, handling, delivery.answer_callback)
    server_time = ServerTime(api, parts.clock) if type(parts.clock) is SystemClock else None  # others jump on purpose
    standing = Standing(parts.database, parts.clock, delivery, server_time)
    try:
        await handling.start()
        await delivery.start()
        taken_up = await receiver.take_up_waiting()
        gc.collect()
        gc.freeze()  # what was imported stays: the collector need not walk through it again and again (5 % of a turn)
        gc.set_threshold(*COLLECT_AFTER)
        log.info("bot_ready waiting_updates=%d", taken_up)
        await receive(Running(parts, api, delivery, receiver, standing, turns))
    finally:
        await _stop(receiver, delivery, handling, api)


async def _stop(receiver: Receiver, delivery: Delivery, handling: Handling, api: TelegramApi) -> None:
    try:
        async with asyncio.timeout(PATIENCE):
            await receiver.finish()
    except TimeoutError:
        log.warning("updates_left_for_next_start")
    await delivery.stop()
    await handling.stop()
    await api.close()
    log.info("bot_stopped")


def _bot(parts: Parts, api: TelegramApi) -> Bot:
    root = parts.api_url.rstrip("/")
    return Bot(
        parts.token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=AiohttpRequest(api),
        get_updates_request=AiohttpRequest(api),
    )
