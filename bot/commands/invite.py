"""`voices invite`: a code that lets somebody in, alone on the last line, so that a script can take it from there."""

from __future__ import annotations

import asyncio
import difflib
import sys
from dataclasses import dataclass, replace
from datetime import datetime

from bot.actions import web_link
from bot.actions.crossing import BOT_NAME
from bot.clock import SystemClock
from bot.commands import readiness
from bot.commands.opened import opened
from bot.commands.refused import Misused
from config.checks import is_local
from config.settings import Settings, load_settings
from storage import audit, facts, invites, organisations
from storage.database import Transaction

ROLES = ("partner", "leader", "coordinator", "safeguarding-lead", "learning-partner", "admin")
ALERTED = ("coordinator", "safeguarding-lead")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the invite is to be."""

    role: str
    uses: int = 1
    organisation: str = ""
    is_test: bool = False


def invite(role: str, *, uses: int, organisation: str, is_test: bool, by_page: bool = False) -> int:
    """Make an invite and print it, `by_page` as a link to a page; the exit code. Raises Misused, CannotGoOn,
    SettingsRefused, DatabaseRefused."""
    wanted = Wanted(checked_role(role), _uses(uses), organisation.strip(), is_test)
    settings = load_settings()
    now = SystemClock().now()
    code, bot_name = asyncio.run(_make(settings, now, wanted))
    page = web_link.to_join(settings.console_url, code)
    if by_page:
        show_page(page, wanted, now)
    else:
        show(code, bot_name, "" if is_local(page) else page, wanted, now)
    return 0


def make(tx: Transaction, now: datetime, wanted: Wanted) -> tuple[str, str | None]:
    """A new code, and the bot's name where it is known."""
    home = organisations.named(tx, now, wanted.organisation) if wanted.organisation else None
    code = invites.make(tx, now, role=wanted.role, uses=wanted.uses, organisation_id=home, is_test=wanted.is_test)
    audit.note(tx, now, actor="command line", action="invite_made", about=wanted.role, detail=f"uses={wanted.uses}")
    return code, facts.fact(tx, BOT_NAME)


def show(code: str, bot_name: str | None, page: str, wanted: Wanted, now: datetime) -> None:
    """The links and the code on stdout, the code last and alone; what to do with them on stderr."""
    _say_what_it_is(wanted, now)
    print("Give it to nobody else: it is shown only now. They send the bot: /start and the code", file=sys.stderr)
    if page:
        print("Whoever has no Telegram opens the link to a web page instead.", file=sys.stderr)
    for link in (page, f"https://t.me/{bot_name}?start={code}" if bot_name else ""):
        if link:
            print(link)
    print(code, flush=True)


def show_page(page: str, wanted: Wanted, now: datetime) -> None:
    """The link alone on stdout; what to do with it on stderr."""
    _say_what_it_is(wanted, now)
    print("Give it to nobody else: it is shown only now. They open it and need nothing more.", file=sys.stderr)
    if is_local(page):
        print("This address works on this machine only. Set VOICES_CONSOLE_URL for others.", file=sys.stderr)
    if wanted.role in ALERTED:
        print("What alerts them waits on their page until they look. With email they are told.", file=sys.stderr)
    print(page, flush=True)


def _say_what_it_is(wanted: Wanted, now: datetime) -> None:
    times = "once" if wanted.uses == 1 else f"{wanted.uses} times"
    until = f"{now + invites.LASTS:%d %B %Y}".lstrip("0")
    kind = "A practice invite" if wanted.is_test else "An invite"
    print(f"{kind} for the role {wanted.role}. It can be used {times}, until {until}.", file=sys.stderr)


async def _make(settings: Settings, now: datetime, wanted: Wanted) -> tuple[str, str | None]:
    async with opened(settings, now) as database:
        if wanted.role == "partner" and not wanted.is_test:
            for_practice = readiness.is_only_for_practice(await database.read(readiness.wanting), settings)
            wanted = replace(wanted, is_test=for_practice)
        return await database.write(lambda tx: make(tx, now, wanted))


def checked_role(role: str) -> str:
    """The role that was typed. Raises Misused."""
    typed = "-".join(role.lower().replace("_", " ").replace("-", " ").split())
    if typed in ROLES:
        return typed
    near = difflib.get_close_matches(typed, ROLES, 1, 0.6)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise Misused(f"There is no such role. The roles are {', '.join(ROLES)}.{hint}")


def _uses(uses: int) -> int:
    if not 1 <= uses <= invites.MOST_USES:
        raise Misused(f"--uses must be a number from 1 to {invites.MOST_USES}.")
    return uses
