"""R4: a turn that is cancelled, before its transaction or during it, loses nothing and holds up nobody."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.contestant import STORY, OpenDoor, questions, texts
from bot.chat.incoming import Incoming
from bot.chat.story import Story
from bot.clock import SetClock
from bot.taking import Taker
from simulator import people as phones
from simulator.app import create_app
from storage import inbox
from storage.database import Transaction
from storage.inbox import Arrived, Stored
from storage.values import new_id
from tests.cast import ANA, BEN, BOT_ID, MONDAY, Member
from tests.chaos.mortal import TOKEN, Mortal, Script
from tests.phones import Telegram

STRANDED = 400.0  # seconds, after which delivery looks for rows that somebody claimed and forgot


class TwoPeople:
    """Ana and Ben, a bot in this process, and one line after another from each."""

    def __init__(self, mortal: Mortal, by_hand: bool) -> None:
        self.mortal, self._by_hand = mortal, by_hand
        self._telegram = Telegram()

    async def line(self, who: Member, text: str, cancel_after: int | None = None) -> bool:
        """Say something; whether its turn was cancelled, after so many rounds of the event loop."""
        update = self._telegram.words(who, text, MONDAY)
        one = Arrived(new_id(MONDAY), update["update_id"], who.chat_id, json.dumps(update), text)
        await self.mortal.database.write(lambda tx: inbox.store(tx, MONDAY, BOT_ID, [one]))
        stored = Stored(one.id, one.update_id, one.chat_id, one.body)
        turn = asyncio.ensure_future(self._turn(stored, update))
        for _ in range(cancel_after or 0):
            await asyncio.sleep(0)
        if cancel_after is not None:
            turn.cancel()
        await asyncio.gather(turn, return_exceptions=True)
        return turn.cancelled()

    async def come_back(self) -> None:
        """What a new start does: take up what was left undone, and send what was left in doubt."""
        for stored in await self.mortal.database.write(inbox.waiting):
            await self._turn(stored, json.loads(stored.body))
        self.mortal.clock.advance(STRANDED)
        await asyncio.sleep(0)
        await self.mortal.running.delivery.settled()

    async def _turn(self, stored: Stored, update: dict[str, Any]) -> None:
        running = self.mortal.running
        if not self._by_hand:
            return await running.receiver._handle(stored, update)
        taker = Taker(self.mortal.database, self.mortal.clock, running.turns, running.delivery)
        message, command = update["message"], update["message"]["text"].startswith("/")
        text, kind = message["text"].removeprefix("/"), "command" if command else "text"
        chat_id, number = message["chat"]["id"], message["message_id"]
        await taker.take(Incoming(stored.id, stored.update_id, chat_id, kind, text=text, message_id=number))  # type: ignore[arg-type]
        return None


@pytest.mark.parametrize("by_hand", [True, False], ids=["a turn", "the whole handling"])
async def test_a_turn_cancelled_at_any_moment_loses_nothing_and_holds_up_nobody(by_hand: bool, tmp_path: Path) -> None:
    telegram = create_app(tokens={TOKEN: "voices_bot"}, seed=1)
    for member in (ANA, BEN):
        phones.join(telegram.world, {"id": member.chat_id, "first_name": member.name, "started": True})
    script = Script(texts(), {STORY: Story(questions, controls=(), bare=True)}, {}, {}, OpenDoor())
    mortal = Mortal(tmp_path, telegram, SetClock(MONDAY), script, counted=False)
    await mortal.start()
    both = TwoPeople(mortal, by_hand)
    rounds = cancelled = again = 0
    try:
        while again < 5:  # times that all three turns came through before they could be cancelled
            hit = 0
            for text in ("/start", "yes", "quite well"):
                hit += await both.line(ANA, text, cancel_after=rounds + rounds**3 // 500)
                async with asyncio.timeout(5):
                    await both.line(BEN, text)
                await both.come_back()
                assert mortal.database._writer._conn.in_transaction is False
            rounds, cancelled, again = rounds + 1, cancelled + hit, again + (not hit)
        rows = await mortal.database.read(_answers)
    finally:
        await mortal.stop()
        await telegram.close()
    print(f"{cancelled} cancelled turns, {len(rows)} answers")
    assert cancelled >= 30
    for member in (ANA, BEN):
        given = [(question, answer) for chat_id, question, answer in rows if chat_id == member.chat_id]
        assert given == [("Q1", "Yes"), ("Q2", "quite well")] * rounds
        heard = [json.loads(body)["text"] for body in mortal.arrived if json.loads(body)["chat_id"] == member.chat_id]
        assert [text[:2] for text in dict.fromkeys(heard)] == ["Q1", "Q2", "Q3"]
        assert len(heard) == 3 * rounds


def _answers(tx: Transaction) -> list[tuple[int, str, str]]:
    rows = tx.all("SELECT chat_id, question, answer FROM answers ORDER BY id")
    return [(row["chat_id"], row["question"], row["answer"]) for row in rows]
