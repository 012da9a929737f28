"""A command: `/start CODE`, `/help`, `/menu`."""

from __future__ import annotations

import re

from telegram import Update

from bot.chat.incoming import Incoming
from bot.handlers.messages import language_of

_COMMAND = re.compile(r"\s*/(\w*)(?:@\w*)?(.*)", re.DOTALL)


def command(update: Update, inbox_id: str) -> Incoming:
    """The command without its slash and without the bot's name, in lower case, and what stood behind it."""
    message = update.effective_message
    assert message is not None
    found = _COMMAND.match(message.text or "")
    name, argument = (found[1].lower(), found[2]) if found else ("", "")
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
