"""A pressed button. Its spinner was stopped when it arrived; here it becomes part of a turn."""

from __future__ import annotations

from telegram import Update

from bot.chat.incoming import Incoming
from bot.gateway.scrubbing import ABOVE_BUTTON, LANGUAGE


def pressed(update: Update, inbox_id: str) -> Incoming:
    """The handle behind the button and the message it stood under. Raises ValueError for one that somebody pressed in
    the chat of another: a private chat is one person's, and goes by the number of that person."""
    query = update.callback_query
    assert query is not None
    above = query.api_kwargs.get(ABOVE_BUTTON) or {}
    chat_id = above.get("chat", {}).get("id", query.from_user.id)
    if chat_id > 0 and chat_id != query.from_user.id:
        raise ValueError("pressed by somebody whose chat it is not")
    return Incoming(
        inbox_id,
        update.update_id,
        chat_id,
        "press" if chat_id > 0 else "left_out",
        data=query.data or "",
        message_id=above.get("message_id"),
        language=str(query.api_kwargs.get(LANGUAGE) or ""),
    )
