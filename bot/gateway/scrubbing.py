"""What is taken out of an update before it is stored: things that people send and that we never keep."""

from __future__ import annotations

from typing import Any

# Kinds of message of which only the kind is stored, less voice notes to us. The keys are Telegram's.
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
RECORDED = "recorded_voice"
FORWARDED = "forwarded"
LANGUAGE = "sender_language"
ABOVE_BUTTON = "message_above"
REPLIED_TO = "replied_to"

_MESSAGES = ("message", "edited_message")
_OF_ANY_MESSAGE = ("message_id", "date", "edit_date", "media_group_id", "migrate_to_chat_id")
_OF_VOICE_NOTES = (("file_id", str), ("mime_type", str), ("duration", int), ("file_size", int))


def scrub(update: dict[str, Any]) -> dict[str, Any]:
    """The update with what a turn needs and nothing else: no names, no quoted messages, no places, no pictures.

    A message that is not words says `scrubbed_kind`, a voice note also where to fetch it (`recorded_voice`). Of what a
    message replies to there is the number alone (`replied_to`). What is malformed stays so, for the parser to find.
    """
    pressed = update.get("callback_query")
    if isinstance(pressed, dict):
        return {**update, "callback_query": _press(pressed)}
    for name in _MESSAGES:
        message = update.get(name)
        if isinstance(message, dict):
            return {**update, name: _message(message, is_new=name == "message")}
    return update


def _message(message: dict[str, Any], *, is_new: bool) -> dict[str, Any]:
    kept = {name: message[name] for name in _OF_ANY_MESSAGE if name in message}
    kept["chat"] = _chat(message.get("chat"))
    sender = message.get("from")
    if isinstance(sender, dict) and "language_code" in sender:
        kept[LANGUAGE] = sender["language_code"]
    forwarded = {FORWARDED: True} if "forward_origin" in message else {}
    if is_new and "reply_to_message" in message:
        kept |= _replied_to(message)
    if not isinstance(message.get("text"), str):
        kept[SCRUBBED] = next((kind for kind in NEVER_KEPT if kind in message), "something")
        return kept | (_voice(message) if is_new and not forwarded else forwarded)
    kept["text"] = message["text"]
    if "entities" in message and message["text"].startswith("/"):
        kept["entities"] = message["entities"]  # they say where the command ends
    return kept | forwarded


def _replied_to(message: dict[str, Any]) -> dict[str, int]:
    """The number of the message that this one replies to, in a chat with us alone. Whoever quotes is not quoted."""
    quoted, chat = message["reply_to_message"], message.get("chat")
    if not isinstance(quoted, dict) or not isinstance(chat, dict) or chat.get("type") != "private":
        return {}
    number = quoted.get("message_id")
    return {REPLIED_TO: number} if type(number) is int and 0 < number < 2**63 else {}


def _voice(message: dict[str, Any]) -> dict[str, Any]:
    """What it takes to fetch a voice note that somebody recorded for us, and for us alone."""
    voice, chat = message.get("voice"), message.get("chat")
    if not isinstance(voice, dict) or not isinstance(chat, dict) or chat.get("type") != "private":
        return {}
    told = {name: voice[name] for name, kind in _OF_VOICE_NOTES if type(voice.get(name)) is kind}
    return {RECORDED: {name: value for name, value in told.items() if type(value) is str or 0 <= value < 2**63}}


def _press(pressed: dict[str, Any]) -> dict[str, Any]:
    """The message above a button is our own and in the outbox already: only its place is kept."""
    kept = {name: value for name, value in pressed.items() if name not in ("message", "from")}
    sender, above = pressed.get("from"), pressed.get("message")
    known = isinstance(sender, dict) and "id" in sender
    if isinstance(sender, dict) and "language_code" in sender:
        kept[LANGUAGE] = sender["language_code"]
    kept["from"] = {"id": sender["id"], "is_bot": False, "first_name": ""} if known and sender else sender
    if isinstance(above, dict):
        kept[ABOVE_BUTTON] = {"message_id": above.get("message_id"), "chat": _chat(above.get("chat"))}
    return kept


def _chat(chat: Any) -> Any:
    whole = isinstance(chat, dict) and "id" in chat and "type" in chat
    return {"id": chat["id"], "type": chat["type"]} if whole else chat
