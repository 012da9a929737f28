"""`voices doctor` asks Telegram: does it know the token, and does it bring messages the way this set-up expects?"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from bot.commands.finding import Finding
from bot.gateway.api import TelegramApi
from bot.gateway.errors import CallFailed, NotSent, Refused
from bot.gateway.unknown_token import UNKNOWN, what_to_mend
from config.settings import Settings, SettingsRefused

PATIENCE = 10.0  # seconds


async def findings(settings: Settings) -> list[Finding]:
    """What Telegram says. Without a token, that it is missing."""
    try:
        token = settings.token()
    except SettingsRefused as refused:
        return [Finding("wrong", str(refused))]
    api = TelegramApi(token, settings.telegram_api_url)
    try:
        return [finding async for finding in _asked(api, settings)]
    except CallFailed as failed:
        return [Finding("wrong", _why(failed, settings.telegram_api_url))]
    finally:
        await api.close()


async def _asked(api: TelegramApi, settings: Settings) -> AsyncIterator[Finding]:
    bot = await api.call("getMe", timeout=PATIENCE)
    yield Finding("ok", f"The token works: the bot is @{_text(bot, 'username')}.")
    there = _text(await api.call("getWebhookInfo", timeout=PATIENCE), "url")
    if there and not settings.webhook_url:
        yield Finding(
            "warning",
            "Telegram has a webhook for this bot, and this set-up polls. voices run takes the webhook away: if another "
            "installation uses this token, stop that one first. Or set VOICES_WEBHOOK_URL.",
        )
    elif settings.webhook_url and there != settings.webhook_url:
        yield Finding("note", "Telegram does not have the webhook of this set-up yet. voices run sets it.")
    else:
        yield Finding("ok", "Telegram calls our webhook." if there else "No webhook: messages are fetched by polling.")


def _text(answer: Any, name: str) -> str:
    return str(answer.get(name) or "") if isinstance(answer, dict) else ""


def _why(failed: CallFailed, api_url: str) -> str:
    if isinstance(failed, Refused) and failed.code in UNKNOWN:
        return what_to_mend(api_url)
    if isinstance(failed, Refused):
        return f"Telegram refused to answer (code {failed.code}). Try again in a minute."
    if isinstance(failed, NotSent):
        return "Telegram cannot be reached from here. Check the network, the firewall and VOICES_TELEGRAM_API_URL."
    return "Telegram did not answer. Check the network and VOICES_TELEGRAM_API_URL, and try again in a minute."
