"""What the clock starts. APScheduler only wakes us; what is due is a query, so sleeping through it loses nothing."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.jobs import (
    alerts,
    broadcasts,
    deciding,
    due,
    emails,
    endings,
    erasing,
    following,
    heartbeat,
    indexing,
    nudges,
    retention,
    reviewing,
    silence,
    takeaways,
    team,
    transcribing,
    voice_notes,
    wording,
)
from bot.serving import Running

log = logging.getLogger(__name__)

OFTEN = 1.0  # seconds
Job = Callable[[Running], Coroutine[Any, Any, None]]

# In this order: what is planned first, then what is due of it.
AT_EACH_TICK: tuple[Job, ...] = (
    alerts.alert_the_team,  # which waits for nothing
    wording.speak_as_published,
    *(endings.endings, following.follow_up, deciding.decisions, team.tell_the_team, silence.heed_silence),
    *(reviewing.review, erasing.carry_out),
    *(due.due, nudges.unanswered, voice_notes.fetch, emails.tell_of_waiting, emails.send),
    *(retention.nightly, erasing.write_ledger, retention.tidily, indexing.index_older, heartbeat.beat),
)
# What goes to many is laid a few seconds ahead, so somebody has to look more often; and not in a tick as well, so that
# two such looks never meet.
IN_BETWEEN: tuple[Job, ...] = (broadcasts.broadcasts,)
# What may take minutes is done beside all that, so that nothing waits for it.
BESIDE: tuple[Job, ...] = (takeaways.make, transcribing.write_down)
JOBS = (*AT_EACH_TICK, *IN_BETWEEN, *BESIDE)


@asynccontextmanager
async def ticking(running: Running, seconds: float) -> AsyncIterator[None]:
    """Look at what is due every so many seconds, until the block ends."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    # Of what is done often a second one may begin, see that there is a first one, and end: or the scheduler would warn.
    often = min(seconds, OFTEN)
    for job, every, at_once in ((_tick, seconds, 1), (_look_again, often, 2), (_beside, often, 2)):
        scheduler.add_job(
            job,
            "interval",
            seconds=every,
            args=[running],
            misfire_grace_time=None,
            coalesce=True,
            max_instances=at_once,
        )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)


async def tick(running: Running) -> None:
    """Everything that may be due, one after the other."""
    await _tick(running)
    await _look_often(running)
    await _beside(running)


async def _tick(running: Running) -> None:
    for job in AT_EACH_TICK:
        await _alone(running, job)
    running.delivery.wake()


async def _look_again(running: Running) -> None:
    """What is done often, unless it is being done."""
    if not running.looking.locked():
        await _look_often(running)


async def _look_often(running: Running) -> None:
    async with running.looking:
        for job in IN_BETWEEN:
            await _alone(running, job)


async def _beside(running: Running) -> None:
    """What may take long, unless it is being done."""
    if running.taking_long.locked():
        return
    async with running.taking_long:
        for job in BESIDE:
            await _alone(running, job)


async def _alone(running: Running, job: Job) -> None:
    """One job; when it fails it keeps no other from being done."""
    try:
        await job(running)
    except Exception:
        log.exception("job_failed job=%s", job.__name__)
