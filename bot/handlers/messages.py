"""Words, changed words, and things that are not words."""

from __future__ import annotations

import re
from typing import Any

from telegram import Message, Update

from bot.chat.incoming import Incoming, Recorded
from bot.gateway.scrubbing import FORWARDED, LANGUAGE, RECORDED, REPLIED_TO, SCRUBBED

TELEGRAMS_SOUND = "audio/ogg"  # what its apps record
_FILE_ID = re.compile(r"[A-Za-z0-9_-]{1,250}")
_SOUND = re.compile(r"audio/[a-z0-9.+-]{1,60}")

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
    FORWARDED: "forwarded",
}


def text(update: Update, inbox_id: str) -> Incoming:
    """Words that were typed, or forwarded: somebody else's are not an answer."""
    message = _message(update)
    if message.api_kwargs.get(FORWARDED):
        return Incoming(
            inbox_id, update.update_id, message.chat.id, "other", what="forwarded", language=language_of(message)
        )
    return Incoming(
        inbox_id,
        update.update_id,
        message.chat.id,
        "text",
        text=message.text or "",
        message_id=message.message_id,
        language=language_of(message),
        reply_to=message.api_kwargs.get(REPLIED_TO),
    )


def edited(update: Update, inbox_id: str) -> Incoming:
    """A message whose words were changed; anything else that was changed is no answer."""
    message = _message(update)
    if message.text is None:
        return Incoming(inbox_id, update.update_id, message.chat.id, "left_out")
    return Incoming(
        inbox_id,
        update.update_id,
        message.chat.id,
        "edit",
        text=message.text,
        message_id=message.message_id,
        language=language_of(message),
    )


def something_else(update: Update, inbox_id: str) -> Incoming:
    """A voice note, or a picture, a sticker, a place: its kind and nothing more."""
    message = _message(update)
    recorded = _recorded(message.api_kwargs.get(RECORDED))
    if recorded is not None:
        return Incoming(
            inbox_id,
            update.update_id,
            message.chat.id,
            "voice",
            message_id=message.message_id,
            language=language_of(message),
            recorded=recorded,
            reply_to=message.api_kwargs.get(REPLIED_TO),
        )
    kind = FORWARDED if FORWARDED in message.api_kwargs else str(message.api_kwargs.get(SCRUBBED, "something"))
    return Incoming(
        inbox_id,
        update.update_id,
        message.chat.id,
        "other",
        what=_KINDS.get(kind, "something"),
        message_id=message.message_id,
        language=language_of(message),
        album=str(message.media_group_id or ""),
    )


def language_of(message: Message) -> str:
    """The language of the phone, where it is known; '' else."""
    return str(message.api_kwargs.get(LANGUAGE) or "")


def _recorded(voice: Any) -> Recorded | None:
    """The voice note, or None when it cannot be one: what python-telegram-bot does not check, we do."""
    if not isinstance(voice, dict) or not _FILE_ID.fullmatch(str(voice.get("file_id", ""))):
        return None
    media_type = str(voice.get("mime_type", ""))
    return Recorded(
        str(voice["file_id"]),
        int(voice.get("duration", 0)),
        int(voice.get("file_size", 0)),
        media_type if _SOUND.fullmatch(media_type) else TELEGRAMS_SOUND,
    )


def _message(update: Update) -> Message:
    message = update.effective_message
    assert message is not None
    return message
