"""Once a day: what was promised or never asked is asked about again, and what waits for both waits no longer."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.actions import committing, fitting, revealing
from bot.serving import Running
from storage import facts
from storage.database import Transaction
from storage.values import instant, moment

EVERY = timedelta(days=1)
LAST_TIME = "last_following_up"


async def follow_up(running: Running) -> None:
    """Plan the notes that keep a promise in sight, at most once a day."""
    now, database = running.parts.clock.now(), running.parts.database
    last = await database.read(lambda tx: facts.fact(tx, LAST_TIME))
    if last is None or not timedelta(0) <= now - moment(last) < EVERY:
        await database.write(lambda tx: look(tx, now))


def look(tx: Transaction, now: datetime) -> None:
    """What is done once a day."""
    facts.note(tx, now, LAST_TIME, instant(now))
    committing.due_again(tx, now)
    revealing.let_go(tx, now)
    fitting.due_again(tx, now)
