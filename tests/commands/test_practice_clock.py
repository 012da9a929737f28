"""The demo's clock: a day that is skipped is lived through, and the phones show it so."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.practice_clock import STRIDE, PracticeClock
from tests.simulator.rig import running

HOUR = timedelta(hours=1)


async def test_what_comes_in_a_day_that_is_skipped_has_its_own_time_on_the_phones() -> None:
    async with running(seed=7) as rig:
        ana = await rig.phone()
        clock, wanted = PracticeClock(rig.url), [HOUR, 23 * HOUR]
        said: list[float] = []
        done = asyncio.Event()

        async def live_through() -> None:
            if wanted and clock.lived.offset >= wanted[0]:
                sent = await rig.result("sendMessage", chat_id=ana, text=f"after {wanted.pop(0)}")
                said.append(abs(sent["date"] - clock.now().timestamp()))
            if clock.lived.offset == clock.lived.target:
                done.set()

        await clock.catch_up()
        following = asyncio.create_task(clock.follow(live_through))
        await rig.get("clock")
        await rig.post("clock", advance_seconds=86400)
        await asyncio.wait_for(done.wait(), 30)
        following.cancel()
        assert len(said) == 2 and max(said) < STRIDE.total_seconds() / 2
        first, second = (await rig.messages(ana))[-2:]
        assert second["date"] - first["date"] == pytest.approx((22 * HOUR).total_seconds(), abs=60)
        late = await rig.result("sendMessage", chat_id=ana, text="now")  # it has caught up
        assert late["date"] - second["date"] == pytest.approx(HOUR.total_seconds(), abs=60)


async def test_what_the_bot_writes_after_a_message_is_not_of_a_time_before_it() -> None:
    async with running(seed=7) as rig:
        ana = await rig.phone()
        await rig.post("clock", advance_seconds=86400)
        await rig.post("clock", lived_seconds=60)
        await rig.say(ana, "Hello")
        answer = await rig.result("sendMessage", chat_id=ana, text="Hello too")
        asked = (await rig.messages(ana))[-2]
        assert answer["date"] >= asked["date"]
        async with rig.client.post(f"{rig.url}/simulator/clock", json={"lived_seconds": -1}) as refused:
            assert refused.status == 400


async def test_until_the_bot_is_there_the_clock_tells_of_its_time_and_so_do_the_messages() -> None:
    async with running(seed=7) as rig:
        ana = await rig.phone()
        await rig.post("clock", lived_seconds=0)
        await rig.post("clock", advance_seconds=7 * 86400)
        shown = await rig.get("clock")
        apart = datetime.fromisoformat(shown["now"]) - datetime.fromisoformat(shown["bots_now"])
        assert apart.total_seconds() == pytest.approx(7 * 86400, abs=5)
        await rig.say(ana, "Hello")
        meant = datetime.fromtimestamp((await rig.messages(ana))[-1]["date"], UTC)
        assert abs(meant - datetime.fromisoformat(shown["bots_now"])) < timedelta(minutes=1)
        await rig.post("clock", lived_seconds=7 * 86400)
        shown = await rig.get("clock")
        there = datetime.fromisoformat(shown["now"]) - datetime.fromisoformat(shown["bots_now"])
        assert there < timedelta(seconds=5)
