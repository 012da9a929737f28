"""R33: a bug at each step of a story: the words are kept, the person is told once, staff see it, others are served."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.contestant import KEYS, STORY, OpenDoor, questions, texts
from bot.chat.chat import Chat
from bot.chat.story import Story
from bot.clock import SetClock
from simulator import people as phones
from simulator.app import create_app
from storage.database import Transaction
from tests.cast import ANA, BEN, MONDAY, Member
from tests.chaos.mortal import TOKEN, Mortal, Script
from tests.chaos.partner import plain

LINES = ("/start", *("yes" if number % 4 == 0 else "Often" if number % 2 == 0 else "my words" for number in range(12)))


class Bug:
    """A story with a mistake in it, for one person and after so many answers, until somebody mends it."""

    def __init__(self) -> None:
        self.after: int | None = None

    async def tell(self, chat: Chat) -> None:
        if chat.scene.person.telegram_id == ANA.chat_id and self.after == self._answered(chat):
            raise ValueError("a mistake that quotes my words")
        await questions(chat)

    def _answered(self, chat: Chat) -> int:
        talk = chat.scene.conversation
        assert talk is not None
        row = chat.scene.tx.one("SELECT COUNT(*) AS times FROM answers WHERE conversation_id = :id", id=talk.id)
        assert row is not None
        return int(row["times"])


@asynccontextmanager
async def a_talk_with_a_bug(folder: Path) -> AsyncIterator[tuple[Mortal, Bug]]:
    telegram, bug = create_app(tokens={TOKEN: "voices_bot"}, seed=1), Bug()
    for member in (ANA, BEN):
        phones.join(telegram.world, {"id": member.chat_id, "first_name": member.name})
    script = Script(texts(), {STORY: Story(bug.tell, controls=())}, {}, {}, OpenDoor())
    mortal = Mortal(folder, telegram, SetClock(MONDAY), script)
    await mortal.start()
    try:
        yield mortal, bug
    finally:
        await mortal.stop()
        await telegram.close()


async def say(mortal: Mortal, who: Member, text: str) -> list[str]:
    """What this person hears because of that."""
    before = len(mortal.arrived)
    person = mortal.telegram.world.people[who.chat_id]
    await mortal.after(partial(phones.say, mortal.telegram.world, person, text))
    bodies = [json.loads(body) for body in mortal.arrived[before:]]
    return [body["text"] for body in bodies if body["chat_id"] == who.chat_id]


async def again(mortal: Mortal) -> None:
    """Stopped and started, as for an upgrade."""
    await mortal.stop()
    await mortal.start()
    await mortal.after(lambda: None)


async def test_a_bug_at_each_step_loses_no_words_and_holds_up_nobody(tmp_path: Path) -> None:
    slowest = 0.0
    async with a_talk_with_a_bug(tmp_path) as (mortal, bug):
        sorry = mortal.script.texts.voice("en").says("shared", "turn_failed", {})
        for answered, line in enumerate(LINES):
            bug.after = max(0, answered - 1)
            assert await say(mortal, ANA, line) == [sorry]
            began = time.monotonic()
            assert len(await say(mortal, BEN, line)) == 1
            slowest = max(slowest, time.monotonic() - began)
            states, kept, noticed = await mortal.database.read(_left)
            assert states == ["failed"]
            assert line in kept[0]
            assert noticed[-1][0] == "turn_failed"
            assert not any("words" in about for _, about in noticed)
            bug.after = None
            await again(mortal)
            assert (await mortal.database.read(_left))[0] == []
        rows = await mortal.database.read(_answers)
    print(f"{len(LINES)} bugs mended; the next person waited {slowest * 1000:.0f} ms at most")
    assert slowest < 1.0
    assert rows == {ANA.chat_id: list(KEYS), BEN.chat_id: list(KEYS)}


async def test_a_bug_that_stays_is_told_once_and_set_aside_after_three_tries(tmp_path: Path) -> None:
    async with a_talk_with_a_bug(tmp_path) as (mortal, bug):
        await say(mortal, ANA, "/start")
        bug.after = 0
        heard = [await say(mortal, ANA, "yes")]
        for _ in range(3):
            before = len(mortal.arrived)
            await again(mortal)
            heard.append([json.loads(body)["text"] for body in mortal.arrived[before:]])
        states, kept, noticed = await mortal.database.read(_left)
    assert [len(texts) for texts in heard] == [1, 0, 0, 0]
    assert (states, '"yes"' in kept[0]) == (["set_aside"], True)
    assert [kind for kind, _ in noticed] == ["turn_failed"]


def _left(tx: Transaction) -> tuple[list[str], list[str], list[tuple[Any, ...]]]:
    rows = tx.all("SELECT state, body FROM inbox WHERE state <> 'done' ORDER BY id")
    notices = tx.all("SELECT kind, about FROM notices ORDER BY id")
    return [row["state"] for row in rows], [row["body"] for row in rows], plain(notices)


def _answers(tx: Transaction) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in tx.all("SELECT chat_id, question FROM answers WHERE conversation_id IS NOT NULL ORDER BY id"):
        found.setdefault(row["chat_id"], []).append(row["question"])
    return found
