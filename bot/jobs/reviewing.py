"""Once a day: who agreed to something a year ago, or in words that have changed since, is asked whether it still holds.
And who has not been heard of for long is asked whether we shall go on keeping what is theirs. Each once."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from bot.actions import planning
from bot.serving import Running
from storage import consents, facts, nudges_made, past_terms, terms
from storage.database import Transaction
from storage.values import instant, moment

EVERY = timedelta(days=1)
USEFUL_FOR = timedelta(days=60)
LAST_TIME = "last_review"


async def review(running: Running) -> None:
    """Plan what is to be asked, at most once a day."""
    if not await running.standing.knows_the_time():
        return
    now = running.parts.clock.now()
    await running.parts.database.write(lambda tx: plan(tx, now))


def plan(tx: Transaction, now: datetime) -> None:
    """The same, unless it was done within a day."""
    last = facts.fact(tx, LAST_TIME)
    if last is not None and timedelta(0) <= now - moment(last) < EVERY:
        return
    facts.note(tx, now, LAST_TIME, instant(now))
    for person_id, since in consents.to_review(tx, now.date()):
        day = datetime.combine(datetime.fromisoformat(since).date(), time(), UTC)
        _ask_once(tx, now, person_id, "consent_review", day)
    for person_id, seen_at in past_terms.silent(tx, now - terms.of(tx)["silence"]):
        _ask_once(tx, now, person_id, "still_here", moment(seen_at))


def _ask_once(tx: Transaction, now: datetime, person_id: str, kind: str, since: datetime) -> None:
    if not nudges_made.planned_since(tx, person_id, kind, since):
        planning.note(tx, now, person_id, kind, useful_for=USEFUL_FOR)
