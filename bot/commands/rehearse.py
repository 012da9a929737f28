"""`voices rehearse`: before an upgrade, whether anybody who is in the middle of a conversation would be stranded.

Run with the new program and the settings of the old one. Of a SQLite file a copy is made beside it, and thrown away.
"""

from __future__ import annotations

import asyncio
import tempfile
from datetime import datetime
from pathlib import Path

from bot.chat.texts import Texts
from bot.clock import SystemClock
from bot.commands.refused import CannotGoOn
from bot.conversations import STORIES
from bot.published import catch_up
from bot.wording import rehearsal
from bot.wording.rehearsed import Rehearsed
from config.languages import language_files
from config.prompts import prompt_files
from config.settings import Settings, load_settings
from storage.backup import backup
from storage.database import Transaction
from storage.opening import open_database

NOBODY_STRANDED, SOMEBODY_STRANDED = 0, 1


class _Undone(Exception):
    """What was done in the rehearsal is undone."""


def rehearse(*, on_a_copy: bool) -> int:
    """Print what people would notice; 1 when somebody would be stranded. Raises CannotGoOn and DatabaseRefused."""
    settings, now = load_settings(), SystemClock().now()
    file = settings.database_file()
    if file is None and not on_a_copy:
        raise CannotGoOn(
            "A rehearsal on PostgreSQL needs a copy: restore your newest pg_dump into a second database, name that in "
            "VOICES_DATABASE_URL, and run voices rehearse --on-a-copy."
        )
    if file is not None and not file.exists():
        raise CannotGoOn("There is no database yet, so nobody is in the middle of anything.")
    if file is None:
        found = asyncio.run(_rehearse(settings, settings.database_url, now))
    else:
        with tempfile.TemporaryDirectory(prefix="rehearsal-", dir=file.parent) as folder:
            copy = Path(folder) / "copy.db"
            backup(file, copy, settings.database_key())
            found = asyncio.run(_rehearse(settings, f"sqlite:///{copy.absolute()}", now))
    print(found)
    for one in found.stranded:
        print(f"stranded: {one.kind} {one.conversation_id}: {one.why}")
    return SOMEBODY_STRANDED if found.stranded else NOBODY_STRANDED


async def _rehearse(settings: Settings, url: str, now: datetime) -> Rehearsed:
    database = await open_database(url, key=settings.database_key(), clock_now=now)
    found: list[Rehearsed] = []

    def tell(tx: Transaction) -> None:
        texts = Texts(language_files(), prompts=prompt_files())
        catch_up(tx, texts)
        found.append(rehearsal.of_program(tx, now, texts, STORIES, does=True))
        raise _Undone

    try:
        await database.write(tell)
    except _Undone:
        pass
    finally:
        await database.close()
    return found[0]
