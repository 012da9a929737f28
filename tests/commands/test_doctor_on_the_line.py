"""`voices doctor` with a Bot API to talk to: the simulator, over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.gateway.api import TELEGRAM, TelegramApi
from bot.gateway.unknown_token import what_to_mend
from simulator.app import create_app
from simulator.serving import serving
from tests.commands.program import Ended, Voices
from tests.mailbox import PASSWORD, USER, mail_server

TOKEN = "42:practice"


@pytest.fixture
async def api_url() -> AsyncIterator[str]:
    async with serving(create_app(tokens={TOKEN: "voices_bot"})) as url:
        yield url


async def examined(voices: Voices, api_url: str, **settings: str) -> Ended:
    known = {"VOICES_TELEGRAM_TOKEN": TOKEN, "VOICES_TELEGRAM_API_URL": api_url, **settings}
    return await asyncio.to_thread(voices, "doctor", **known)


async def test_a_set_up_that_works_ends_with_zero(voices: Voices, api_url: str) -> None:
    ended = await examined(voices, api_url)
    assert ended.code == 0, ended.out
    assert "ok: The token works: the bot is @voices_bot." in ended.out
    assert "ok: No webhook: messages are fetched by polling." in ended.out
    assert "practice" not in ended.out + ended.err


async def test_a_token_that_telegram_does_not_know(voices: Voices, api_url: str) -> None:
    ended = await examined(voices, api_url, VOICES_TELEGRAM_TOKEN="43:canary")
    assert ended.code == 78
    assert "wrong: VOICES_TELEGRAM_API_URL names an address at which VOICES_TELEGRAM_TOKEN is not known." in ended.out
    assert "canary" not in ended.out + ended.err


@pytest.mark.parametrize("command", ["doctor", "run"])
@pytest.mark.parametrize("path", ["/bot", f"/bot{TOKEN}", "/bot/"])
async def test_a_good_token_is_not_blamed_for_an_address_that_goes_too_far(
    command: str, path: str, voices: Voices, api_url: str
) -> None:
    known = {"VOICES_TELEGRAM_TOKEN": TOKEN, "VOICES_TELEGRAM_API_URL": api_url + path}
    ended = await asyncio.to_thread(voices, command, **known)
    assert ended.code == 78
    assert "VOICES_TELEGRAM_API_URL names" in ended.out + ended.err
    assert "VOICES_TELEGRAM_TOKEN is not a token" not in ended.out + ended.err
    assert "practice" not in ended.out + ended.err


def test_where_telegram_itself_was_asked_it_is_the_token() -> None:
    assert what_to_mend(TELEGRAM).startswith("VOICES_TELEGRAM_TOKEN is not a token that Telegram knows.")


async def test_a_webhook_that_another_installation_left_behind(voices: Voices, api_url: str) -> None:
    api = TelegramApi(TOKEN, api_url)
    await api.call("setWebhook", {"url": "https://elsewhere.example.org/hook"})
    await api.close()
    ended = await examined(voices, api_url)
    assert ended.code == 0
    assert "warning: Telegram has a webhook for this bot, and this set-up polls." in ended.out


async def test_the_mail_server_is_tried_and_nothing_is_sent(voices: Voices, api_url: str) -> None:
    sender = {"VOICES_EMAIL_FROM": "voices@example.org", "VOICES_CONSOLE_URL": "https://voices.example.org"}
    with mail_server(signs_in=True) as mailbox:
        good = f"smtp://{USER}:{PASSWORD.replace('/', '%2F')}@127.0.0.1:{mailbox.port}"
        ended = await examined(voices, api_url, VOICES_SMTP_URL=good, **sender)
        assert "ok: The mail server lets us in." in ended.out, ended.out
        bad = f"smtp://{USER}:wr0ng@127.0.0.1:{mailbox.port}"
        ended = await examined(voices, api_url, VOICES_SMTP_URL=bad, **sender)
        assert "warning: The mail server takes neither the name nor the password" in ended.out
        assert "wr0ng" not in ended.out + ended.err
    assert mailbox.got == []
    ended = await examined(voices, api_url, VOICES_SMTP_URL=bad, **sender)
    assert "warning: The mail server cannot be reached." in ended.out
