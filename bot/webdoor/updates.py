"""What was sent from a page, as the update that Telegram would have made of it. From here on all doors are one."""

from __future__ import annotations

import re
import secrets
from typing import Any

from bot.webdoor.recordings import Recording

_COMMAND = re.compile(r"/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{1,32})?(?![\w/])")  # as Telegram completes it, too


def new_number() -> int:
    """The id of the update that a form will make, given out with the form: sent twice, it is the same update."""
    return secrets.randbits(62)


def words(chat_id: int, number: int, text: str) -> dict[str, Any]:
    """Typed words, or a command: what stands before it, or behind its last letter, makes no words of it."""
    text = text.strip()
    message = {"message_id": number, "date": 0, "chat": _chat(chat_id), "from": _sender(chat_id), "text": text}
    if command := _COMMAND.match(text):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(command[0])}]
    return {"update_id": number, "message": message}


def spoken(chat_id: int, number: int, file_id: str, recording: Recording) -> dict[str, Any]:
    """A recording that was sent, as a voice note; its sound is kept under `file_id`."""
    voice = {
        "file_id": file_id,
        "file_unique_id": file_id,
        "duration": recording.seconds,
        "mime_type": recording.media_type,
        "file_size": len(recording.content),
    }
    message = {"message_id": number, "date": 0, "chat": _chat(chat_id), "from": _sender(chat_id), "voice": voice}
    return {"update_id": number, "message": message}


def press(chat_id: int, number: int, data: str, above: int) -> dict[str, Any]:
    """A pressed button, which stood under the message with the number `above`."""
    message = {"message_id": above, "date": 0, "chat": _chat(chat_id)}
    query = {"id": str(number), "from": _sender(chat_id), "chat_instance": "", "message": message, "data": data}
    return {"update_id": number, "callback_query": query}


def _chat(chat_id: int) -> dict[str, Any]:
    return {"id": chat_id, "type": "private"}


def _sender(chat_id: int) -> dict[str, Any]:
    return {"id": chat_id, "is_bot": False, "first_name": ""}
