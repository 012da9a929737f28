"""The demo's bot: the product's own, in a process of its own so that it can be killed, with the demo's clock.

Started by `voices demo` with its settings in the environment. Ends when its standard input does, for then its parent
is gone.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from datetime import datetime
from functools import partial

from bot import app, logs
from bot.commands.run import in_a_loop
from bot.gateway.standing import LAST_GOOD_POLL
from bot.practice_clock import PracticeClock
from config.settings import Settings, load_settings
from storage import facts
from storage.opening import open_database
from storage.values import instant

TICK = 1.0  # seconds, so that a nudge follows "+1 day" at once


async def _rehearse() -> int:
    settings = load_settings()
    logs.set_up_logs(settings.secrets())
    logs.catch_strays()
    clock = PracticeClock(settings.telegram_api_url, partial(_here_all_along, settings))
    await clock.catch_up()
    following = asyncio.create_task(clock.follow())
    watching = asyncio.create_task(_parent_gone())
    running = asyncio.create_task(app.run(settings, clock=clock, tick=TICK))
    try:
        await asyncio.wait({running, watching}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        following.cancel()
        watching.cancel()
    return 0


async def _here_all_along(settings: Settings, now: datetime) -> None:
    """The clock is about to jump while we poll: without this note the bot would think that it had been away."""
    database = await open_database(settings.database_url, key=settings.database_key(), clock_now=now)
    try:
        await database.write(lambda tx: facts.note(tx, now, LAST_GOOD_POLL, instant(now)))
    finally:
        await database.close()


async def _parent_gone() -> None:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.read()


if __name__ == "__main__":
    sys.exit(in_a_loop(_rehearse()))
