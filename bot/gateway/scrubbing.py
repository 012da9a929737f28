"""What is taken out of an update before it is stored: things that people send and that we never keep."""

from __future__ import annotations

from typing import Any

# Kinds of message of which only the kind is stored. The keys are Telegram's.
NEVER_KEPT = (
    "location",
    "venue",
    "contact",
    "photo",
    "video",
    "video_note",
    "animation",
    "sticker",
    "story",
    "poll",
    "dice",
    "document",
    "audio",
    "voice",
    "game",
    "invoice",
    "successful_payment",
    "passport_data",
    "users_shared",
    "chat_shared",
    "user_shared",
    "live_photo",
    "paid_media",
    "checklist",
    "gift",
    "giveaway",
)
SCRUBBED = "scrubbed_kind"
_MESSAGES = ("message", "edited_message")
_OF_ANY_MESSAGE = ("message_id", "date", "chat", "from", "media_group_id", "edit_date")
# The message above a pressed button is our own and in the outbox already: only its place is kept, in a field of ours.
ABOVE_BUTTON = "message_above"
_OF_OUR_MESSAGE = ("message_id", "chat")


def scrub(update: dict[str, Any]) -> dict[str, Any]:
    """The update without what is never kept: such a message says `scrubbed_kind`, others stay as they are."""
    pressed = update.get("callback_query")
    if isinstance(pressed, dict) and isinstance(pressed.get("message"), dict):
        kept = {name: value for name, value in pressed.items() if name != "message"}
        return {**update, "callback_query": {**kept, ABOVE_BUTTON: _only(pressed["message"], _OF_OUR_MESSAGE)}}
    for name in _MESSAGES:
        message = update.get(name)
        if isinstance(message, dict):
            kind = next((one for one in NEVER_KEPT if one in message), None)
            if kind is not None:
                return {**update, name: _only_kind(message, kind)}
            if "reply_to_message" in message or "pinned_message" in message:
                kept = {
                    key: value for key, value in message.items() if key not in ("reply_to_message", "pinned_message")
                }
                return {**update, name: kept}
    return update


def _only_kind(message: dict[str, Any], kind: str) -> dict[str, Any]:
    return _only(message, _OF_ANY_MESSAGE) | {SCRUBBED: kind}


def _only(message: dict[str, Any], kept: tuple[str, ...]) -> dict[str, Any]:
    return {key: message[key] for key in kept if key in message}
