"""A stage for tiny stories: the engine on a real SQLite file, without network and threads, one turn at a time."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from bot.chat.chat import Chat
from bot.chat.incoming import Incoming, Kind, Recorded
from bot.chat.playing import Play
from bot.chat.questions import Text
from bot.chat.routing import Routes
from bot.chat.scene import Scene
from bot.chat.story import Story
from bot.chat.turn import Turns
from storage import inbox, people, sending
from storage.database import Transaction
from storage.inbox import Arrived
from storage.outbox import Message
from storage.people import Person
from storage.values import new_id
from tests.agreeing import agree
from tests.cast import ANA, BOT_ID, Member
from tests.chat.house import House
from tests.chat.wording import any_texts

T = TypeVar("T")
Tell = Callable[[Chat], Awaitable[None]]

TEXTS = any_texts()  # nothing in it changes


@dataclass
class Shown:
    """A message as its reader sees it: its text and its buttons by label."""

    text: str
    buttons: dict[str, str] = field(default_factory=dict)


class OpenDoor:
    """Everybody may come in; /start begins the story called `tale`."""

    def stranger(self, tx: Transaction, now: datetime, incoming: Incoming) -> Person | list[Message]:
        person = people.meet(tx, now, telegram_id=incoming.chat_id, timezone="Europe/London")
        agree(tx, now, person.id, "keep_voice")
        return person

    def start(self, play: Play, scene: Scene, incoming: Incoming) -> None:
        waiting = play.waiting() if incoming.kind == "returned" else None
        if waiting is not None:
            play.put_again(waiting)
        elif incoming.kind != "returned":
            play.begin("tale")

    def come_over(self, scene: Scene, incoming: Incoming) -> None: ...

    def code_in(self, tx: Transaction, now: datetime, incoming: Incoming) -> str | None:
        return None

    def code(self, play: Play, scene: Scene, incoming: Incoming, code: str, words: Any = None) -> None: ...

    def outside(self, tx: Transaction, now: datetime, incoming: Incoming) -> list[Message]:
        return []


async def _to_a_person(chat: Chat) -> None:
    await chat.ask("how_to_reach_you", Text(max_length=60))
    await chat.say("noted")


class Stage(House):
    """Stories by name, played to the cast. Each update is stored, taken and committed; a second passes before it."""

    def __init__(self, folder: Path, **tales: Tell) -> None:
        super().__init__(folder)
        self.tales: dict[str, Tell] = {"to_a_person": _to_a_person, **tales}
        self.roles: dict[str, tuple[str, ...]] = {}  # for whom a tale is there, if not for everybody
        self.speaks_again = False
        self.passing: set[str] = set()  # tales that ask in passing
        self.until: dict[str, Callable[[Transaction, str], datetime | None]] = {}  # the time of a tale, if it has one
        self.phones: dict[int, dict[int, Shown]] = {}
        self.ever_shown: list[tuple[int, str]] = []
        self._rows: dict[int, str] = {}  # the row of the outbox by the number of its message
        self._numbers = count(1)
        self._updates = count(900_001)

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)

    def start(self, who: Member = ANA) -> list[Shown]:
        return self.send(who, "command", text="start")

    def says(self, text: str, who: Member = ANA) -> list[Shown]:
        return self.send(who, "text", text=text)

    def speaks(self, seconds: int = 34, size: int = 100_000, who: Member = ANA) -> list[Shown]:
        """A voice note."""
        return self.send(who, "voice", recorded=Recorded(f"file-{seconds}", seconds, size, "audio/ogg"))

    def command(self, name: str, who: Member = ANA) -> list[Shown]:
        return self.send(who, "command", text=name)

    def send_other(self, what: str, who: Member = ANA) -> list[Shown]:
        """A sticker, a place: something that is not words."""
        return self.send(who, "other", what=what)

    def again(self) -> list[Shown]:
        """The last stored update is tried once more, as after a restart."""
        return self.take(self._taken)

    def press(self, label: str, who: Member = ANA, *, under: str = "") -> list[Shown]:
        """Press the newest button with this label, under a message that begins with `under`."""
        phone = self.phones[who.chat_id]
        for message_id in sorted(phone, reverse=True):
            shown = phone[message_id]
            if label in shown.buttons and shown.text.startswith(under):
                return self.press_data(shown.buttons[label], who, message_id)
        raise AssertionError(f"no button {label!r} in the chat of {who.name}")

    def press_data(self, data: str, who: Member = ANA, message_id: int | None = None) -> list[Shown]:
        return self.send(who, "press", data=data, message_id=message_id)

    def buttons_of(self, who: Member) -> set[str]:
        """The data of every button that stands in somebody's chat."""
        return {data for shown in self.phones[who.chat_id].values() for data in shown.buttons.values()}

    def edits(self, message_id: int, text: str, who: Member = ANA) -> list[Shown]:
        return self.send(who, "edit", text=text, message_id=message_id)

    def replies(self, to: str, text: str, who: Member = ANA, *, voice: bool = False) -> list[Shown]:
        """Words, or a voice note, as a reply to the newest message of the bot that begins with `to`."""
        phone = self.phones[who.chat_id]
        number = max(one for one, shown in phone.items() if shown.text.startswith(to))
        return self.replies_to(number, text, who, voice=voice)

    def replies_to(self, number: int, text: str, who: Member = ANA, *, voice: bool = False) -> list[Shown]:
        """The same, to the message with this number. By then Telegram has told us the number of each."""
        for message_id, row in self._rows.items():
            self.write(partial(sending.sent, now=self.now, message_id=row, telegram_message_id=message_id))
        if voice:
            return self.send(who, "voice", recorded=Recorded("file-9", 9, 1000, "audio/ogg"), reply_to=number)
        return self.send(who, "text", text=text, reply_to=number)

    def send(self, who: Member, kind: Kind, *, message_id: int | None = None, **what: Any) -> list[Shown]:
        """Anything at all, as a new update."""
        number = next(self._updates)
        if message_id is None and kind not in ("press", "blocked", "returned"):
            message_id = self.last_message_id = next(self._numbers)
        return self.deliver(Incoming("", number, who.chat_id, kind, message_id=message_id, **what))

    def deliver(self, incoming: Incoming) -> list[Shown]:
        """An update as Telegram delivers it, perhaps not for the first time."""
        self.later(seconds=1)
        self.last = incoming
        fresh = replace(incoming, inbox_id=new_id(self.now))
        body = repr(incoming)
        stored = Arrived(fresh.inbox_id, incoming.update_id, incoming.chat_id, body, body)
        self.write(lambda tx: inbox.store(tx, self.now, BOT_ID, [stored]))
        return self.take(fresh)

    def take(self, incoming: Incoming) -> list[Shown]:
        """One turn for a stored update; a turn that raises is rolled back and noted, as the taker does."""
        turns = Turns(
            TEXTS,
            self._stories(),
            Routes({"tale": "tale", "other": "other"}, {"person": "to_a_person"}, OpenDoor()),
            OpenDoor(),
        )
        self.failure: Exception | None = None
        self._taken = incoming
        try:
            messages = self.write(lambda tx: turns.take(tx, self.now, incoming, claim=False))
        except Exception as failure:  # noqa: BLE001 - whatever a story made for the test raises
            self.failure, why = failure, type(failure).__name__
            messages = self.write(lambda tx: turns.fail(tx, self.now, incoming, why))
        return [self._show(message) for message in messages]

    def _stories(self) -> Mapping[str, Story]:
        return {
            name: Story(
                tell,
                roles=self.roles.get(name, ()),
                speaks_again=self.speaks_again,
                passing=name in self.passing,
                until=self.until.get(name),
            )
            for name, tell in self.tales.items()
        }

    def _show(self, message: Message) -> Shown:
        payload = json.loads(message.payload)
        rows = (payload.get("reply_markup") or {}).get("inline_keyboard", ())
        shown = Shown(payload["text"], {one["text"]: one["callback_data"] for row in rows for one in row})
        message_id = payload.get("message_id") or next(self._numbers)
        self.phones.setdefault(message.chat_id, {})[message_id] = shown
        self._rows.setdefault(message_id, message.id)
        self.ever_shown += [(message_id, data) for data in shown.buttons.values()]
        return shown


def texts_of(shown: list[Shown]) -> list[str]:
    return [one.text for one in shown]
