"""What staff published is said: here too, when it was another process that published it."""

from __future__ import annotations

import logging

from bot.published import catch_up
from bot.serving import Running

log = logging.getLogger(__name__)


async def speak_as_published(running: Running) -> None:
    """Load what was published since we last looked."""
    parts = running.parts
    if await parts.database.read(lambda tx: catch_up(tx, parts.texts)):
        log.info("published_texts_loaded steps=%d", parts.texts.as_of)
