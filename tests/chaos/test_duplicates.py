"""R15: updates that come again and again, in any order that a chat allows, under ids that are used anew."""

from __future__ import annotations

import json
import random
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.contestant import STORY, OpenDoor, questions, texts
from bot.chat.story import Story
from bot.clock import SetClock
from simulator import people as phones
from simulator.app import create_app
from storage.database import Transaction
from tests.cast import MONDAY, Member
from tests.chaos.mortal import TOKEN, Mortal, Script
from tests.chaos.partner import plain
from tests.phones import Telegram

CROWD = [Member(f"p{number}", 9_000 + number) for number in range(52)]
ROUNDS, LINES = 4, 13  # /start and twelve answers, then all over again
Outcome = tuple[list[tuple[Any, ...]], dict[int, list[str]]]


class Talk:
    """Fifty-two people who answer twelve questions again and again, and a Telegram that repeats itself when told to."""

    def __init__(self, mortal: Mortal, dice: random.Random | None) -> None:
        self.mortal, self.dice = mortal, dice
        self.delivered = 0
        self._telegram = Telegram()
        self._known: list[dict[str, Any]] = []  # this round's updates
        self._buttons: dict[int, list[str]] = {}
        self._read = 0

    async def play(self) -> None:
        for number in range(ROUNDS):
            self._telegram = Telegram()  # whose ids start anew
            if not self.dice:
                self._telegram._updates = iter(range(number * 10_000, (number + 1) * 10_000))  # type: ignore[assignment]
            self._known.clear()
            for line in range(LINES):
                fresh = [self._next(who, number, line) for who in CROWD]
                await self._deliver(fresh)

    async def _deliver(self, fresh: list[dict[str, Any]]) -> None:
        """All that is new, in any order; some of it several times, and some of what came before once more."""
        batch = list(fresh)
        if self.dice:
            batch += [one for one in fresh for _ in range(self.dice.randint(0, 2))]
            batch += self.dice.choices(self._known, k=2 * len(fresh)) if self._known else []
            self.dice.shuffle(batch)
        self._known += fresh
        self.delivered += len(batch)
        for start in range(0, len(batch), 100):
            await self.mortal.running.receiver.receive(json.loads(json.dumps(batch[start : start + 100])))
        await self.mortal.running.receiver.finish()
        await self.mortal.running.delivery.settled()
        self._note_buttons()

    def _note_buttons(self) -> None:
        for body in map(json.loads, self.mortal.arrived[self._read :]):
            rows = (body.get("reply_markup") or {}).get("inline_keyboard", ())
            self._buttons[body["chat_id"]] = [one["callback_data"] for row in rows for one in row]
        self._read = len(self.mortal.arrived)

    def _next(self, who: Member, number: int, line: int) -> dict[str, Any]:
        now = MONDAY + timedelta(days=7 * number)  # or a /start under the same id as last time would be the same update
        if line == 0:
            return self._telegram.words(who, "/start", now)
        buttons = self._buttons[who.chat_id]
        words = self._telegram.words(who, f"{who.name} says {number} {line}", now)
        if not buttons:
            return words
        query = {"id": "7", "from": words["message"]["from"], "chat_instance": "1", "message": words["message"]}
        data = buttons[(who.chat_id + number + line) % len(buttons)]
        return {"update_id": words["update_id"], "callback_query": query | {"data": data}}


async def talked(folder: Path, dice: random.Random | None) -> tuple[Outcome, int]:
    folder.mkdir()  # noqa: ASYNC240
    telegram = create_app(tokens={TOKEN: "voices_bot"}, seed=1)
    for member in CROWD:
        phones.join(telegram.world, {"id": member.chat_id, "first_name": member.name, "started": True})
    script = Script(texts(), {STORY: Story(questions, controls=(), bare=True)}, {}, {}, OpenDoor())
    mortal = Mortal(folder, telegram, SetClock(MONDAY), script, counted=False)
    await mortal.start()
    talk = Talk(mortal, dice)
    try:
        await talk.play()
        rows = await mortal.database.read(_answers)
    finally:
        await mortal.stop()
        await telegram.close()
    heard: dict[int, list[str]] = {}
    for body in map(json.loads, mortal.arrived):
        heard.setdefault(body["chat_id"], []).append(body["text"])
    return (rows, heard), talk.delivered


async def test_duplicates_and_restarted_ids_equal_single_delivery(tmp_path: Path) -> None:
    seed = random.randrange(100_000)
    once, distinct = await talked(tmp_path / "once", None)
    often, delivered = await talked(tmp_path / "often", random.Random(seed))
    print(f"seed {seed}: {delivered} updates delivered, {distinct} different ones, {len(often[0])} answers")
    assert delivered >= 10_000
    assert len(once[0]) == len(CROWD) * ROUNDS * (LINES - 1)
    assert Counter(often[0]) == Counter(once[0])
    assert often[1] == once[1]


def _answers(tx: Transaction) -> list[tuple[Any, ...]]:
    return plain(tx.all("SELECT chat_id, question, answer, wording, replaced_at IS NULL AS stands FROM answers"))
