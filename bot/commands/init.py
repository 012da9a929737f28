"""`voices init`: first set-up in plain words. It can be run again: what is there is kept unless it is answered anew."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.clock import SystemClock
from bot.commands import env_lines, invite, keys
from bot.commands.asking import Asking
from bot.commands.opened import opened
from config import checks, sources
from config.settings import ENV_FILE, Settings, load_settings
from storage import organisations
from storage.database import Transaction

TOKEN, ZONE, KEY_FILE = "VOICES_TELEGRAM_TOKEN", "VOICES_TIMEZONE", "VOICES_DATABASE_KEY_FILE"


@dataclass(frozen=True, slots=True)
class Home:
    """The organisation that runs this, and what it has so far."""

    name: str
    has_admin: bool


def set_up(*, yes: bool) -> int:
    """Ask what is needed and write `.env`; the exit code. Raises CannotGoOn, SettingsRefused and DatabaseRefused."""
    asking = Asking(yes=yes)
    now = SystemClock().now()
    asking.tell("This sets up Voices in this folder. Press Enter to keep what stands in brackets.")
    before = sources.env_file(ENV_FILE, [])
    env_lines.write(ENV_FILE, _answers(asking, before))
    settings = load_settings()
    _key(asking, settings, now)
    asyncio.run(_first_admin(asking, load_settings(), now))
    asking.tell("Set up. Next: voices doctor checks it, voices run starts the bot.")
    return 0


def _answers(asking: Asking, before: dict[str, str]) -> dict[str, str]:
    answers = {}
    if not before.get(TOKEN + "_FILE"):
        answers[TOKEN] = _token(asking, before.get(TOKEN, ""))
    if not before.get(ZONE + "_FILE"):
        answers[ZONE] = _zone(asking, before.get(ZONE) or Settings.model_fields["timezone"].default)
    return {name: value for name, value in answers.items() if value != before.get(name, "")}


def _token(asking: Asking, before: str) -> str:
    asking.tell(
        "In Telegram, write /newbot to @BotFather. It gives you a token, which is a password: it is not shown here."
    )
    kept = "there is one; Enter keeps it" if before else "Enter leaves it empty for now"
    return asking.secret(f"The bot's token [{kept}]", before, check=checks.token)


def _zone(asking: Asking, before: str) -> str:
    return asking.line("The time zone most people live in", _fit(before, checks.time_zone), check=checks.time_zone)


def _fit(text: str, check: Callable[[str], str]) -> str:
    """`text` when it can be used, else the default."""
    try:
        return check(text)
    except ValueError:
        return str(Settings.model_fields["timezone"].default)


def _key(asking: Asking, settings: Settings, now: datetime) -> None:
    """Make the key of a database that is still to be made."""
    file = settings.database_file()
    if settings.database_key_file or file is None:
        return
    if file.exists():
        asking.tell("There is a database already and it is not encrypted. A key can only be made for a new one.")
        return
    if not keys.can_encrypt():
        asking.tell("This machine has no sqlcipher3, so the database will not be encrypted.")
        return
    if not asking.yes_or_no("Encrypt the database? Telegram's terms ask for it", default=True):
        return
    place = Path(asking.line("Where to keep the key (not beside the database)", str(keys.proposed())))
    key = keys.make(place.expanduser().absolute(), settings)
    env_lines.write(ENV_FILE, {KEY_FILE: str(place.expanduser().absolute())})
    print(keys.recovery_sheet(key, place.expanduser().absolute(), file.resolve(), now), flush=True)


async def _first_admin(asking: Asking, settings: Settings, now: datetime) -> None:
    async with opened(settings, now) as database:
        home = await database.read(_home)
        name = asking.line("Your organisation's name (may be left empty)", home.name)
        if name:
            await database.write(lambda tx: organisations.named(tx, now, name))
        if not asking.yes_or_no("Make an invite for an admin", default=not home.has_admin):
            return
        wanted = invite.Wanted("admin", organisation=name)
        code, bot_name = await database.write(lambda tx: invite.make(tx, now, wanted))
    invite.show(code, bot_name, "", wanted, now)


def _home(tx: Transaction) -> Home:
    row = tx.one("SELECT name FROM organisations ORDER BY id LIMIT 1")
    admin = tx.one("SELECT person_id FROM roles WHERE role = 'admin' LIMIT 1")
    return Home(row["name"] if row else "", admin is not None)
