"""Once a day: pairings whose last day is over end, and whoever could not be asked about one or a group is asked."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from bot.actions import ending, grouping, pairing
from bot.serving import Running
from storage import facts
from storage.database import Transaction
from storage.values import instant, moment

log = logging.getLogger(__name__)

EVERY = timedelta(days=1)
LAST_TIME = "last_endings"


async def endings(running: Running) -> None:
    """Do both, at most once a day."""
    now = running.parts.clock.now()
    last = await running.parts.database.read(lambda tx: facts.fact(tx, LAST_TIME))
    if last is not None and timedelta(0) <= now - moment(last) < EVERY:
        return
    ended, asked = await running.parts.database.write(lambda tx: look(tx, now))
    log.info("pairings_looked_at ended=%d asked=%d", ended, asked)


def look(tx: Transaction, now: datetime) -> tuple[int, int]:
    """What is done once a day; how many ended, and how many people were asked again."""
    facts.note(tx, now, LAST_TIME, instant(now))
    return ending.past_their_end(tx, now), pairing.ask_again(tx, now) + grouping.ask_again(tx, now)
