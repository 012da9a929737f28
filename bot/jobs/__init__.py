"""What the clock starts. APScheduler only wakes us; what is due is a query, so sleeping through it loses nothing."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.jobs import (
    broadcasts,
    deciding,
    due,
    emails,
    endings,
    following,
    nudges,
    retention,
    silence,
    team,
    voice_notes,
)
from bot.serving import Running

log = logging.getLogger(__name__)

BROADCASTS_EVERY = 1.0  # seconds
Job = Callable[[Running], Coroutine[Any, Any, None]]

# In this order: what is planned first, then what is due of it.
JOBS = (
    *(endings.endings, following.follow_up, deciding.decisions, team.tell_the_team, silence.heed_silence),
    *(due.due, broadcasts.broadcasts, nudges.unanswered, voice_notes.fetch, emails.tell_of_waiting, emails.send),
    *(retention.nightly, retention.tidily),
)


@asynccontextmanager
async def ticking(running: Running, seconds: float) -> AsyncIterator[None]:
    """Look at what is due every so many seconds, until the block ends."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.add_job(
        tick,
        "interval",
        seconds=seconds,
        args=[running],
        misfire_grace_time=None,
        coalesce=True,
        max_instances=1,
    )
    # What goes to many is laid a few seconds ahead, so somebody has to look more often.
    scheduler.add_job(
        _alone,
        "interval",
        seconds=min(seconds, BROADCASTS_EVERY),
        args=[running, broadcasts.broadcasts],
        misfire_grace_time=None,
        coalesce=True,
        max_instances=1,
    )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)


async def tick(running: Running) -> None:
    """Everything that may be due, one after the other."""
    for job in JOBS:
        await _alone(running, job)
    running.delivery.wake()


async def _alone(running: Running, job: Job) -> None:
    """One job; when it fails it keeps no other from being done."""
    try:
        await job(running)
    except Exception:
        log.exception("job_failed job=%s", job.__name__)
