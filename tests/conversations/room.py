"""A room in which the real conversations are played to the cast, in English, behind the real door."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

from bot.chat.incoming import Incoming
from bot.chat.routing import Routes
from bot.chat.turn import Turns
from bot.conversations import COMMANDS, STORIES, WORDS
from bot.doors import InviteDoor
from storage import invites, organisations, people
from storage.outbox import Message
from storage.people import Person
from tests.cast import ANA, CORA, Member
from tests.chat.stage import Shown, Stage
from tests.said import all_texts

TEXTS = all_texts()
ENGLISH = TEXTS.voice("en")


class Room(Stage):
    """The stage with every story, every command and the invite door. `sent` keeps each message as it was decided."""

    sent: list[Message]

    def invite(
        self, role: str = "partner", uses: int = 1, organisation: str = "Riverside Trust", is_test: bool = False
    ) -> str:
        def make(tx: Any) -> str:
            where = organisations.named(tx, self.now, organisation) if organisation else None
            return invites.make(tx, self.now, role=role, uses=uses, organisation_id=where, is_test=is_test)

        return self.write(make)

    def join(self, who: Member = ANA, role: str = "partner") -> list[Shown]:
        """Come in with a fresh invite."""
        return self.command("start", who, self.invite(role))

    def command(self, name: str, who: Member = ANA, argument: str = "") -> list[Shown]:
        return self.send(who, "command", text=name, argument=argument)

    def take(self, incoming: Incoming) -> list[Shown]:
        door = InviteDoor(TEXTS, timezone="Europe/London")
        turns = Turns(TEXTS, STORIES, Routes(COMMANDS, WORDS, door), door)
        self.sent = self.write(lambda tx: turns.take(tx, self.now, incoming, claim=False))
        self.heard: dict[int, list[Shown]] = {}
        for message in self.sent:
            if message.method == "setMyCommands":  # changes a menu, says nothing
                continue
            self.heard.setdefault(message.chat_id, []).append(self._show(message))
        return self.heard.get(incoming.chat_id, [])

    def _show(self, message: Message) -> Shown:
        payload = json.loads(message.payload)
        rows = (payload.get("reply_markup") or {}).get("inline_keyboard", ())
        text = payload.get("text") or payload.get("caption") or message.method
        shown = Shown(text, {one["text"]: one["callback_data"] for row in rows for one in row})
        self.phones.setdefault(message.chat_id, {})[payload.get("message_id") or next(self._numbers)] = shown
        return shown

    def answers(self, *said: str, who: Member = ANA) -> list[Shown]:
        """Type one answer after the other; what the last one brought."""
        shown: list[Shown] = []
        for one in said:
            shown = self.says(one, who)
        return shown

    def person(self, who: Member = ANA) -> Person | None:
        return self.write(lambda tx: people.in_chat(tx, who.chat_id))

    def one(self, sql: str, **values: Any) -> Any:
        """The only value of the only row."""
        rows = self.rows(sql, **values)
        assert len(rows) == 1, rows
        return rows[0][rows[0].keys()[0]]

    def welcomed(self, who: Member = ANA) -> list[Shown]:
        """A partner from the first hello to the welcome, skipping whatever can be skipped."""
        self.join(who)
        shown = self.answers("yes", "yes", who.first_name, who=who)
        for _ in count():
            question = shown[-1]
            if "That is right" in question.buttons:
                return self.says("that is right", who)
            shown = self.says("skip", who)
        raise AssertionError

    def on_duty(self, who: Member = CORA) -> None:
        """A coordinator with hours."""
        self.join(who, "coordinator")
        self.answers("Cora", "Monday, Tuesday", who=who)
        self.press("Done", who) if "Done" in self._last(who).buttons else None
        self.answers("9:00", "17:00", "skip", "that is right", who=who)

    def _last(self, who: Member) -> Shown:
        return list(self.phones[who.chat_id].values())[-1]
