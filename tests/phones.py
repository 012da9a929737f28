"""Telegram's side of a test: it makes updates as the Bot API would send them, and shows each chat as a phone does."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from storage.outbox import Message
from tests.cast import BOT_ID, Member

Update = dict[str, Any]


def _voice(seconds: int, size: int) -> dict[str, Any]:
    return {"file_id": f"voice-{seconds}", "file_unique_id": "u", "duration": seconds, "mime_type": "audio/ogg"} | {
        "file_size": size
    }


_ELSEWHERE = {"forward_origin": {"type": "hidden_user", "sender_user_name": "Eve", "date": 1}}
# What people send that is not words, as Telegram says it. But for voice notes only the kind matters.
THINGS: dict[str, dict[str, Any]] = {
    "a sticker": {"sticker": {"file_id": "s", "emoji": "🙂"}},
    "a location": {"location": {"latitude": 51.5, "longitude": -0.1}},
    "a contact": {"contact": {"phone_number": "+447700900123", "first_name": "Eve"}},
    "a voice note": {"voice": _voice(3, 12_000)},
    "a voice note of 40 seconds": {"voice": _voice(40, 160_000)},
    "a voice note of 30 minutes": {"voice": _voice(30 * 60, 7_000_000)},
    "a huge voice note": {"voice": _voice(200, 19_000_000)},
    "a voice note of unknown length": {"voice": {"file_id": "voice", "file_unique_id": "u", "duration": 0}},
    "a forwarded voice note": {"voice": _voice(3, 12_000), **_ELSEWHERE},
    "a sound file": {"audio": _voice(3, 12_000)},
    "a photo": {"photo": [{"file_id": "p", "width": 9, "height": 9}], "caption": "a private caption"},
    "a document": {"document": {"file_id": "d", "file_name": "private.pdf"}},
    "a poll": {"poll": {"id": "1", "question": "?", "options": []}},
}


_HOW = {
    "sendMessage": "says",
    "editMessageText": "edits",
    "deleteMessage": "deletes",
    "leaveChat": "leaves",
    "setMyCommands": "offers",
}


@dataclass(frozen=True)
class Said:
    """One thing that the bot did in a chat: `how` is says, edits, deletes, sends (a file), offers, leaves."""

    chat_id: int
    text: str
    buttons: tuple[str, ...] = ()
    how: str = "says"


@dataclass
class Bubble:
    """A message as it stands in a chat; `data` is what each of its buttons carries."""

    text: str
    by_bot: bool
    data: dict[str, str] = field(default_factory=dict)


class Telegram:
    """Numbers updates and messages, and remembers what each chat shows."""

    def __init__(self) -> None:
        self._updates = count(700_001)
        self._messages = count(1)
        self._chats: dict[int, dict[int, Bubble]] = {}

    def words(self, who: Member, text: str, now: datetime) -> Update:
        """Typed words, or a command."""
        message = self._message(who, now, text=text)
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(re.split(r"[^\w/@]", text)[0])}]
        self._chat(who)[message["message_id"]] = Bubble(text, by_bot=False)
        return self._update(message=message)

    def reply(self, who: Member, to: str, update: Update) -> Update:
        """The same sent as a reply to the newest message that begins with `to`, whoever wrote it."""
        message = update["message"]
        for message_id, bubble in reversed(self._chat(who).items()):
            if bubble.text.startswith(to) and message_id != message["message_id"]:
                by = {"id": BOT_ID, "is_bot": True, "first_name": "Voices"} if bubble.by_bot else _user(who)
                quoted = {"message_id": message_id, "date": 1, "chat": message["chat"], "from": by, "text": bubble.text}
                return {**update, "message": {**message, "reply_to_message": quoted}}
        raise LookupError(f"{who.name} sees no message that begins with {to!r}")

    def thing(self, who: Member, what: str, now: datetime) -> list[Update]:
        """Something that is not words; "an album of 3" is three updates."""
        if what.startswith("an album of "):
            album = {**THINGS["a photo"], "media_group_id": "77"}
            return [self._update(message=self._message(who, now, **album)) for _ in range(int(what.split()[-1]))]
        return [self._update(message=self._message(who, now, **THINGS[what]))]

    def edit(self, who: Member, old: str, new: str, now: datetime) -> Update:
        """The newest message of theirs with these words is changed."""
        for message_id, bubble in reversed(self._chat(who).items()):
            if not bubble.by_bot and bubble.text == old:
                bubble.text = new
                message = self._message(who, now, text=new, edit_date=int(now.timestamp()))
                return self._update(edited_message=message | {"message_id": message_id})
        raise LookupError(f"{who.name} has not written {old!r}")

    def press(self, who: Member, label: str, under: str, now: datetime) -> Update:
        """The newest button with this label is pressed, under a message that begins with `under`."""
        for message_id, bubble in reversed(self._chat(who).items()):
            if label in bubble.data and bubble.text.startswith(under):
                message = self._message(who, now, text=bubble.text) | {"message_id": message_id}
                query = {"id": str(next(self._updates)), "from": _user(who), "chat_instance": "1", "message": message}
                return self._update(callback_query=query | {"data": bubble.data[label]})
        raise LookupError(f"{who.name} sees no button {label!r}")

    def membership(self, who: Member, status: str, now: datetime, by: Member | None = None) -> Update:
        """The bot's own standing in their chat changes: member, kicked, left. In a group, `by` changed it."""
        bot = {"id": BOT_ID, "is_bot": True, "first_name": "Voices"}
        change = {"chat": _chat_of(who), "from": _user(by or who), "date": int(now.timestamp())}
        old = {"status": "member" if status != "member" else "left", "user": bot}
        new = {"status": status, "user": bot} | ({"until_date": 0} if status == "kicked" else {})
        return self._update(my_chat_member=change | {"old_chat_member": old, "new_chat_member": new})

    def show(self, row: Message, number: int | None = None) -> tuple[Said, int | None]:
        """A message of the bot arrives: how it reads, and its id where it has one. A page gives the `number`."""
        payload = json.loads(row.payload)
        rows = (payload.get("reply_markup") or {}).get("inline_keyboard", ())
        data = {one["text"]: one.get("callback_data", "") for line in rows for one in line}
        text = payload.get("text") or payload.get("caption") or ""
        how = _HOW.get(row.method, "sends")
        if how == "offers":
            return Said(row.chat_id, " ".join(f"/{one['command']}" for one in payload["commands"]), (), how), None
        if how == "deletes":
            gone = self._chats[row.chat_id].pop(payload["message_id"])
            return Said(row.chat_id, gone.text, (), how), None
        message_id = payload["message_id"] if how == "edits" else number or next(self._messages)
        self._chats.setdefault(row.chat_id, {})[message_id] = Bubble(text, by_bot=True, data=data)
        if row.file_name is not None:
            text = f"{row.file_name}  {text}".strip()
        return Said(row.chat_id, text, tuple(data), how), message_id

    def typed_by(self, who: Member) -> list[str]:
        """Everything that stands in their chat in their own words."""
        return [bubble.text for bubble in self._chat(who).values() if not bubble.by_bot]

    def _chat(self, who: Member) -> dict[int, Bubble]:
        return self._chats.setdefault(who.chat_id, {})

    def _update(self, **what: Any) -> Update:
        return {"update_id": next(self._updates), **what}

    def _message(self, who: Member, now: datetime, **what: Any) -> dict[str, Any]:
        head = {"message_id": next(self._messages), "date": int(now.timestamp())}
        return head | {"chat": _chat_of(who), "from": _user(who)} | what


def _user(who: Member) -> dict[str, Any]:
    return {"id": abs(who.chat_id), "is_bot": False, "first_name": who.first_name, "language_code": "en"}


def _chat_of(who: Member) -> dict[str, Any]:
    if who.chat_id < 0:
        return {"id": who.chat_id, "type": "supergroup", "title": "Our group"}
    return {"id": who.chat_id, "type": "private", "first_name": who.first_name}
