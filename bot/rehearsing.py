"""The demo's bot: the product's own, in a process of its own so that it can be killed, with the demo's clock.

Started by `voices demo` with its settings in the environment. Ends when its standard input does, for then its parent
is gone.
"""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path

from bot import app, jobs, logs
from bot.clock import SystemClock
from bot.commands.run import in_a_loop
from bot.gateway.standing import LAST_GOOD_POLL
from bot.practice_clock import Lived, PracticeClock
from bot.serving import Running
from config.settings import Settings, SettingsRefused, load_settings
from storage import facts
from storage.database import DatabaseRefused, Transaction
from storage.opening import open_database
from storage.values import instant

LIVED = "practice_clock"
PATIENCE = 5.0  # seconds for what is to be sent in a quarter of an hour that is skipped
TICK = 1.0  # seconds, so that a nudge follows "+1 day" at once


async def _rehearse() -> int:
    settings = load_settings(env_file=Path(os.devnull))  # what the demo says, and nothing of a real set-up beside it
    logs.set_up_logs(settings.secrets())
    logs.catch_strays()
    clock = PracticeClock(settings.telegram_api_url, await _where_we_were(settings))
    await clock.catch_up()
    watching = asyncio.create_task(_parent_gone())
    running = asyncio.create_task(
        app.run(settings, clock=clock, tick=TICK, beside=partial(_keep_time, clock), practice=True)
    )
    try:
        await asyncio.wait({running, watching}, return_when=asyncio.FIRST_COMPLETED)
        return running.result() if running.done() else 0
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError, SettingsRefused, DatabaseRefused):
            await running
        watching.cancel()


async def _where_we_were(settings: Settings) -> Lived | None:
    """How far an earlier process had come, which may have been killed in the midst of a day that was skipped."""
    database = await open_database(settings.database_url, key=settings.database_key(), clock_now=SystemClock().now())
    try:
        known = await database.read(lambda tx: facts.fact(tx, LIVED))
    finally:
        await database.close()
    return Lived(*(timedelta(seconds=float(one)) for one in known.split())) if known else None


async def _keep_time(clock: PracticeClock, running: Running) -> None:
    await clock.follow(partial(_live_through, clock, running))


async def _live_through(clock: PracticeClock, running: Running) -> None:
    """What would have been done by now had nobody skipped the time; and that we were there, polling, all along."""
    await running.parts.database.write(partial(_note, clock))
    await jobs.tick(running)
    await running.delivery.emptied(PATIENCE)


def _note(clock: PracticeClock, tx: Transaction) -> None:
    now, lived = clock.now(), clock.lived
    facts.note(tx, now, LAST_GOOD_POLL, instant(now))
    facts.note(tx, now, LIVED, f"{lived.offset.total_seconds()} {lived.target.total_seconds()}")


async def _parent_gone() -> None:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.read()


if __name__ == "__main__":
    try:
        sys.exit(in_a_loop(_rehearse()))
    except (SettingsRefused, DatabaseRefused) as refused:
        print(refused, file=sys.stderr)
        sys.exit(78)
