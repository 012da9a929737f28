"""R6: the disk fills up under people who talk, at any moment of a turn, and has room again later: nobody is lost or stuck."""

from __future__ import annotations

import asyncio
import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from benchmarks.contestant import STORY, OpenDoor, questions, texts
from bot.chat.story import Story
from bot.clock import SetClock
from simulator import people as phones
from simulator.app import create_app
from tests.cast import BOT_ID, MONDAY, Member
from tests.chaos.mortal import TOKEN, Mortal, Script

CROWD = [Member(f"p{number}", 9_000 + number) for number in range(20)]
LONG = "many words " * 150


def leave_pages(left: int, connection: Any) -> None:
    """Room for so many pages more, and no longer for any that were free before."""
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    free = connection.execute("PRAGMA freelist_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages - free + left}").fetchall()


def room_again(connection: Any) -> None:
    connection.execute("PRAGMA max_page_count = 1000000").fetchall()


async def pass_time(mortal: Mortal, seconds: float) -> None:
    """Let happen what happens within this time, each thing at its moment."""
    ends = mortal.clock.monotonic() + seconds
    while True:
        for _ in range(20):
            await asyncio.sleep(0)
        await mortal.running.receiver.finish()
        await mortal.running.delivery._stock.looking if mortal.running.delivery._stock.looking else None
        at = mortal.clock.next_wake()
        if at is None or at > ends:
            return
        mortal.clock.advance(max(0.0, at - mortal.clock.monotonic()))


@pytest.mark.parametrize("left", [0, 2, 5, 10, 20])
async def test_a_full_disk_loses_nobody_and_needs_no_restart(left: int, tmp_path: Path) -> None:
    telegram = create_app(tokens={TOKEN: "voices_bot"}, seed=1)
    for member in CROWD:
        phones.join(telegram.world, {"id": member.chat_id, "first_name": member.name})
    script = Script(texts(), {STORY: Story(questions, controls=())}, {}, {}, OpenDoor())
    mortal = Mortal(tmp_path, telegram, SetClock(MONDAY), script)
    await mortal.start()
    say = partial(phones.say, telegram.world)
    for text in ("/start", "yes"):
        await mortal.after(lambda text=text: [say(telegram.world.people[one.chat_id], text) for one in CROWD])  # type: ignore[misc]
    await mortal.database._writer.hand_over(partial(leave_pages, left))
    for one in CROWD:
        say(telegram.world.people[one.chat_id], f"{one.name} {LONG}")
    await pass_time(mortal, 300)
    await mortal.database._writer.hand_over(room_again)
    await pass_time(mortal, 120)
    await mortal.after(lambda: None)
    states = await mortal.database.read(lambda tx: [tuple(row) for row in tx.all("SELECT state, COUNT(*) FROM inbox GROUP BY state")])
    given = await mortal.database.read(lambda tx: tx.all("SELECT chat_id, answer FROM answers WHERE question = 'Q2'"))
    heard = [json.loads(body) for body in mortal.arrived]
    await mortal.stop()
    await telegram.close()
    print(left, states, len(given), sum(body["text"].startswith("Q3") for body in heard))
    assert states == [("done", 60)]
    assert sorted(row["chat_id"] for row in given) == [one.chat_id for one in CROWD]
    assert sum(body["text"].startswith("Q3") for body in heard) == len(CROWD)
