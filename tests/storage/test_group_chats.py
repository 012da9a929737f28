"""Telegram groups in which we may announce: brought in, registered, moved, left."""

from __future__ import annotations

from storage import group_chats, groups, mishaps
from storage.database import Database, Transaction
from tests.databases import NOW
from tests.storage.met import meet

CHAT, OTHER = -1_001, -1_002


async def test_announcements_go_into_it_only_while_somebody_said_whose_it_is(database: Database) -> None:
    def unit(tx: Transaction) -> list[list[str]]:
        cora = meet(tx, 503)
        circle = groups.form(tx, NOW, name="Circle", members=())
        seen = []
        chat = group_chats.brought_in(tx, NOW, chat_id=CHAT, title="Our group", by=cora)
        seen.append([one.title for one in group_chats.registered(tx)])
        assert group_chats.register(tx, NOW, chat, group_id=circle, by=cora)
        seen.append([one.title for one in group_chats.registered(tx)])
        groups.end(tx, NOW, circle)
        seen.append([one.title for one in group_chats.registered(tx)])
        return seen

    assert await database.write(unit) == [[], ["Our group"], []]


async def test_who_is_brought_in_again_is_asked_again(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[bool, object]:
        cora = meet(tx, 503)
        circle = groups.form(tx, NOW, name="Circle", members=())
        chat = group_chats.brought_in(tx, NOW, chat_id=CHAT, title="Our group", by=cora)
        group_chats.left(tx, NOW, CHAT)
        too_late = group_chats.register(tx, NOW, chat, group_id=circle, by=cora)
        assert group_chats.brought_in(tx, NOW, chat_id=CHAT, title="Our group", by=cora) == chat
        known = group_chats.by_id(tx, chat)
        return too_late, known and (known.group_id, known.left_at)

    assert await database.write(unit) == (False, (None, None))


async def test_a_chat_that_moved_or_shut_us_out_is_known_for_it(database: Database) -> None:
    def unit(tx: Transaction) -> list[object]:
        cora = meet(tx, 503)
        chat = group_chats.brought_in(tx, NOW, chat_id=CHAT, title="Our group", by=cora)
        mishaps.moved(tx, CHAT, OTHER)
        moved = group_chats.of_chat(tx, OTHER)
        mishaps.unreachable(tx, NOW, OTHER, "kicked")
        left = group_chats.by_id(tx, chat)
        return [moved is not None and moved.id == chat, left is not None and left.left_at is not None]

    assert await database.write(unit) == [True, True]
