"""`voices run`: the product's own parts, put together. The only module that knows them all."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext, suppress
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from bot.actions import menus
from bot.beginning import begin
from bot.chat.texts import Texts
from bot.clock import Clock, SystemClock
from bot.conversations import COMMANDS, STORIES, WORDS
from bot.delivery.heartbeat import Heartbeat
from bot.delivery.smtp import smtp_of
from bot.doors import InviteDoor
from bot.gateway.api import TelegramApi
from bot.gateway.calling import AddressRefused, BeingCalled
from bot.gateway.errors import CallFailed, NotSent, Refused
from bot.gateway.unknown_token import UNKNOWN, what_to_mend
from bot.gateway.webhook import Webhook
from bot.jobs import absence, ticking
from bot.published import catch_up
from bot.serving import Parts, Receive, Running, poll, serve
from bot.transcribing.machine import listening_with
from bot.web_server import listening
from bot.webdoor.chat_page import ChatPages
from bot.webdoor.door import WebDoor
from bot.webdoor.open_door import OpenDoor
from bot.webdoor.visiting import Visits
from config.languages import language_files
from config.prompts import prompt_files
from config.settings import Settings, SettingsRefused
from console import app as console
from console.desk import Desk
from console.warming import warming
from storage.database import Database
from storage.holding import hold
from storage.opening import open_database

log = logging.getLogger(__name__)

TICK = 15.0  # seconds between two looks at what is due
TRIES, BETWEEN = 4, 1.5  # how often Telegram is called before we say that it cannot be reached
LETTERS_OF_A_PHONES_LANGUAGE = 2  # of one that Telegram knows; Easy Read is a language to us only


async def run(
    settings: Settings,
    *,
    clock: Clock | None = None,
    tick: float = TICK,
    beside: Receive | None = None,
    practice: bool = False,
) -> int:
    """Run the bot, and `beside` with it, until cancelled; 0. In a `practice` the console says that it is one. Raises
    SettingsRefused and DatabaseRefused, one line for the operator."""
    clock = clock or SystemClock()
    token, key = settings.token(), settings.database_key()
    async with _database(settings, key, clock) as database:
        me = await _who_am_i(token, settings.telegram_api_url)
        if key is None and settings.database_file() is not None:
            log.warning(
                "database_not_encrypted: set VOICES_DATABASE_KEY_FILE, or run voices init, to encrypt what people say"
            )
        now = clock.now()
        name = str(me.get("username", ""))
        parts = _parts(settings, database, clock, token)
        await database.write(lambda tx: begin(tx, now, settings, parts.texts, name))
        await database.read(lambda tx: catch_up(tx, parts.texts))
        await serve(parts, _receiving(settings, tick, beside, practice))
    return 0


@asynccontextmanager
async def _database(settings: Settings, key: bytes | None, clock: Clock) -> AsyncIterator[Database]:
    """The database, held against a second copy of this program."""
    path = settings.database_file()
    with nullcontext() if path is None else hold(path):
        database = await open_database(settings.database_url, key=key, clock_now=clock.now())
        try:
            yield database
        finally:
            await database.close()


def _parts(settings: Settings, database: Database, clock: Clock, token: str) -> Parts:
    texts = Texts(language_files(), prompts=prompt_files())
    return Parts(
        database=database,
        clock=clock,
        token=token,
        api_url=settings.telegram_api_url,
        texts=texts,
        stories=STORIES,
        commands=COMMANDS,
        words=WORDS,
        door=InviteDoor(texts, timezone=settings.timezone),
        per_second=settings.rate_per_second,
        per_chat=settings.rate_per_chat,
        console_url=settings.console_url,
        ledger=settings.ledger_file(),
        smtp=smtp_of(settings),
        heartbeat=Heartbeat(settings.heartbeat_url.get_secret_value()) if settings.heartbeat_url else None,
        machine=listening_with(settings.transcription_model),
        by_hook=settings.webhook_url is not None,
    )


def _receiving(settings: Settings, tick: float, beside: Receive | None, practice: bool) -> Receive:
    """By webhook when there is one, else by polling; with the jobs and the pages beside it either way."""

    async def receive(running: Running) -> None:
        running.standing.after_absence = partial(absence.own_up, running)
        parts = running.parts
        pages = ChatPages(parts.database, parts.clock, running.receiver, parts.texts)
        visits = Visits(parts.database, parts.clock, parts.texts, InviteDoor(parts.texts, timezone=settings.timezone))
        open_door = OpenDoor(parts.database, parts.clock, parts.texts, settings.console_url)
        desk = Desk(
            parts.database, parts.clock, parts.texts, settings.console_url, running.delivery.wake, practice=practice
        )
        door = WebDoor(pages, visits, settings.console_url, by_email=parts.smtp is not None)
        routes = [*door.routes, *open_door.routes, *console.mounted(desk)]
        hook = _hook(running, settings)
        async with (
            listening([hook.route, *routes] if hook else routes, settings.console_host, settings.console_port),
            ticking(running, tick),
            warming(parts.clock.now().date(), parts.texts.languages),
            _beside(running, beside),
        ):
            await _offer_commands(running)
            if hook is None:
                await _quietly(running.api, "deleteWebhook")
                await poll(running)
            else:
                await _be_called(running, settings)

    return receive


@asynccontextmanager
async def _beside(running: Running, what: Receive | None) -> AsyncIterator[None]:
    """Do this, too, until the block ends."""
    if what is None:
        yield
        return
    task = asyncio.create_task(what(running))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def _hook(running: Running, settings: Settings) -> Webhook | None:
    url, secret = settings.webhook_url, settings.webhook_secret
    if url is None or secret is None:
        return None
    return Webhook(urlsplit(url).path or "/", secret.get_secret_value(), running.receiver, running.parts.clock)


async def _be_called(running: Running, settings: Settings) -> None:
    """Tell Telegram where to call, and see that it does, for ever."""
    assert settings.webhook_url is not None
    assert settings.webhook_secret is not None
    secret = settings.webhook_secret.get_secret_value()
    called = BeingCalled(running.api, running.parts.clock, running.standing, settings.webhook_url, secret)
    try:
        await called.run()
    except AddressRefused as refused:
        raise SettingsRefused(f"VOICES_WEBHOOK_URL names an address that Telegram does not call: {refused}.") from None


async def _quietly(api: TelegramApi, method: str, payload: dict[str, object] | None = None) -> None:
    with suppress(CallFailed):
        await api.call(method, payload)


async def _offer_commands(running: Running) -> None:
    """The menu for people whom we do not know yet: English for all, and each other language to those who use it."""
    texts = running.parts.texts
    phones_know = [one for one in texts.languages if len(one) == LETTERS_OF_A_PHONES_LANGUAGE]
    for place, language in enumerate(phones_know):
        of_language: dict[str, object] = {} if place == 0 else {"language_code": language}
        await _quietly(running.api, "setMyCommands", menus.for_everybody(texts.voice(language)) | of_language)


async def _who_am_i(token: str, url: str) -> dict[str, Any]:
    """Telegram's answer to getMe. Raises SettingsRefused when it says that there is no such bot, or does not answer."""
    api = TelegramApi(token, url)
    try:
        for left in reversed(range(TRIES)):
            try:
                answer = await api.call("getMe", timeout=10.0)
                return answer if isinstance(answer, dict) else {}
            except CallFailed as failure:
                _judge(failure, left, url)
            await asyncio.sleep(BETWEEN)
    finally:
        await api.close()
    raise AssertionError("the last try is judged")


def _judge(failure: CallFailed, tries_left: int, url: str) -> None:
    if isinstance(failure, Refused) and failure.code in UNKNOWN:
        raise SettingsRefused(what_to_mend(url)) from None
    if tries_left == 0:
        what = "cannot be reached" if isinstance(failure, NotSent) else "does not answer as the Bot API does"
        raise SettingsRefused(
            f"VOICES_TELEGRAM_API_URL names a server that {what}. Check the address, the network and the firewall."
        ) from None
