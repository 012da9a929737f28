"""Long polling over the real simulator: nothing is confirmed before it is stored, and no trouble ends it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.gateway.api import TelegramApi
from bot.gateway.errors import Refused
from tests.cast import BOT_ID
from tests.chaos.station import TOKEN, Station, a_station


@pytest.fixture
async def station(tmp_path: Path) -> AsyncIterator[Station]:
    async with a_station(tmp_path) as one:
        yield one


def warnings(caplog: pytest.LogCaptureFixture, *names: str) -> list[str]:
    """The first words of what was warned of, from these modules of the gateway."""
    loggers = [f"bot.gateway.{name}" for name in names or ("polling",)]
    levels = (logging.WARNING, logging.ERROR)
    return [one.getMessage().split(":")[0] for one in caplog.records if one.name in loggers and one.levelno in levels]


async def test_updates_are_stored_before_they_are_confirmed(station: Station) -> None:
    texts = [f"line {number}" for number in range(300)]
    for start in range(0, 300, 30):
        station.say(*texts[start : start + 30])
        await station.heard(*texts[: start + 30])
    await station.until(lambda: station.telegram.world.updates[BOT_ID].count() == 0)
    assert station.api.confirmed == 300


async def test_a_full_disk_confirms_nothing_and_polling_goes_on_when_there_is_room(
    station: Station, caplog: pytest.LogCaptureFixture
) -> None:
    station.say("before")
    await station.heard("before")
    await station.database._writer.hand_over(_no_more_room)
    station.clock.advance(60.0)  # so that the next poll is to be noted as well
    texts = [f"{number}" + " long words" * 300 for number in range(20)]
    station.say(*texts)
    pauses = []
    for _ in range(9):
        pauses.append(await station.paused())
        station.clock.advance(pauses[-1])
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert len(station.handled) == 1
    assert station.telegram.world.updates[BOT_ID].count() == 20
    assert warnings(caplog).count("updates_not_stored kind=DatabaseUnavailable") == 1
    await station.paused()
    await station.database._writer.hand_over(_room_again)
    await station.polls_again()
    await station.heard("before", *texts)


def _no_more_room(connection: Any) -> None:
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()


def _room_again(connection: Any) -> None:
    connection.execute("PRAGMA max_page_count = 1000000").fetchall()


async def test_another_copy_is_told_of_once_and_nothing_begun_by_us_goes_out_meanwhile(
    station: Station, caplog: pytest.LogCaptureFixture
) -> None:
    other = TelegramApi(TOKEN, station.api._base)
    for pause in (1, 2, 4, 8):
        theirs = asyncio.create_task(other.call("getUpdates", {"timeout": 50}))
        assert await station.paused() == pause
        assert station.delivery._dispatch._holds["proactive"] == {"conflict"}
        station.clock.advance(pause)
        with pytest.raises(Refused, match="409"):
            await theirs  # Telegram ends the older of two polls, which is theirs now
    await other.close()
    station.say("still there?")
    await station.heard("still there?")
    await station.until(lambda: station.telegram.polling.is_waiting(BOT_ID))
    assert station.delivery._dispatch._holds["proactive"] == set()
    assert await station.notices() == ["polling_refused conflict"]
    assert warnings(caplog) == ["polling_refused why=conflict"]


async def test_a_revoked_token_is_told_once_and_polling_recovers_when_it_is_back(
    station: Station, caplog: pytest.LogCaptureFixture
) -> None:
    bot = station.telegram.world.bots[BOT_ID]
    bot.revoked = True
    station.telegram.polling.wake(BOT_ID)  # the poll that waits comes back; the next one is refused
    for _ in range(6):
        station.clock.advance(await station.paused())
    await station.paused()
    assert [one.split(":")[0] for one in warnings(caplog)] == ["polling_refused why=token"]
    assert await station.notices() == ["polling_refused token"]
    assert station.delivery._dispatch._holds["all"] == {"token"}
    bot.revoked = False
    station.say("back")
    await station.polls_again()
    await station.heard("back")
    assert station.delivery._dispatch._holds["all"] == set()
    assert TOKEN.partition(":")[2] not in caplog.text


@pytest.mark.parametrize(
    "fault", [{"kind": "error", "status": 502}, {"kind": "drop_before"}, {"kind": "error", "status": 429}]
)
async def test_an_outage_is_waited_out_and_told_once(
    fault: dict[str, Any], station: Station, caplog: pytest.LogCaptureFixture
) -> None:
    found = station.telegram.faults.add({**fault, "methods": ["getUpdates"]})
    station.say("in the outage")
    station.telegram.polling.wake(BOT_ID)
    for _ in range(8):
        pause = await station.paused()
        assert pause <= 60
        station.clock.advance(pause)
    await station.paused()
    assert len(warnings(caplog)) == 1
    station.telegram.faults.remove(found.id)
    await station.polls_again()
    await station.heard("in the outage")


async def test_a_refused_connection_is_waited_out_and_told_once(
    station: Station, caplog: pytest.LogCaptureFixture
) -> None:
    address, station.api._base = station.api._base, "http://127.0.0.1:1"
    station.api._urls.clear()
    station.say("before", "meanwhile")  # the poll that waits comes back with the first
    for _ in range(8):
        station.clock.advance(await station.paused())
    await station.paused()
    assert warnings(caplog) == ["polling_failed why=NotSent"]
    station.api._base = address
    station.api._urls.clear()
    await station.polls_again()
    await station.heard("before", "meanwhile")


async def test_updates_handed_out_twice_and_in_disorder_are_handled_once(station: Station) -> None:
    station.telegram.faults.add({"kind": "duplicate"})
    station.telegram.faults.add({"kind": "reorder"})
    texts = [f"line {number}" for number in range(50)]
    station.say(*texts)
    await station.until(lambda: station.telegram.world.updates[BOT_ID].count() == 0)
    await station.receiver.finish()
    assert sorted(update["message"]["text"] for update in station.handled) == sorted(texts)


@pytest.mark.parametrize(
    "broken",
    [
        '{"update_id": 7, "message": {"text": "\\ud800"}}',
        '{"message": 3}',
        "[]",
        "null",
        '"words"',
        "[" * 600 + "]" * 600,
    ],
)
async def test_an_odd_update_does_not_keep_the_next_one_away(broken: str, station: Station) -> None:
    station.telegram.world.updates[BOT_ID].add_broken(broken)
    station.telegram.world.wake(BOT_ID)
    station.say("next")
    await station.until(lambda: station.telegram.world.updates[BOT_ID].count() == 0)
    await station.receiver.finish()
    assert station.handled[-1]["message"]["text"] == "next"


async def test_updates_without_an_id_are_not_asked_for_without_a_pause(station: Station) -> None:
    station.telegram.world.updates[BOT_ID].add_broken("[]")
    station.telegram.world.wake(BOT_ID)
    asked = station.telegram.calls.methods["getUpdates"]
    for _ in range(3):
        station.clock.advance(await station.paused())
    assert station.telegram.calls.methods["getUpdates"] - asked <= 5
