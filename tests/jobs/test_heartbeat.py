"""A service that watches is asked every few minutes while all is well, hears nothing of anybody."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.delivery.heartbeat import Heartbeat
from bot.jobs import heartbeat
from simulator.serving import serving
from storage import facts, inbox, machine
from storage.inbox import Arrived
from storage.values import instant, new_id
from tests.cast import ANA
from tests.playing import Player

Asked = list[tuple[str, str, bytes]]


@pytest.fixture
async def asked(player: Player) -> AsyncIterator[Asked]:
    """What the service was asked, while it listens; Telegram has just answered."""
    heard: Asked = []

    async def hear(request: Request) -> Response:
        heard.append((request.method, request.url.path, await request.body()))
        return PlainTextResponse("OK")

    async with serving(Starlette(routes=[Route("/ping/{secret}", hear, methods=["GET", "POST"])])) as url:
        parts = replace(player.running.parts, heartbeat=Heartbeat(f"{url}/ping/s3cret"))
        player.running = replace(player.running, parts=parts)
        await polled(player)
        yield heard


async def polled(player: Player) -> None:
    now = player.clock.now()
    await player.database.write(lambda tx: facts.note(tx, now, machine.LAST_GOOD_POLL, instant(now)))


async def test_it_is_asked_every_three_minutes_with_nothing_in_it(player: Player, asked: Asked) -> None:
    for _ in range(4):
        await heartbeat.beat(player.running)
        player.clock.advance(60)
        await polled(player)
    assert asked == [("GET", "/ping/s3cret", b"")] * 2


async def test_it_is_not_asked_while_something_is_wrong(
    player: Player, asked: Asked, caplog: pytest.LogCaptureFixture
) -> None:
    player.clock.advance(120)
    await heartbeat.beat(player.running)
    now = player.clock.now()
    late = Arrived(new_id(now), 1, ANA.chat_id, '{"text":"hello"}', "hash")
    await player.database.write(lambda tx: inbox.store(tx, now, 4242, [late]))
    player.clock.advance(200)
    await polled(player)
    await heartbeat.beat(player.running)
    assert asked == []
    assert [one for one in caplog.messages if "heartbeat" in one] == [
        "heartbeat_held why=not_polled",
        "heartbeat_held why=not_taken",
    ]


async def test_a_service_that_does_not_answer_stops_nothing(player: Player, caplog: pytest.LogCaptureFixture) -> None:
    await polled(player)
    parts = replace(player.running.parts, heartbeat=Heartbeat("http://127.0.0.1:9/ping/s3cret"))
    player.running = replace(player.running, parts=parts)
    await heartbeat.beat(player.running)
    assert "heartbeat_not_heard" in caplog.messages and "s3cret" not in caplog.text
