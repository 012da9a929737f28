"""`voices run` and `voices demo`: an event loop, a log, and a quiet end when told to stop."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, NoReturn

from config.settings import load_settings


def run() -> int:
    """Run the bot until it is told to stop; the exit code. Raises SettingsRefused and DatabaseRefused."""
    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    settings = load_settings()
    settings.token()
    from bot import app, logs

    logs.set_up_logs(settings.secrets())
    logs.catch_strays()
    return in_a_loop(app.run(settings))


def rehearse(port: int, browser: bool) -> int:
    """Run the demo until it is told to stop; the exit code."""
    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    from bot import demo, logs

    logs.set_up_logs(())
    logs.catch_strays()
    return in_a_loop(demo.demo(port, browser))


def leave(*_: object) -> NoReturn:
    """Before the loop runs there is nothing to finish."""
    sys.exit(0)


def in_a_loop(work: Coroutine[Any, Any, int]) -> int:
    with asyncio.Runner(loop_factory=_fast_loop()) as runner:
        return runner.run(_until_told(work))


def _fast_loop() -> Any:
    with suppress(ImportError):  # there is no uvloop for Windows
        import uvloop

        return uvloop.new_event_loop
    return None


async def _until_told(work: Coroutine[Any, Any, int]) -> int:
    """What `work` returns, or 0 when SIGTERM or SIGINT ended it: it is cancelled once and may take its time."""
    loop, task = asyncio.get_running_loop(), asyncio.ensure_future(work)
    told: list[int] = []

    def stop(number: int) -> None:
        if not told:
            task.cancel()
        told.append(number)

    with suppress(NotImplementedError):  # Windows: Ctrl+C reaches asyncio by itself
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop, number)
    try:
        return await task
    except asyncio.CancelledError:
        if told:
            return 0
        raise
