"""The clock that tests move, and the machine's."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from bot.clock import SetClock, SystemClock

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


async def test_a_set_clock_wakes_those_whose_time_has_come() -> None:
    clock = SetClock(NOW)
    soon, late = (asyncio.ensure_future(clock.until(at)) for at in (5.0, 50.0))
    await asyncio.sleep(0)
    assert clock.next_wake() == 5.0
    clock.advance(timedelta(seconds=5))
    await soon
    assert (clock.now(), clock.monotonic(), late.done()) == (NOW + timedelta(seconds=5), 5.0, False)
    late.cancel()
    await asyncio.gather(late, return_exceptions=True)
    assert clock.next_wake() is None


async def test_setting_the_time_of_day_moves_no_duration() -> None:
    clock = SetClock(NOW)
    clock.set(NOW - timedelta(hours=1))
    assert (clock.now(), clock.monotonic()) == (NOW - timedelta(hours=1), 0.0)
    await clock.until(0.0)


async def test_the_machines_clock_never_wakes_early() -> None:
    clock = SystemClock()
    at = clock.monotonic() + 0.01
    await clock.until(at)
    assert clock.monotonic() >= at
    assert clock.now().tzinfo is UTC
