"""`voices run` with a webhook that Telegram will not call: one line that names the setting."""

from __future__ import annotations

import asyncio

from simulator.app import create_app
from simulator.serving import serving
from tests.commands.program import Voices
from tests.e2e.program import free_port

TOKEN = "42:practice"


async def test_an_address_that_telegram_refuses_ends_the_bot_with_one_line_that_names_it(voices: Voices) -> None:
    async with serving(create_app(tokens={TOKEN: "voices_bot"})) as url:
        settings = {
            "VOICES_TELEGRAM_TOKEN": TOKEN,
            "VOICES_TELEGRAM_API_URL": url,
            "VOICES_WEBHOOK_URL": "http://voices/canary",
            "VOICES_WEBHOOK_SECRET": "abcd",
            "VOICES_CONSOLE_PORT": str(free_port()),
        }
        ended = await asyncio.to_thread(voices, "run", **settings)
    assert ended.code == 78, ended.err
    why = "An HTTPS URL must be provided for webhook."
    assert ended.err.splitlines()[-1] == f"VOICES_WEBHOOK_URL names an address that Telegram does not call: {why}"
    assert "report this line" not in ended.err
    assert "canary" not in ended.err
