"""`voices backup` and `voices restore`: a safe copy out, and back in."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot.clock import SystemClock
from bot.commands.opened import opened
from bot.commands.refused import CannotGoOn
from config.settings import Settings, load_settings
from storage import facts, machine
from storage.backup import backup, ledger_beside
from storage.backup import restore as bring_back
from storage.values import instant


def back_up(target: Path) -> int:
    """Copy the database to `target`, also while the bot runs; the exit code. Raises CannotGoOn and DatabaseRefused."""
    settings = load_settings()
    file = _sqlite_file(settings, "pg_dump")
    if not file.exists():
        raise CannotGoOn("There is no database yet, so there is nothing to copy. Check VOICES_DATABASE_URL.")
    key = settings.database_key()
    backup(file, target, key)
    asyncio.run(_note(settings))
    how = "It needs the same key as the database" if key else "It is not encrypted"
    noted = ledger_beside(target.absolute().parent, file)
    beside = f", and the ledger beside it, {noted.name}" if noted.exists() else ""
    print(f"{target} is a whole copy. {how}. Keep one copy on another machine{beside}.", file=sys.stderr)
    return 0


async def _note(settings: Settings) -> None:
    """That a copy was made now: the console says how old the newest one is."""
    now = SystemClock().now()
    async with opened(settings, now) as database:
        await database.write(lambda tx: facts.note(tx, now, machine.LAST_BACKUP, instant(now)))


def restore(source: Path) -> int:
    """Put `source` in the place of the database; the exit code. Raises CannotGoOn, DatabaseRefused and DatabaseHeld."""
    settings = load_settings()
    file = _sqlite_file(settings, "pg_restore")
    told = bring_back(source, file, settings.database_key(), SystemClock().now())
    print(f"{file} is what it was when {source} was made. Now run: voices doctor", file=sys.stderr)
    print(
        f"By the ledger {told.erased} people were erased again and {told.withdrawn} yeses taken back again. "
        f"{told.let_go} messages that waited then were let go. Links and invites of that time work no more.",
        file=sys.stderr,
    )
    if told.aside:
        print(f"What was there before is in {told.aside}: delete it once all is well.", file=sys.stderr)
    return 0


def _sqlite_file(settings: Settings, instead: str) -> Path:
    file = settings.database_file()
    if file is None:
        raise CannotGoOn(f"The database is PostgreSQL: use {instead}, which comes with it.")
    return file
