"""Receiving: stored first, one chat in order, many chats at once, and nothing that anybody sends holds up others."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.clock import SetClock
from bot.gateway.receiving import Receiver, chat_of
from bot.gateway.scrubbing import scrub
from storage import inbox
from storage.errors import DatabaseFailed
from storage.inbox import Stored
from storage.sqlite import SqliteDatabase, open_sqlite
from tests import migrated
from tests.cast import ANA, BEN, BOT_ID, CORA, GROUP, MONDAY, Member
from tests.phones import Telegram


@dataclass
class Desk:
    """A receiver, and somebody who handles what it hands on, as slowly as the test likes."""

    database: SqliteDatabase
    clock: SetClock
    telegram: Telegram = field(default_factory=Telegram)
    begun: list[str] = field(default_factory=list)
    handled: list[str] = field(default_factory=list)
    pressed: list[str] = field(default_factory=list)
    held_up: dict[int, asyncio.Event] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.receiver = Receiver(self.database, self.clock, BOT_ID, self.handle, self.pressed.append)

    async def handle(self, stored: Stored, update: Any) -> None:
        what = update["message"]["text"] if isinstance(update, dict) and "message" in update else repr(update)
        self.begun.append(what)
        if stored.chat_id in self.held_up:
            await self.held_up[stored.chat_id].wait()
        if await self.database.write(lambda tx: inbox.finish(tx, MONDAY, stored.id)):
            self.handled.append(what)

    def words(self, who: Member, text: str) -> dict[str, Any]:
        return self.telegram.words(who, text, MONDAY)

    async def rows(self, column: str = "state") -> list[Any]:
        found = await self.database.read(lambda tx: tx.all("SELECT * FROM inbox ORDER BY id"))
        return [row[column] for row in found]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    migrated.place(tmp_path / "voices.db")
    database = await open_sqlite(tmp_path / "voices.db", now=MONDAY)
    desk = Desk(database, SetClock(MONDAY))
    yield desk
    await desk.receiver.finish()
    await database.close()


async def test_receiving_returns_when_everything_is_stored_though_nothing_is_handled(desk: Desk) -> None:
    desk.held_up[ANA.chat_id] = asyncio.Event()
    await desk.receiver.receive([desk.words(ANA, "one"), desk.words(ANA, "two")])
    assert await desk.rows() == ["new", "new"]
    assert (desk.begun, desk.handled) == (["one"], [])
    desk.held_up[ANA.chat_id].set()


async def test_one_chat_is_handled_in_order_and_does_not_hold_up_another(desk: Desk) -> None:
    desk.held_up[ANA.chat_id] = asyncio.Event()
    await desk.receiver.receive([desk.words(ANA, "a1"), desk.words(BEN, "b1"), desk.words(ANA, "a2")])
    await desk.receiver.receive([desk.words(BEN, "b2"), desk.words(ANA, "a3"), desk.words(CORA, "c1")])
    while len(desk.handled) < 3:
        await desk.rows()
    assert [one for one in desk.handled if one != "c1"] == ["b1", "b2"]
    desk.held_up[ANA.chat_id].set()
    await desk.receiver.finish()
    assert [one for one in desk.handled if one.startswith("a")] == ["a1", "a2", "a3"]


async def test_the_same_update_is_handled_once_however_often_it_comes(desk: Desk) -> None:
    update = desk.words(ANA, "hello")
    await desk.receiver.receive([update, update])
    await desk.receiver.receive([json.loads(json.dumps(update))])
    await desk.receiver.finish()
    assert (desk.handled, await desk.rows()) == (["hello"], ["done"])


async def test_an_id_that_is_used_again_for_something_else_is_new(desk: Desk) -> None:
    await desk.receiver.receive([desk.words(ANA, "before the quiet week")])
    await desk.receiver.receive([{**desk.words(ANA, "after it"), "update_id": 700_001}])
    await desk.receiver.finish()
    assert desk.handled == ["before the quiet week", "after it"]
    assert await desk.rows("update_id") == [700_001, 700_001]


async def test_what_an_earlier_run_left_is_taken_up_in_order_and_before_what_is_new(desk: Desk) -> None:
    desk.held_up[ANA.chat_id] = asyncio.Event()
    await desk.receiver.receive([desk.words(ANA, "one"), desk.words(ANA, "two")])
    later = Desk(desk.database, desk.clock, desk.telegram)
    assert await later.receiver.take_up_waiting() == 2
    await later.receiver.receive([later.words(ANA, "three")])
    await later.receiver.finish()
    assert later.handled == ["one", "two", "three"]
    desk.held_up[ANA.chat_id].set()
    await desk.receiver.finish()
    assert desk.handled == []


async def test_a_pressed_button_is_heard_of_at_once_and_not_after_its_turn(desk: Desk) -> None:
    desk.held_up[ANA.chat_id] = asyncio.Event()
    message = desk.words(ANA, "a question")["message"]
    press = {"update_id": 7, "callback_query": {"id": "q7", "from": message["from"], "message": message, "data": "x.0"}}
    await desk.receiver.receive([desk.words(ANA, "first"), press])
    assert (desk.pressed, len(desk.begun)) == (["q7"], 1)
    desk.held_up[ANA.chat_id].set()


async def test_what_cannot_be_stored_is_not_handled(desk: Desk) -> None:
    class Refusing(Desk):
        async def handle(self, stored: Stored, update: Any) -> None:
            try:
                await super().handle(stored, update)
            except DatabaseFailed:
                self.begun.append("refused")

    desk = Refusing(desk.database, desk.clock, desk.telegram)
    await desk.database._writer.hand_over(lambda connection: connection.execute("PRAGMA query_only = ON").fetchall())
    with pytest.raises(DatabaseFailed):
        await desk.receiver.receive([desk.words(ANA, "hello")])
    await desk.receiver.finish()
    await desk.database._writer.hand_over(lambda connection: connection.execute("PRAGMA query_only = OFF").fetchall())
    assert (desk.handled, await desk.rows()) == ([], [])


@pytest.mark.parametrize("odd", [None, 7, "words", [], {}, {"message": 3}, {"message": {"text": "\ud800"}}])
async def test_something_that_is_no_update_is_stored_and_handed_on_and_holds_up_nobody(odd: Any, desk: Desk) -> None:
    desk.receiver = Receiver(desk.database, desk.clock, BOT_ID, lambda stored, raw: _note(desk, stored, raw), print)
    await desk.receiver.receive([odd, desk.words(ANA, "next"), odd, [odd]])
    await desk.receiver.finish()
    assert len(desk.begun) == 4
    assert await desk.receiver.take_up_waiting() == 3
    await desk.receiver.finish()
    assert len(desk.begun) == 7


async def _note(desk: Desk, stored: Stored, update: Any) -> None:
    desk.begun.append(repr(update))


def deep(levels: int) -> Any:
    found: Any = "deep"
    for _ in range(levels):
        found = [found]
    return found


@pytest.mark.parametrize("levels", [100, 300, 900, 5_000])
async def test_depth_does_not_matter(levels: int, desk: Desk) -> None:
    desk.receiver = Receiver(desk.database, desk.clock, BOT_ID, lambda stored, _: _note(desk, stored, ""), print)
    await desk.receiver.receive([{"update_id": 7, "message": deep(levels)}])
    assert await desk.rows("update_id") == [7]


async def test_places_pictures_and_what_was_replied_to_are_not_stored(desk: Desk) -> None:
    for what in ("a location", "a contact", "a photo", "a document", "a voice note"):
        await desk.receiver.receive(desk.telegram.thing(ANA, what, MONDAY))
    reply = desk.words(ANA, "yes")
    reply["message"]["reply_to_message"] = {"text": "a private question", "chat": {"id": 1}}
    await desk.receiver.receive([reply])
    stored = "".join(await desk.rows("body"))
    assert not any(word in stored for word in ("51.5", "+447700900123", "a private", ".pdf"))


REPLIED_TO: tuple[tuple[Any, str, dict[str, Any]], ...] = (
    ({"message_id": 12, "text": "a private question", "from": {"first_name": "Eve"}}, "private", {"replied_to": 12}),
    ({"message_id": 12, "text": "a private question"}, "supergroup", {}),
    ({"message_id": "12"}, "private", {}),
    ({"message_id": True}, "private", {}),
    ({"message_id": 2**63}, "private", {}),
    ({"text": "a private question"}, "private", {}),
    ("12", "private", {}),
)


@pytest.mark.parametrize(("quoted", "kind", "kept"), REPLIED_TO)
def test_of_what_was_replied_to_the_number_is_kept(quoted: Any, kind: str, kept: dict[str, Any]) -> None:
    elsewhere = {"origin": {"type": "user", "sender_user": {"first_name": "Eve"}}, "chat": {"id": 7}, "message_id": 3}
    more = {"reply_to_message": quoted, "quote": {"text": "a private"}, "external_reply": elsewhere}
    message = {"message_id": 13, "date": 1, "chat": {"id": 5, "type": kind}, "text": "yes"}
    assert scrub({"update_id": 7, "message": message | more}) == {"update_id": 7, "message": message | kept}
    assert scrub({"update_id": 7, "edited_message": message | more}) == {"update_id": 7, "edited_message": message}


ODD_CHATS: tuple[Any, ...] = (None, "5", True, 2**63, 1.5, [5])
NOT_UPDATES: tuple[Any, ...] = (None, 5, "x", [], {}, {"message": None}, {"message": {"chat": 5}}, {"poll": {"id": 5}})


@pytest.mark.parametrize(
    ("update", "chat"),
    [
        ({"message": {"chat": {"id": 5}}}, 5),
        ({"edited_message": {"chat": {"id": GROUP.chat_id}}}, GROUP.chat_id),
        ({"callback_query": {"message": {"chat": {"id": 6}}, "from": {"id": 7}}}, 6),
        ({"callback_query": {"from": {"id": 7}}}, 7),
        ({"my_chat_member": {"chat": {"id": 8}}}, 8),
        *(({"message": {"chat": {"id": odd}}}, None) for odd in ODD_CHATS),
        *((odd, None) for odd in NOT_UPDATES),
    ],
)
def test_the_chat_of_an_update_is_found_or_there_is_none(update: Any, chat: int | None) -> None:
    assert chat_of(update) == chat
