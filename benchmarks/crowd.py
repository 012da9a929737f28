"""Everybody together: who speaks when, who hears what, and how long a silence may last."""

import asyncio
import random
import time
from typing import Any

from benchmarks.fake_api import FakeApi, Message
from benchmarks.modes import Mode
from benchmarks.people import Person, Tally

FIRST_CHAT = 1000


class Crowd:
    """Everybody who talks to the bot in one round."""

    def __init__(self, mode: Mode) -> None:
        self.tally = Tally()
        self.over = False
        self.mode = mode
        self.api = FakeApi(self.hear, mode.round_trip)
        self._people = {FIRST_CHAT + n: Person(FIRST_CHAT + n, self) for n in range(mode.people)}

    def hear(self, message: Message) -> None:
        self._people[message["chat"]["id"]].hear(message)

    def let_think(self, person: Person) -> None:
        if self.mode.per_second:
            return  # the metronome says when
        if self.mode.think[1]:
            asyncio.get_running_loop().call_later(random.uniform(*self.mode.think), person.speak)
        else:
            person.speak()

    def post(self, update: dict[str, Any]) -> int:
        """Send a person's update, with ids of its own: a repeated message or press is a new one to Telegram."""
        if "message" in update:
            return self.api.post({"message": update["message"] | {"message_id": self.api.next_id()}})
        press = update["callback_query"] | {"id": str(self.api.next_id())}
        self.api.open_presses.add(press["id"])
        return self.api.post({"callback_query": press})

    async def talk(self) -> None:
        """Everybody begins; runs until cancelled. Afterwards people still answer until the crowd is told it is over."""
        if self.mode.per_second:
            await self._by_metronome(self.mode.per_second)
        for person in self._people.values():
            asyncio.get_running_loop().call_later(random.uniform(0, self.mode.opening), person.speak)
        while True:
            await asyncio.sleep(0.1)
            self._notice_silence()

    async def settle(self, within: float) -> int:
        """Let what is under way come to an end; how many people still wait for an answer then."""
        self.over = True
        until = time.monotonic() + within
        while (waiting := self._waiting()) and time.monotonic() < until:  # noqa: ASYNC110 - nobody would set the event
            await asyncio.sleep(0.05)
        return waiting

    def _waiting(self) -> int:
        return sum(1 for person in self._people.values() if person.waiting)

    async def _by_metronome(self, per_second: float) -> None:
        people = list(self._people.values())
        began = time.monotonic()
        for beat in range(1_000_000_000):
            await asyncio.sleep(began + beat / per_second - time.monotonic())
            people[beat % len(people)].speak()

    def _notice_silence(self) -> None:
        if self.mode.repeat_after:
            now = time.monotonic()
            for person in self._people.values():
                if person.waiting and now - person.waiting.tried_at > self.mode.repeat_after:
                    person.say_again(now)
