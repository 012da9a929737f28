"""R16: twenty thousand mutated updates through the real receiver, handlers and turns, on a real file."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from bot.clock import SetClock
from simulator import people as phones
from simulator.app import create_app
from storage import invites
from storage.database import Row, Transaction
from tests.cast import ANA, MONDAY, Member
from tests.chaos.mortal import TOKEN, Mortal
from tests.chaos.mutating import Mutator
from tests.chaos.partner import buttons_of, plain, prepare, script

UPDATES, BATCH = 20_000, 50
LONGEST_STALL = 5.0
CROWD = [Member(f"p{number}", 9_000 + number) for number in range(10)]


@asynccontextmanager
async def known_people(folder: Path) -> AsyncIterator[Mortal]:
    """A bot that knows Ana and ten others, each with a question before them."""
    telegram = create_app(tokens={TOKEN: "voices_bot"}, seed=1)
    mortal = Mortal(folder, telegram, SetClock(MONDAY), script(), counted=False)
    await prepare(mortal.file)
    await mortal.start()
    code = await mortal.database.write(lambda tx: invites.make(tx, MONDAY, role="partner", uses=len(CROWD) + 1))
    for member in (ANA, *CROWD):
        person = phones.join(telegram.world, {"id": member.chat_id, "first_name": member.name})
        await mortal.after(partial(phones.say, telegram.world, person, f"/start {code}"))
    try:
        yield mortal
    finally:
        await mortal.stop()
        await telegram.close()


async def take_in(mortal: Mortal, updates: list[Any]) -> float:
    """Hand these over and wait until they are dealt with; how long that took."""
    began = time.monotonic()
    await mortal.running.receiver.receive(updates)
    async with asyncio.timeout(LONGEST_STALL):
        await mortal.running.receiver.finish()
        await mortal.running.delivery.settled()
    return time.monotonic() - began


async def test_twenty_thousand_malformed_updates_change_nothing_for_others(tmp_path: Path) -> None:
    seed, uncaught = random.randrange(100_000), list[dict[str, Any]]()
    print(f"seed {seed}")
    asyncio.get_running_loop().set_exception_handler(lambda _, context: uncaught.append(context))
    async with known_people(tmp_path) as mortal:
        mutator = Mutator(random.Random(seed), CROWD, buttons_of(mortal))
        mortal.arrived.clear()
        longest = await take_in(mortal, [mutator.good(ANA, "/help")])
        each = len(mortal.arrived)
        for _ in range(UPDATES // BATCH):
            batch = [mutator.mutated() for _ in range(BATCH)]
            batch.insert(BATCH // 2, mutator.good(ANA, "/help"))
            longest = max(longest, await take_in(mortal, batch))
        states = {row["state"]: row["times"] for row in await mortal.database.read(_states)}
        failed = plain(await mortal.database.read(_failed))
        odd, told = await mortal.database.read(_set_aside)
        answered = sum(b'"chat_id":%d,' % ANA.chat_id in body for body in mortal.arrived)
    print(f"{states}, longest batch {longest * 1000:.0f} ms, {odd} oddities of known people, {told} told")
    assert uncaught == []
    assert failed == []
    assert set(states) == {"done", "set_aside"}
    assert each > 1
    assert answered == each * (1 + UPDATES // BATCH)
    assert odd == told > 1_000


async def test_an_oddity_gets_one_clear_reply(tmp_path: Path) -> None:
    async with known_people(tmp_path) as mortal:
        mutator = Mutator(random.Random(5), CROWD, buttons_of(mortal))
        update = mutator.good(ANA, "hello")
        del update["message"]["date"]
        before = len(mortal.arrived)
        await take_in(mortal, [update])
        await take_in(mortal, [update])
        replies = [body.decode() for body in mortal.arrived[before:]]
    assert len(replies) == 1
    assert mortal.script.texts.voice("en").says("shared", "not_understood_at_all", {})[:20] in replies[0]


async def test_a_button_is_pressed_by_nobody_in_the_chat_of_another(tmp_path: Path) -> None:
    async with known_people(tmp_path) as mortal:
        data = buttons_of(mortal)[ANA.chat_id][0]
        above = {"message_id": 1, "date": 0, "chat": {"id": ANA.chat_id, "type": "private"}}
        sender = {"id": CROWD[0].chat_id, "is_bot": False, "first_name": "Eve"}
        query = {"id": "1", "from": sender, "chat_instance": "", "message": above, "data": data}
        before = await mortal.database.read(lambda tx: tx.all("SELECT * FROM answers"))
        await take_in(mortal, [{"update_id": 90_000, "callback_query": query}])
        after = await mortal.database.read(lambda tx: tx.all("SELECT * FROM answers"))
        odd, told = await mortal.database.read(_set_aside)
    assert after == before
    assert odd == told == 1


def _states(tx: Transaction) -> list[Row]:
    return tx.all("SELECT state, COUNT(*) AS times FROM inbox GROUP BY state")


def _failed(tx: Transaction) -> list[Row]:
    return tx.all("SELECT why, body FROM inbox WHERE state IN ('failed', 'new') LIMIT 5")


def _set_aside(tx: Transaction) -> tuple[int, int]:
    odd = tx.one("SELECT COUNT(*) AS times FROM inbox JOIN people ON telegram_id = chat_id WHERE state = 'set_aside'")
    told = tx.one("SELECT COUNT(*) AS times FROM outbox WHERE reason = 'set_aside'")
    assert odd is not None
    assert told is not None
    return odd["times"], told["times"]
