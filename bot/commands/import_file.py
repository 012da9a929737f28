"""`voices import`: pairings and sessions from a CSV file, looked at first, made with --apply."""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime
from pathlib import Path

from bot.actions.import_preview import Preview, in_words
from bot.actions.importing import STORY, Found, Looking, make, note
from bot.chat.texts import Texts, Voice
from bot.clock import SystemClock
from bot.commands.opened import opened
from bot.commands.refused import CannotGoOn
from bot.rules.import_lines import Unreadable, decoded, doubtful_words
from config.languages import language_files
from config.settings import Settings, load_settings

LARGEST = 5_000_000  # bytes


def import_file(file: Path, *, apply: bool, leave_out_wrong: bool) -> int:
    """Say what would be made, and make it if told to; the exit code. Raises CannotGoOn, and then nothing was made."""
    settings = load_settings()
    database = settings.database_file()
    if database and not database.exists():
        raise CannotGoOn("There is no database yet, so nobody is there to be paired. Check VOICES_DATABASE_URL.")
    voice = Texts(language_files()).voice("en")
    now = SystemClock().now()
    try:
        content = _content(file)
        text, doubtful = decoded(content), doubtful_words(content)
        found, lines = asyncio.run(_look(settings, voice, now, text, make_it=apply, leave_out_wrong=leave_out_wrong))
    except Unreadable as trouble:
        raise CannotGoOn(f"{file}: {voice.says(STORY, trouble.what, trouble.values)}") from None
    if doubtful:
        print(voice.says(STORY, "doubtful_letters", {"words": ", ".join(doubtful)}) + "\n")
    _show(voice, found, lines)
    if found.wrong and not leave_out_wrong:
        raise CannotGoOn("Nothing was imported. Mend these lines, or leave them out with --leave-out-wrong.")
    print("Imported." if apply else "Nothing was imported yet. Import it with --apply.", file=sys.stderr)
    return 0


async def _look(
    settings: Settings, voice: Voice, now: datetime, text: str, *, make_it: bool, leave_out_wrong: bool
) -> tuple[Found, list[str]]:
    """What the file comes to, also in words, and if told so, made: in parts, so that no bot that runs waits long."""
    async with opened(settings, now) as database:
        found = await database.read(lambda tx: Looking(tx, now, settings.timezone).look(text))
        lines = await database.read(lambda tx: _lines(voice, Preview(tx, voice, settings.timezone, found)))
        if make_it and (leave_out_wrong or not found.wrong):
            for part in found.parts():
                await database.write(lambda tx, part=part: make(tx, now, part, by=None, timezone=settings.timezone))  # type: ignore[misc]
            await database.write(lambda tx: note(tx, now, found, by="command line"))
    return found, lines


def _lines(voice: Voice, preview: Preview) -> list[str]:
    """What would be made and what is worth a look, each under its own head."""
    told = {
        "new_pairings": preview.pairings(),
        "new_sessions": preview.sessions(),
        "worth_a_look": preview.remarks(),
    }
    return [voice.says(STORY, key, {"lines": "\n".join(lines)}) + "\n" for key, lines in told.items() if lines]


def _show(voice: Voice, found: Found, lines: list[str]) -> None:
    for one in found.wrong:
        print(in_words(voice, one))
    for each in lines:
        print(each)
    values = {"pairings": len(found.pairings), "sessions": found.times, "there": found.there, "many": len(found.wrong)}
    print(voice.says(STORY, "in_all", values))


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            raise CannotGoOn(f"{file} is larger than 5 MB. Split it into several files.")
        return file.read_bytes()
    except OSError as error:
        raise CannotGoOn(f"{file} cannot be read ({error.strerror}). Check its name and who may read it.") from None
