"""What takes long the first time is done once, a while after the start, so that nobody's first look waits for it."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import date
from functools import partial

from bot.asked_in import questions_of
from bot.conversations import STORIES
from bot.rules.bank_holidays import NATIONS, off_days
from bot.wording import kept
from console import form_labels
from console.page import TEMPLATES
from console.words import as_it_came
from storage import apart

log = logging.getLogger(__name__)

AFTER, BETWEEN = 5.0, 0.05  # seconds: what came in while we were away goes first, and between two pieces others do


@asynccontextmanager
async def warming(today: date, languages: Sequence[str]) -> AsyncIterator[None]:
    """Do it beside the block, as far as that lasts."""
    task = asyncio.create_task(_warm(today, languages))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _warm(today: date, languages: Sequence[str]) -> None:
    """Piece by piece, in a thread."""
    await asyncio.sleep(AFTER)
    for piece in pieces(today, languages):
        try:
            await asyncio.to_thread(piece)
        except Exception:  # whoever needs it will see why
            log.exception("not_warmed")
        await asyncio.sleep(BETWEEN)
    gc.collect()
    gc.freeze()  # it stays: the collector need not walk through it again and again, while everybody waits
    log.info("console_warmed")


def pieces(today: date, languages: Sequence[str]) -> Iterator[Callable[[], object]]:
    """Each thing that is kept once it was done: templates, what the texts and the stories say, bank holidays."""
    for name in TEMPLATES.list_templates(extensions=["html"]):
        yield partial(TEMPLATES.get_template, name)
    for path in form_labels.FOLDER.glob("*.html"):
        yield partial(form_labels.of_template, path)
    for nation in NATIONS:
        for year in (today.year, today.year + 1):
            yield partial(off_days(nation, ""), date(year, 1, 1))
    yield apart.empty
    yield from kept.pieces(languages)
    for language in languages:
        yield partial(as_it_came, language)
    for story in STORIES.values():
        yield partial(questions_of, story.tell)
