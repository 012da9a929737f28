"""What the clock starts. APScheduler only wakes us; what is due is a query, so sleeping through it loses nothing."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.jobs import (
    due,
    endings,
    erasing,
    following,
    nudges,
    retention,
    reviewing,
    silence,
    team,
    voice_notes,
)
from bot.serving import Running

log = logging.getLogger(__name__)

# In this order: what is planned first, then what is due of it.
JOBS = (
    *(endings.endings, following.follow_up, team.tell_the_team, silence.heed_silence, reviewing.review),
    *(erasing.carry_out, due.due, nudges.unanswered, voice_notes.fetch, retention.nightly),
    *(erasing.write_ledger, retention.tidily),
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
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)


async def tick(running: Running) -> None:
    """Everything that may be due, each on its own: one that fails keeps no other from being done."""
    for job in JOBS:
        try:
            await job(running)
        except Exception:
            log.exception("job_failed job=%s", job.__name__)
    running.delivery.wake()
