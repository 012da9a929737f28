"""`voices fortnight P-007`: what somebody gets in the next 14 days, by the real rules; nothing is sent or changed."""

from __future__ import annotations

import asyncio
from zoneinfo import ZoneInfo

from bot import fortnight, fortnight_words
from bot.chat.days import day_in_words
from bot.chat.texts import Texts
from bot.clock import SystemClock
from bot.commands.opened import opened
from bot.commands.page_link import known
from bot.conversations import STORIES
from bot.foreseen import Foreseen
from bot.fortnight import Book
from config.languages import language_files
from config.prompts import prompt_files
from config.settings import Settings, load_settings
from storage import apart
from storage.apart import Rows
from storage.database import Transaction
from storage.people import Person


def show(person: str) -> int:
    """Print it; the exit code. Raises Misused, SettingsRefused, DatabaseRefused."""
    settings = load_settings()
    book = Book(Texts(language_files(), prompts=prompt_files()), STORIES)
    print("\n".join(asyncio.run(_lines(settings, person, book))), flush=True)
    return 0


async def _lines(settings: Settings, typed: str, book: Book) -> list[str]:
    now = SystemClock().now()

    def gather(tx: Transaction) -> tuple[Person, Rows]:
        person = known(tx, typed)
        return person, apart.gather(tx, now, person.id)

    async with opened(settings, now) as database:
        person, rows = await database.read(gather)
    found = fortnight.foresee(rows, person.id, now, book)
    head = f"P-{person.number:03}, the next {fortnight.DAYS} days, if nobody does anything. Nothing is sent."
    return [head, *(_line(book, person, one) for one in found)] if found else [head, "Nothing."]


def _line(book: Book, person: Person, one: Foreseen) -> str:
    voice, zone = book.texts.voice("en"), ZoneInfo(person.timezone)
    at = one.at.astimezone(zone)
    when = f"\n{day_in_words(at.date(), voice.words)}, {at:%H:%M}: {fortnight_words.called(one.kind)}"
    if one.what == "ends":
        return f"{when}\n  Everything of theirs is deleted, as they asked."
    why = fortnight_words.reason(voice, one)
    if one.what == "goes":
        lines = [*(f"| {line}" for line in one.text.splitlines()), " ".join(f"[{each}]" for each in one.buttons)]
        return "\n  ".join([when, *(line for line in lines if line), f"Because {why}."])
    if one.until is not None:
        until = one.until.astimezone(zone)
        return f"{when}\n  waits until {day_in_words(until.date(), voice.words)}, {until:%H:%M}, because {why}."
    if one.what == "stays":
        return f"{when}\n  waits still, because {why}."
    return f"{when}\n  does not go, because {why}.{' The same on later days.' if one.again else ''}"
