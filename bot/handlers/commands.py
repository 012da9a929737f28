"""A command: `/start CODE`, `/help`, `/menu`."""

from __future__ import annotations

from telegram import Update

from bot.chat.incoming import Incoming
from bot.handlers.messages import language_of


def command(update: Update, inbox_id: str) -> Incoming:
    """The command without its slash and without the bot's name, in lower case, and what stood behind it."""
    message = update.effective_message
    assert message is not None
    name, _, argument = (message.text or "").strip().partition(" ")
    name = name.removeprefix("/").partition("@")[0].lower()
    return Incoming(
        inbox_id,
        update.update_id,
        message.chat.id,
        "command",
        text=name,
        argument=argument.strip(),
        message_id=message.message_id,
        language=language_of(message),
    )
