"""What to look at when a server says that it does not know the token: a good one must not be thrown away for it."""

from __future__ import annotations

from bot.gateway.api import TELEGRAM

UNKNOWN = (401, 404)  # as servers say it, and also of a path that is not theirs


def what_to_mend(api_url: str) -> str:
    """In one line, for the operator: the token where Telegram itself was asked, else first the address."""
    if api_url == TELEGRAM:
        return (
            "VOICES_TELEGRAM_TOKEN is not a token that Telegram knows. "
            "Get the right one from @BotFather and put it into .env."
        )
    return (
        "VOICES_TELEGRAM_API_URL names an address at which VOICES_TELEGRAM_TOKEN is not known. Check the address "
        "first: Voices adds /bot and the token to it. If it is right, the token is not: get one from @BotFather."
    )
