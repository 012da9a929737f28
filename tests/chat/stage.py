"""A stage for tiny stories: the engine on a real SQLite file, without network and threads, one turn at a time."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from bot.chat.chat import Chat
from bot.chat.incoming import Incoming, Kind
from bot.chat.playing import Play
from bot.chat.questions import Text
from bot.chat.scene import Scene
from bot.chat.story import Story
from bot.chat.turn import Turns
from storage import answers, conversations, inbox, notices, people
from storage.conversations import Conversation
from storage.database import Transaction
from storage.inbox import Arrived
from storage.outbox import Message
from storage.people import Person
from storage.sqlite_file import SqliteFile
from storage.sqlite_transaction import SqliteTransaction
from storage.values import ids_start_after, new_id
from tests.cast import ANA, BOT_ID, MONDAY, Member
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
        return people.meet(tx, now, telegram_id=incoming.chat_id, timezone="Europe/London")

    def start(self, play: Play, scene: Scene, incoming: Incoming) -> None:
        play.begin("tale")

    def outside(self, tx: Transaction, now: datetime, incoming: Incoming) -> list[Message]:
        return []


async def _to_a_person(chat: Chat) -> None:
    await chat.ask("how_to_reach_you", Text(max_length=60))


class Stage:
    """Stories by name, played to the cast. Each turn is stored, taken and committed; the clock ticks a second before it."""

    def __init__(self, folder: Path, **tales: Tell) -> None:
        self.tales: dict[str, Tell] = {"to_a_person": _to_a_person, **tales}
        self.now = MONDAY
        self.phones: dict[int, dict[int, Shown]] = {}
        self.ever_shown: list[tuple[int, str]] = []
        self._numbers = count(1)
        self._updates = count(900_001)
        self._file = SqliteFile(folder / "voices.db")
        self._open()

    def _open(self) -> None:
        self._connection = self._file.open_writer(self.now)
        self._connection.execute("PRAGMA synchronous = OFF").fetchall()  # nobody pulls the plug in these tests
        self._tx = SqliteTransaction(self._connection, self._file.driver)

    def close(self) -> None:
        self._connection.close()

    def restart(self) -> None:
        """Throw everything in memory away, as a new process would have it."""
        self.close()
        ids_start_after(None)
        self._open()

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)

    def start(self, who: Member = ANA) -> list[Shown]:
        return self.send(who, "command", text="start")

    def says(self, text: str, who: Member = ANA) -> list[Shown]:
        return self.send(who, "text", text=text)

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

    def send(self, who: Member, kind: Kind, *, message_id: int | None = None, **what: str) -> list[Shown]:
        """Anything at all, as a new update."""
        number = next(self._updates)
        if message_id is None and kind not in ("press", "blocked", "returned"):
            message_id = self.last_message_id = next(self._numbers)
        return self.deliver(Incoming("", number, who.chat_id, kind, message_id=message_id, **what))

    def deliver(self, incoming: Incoming) -> list[Shown]:
        """An update as Telegram delivers it, perhaps not for the first time."""
        self.later(seconds=1)
        self.last = incoming
        fresh = Incoming(**{name: getattr(incoming, name) for name in Incoming.__slots__} | {"inbox_id": new_id(self.now)})
        body = repr(incoming)
        stored = Arrived(fresh.inbox_id, incoming.update_id, incoming.chat_id, body, body)
        self.write(lambda tx: inbox.store(tx, self.now, BOT_ID, [stored]))
        return self.take(fresh)

    def take(self, incoming: Incoming) -> list[Shown]:
        """One turn for a stored update; a turn that raises is rolled back and noted, as the taker does."""
        turns = Turns(TEXTS, self._stories(), {"tale": "tale", "other": "other"}, {"person": "to_a_person"}, OpenDoor())
        self.failure: Exception | None = None
        self._taken = incoming
        try:
            messages = self.write(lambda tx: turns.take(tx, self.now, incoming, claim=False))
        except Exception as failure:  # whatever a story made for the test raises
            self.failure = failure
            messages = self.write(lambda tx: turns.fail(tx, self.now, incoming, type(failure).__name__))
        return [self._show(message) for message in messages]

    def _stories(self) -> Mapping[str, Story]:
        return {name: Story(tell) for name, tell in self.tales.items()}

    def _show(self, message: Message) -> Shown:
        payload = json.loads(message.payload)
        rows = (payload.get("reply_markup") or {}).get("inline_keyboard", ())
        shown = Shown(payload["text"], {one["text"]: one["callback_data"] for row in rows for one in row})
        message_id = payload.get("message_id") or next(self._numbers)
        self.phones.setdefault(message.chat_id, {})[message_id] = shown
        self.ever_shown += [(message_id, data) for data in shown.buttons.values()]
        return shown

    def write(self, unit: Callable[[Transaction], T]) -> T:
        """Run `unit` in a transaction of its own."""
        self._tx.begin()
        try:
            result = unit(self._tx)
            self._tx.commit()
            return result
        finally:
            self._tx.roll_back()

    def conversation(self, kind: str = "tale", who: Member = ANA) -> Conversation:
        """The latest conversation of this kind."""

        def find(tx: Transaction) -> Conversation | None:
            person = people.in_chat(tx, who.chat_id)
            return None if person is None else conversations.last_of_kind(tx, person.id, kind)

        found = self.write(find)
        assert found is not None, f"{who.name} has no {kind}"
        return found

    def standing(self, kind: str = "tale", who: Member = ANA) -> dict[str, Any]:
        """The answers that stand, by question."""
        return self.write(lambda tx: answers.standing(tx, self.conversation_in(tx, kind, who)))

    def counting(self, kind: str = "tale", who: Member = ANA) -> dict[str, str]:
        """The answers that stand and count, in words."""
        rows = self.rows(
            "SELECT question, answer FROM answers WHERE conversation_id = :id AND replaced_at IS NULL AND counts",
            id=self.conversation(kind, who).id,
        )
        return {row["question"]: row["answer"] for row in rows}

    def conversation_in(self, tx: Transaction, kind: str, who: Member) -> str:
        person = people.in_chat(tx, who.chat_id)
        found = None if person is None else conversations.last_of_kind(tx, person.id, kind)
        assert found is not None
        return found.id

    def words_kept(self) -> list[str]:
        """Everything that anybody said, in the order in which it was stored."""
        return [row["answer"] for row in self.rows("SELECT answer FROM answers ORDER BY id")]

    def drafts(self) -> list[str]:
        """What is being written of answers that are not finished."""
        return [str(json.loads(row["draft"])) for row in self.rows("SELECT draft FROM conversations WHERE draft <> ''")]

    def notices(self) -> list[str]:
        return [kind for kind, _ in self.write(notices.unseen)]

    def rows(self, sql: str, **values: Any) -> list[Any]:
        return self.write(lambda tx: tx.all(sql, **values))

    def snapshot(self) -> list[tuple[Any, ...]]:
        """What is stored of answers and conversations, less ids and times."""
        told = self.rows(
            "SELECT question, answer, value, counts, replaced_at IS NULL AS stands FROM answers ORDER BY id"
        )
        stand = self.rows("SELECT kind, pending, draft, changing, ended_at IS NULL AS open FROM conversations ORDER BY id")
        return [tuple(row) for row in [*told, *stand]]


def texts_of(shown: list[Shown]) -> list[str]:
    return [one.text for one in shown]
