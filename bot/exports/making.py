"""Making the files that staff have asked for: read and written in small pieces, so that no chat waits for it."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.actions.finding import number_of
from bot.chat.days import moment_in_words
from bot.chat.scene import Scene
from bot.chat.texts import Texts
from bot.clock import Clock
from bot.exports.book import Book, Mark
from bot.exports.files import FORMATS
from bot.exports.kinds import KINDS, Kind
from bot.logs import class_and_place
from storage import exports, people
from storage.database import Database, Transaction
from storage.exports import Export

log = logging.getLogger(__name__)


async def make_next(database: Database, clock: Clock, texts: Texts) -> bool:
    """Make the file that is to be made now; False when there is none."""
    export = await database.read(exports.next_in_hand)
    if export is None:
        return False
    try:
        book = await _gather(database, clock, texts, export)
        if book is not None:
            await _put_away(database, clock, export, book, KINDS[export.kind].rows(book))
    except Exception as error:  # noqa: BLE001 - whoever asked is told, and the next one is made
        log.error("export_failed export=%s error=%s", export.id, class_and_place(error))
        await database.write(lambda tx: exports.fail(tx, clock.now(), export.id))
    return True


async def _gather(database: Database, clock: Clock, texts: Texts, export: Export) -> Book | None:
    """Everything that stands in the file; None when nobody wants it any more, or it has to be begun
    anew because something that may be in it was taken back."""
    kind, now = KINDS[export.kind], clock.now()
    if not await database.write(lambda tx: exports.begin(tx, export.id)):
        return None
    begun = await database.read(lambda tx: kind.begin(scene_of(tx, now, texts, export), export.about))
    found: list[dict[str, Any]] = []
    while True:
        after = found[-1]["id"] if found else ""
        piece = await database.read(lambda tx, after=after: kind.some(scene_of(tx, now, texts, export), after))  # type: ignore[misc]
        found += piece
        rows = len(found)
        if not await database.write(lambda tx, rows=rows: exports.made_so_far(tx, export.id, rows)):  # type: ignore[misc]
            return None
        if not piece:
            break
    if (hand_out := kind.hand_out) is not None:
        found = await database.write(lambda tx: hand_out(scene_of(tx, now, texts, export), begun, found))
    mark = await database.read(lambda tx: mark_of(tx, now, texts, export))
    return await asyncio.to_thread(_book, kind, export, mark, begun, found)


def _book(kind: Kind, export: Export, mark: Mark, begun: Any, found: list[dict[str, Any]]) -> Book:
    sheets, left_out = kind.sheets(begun, found)
    return Book(export.kind, kind.title, Mark(mark.who, mark.when, mark.at, mark.why, mark.until, left_out), sheets)


async def _put_away(database: Database, clock: Clock, export: Export, book: Book, rows: int) -> None:
    content = await asyncio.to_thread(FORMATS[export.format].make, book)
    parts = list(exports.parts(content))
    for position, part in parts:
        await database.write(lambda tx, at=position, part=part: exports.keep_part(tx, export.id, at, part))  # type: ignore[misc]
    if await database.write(lambda tx: exports.finish(tx, clock.now(), export.id, rows=rows, parts=len(parts))):
        log.info("export_made export=%s rows=%d", export.id, rows)


def scene_of(tx: Transaction, now: datetime, texts: Texts, export: Export) -> Scene:
    """As whoever asked for it; the words of a file are English, like the pages it is asked for on."""
    maker = people.by_id(tx, export.person_id)
    assert maker is not None, "a file goes with whoever made it"
    return Scene(tx, now, maker, texts.first, texts)


def mark_of(tx: Transaction, now: datetime, texts: Texts, export: Export) -> Mark:
    """Who, when and why, as it stands in the file."""
    scene = scene_of(tx, now, texts, export)
    maker, zone = scene.person, ZoneInfo(scene.person.timezone)
    until = exports.goes_on(tx, export).astimezone(zone)
    return Mark(
        who=f"{maker.name}, {number_of(maker.number)}" if maker.name else number_of(maker.number),
        when=f"{moment_in_words(now.astimezone(zone), texts.first.words)} ({maker.timezone})",
        at=f"{now:%Y-%m-%dT%H:%M:%SZ}",
        why=export.purpose,
        until=moment_in_words(until, texts.first.words),
    )
