"""The simulator with its limits enforced, phones that note what they hear and when, and people who talk meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Coroutine, Iterable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.processes import TOKEN
from simulator import people
from simulator.app import Simulator, create_app
from simulator.limits import Settings
from simulator.serving import serving

LIMITS = Settings(per_second=30, per_chat=1, per_group_minute=20)


@dataclass
class Telegram:
    """The simulator, and for each chat the times at which the bot's messages arrived in it."""

    app: Simulator
    address: str = ""
    heard: defaultdict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    replies: list[float] = field(default_factory=list)  # seconds that somebody waited for one
    unanswered: int = 0

    def join(self, chats: Iterable[int]) -> None:
        """Phones of people who have started the bot."""
        for chat in chats:
            people.join(self.app.world, {"id": chat, "first_name": f"P{chat}", "started": True})

    def say(self, chat: int, words: str) -> None:
        people.say(self.app.world, self.app.world.people[chat], words)

    def press(self, chat: int, label: str) -> None:
        """The newest button that is called so."""
        people.press(self.app.world, self.app.world.people[chat], None, None, label)

    async def hear(self) -> None:
        """Note what arrives where, until cancelled."""
        known: set[tuple[int, int]] = set()
        with self.app.world.feed.listening() as listener:
            while (event := await listener.next(60.0)) is not None:
                message = event.get("message", {"outgoing": True})
                if message["outgoing"] or (key := (message["chat_id"], message["id"])) in known:
                    continue  # a change of it, or somebody's own
                known.add(key)
                self.heard[message["chat_id"]].append(time.monotonic())

    async def polled(self, within: float = 60.0) -> None:
        """Return when the bot asks for updates."""
        waits = self.app.polling.is_waiting
        await self.app.world.feed.until(lambda: waits(int(TOKEN.partition(":")[0])), within, "polling")

    async def until(self, chats: Iterable[int], share: float, within: float) -> int:
        """Return when this share of these chats has heard something, or the time is up; how many have."""
        wanted = [*chats]
        give_up = time.monotonic() + within
        while True:
            found = sum(1 for chat in wanted if self.heard.get(chat))
            if found >= share * len(wanted) or time.monotonic() > give_up:
                return found
            await asyncio.sleep(0.05)

    async def answered(self, chat: int, words: str, within: float = 60.0) -> float:
        """Say something, and how long it takes until anything comes back."""
        before, began = len(self.heard[chat]), time.monotonic()
        self.say(chat, words)
        while len(self.heard[chat]) == before:
            if time.monotonic() - began > within:
                self.unanswered += 1
                break
            await asyncio.sleep(0.005)
        else:
            self.replies.append(self.heard[chat][before] - began)
        return time.monotonic() - began

    async def talk(self, chat: int, think: tuple[float, float], words: str) -> None:
        """One person who says something, waits for the answer, thinks, and says it again, until cancelled."""
        await asyncio.sleep(random.uniform(0, think[1]))
        while True:
            await self.answered(chat, words)
            await asyncio.sleep(random.uniform(*think))

    async def flood(self, chat: int, a_minute: float) -> None:
        """One person who does not wait for anything, until cancelled."""
        began = time.monotonic()
        for number in range(1_000_000):
            self.say(chat, f"word {number}")
            await asyncio.sleep(max(0.0, began + (number + 1) * 60 / a_minute - time.monotonic()))

    def times(self, chats: Iterable[int]) -> list[float]:
        """Every arrival in these chats, in order."""
        return sorted(at for chat in chats for at in self.heard.get(chat, ()))


@contextlib.asynccontextmanager
async def telegram(round_trip: float, *, limits: Settings = LIMITS) -> AsyncIterator[Telegram]:
    """A simulator that enforces Telegram's limits, so many seconds away."""
    app = create_app(tokens={TOKEN: "bench_bot"}, seed=1)
    app.limits.set(limits)
    if round_trip:
        app.faults.add({"kind": "delay", "methods": ["send*"], "seconds": round_trip})
    line = Telegram(app)
    async with serving(app) as address, beside(line.hear()):
        line.address = address
        yield line


@contextlib.asynccontextmanager
async def beside(*work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Let these go on until the block ends; a fault in one is a fault of the block."""
    tasks = [asyncio.create_task(one) for one in work]
    try:
        yield
        for task in tasks:
            if task.done():
                task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
