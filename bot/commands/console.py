"""`voices console` and `voices sign-in`: the staff pages without the bot, and a link for somebody of the team."""

from __future__ import annotations

import asyncio
import re
import signal
import sys
from contextlib import nullcontext
from datetime import datetime

from bot import logs
from bot.actions.signing_in import CONSOLE
from bot.chat.texts import Texts
from bot.clock import Clock, SystemClock
from bot.commands.opened import opened
from bot.commands.refused import Misused
from bot.commands.run import in_a_loop, leave
from bot.exports import making
from bot.published import catch_up
from bot.web_server import listening
from config.languages import language_files
from config.prompts import prompt_files
from config.settings import Settings, load_settings
from console import app, rights
from console.desk import Desk
from console.warming import warming
from storage import audit, people, sign_in_links
from storage.database import Database, Transaction
from storage.holding import hold

LOOK_AGAIN = 1.0  # seconds
_NUMBER = re.compile(r"(?:P-)?0*([1-9][0-9]{0,8})", re.IGNORECASE)


def serve() -> int:
    """Serve the staff pages until told to stop; the exit code. Raises SettingsRefused and DatabaseRefused."""
    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    settings = load_settings()
    logs.set_up_logs(settings.secrets())
    logs.catch_strays()
    return in_a_loop(_serve(settings))


async def _serve(settings: Settings) -> int:
    path, clock = settings.database_file(), SystemClock()
    with nullcontext() if path is None else hold(path):
        async with opened(settings, clock.now()) as database:
            texts = Texts(language_files(), prompts=prompt_files())
            await database.read(lambda tx: catch_up(tx, texts))
            desk = Desk(database, clock, texts, settings.console_url)
            async with (
                listening(app.mounted(desk), settings.console_host, settings.console_port),
                warming(clock.now().date(), texts.languages),
            ):
                print(f"The staff pages are at {settings.console_url.rstrip('/')}{CONSOLE}/", file=sys.stderr)
                print("The bot is not running. For a link: voices sign-in P-001", file=sys.stderr)
                await _make_files(database, clock, texts)
    return 0


async def _make_files(database: Database, clock: Clock, texts: Texts) -> None:
    """What staff ask for to take away, for ever: the bot, which makes it otherwise, is not there."""
    while True:
        if not await making.make_next(database, clock, texts):
            await asyncio.sleep(LOOK_AGAIN)


def sign_in(person: str) -> int:
    """Print a link that signs one of the team in; the exit code. Raises Misused, SettingsRefused, DatabaseRefused."""
    found = _NUMBER.fullmatch(person.strip())
    if found is None:
        raise Misused("Say who it is for by number, such as P-007.")
    settings, now = load_settings(), SystemClock().now()
    token = asyncio.run(_link(settings, now, int(found[1])))
    print("It signs them in once, within ten minutes. Give it to nobody else.", file=sys.stderr)
    print(f"{settings.console_url.rstrip('/')}{CONSOLE}/sign-in#{token}", flush=True)
    return 0


async def _link(settings: Settings, now: datetime, number: int) -> str:
    async with opened(settings, now) as database:
        return await database.write(lambda tx: _make(tx, now, number))


def _make(tx: Transaction, now: datetime, number: int) -> str:
    person = people.numbered(tx, number)
    if person is None or not rights.is_staff(people.roles_of(tx, person.id)):
        raise Misused("There is nobody of the team with this number.")
    audit.note(tx, now, actor="command line", action="sign_in_link_made", about=person.id)
    token, _ = sign_in_links.make(tx, now, person.id)
    return token
