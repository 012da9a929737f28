"""The whole way of a voice note over real HTTP: from a phone into the table, and back to the phone in a copy."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from bot.chat.chat import Chat
from bot.chat.questions import Text
from bot.chat.story import Story
from bot.chat.texts import Texts
from bot.clock import SetClock
from bot.conversations import STORIES
from bot.doors import InviteDoor
from bot.jobs import voice_notes as job
from bot.rules.voice_notes import LARGEST
from bot.serving import Parts, Running, poll, serve
from config.languages import language_files
from simulator import people as phones
from simulator.app import Simulator, create_app
from simulator.faults import Fault
from simulator.kinds import PAGE
from simulator.serving import serving
from storage import notices, people, voice_notes
from storage.database import Transaction
from storage.sqlite import SqliteDatabase, open_sqlite
from tests import migrated
from tests.agreeing import agree
from tests.cast import ANA, BOT_ID, MONDAY

TOKEN = f"{BOT_ID}:voice-canary"
PRACTICE = (PAGE / "practice.ogg").read_bytes()
PATIENCE = 20.0
TROUBLE = {"kind": "error", "methods": ["getFile"], "status": 502, "description": "Bad Gateway"}


def meet(tx: Transaction) -> None:
    """Somebody who has agreed that the sound of what they say is kept."""
    ana = people.meet(tx, MONDAY, telegram_id=ANA.chat_id, timezone="Europe/London")
    agree(tx, MONDAY, ana.id, "keep_voice")


async def tell(chat: Chat) -> None:
    await chat.ask("experience", Text(long=True, voice=True))


@dataclass
class Bot:
    """A bot that polls, whose jobs run when the test says so."""

    telegram: Simulator
    database: SqliteDatabase
    clock: SetClock
    running: asyncio.Future[Running] = field(default_factory=asyncio.Future)

    @property
    def ana(self) -> Any:
        return self.telegram.world.people[ANA.chat_id]

    async def hears(self, *, send: dict[str, Any] | None = None, text: str = "", press: str = "") -> None:
        """Ana does something; return when the bot has dealt with it."""
        world = self.telegram.world
        if send is not None:
            phones.send(world, self.ana, "voice", send)
        elif press:
            phones.press(world, self.ana, None, None, press)
        else:
            phones.say(world, self.ana, text)
        waits = self.telegram.polling.is_waiting
        assert await world.feed.until(lambda: world.updates[BOT_ID].count() == 0 and waits(BOT_ID), PATIENCE, "polling")
        running = await self.running
        await running.receiver.finish()
        await running.delivery.settled()

    async def look(self, later: timedelta = timedelta()) -> list[tuple[str, int]]:
        """The job runs after so long: each note's state, and the tries in vain."""
        self.clock.advance(later)
        await job.fetch(await self.running)
        rows = await self.database.read(lambda tx: tx.all("SELECT state, tries FROM voice_notes ORDER BY id"))
        return [(row["state"], row["tries"]) for row in rows]

    async def sounds(self) -> list[bytes | None]:
        def unit(tx: Transaction) -> list[bytes | None]:
            return [voice_notes.content(tx, row["id"]) for row in tx.all("SELECT id FROM voice_notes ORDER BY id")]

        return await self.database.read(unit)

    async def told(self) -> list[str]:
        """What the bot decided to say of notes that were lost."""
        rows = await self.database.read(
            lambda tx: tx.all("SELECT payload FROM outbox WHERE reason = 'voice_note_lost' ORDER BY id")
        )
        return [row["payload"] for row in rows]

    def fails(self, **fault: Any) -> Fault:
        return self.telegram.faults.add(TROUBLE | fault)


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    telegram = create_app(tokens={TOKEN: "voices_bot"}, seed=1)
    phones.join(telegram.world, {"id": ANA.chat_id, "first_name": "Ana"})
    migrated.place(tmp_path / "voices.db")
    database = await open_sqlite(tmp_path / "voices.db", now=MONDAY)
    await database.write(meet)
    playing = Bot(telegram, database, SetClock(MONDAY))
    texts = Texts(language_files())
    stories = {"onboarding_partner": Story(tell), "mydata": STORIES["mydata"]}
    commands = {"tell": "onboarding_partner", "mydata": "mydata"}

    async def receive(running: Running) -> None:
        playing.running.set_result(running)
        await poll(running)

    async with serving(telegram) as address:
        door = InviteDoor(texts, timezone="Europe/London")
        parts = Parts(database, playing.clock, TOKEN, address, texts, stories, commands, {}, door, 0, 0)
        task = asyncio.create_task(serve(parts, receive))
        await playing.hears(text="/tell")
        yield playing
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    await database.close()


async def test_a_note_comes_from_the_phone_and_goes_back_in_a_copy(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await bot.hears(send={"duration": 34})
    await bot.hears(press="Done")
    assert await bot.look() == [("kept", 0)]
    assert await bot.sounds() == [PRACTICE]
    await bot.hears(text="/mydata")
    await bot.hears(press="Yes, send it here")
    (copy,) = [file for file in bot.telegram.world.files.values() if file.name == "your-data.zip"]
    with ZipFile(BytesIO(copy.content)) as whole:
        assert whole.read("media/2026-03-02-1.oga") == PRACTICE
    (file,) = [file for file in bot.telegram.world.files.values() if file.id.startswith("SIMvoice")]
    ours = [record for record in caplog.records if record.name.startswith("bot.")]
    assert ours and not any(secret in record.getMessage() for record in ours for secret in (TOKEN, file.id, file.path))


@pytest.mark.parametrize("kind", ["error", "drop_before", "drop_after", "too_many"])
async def test_trouble_is_waited_out_with_growing_pauses(bot: Bot, kind: str) -> None:
    await bot.hears(send={})
    bot.fails(kind=kind, count=2)
    assert await bot.look() == [("waiting", 1)]
    assert await bot.look(timedelta(seconds=14)) == [("waiting", 1)]
    assert await bot.look(timedelta(seconds=1)) == [("waiting", 2)]
    assert await bot.look(timedelta(seconds=59)) == [("waiting", 2)]
    assert await bot.look(timedelta(seconds=1)) == [("kept", 2)]
    assert await bot.sounds() == [PRACTICE]
    assert await bot.told() == []


async def test_after_a_day_in_vain_a_note_is_lost_and_told_of_once(bot: Bot) -> None:
    await bot.hears(send={})
    bot.fails()
    state, looks = [("waiting", 0)], 0
    while state[0][0] == "waiting":
        state, looks = await bot.look(timedelta(minutes=10)), looks + 1
    assert timedelta(hours=23) < looks * timedelta(minutes=10) < timedelta(hours=26)
    for _ in range(3):
        assert await bot.look(timedelta(hours=1)) == state
    (told,) = await bot.told()
    assert "A note from Voices. I could not fetch the voice note that you sent on Monday 2 March 2026" in told
    seen = [kind for kind, _ in await bot.database.read(notices.unseen)]
    assert seen.count("voice_note_lost") == 1  # beside it may stand that nobody asked Telegram for a day
    assert await bot.sounds() == [None]


@pytest.mark.parametrize("wish", [{"content": b"x" * (LARGEST + 1), "file_size": 5}, {"content": b"x" * (LARGEST + 1)}])
async def test_a_note_that_turns_out_too_large_is_not_kept(bot: Bot, wish: dict[str, Any]) -> None:
    await bot.hears(send=dict(wish))
    if "file_size" not in wish:
        assert await bot.look() == []  # Telegram said so, and it was turned away at once
        return
    assert await bot.look() == [("lost", 1)]
    assert await bot.sounds() == [None]
    assert "too large" in (await bot.told())[0]


async def test_a_note_that_telegram_will_not_hand_out_is_lost_at_once(bot: Bot) -> None:
    await bot.hears(send={})
    bot.fails(status=400, description="Bad Request: file is too big")
    assert await bot.look() == [("lost", 1)]


async def test_an_unknown_token_is_no_fault_of_the_notes(bot: Bot) -> None:
    await bot.hears(send={})
    bot.fails(status=401, description="Unauthorized", count=1)
    assert await bot.look() == [("waiting", 0)]
    assert await bot.look() == [("kept", 0)]


async def test_killed_while_it_fetches_it_fetches_again(bot: Bot) -> None:
    await bot.hears(send={})
    fault = bot.fails(kind="delay", seconds=30, count=1)
    task = asyncio.create_task(job.fetch(await bot.running))
    async with asyncio.timeout(PATIENCE):
        while not fault.used:
            await bot.database.read(lambda tx: None)  # the time of a transaction
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert await bot.look() == [("kept", 0)]
    assert await bot.look() == [("kept", 0)]


async def test_many_notes_are_fetched_in_one_look_and_trouble_ends_it(bot: Bot) -> None:
    for _ in range(job.AT_ONCE + 2):
        await bot.hears(send={})
    bot.fails(count=1)
    first = await bot.look()
    assert (first.count(("kept", 0)), first.count(("waiting", 1))) == (job.AT_ONCE - 1, 1)
    assert set(await bot.look(timedelta(seconds=15))) == {("kept", 0), ("kept", 1)}
    assert await bot.sounds() == [PRACTICE] * (job.AT_ONCE + 2)
