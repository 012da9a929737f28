"""R6: the disk fills up under people who talk, and has room again later: nobody is lost or stuck, without a restart."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from benchmarks.contestant import STORY, OpenDoor, questions, texts
from bot.chat.chat import Chat
from bot.chat.story import Story
from bot.clock import SetClock
from simulator import people as phones
from simulator.app import create_app
from storage import inbox
from storage.database import Transaction
from storage.errors import DatabaseUnavailable
from tests.cast import BOT_ID, MONDAY
from tests.chaos.mortal import TOKEN, Mortal, Script

LONG = "many words " * 350


class Full:
    """The questions of a story, and a database that takes their turns no more, though it took their updates."""

    def __init__(self) -> None:
        self.is_so = False
        self.refused = 0

    async def tell(self, chat: Chat) -> None:
        if self.is_so:
            self.refused += 1
            raise DatabaseUnavailable("there is no room left on the disk")
        await questions(chat)


@asynccontextmanager
async def two_answers_in(folder: Path, people: int, full: Full) -> AsyncIterator[Mortal]:
    """A bot that has asked each of so many people a second question."""
    telegram = create_app(tokens={TOKEN: "voices_bot"}, seed=1)
    crowd = [phones.join(telegram.world, {"id": 9_000 + number, "first_name": "P"}) for number in range(people)]
    script = Script(texts(), {STORY: Story(full.tell, controls=())}, {}, {}, OpenDoor())
    mortal = Mortal(folder, telegram, SetClock(MONDAY), script)
    await mortal.start()
    for text in ("/start", "yes"):
        for one in crowd:
            await mortal.after(partial(phones.say, telegram.world, one, text))
    mortal.arrived.clear()
    try:
        yield mortal
    finally:
        await mortal.stop()
        await telegram.close()


def everybody_says(mortal: Mortal, text: str) -> None:
    for one in mortal.telegram.world.people.values():
        phones.say(mortal.telegram.world, one, text)


async def pass_time(mortal: Mortal, seconds: float) -> None:
    """Let happen what happens within this time, each thing at its moment, from the first failed try on."""
    clock = mortal.clock
    async with asyncio.timeout(20):
        while (at := clock.next_wake()) is None or at > clock.monotonic() + 1.0:
            await mortal.database.read(lambda tx: None)
    ends = clock.monotonic() + seconds
    while (at := clock.next_wake()) is not None and at <= ends:
        clock.advance(max(0.0, at - clock.monotonic()))
        for _ in range(10):
            await mortal.database.read(lambda tx: None)  # gives everybody the time that a transaction takes


async def recovered(mortal: Mortal) -> None:
    """Nothing but the passing of time is needed for that."""
    waiting = mortal.telegram.world.updates[BOT_ID]
    async with asyncio.timeout(20):
        while waiting.count() > 0 or len(await mortal.database.read(inbox.waiting)) > 0:
            at = mortal.clock.next_wake()
            mortal.clock.advance(0.0 if at is None else max(0.0, at - mortal.clock.monotonic()))
            await mortal.database.read(lambda tx: None)


async def assert_all_answered(mortal: Mortal) -> None:
    await mortal.after(lambda: None)
    states, chats = await mortal.database.read(_read)
    people = sorted(mortal.telegram.world.people)
    assert states == {"done"}
    assert chats == people
    assert sorted(json.loads(body)["chat_id"] for body in mortal.arrived) == people
    assert all(json.loads(body)["text"].startswith("Q3") for body in mortal.arrived)


@pytest.mark.parametrize("people", [1, 20])
async def test_a_full_disk_loses_nobody_and_needs_no_restart(
    people: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with two_answers_in(tmp_path, people, Full()) as mortal:
        await mortal.database._writer.hand_over(no_more_room)
        everybody_says(mortal, LONG)
        await pass_time(mortal, 300)
        assert mortal.arrived == []
        await mortal.database._writer.hand_over(room_again)
        await recovered(mortal)
        await assert_all_answered(mortal)
    assert caplog.text.count("updates_not_stored") == 1


async def test_what_was_stored_just_before_the_disk_was_full_is_answered_when_there_is_room(tmp_path: Path) -> None:
    full = Full()
    async with two_answers_in(tmp_path, 20, full) as mortal:
        full.is_so = True
        everybody_says(mortal, LONG)
        await pass_time(mortal, 300)
        assert mortal.arrived == []
        assert full.refused >= 20
        full.is_so = False
        await recovered(mortal)
        await assert_all_answered(mortal)


def no_more_room(connection: Any) -> None:
    """No page more, and none that was free before."""
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()


def room_again(connection: Any) -> None:
    connection.execute("PRAGMA max_page_count = 1000000").fetchall()


def _read(tx: Transaction) -> tuple[set[str], list[int]]:
    states = {row["state"] for row in tx.all("SELECT state FROM inbox")}
    rows = tx.all("SELECT chat_id FROM answers WHERE question = 'Q2' ORDER BY chat_id")
    return states, [row["chat_id"] for row in rows]
