"""Somebody has not been heard of for long: what then, they said themselves. Once, and not again until they write."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.actions import planning, still_so
from bot.serving import Running
from storage import facts, notices, nudges_made, nudging
from storage.database import Transaction
from storage.values import instant, moment

EVERY = timedelta(days=1)
LONG = still_so.QUIET
USEFUL_FOR = timedelta(days=7)
KIND = "silence"
LAST_TIME = "last_look_for_silence"


async def heed_silence(running: Running) -> None:
    """Once a day, plan a gentle note for some, and put up a notice about others."""
    if not await running.standing.knows_the_time():
        return
    now = running.parts.clock.now()
    await running.parts.database.write(lambda tx: heed(tx, now))


def heed(tx: Transaction, now: datetime) -> None:
    """The same, unless it was done within a day."""
    last = facts.fact(tx, LAST_TIME)
    if last is not None and timedelta(0) <= now - moment(last) < EVERY:
        return
    facts.note(tx, now, LAST_TIME, instant(now))
    for person_id, means, seen_at in nudging.silent_since(tx, now - LONG):
        if nudges_made.planned_since(tx, person_id, KIND, moment(seen_at)):
            continue
        if means == "gentle_note":
            planning.note(tx, now, person_id, KIND, useful_for=USEFUL_FOR)
        else:
            notices.note(tx, now, "long_silence", person_id)
            nudges_made.note_instead(tx, now, person_id, KIND, "a_person_was_told")
