"""Words, changed words, and things that are not words."""

from __future__ import annotations

from telegram import Message, Update

from bot.chat.incoming import Incoming
from bot.gateway.scrubbing import FORWARDED, SCRUBBED

# How we speak of what Telegram calls otherwise.
_KINDS = {
    "location": "location",
    "venue": "location",
    "contact": "contact",
    "voice": "voice",
    "audio": "voice",
    "photo": "picture",
    "video": "picture",
    "video_note": "picture",
    "animation": "picture",
    "sticker": "sticker",
    "document": "document",
}


def text(update: Update, inbox_id: str) -> Incoming:
    """Words that were typed, or forwarded: somebody else's are not an answer."""
    message = _message(update)
    if message.api_kwargs.get(FORWARDED):
        return Incoming(inbox_id, update.update_id, message.chat.id, "other", what="forwarded")
    return Incoming(
        inbox_id, update.update_id, message.chat.id, "text", text=message.text or "", message_id=message.message_id
    )


def edited(update: Update, inbox_id: str) -> Incoming:
    """A message whose words were changed; anything else that was changed is no answer."""
    message = _message(update)
    if message.text is None:
        return Incoming(inbox_id, update.update_id, message.chat.id, "left_out")
    return Incoming(
        inbox_id, update.update_id, message.chat.id, "edit", text=message.text, message_id=message.message_id
    )


def something_else(update: Update, inbox_id: str) -> Incoming:
    """A picture, a sticker, a place: its kind and nothing more."""
    message = _message(update)
    kind = str(message.api_kwargs.get(SCRUBBED, "something"))
    return Incoming(
        inbox_id,
        update.update_id,
        message.chat.id,
        "other",
        what=_KINDS.get(kind, "something"),
        message_id=message.message_id,
        album=str(message.media_group_id or ""),
    )


def _message(update: Update) -> Message:
    message = update.effective_message
    assert message is not None
    return message
