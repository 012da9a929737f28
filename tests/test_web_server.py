"""The web server in the bot's loop: pages beside the webhook or beside polling, and a port that is taken."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp
import pytest

from bot import app
from bot.gateway.webhook import SECRET_HEADER
from config.settings import Settings, SettingsRefused
from simulator.app import Simulator, create_app
from simulator.serving import serving
from tests.cast import BOT_ID
from tests.e2e.program import free_port

TOKEN = f"{BOT_ID}:web-server-test"
PATIENCE = 20.0


@asynccontextmanager
async def running(folder: Path, port: int, telegram: str, **more: str) -> AsyncIterator[asyncio.Task[int]]:
    settings = Settings.model_validate(
        {
            "telegram_token": TOKEN,
            "telegram_api_url": telegram,
            "database_url": f"sqlite:///{folder}/voices.db",
            "console_port": port,
            **more,
        }
    )
    task = asyncio.create_task(app.run(settings))
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError, SettingsRefused):
            await task


@asynccontextmanager
async def a_telegram() -> AsyncIterator[tuple[Simulator, str]]:
    telegram = create_app(tokens={TOKEN: "voices_bot"}, seed=1)
    async with serving(telegram) as url:
        yield telegram, url


async def test_while_the_bot_polls_the_pages_are_served(tmp_path: Path) -> None:
    port = free_port()
    async with a_telegram() as (telegram, url), running(tmp_path, port, url), aiohttp.ClientSession() as client:
        assert await telegram.world.feed.until(lambda: telegram.polling.is_waiting(BOT_ID), PATIENCE, "polling")
        async with client.get(f"http://127.0.0.1:{port}/answer/token") as answer:
            assert (answer.status, "A private page" in await answer.text()) == (200, True)
        for path, status in (("/console", 400), ("/answer/", 404)):  # and leads to no host that somebody made up
            asked = {"host": "evil.example"}
            where = f"http://127.0.0.1:{port}{path}"
            async with client.get(where, headers=asked, allow_redirects=False) as answer:
                assert (answer.status, answer.headers.get("location")) == (status, None), path


async def test_one_port_carries_the_webhook_and_the_pages(tmp_path: Path) -> None:
    port = free_port()
    here = f"http://127.0.0.1:{port}"
    hook = {"webhook_url": f"{here}/hook", "webhook_secret": "a-long-secret"}
    async with a_telegram() as (telegram, url), running(tmp_path, port, url, **hook), aiohttp.ClientSession() as client:
        bot = telegram.world.bots[BOT_ID]
        assert await telegram.world.feed.until(lambda: bot.webhook is not None, PATIENCE, "call")
        async with client.get(f"{here}/answer/token") as answer:
            assert answer.status == 200
        async with client.post(f"{here}/hook", data=b"{}", headers={SECRET_HEADER: "wrong"}) as answer:
            assert answer.status == 401
        async with client.post(f"{here}/hook", data=b"{}", headers={SECRET_HEADER: "a-long-secret"}) as answer:
            assert answer.status == 200


async def test_a_port_that_is_taken_is_one_line_for_the_operator(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        async with a_telegram() as (_, url), running(tmp_path, port, url) as task:
            with pytest.raises(SettingsRefused) as refused:
                await asyncio.wait_for(task, PATIENCE)
    (line,) = refused.value.lines
    assert line.startswith(f"VOICES_CONSOLE_PORT: nobody can listen on port {port} of 127.0.0.1 (")
