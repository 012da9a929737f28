"""`voices invite ROLE --without-telegram`: a private link to the page of one person, alone on the last line."""

from __future__ import annotations

import asyncio
import re
import sys
from dataclasses import dataclass, replace
from datetime import datetime

from bot.actions import web_link
from bot.chat.texts import Texts
from bot.clock import SystemClock
from bot.commands import readiness
from bot.commands.invite import Wanted, checked_role
from bot.commands.opened import opened
from bot.commands.refused import Misused
from bot.published import catch_up
from bot.webdoor.letting_in import let_in
from config.checks import is_local
from config.languages import language_files
from config.prompts import prompt_files
from config.settings import Settings, load_settings
from storage import audit, organisations, people
from storage.database import Transaction
from storage.people import Person

LONGEST = 60  # letters of a name, as in the conversation
_NUMBER = re.compile(r"(?:P-)?0*([1-9][0-9]{0,8})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """Whom the link is for: somebody new with a `name`, or the `person` with this number."""

    role: str
    name: str
    person: str
    organisation: str
    is_test: bool


def page_link(told: Told, *, uses: int, without_telegram: bool) -> int:
    """Make a link and print it; the exit code. Raises Misused, SettingsRefused, DatabaseRefused."""
    _check(told, uses, without_telegram)
    settings, now = load_settings(), SystemClock().now()
    person, url = asyncio.run(_make(settings, now, told))
    until = f"{now + web_link.LASTS:%d %B %Y}".lstrip("0")
    print(f"A link for P-{person.number:03} alone, to a page of their own. It works until {until}.", file=sys.stderr)
    print("Send it to nobody else, by email for instance: it is shown only now.", file=sys.stderr)
    if is_local(url):
        print("This address works on this machine only. Set VOICES_CONSOLE_URL for others.", file=sys.stderr)
    print(url, flush=True)
    return 0


def make(tx: Transaction, now: datetime, told: Told, settings: Settings) -> tuple[Person, str]:
    """The person, let in if they are new, and a new link to their page. Raises Misused."""
    if told.person:
        person = known(tx, told.person)
    else:
        texts = Texts(language_files(), prompts=prompt_files())
        catch_up(tx, texts)
        home = organisations.named(tx, now, told.organisation) if told.organisation else None
        person = let_in(
            tx,
            now,
            texts,
            name=told.name,
            role=checked_role(told.role),
            timezone=settings.timezone,
            organisation_id=home,
            is_test=told.is_test,
        )
    audit.note(tx, now, actor="command line", action="link_made", about=person.id)
    return person, web_link.give(tx, now, person, settings.console_url)


async def _make(settings: Settings, now: datetime, told: Told) -> tuple[Person, str]:
    async with opened(settings, now) as database:
        if told.name and checked_role(told.role) == "partner" and not told.is_test:
            wanting = await database.read(readiness.wanting)
            told = replace(told, is_test=readiness.is_only_for_practice(wanting, settings))
        return await database.write(lambda tx: make(tx, now, told, settings))


def _check(told: Told, uses: int, without_telegram: bool) -> None:
    if not without_telegram:
        raise Misused("--name and --person go with --without-telegram.")
    role = checked_role(told.role)
    if uses != Wanted(role).uses:
        raise Misused("A link is for one person alone: leave --uses out, and make one for each.")
    if bool(told.name) == bool(told.person):
        raise Misused("Say who it is for: --name NAME for somebody new, or --person P-007 for somebody we know.")
    if len(told.name) > LONGEST:
        raise Misused(f"--name has room for {LONGEST} letters.")


def known(tx: Transaction, typed: str) -> Person:
    """Whoever has this number. Raises Misused."""
    found = _NUMBER.fullmatch(typed)
    person = people.numbered(tx, int(found[1])) if found else None
    if person is None or person.telegram_id is None:
        raise Misused("There is nobody with this number.")
    return person
