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
# Fields of ours in a stored message or press, beside Telegram's.
SCRUBBED = "scrubbed_kind"
FORWARDED = "forwarded"
LANGUAGE = "sender_language"
ABOVE_BUTTON = "message_above"

_MESSAGES = ("message", "edited_message")
_OF_ANY_MESSAGE = ("message_id", "date", "edit_date", "media_group_id")


def scrub(update: dict[str, Any]) -> dict[str, Any]:
    """The update with what a turn needs and nothing else: no names, no quoted messages, no places, no pictures.

    A message that is not words says `scrubbed_kind`. What is malformed stays so, for the parser to find.
    """
    pressed = update.get("callback_query")
    if isinstance(pressed, dict):
        return {**update, "callback_query": _press(pressed)}
    for name in _MESSAGES:
        message = update.get(name)
        if isinstance(message, dict):
            return {**update, name: _message(message)}
    return update


def _message(message: dict[str, Any]) -> dict[str, Any]:
    kept = {name: message[name] for name in _OF_ANY_MESSAGE if name in message}
    kept["chat"] = _chat(message.get("chat"))
    sender = message.get("from")
    if isinstance(sender, dict) and "language_code" in sender:
        kept[LANGUAGE] = sender["language_code"]
    if not isinstance(message.get("text"), str):
        return kept | {SCRUBBED: next((kind for kind in NEVER_KEPT if kind in message), "something")}
    kept["text"] = message["text"]
    if "entities" in message and message["text"].startswith("/"):
        kept["entities"] = message["entities"]  # they say where the command ends
    return kept | ({FORWARDED: True} if "forward_origin" in message else {})


def _press(pressed: dict[str, Any]) -> dict[str, Any]:
    """The message above a button is our own and in the outbox already: only its place is kept."""
    kept = {name: value for name, value in pressed.items() if name not in ("message", "from")}
    sender, above = pressed.get("from"), pressed.get("message")
    known = isinstance(sender, dict) and "id" in sender
    kept["from"] = {"id": sender["id"], "is_bot": False, "first_name": ""} if known and sender else sender
    if isinstance(above, dict):
        kept[ABOVE_BUTTON] = {"message_id": above.get("message_id"), "chat": _chat(above.get("chat"))}
    return kept


def _chat(chat: Any) -> Any:
    whole = isinstance(chat, dict) and "id" in chat and "type" in chat
    return {"id": chat["id"], "type": chat["type"]} if whole else chat
