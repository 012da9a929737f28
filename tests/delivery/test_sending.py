"""The straight way: what is posted arrives once, in order, and is marked."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from storage import outbox
from storage.errors import DatabaseUnavailable
from storage.outbox import BROADCAST
from tests.delivery.conftest import ANA, BEN, Post


async def test_a_reply_goes_out_with_the_turns_own_commit(post: Post) -> None:
    await post.join(ANA)
    delivery = await post.open()
    assert delivery.reserve(ANA)
    message = await post.write(ANA, "hello", claimed=True)
    delivery.post([message])
    await delivery.settled()
    assert post.shown(ANA) == ["hello"]
    row = await post.row(message)
    assert (row["state"], row["tries"], row["uncertain"]) == ("sent", 1, 0)
    assert row["message_id"] in post.telegram.world.messages[ANA]


async def test_messages_of_one_chat_keep_their_order(post: Post) -> None:
    for chat_id in (ANA, BEN):
        await post.join(chat_id)
    delivery = await post.open()
    for number in range(20):
        for chat_id in (ANA, BEN):
            await post.reply(delivery, chat_id, str(number))
    await delivery.settled()
    assert post.shown(ANA) == post.shown(BEN) == [str(number) for number in range(20)]


async def test_a_chat_is_reserved_once(post: Post) -> None:
    await post.join(ANA)
    delivery = await post.open()
    assert delivery.reserve(ANA)
    assert not delivery.reserve(ANA)
    assert delivery.reserve(BEN)
    delivery.release(ANA)
    assert delivery.reserve(ANA)


async def test_a_waiting_message_is_not_overtaken_by_a_turn(post: Post) -> None:
    await post.join(ANA)
    delivery = await post.open(per_chat=1)
    await post.reply(delivery, ANA, "first")
    await post.reply(delivery, ANA, "second")
    await post.pass_time(delivery, 0.5)
    assert not delivery.reserve(ANA)
    await post.pass_time(delivery, 3)
    assert post.shown(ANA) == ["first", "second"]


async def test_a_reply_overtakes_a_broadcast_to_the_same_chat(post: Post) -> None:
    await post.join(ANA)
    delivery = await post.open(per_chat=1)
    await post.reply(delivery, ANA, "reply 1")
    await post.write(ANA, "broadcast", priority=BROADCAST)
    delivery.wake()
    await post.reply(delivery, ANA, "reply 2")
    await post.pass_time(delivery, 10)
    assert post.shown(ANA) == ["reply 1", "reply 2", "broadcast"]


async def test_rows_added_by_others_are_found(post: Post) -> None:
    await post.join(ANA)
    delivery = await post.open()
    await post.write(ANA, "by a job")
    delivery.wake()
    await delivery.settled()
    await post.write(ANA, "by another process")
    await post.pass_time(delivery, 60)
    assert post.shown(ANA) == ["by a job", "by another process"]


async def test_a_row_goes_when_its_time_has_come(post: Post) -> None:
    await post.join(ANA)
    delivery = await post.open()
    message = await post.write(ANA, "undo is over", not_before=post.clock.now() + timedelta(seconds=7))
    delivery.post([message])
    await post.write(BEN, "later", not_before=post.clock.now() + timedelta(days=1))
    await post.reply(delivery, ANA, "at once")
    await post.pass_time(delivery, 6.9)
    assert post.shown(ANA) == ["at once"]
    await post.pass_time(delivery, 0.2)
    assert post.shown(ANA) == ["at once", "undo is over"]


async def test_more_than_a_page_of_rows_goes_out(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.stock.PAGE", 10)
    for chat_id in range(600, 650):
        await post.join(chat_id)
        await post.write(chat_id, "news", priority=BROADCAST)
    delivery = await post.open()
    await delivery.settled()
    assert [post.shown(chat_id) for chat_id in range(600, 650)] == [["news"]] * 50


async def test_a_file_goes_along(post: Post) -> None:
    await post.join(ANA)
    delivery = await post.open()
    message = await post.do(
        lambda tx: outbox.add(
            tx,
            post.clock.now(),
            chat_id=ANA,
            payload={"caption": "yours"},
            method="sendDocument",
            file_name="mes données.csv",
            file_text="ä,b",
        )
    )
    delivery.post([message])
    await delivery.settled()
    (sent,) = post.telegram.world.messages[ANA].values()
    assert (sent.body["caption"], sent.body["document"]["file_name"]) == ("yours", "mes données.csv")
    assert (await post.row(message))["state"] == "sent"


async def test_a_pressed_button_is_answered_and_trouble_with_that_is_nobodys(post: Post) -> None:
    delivery = await post.open()
    delivery.answer_callback("no such query")
    await delivery.settled()
    assert post.calls("answerCallbackQuery") == 1


async def test_stopping_finishes_what_is_on_the_way(post: Post) -> None:
    await post.join(ANA)
    delivery = await post.open()
    post.telegram.faults.add({"kind": "delay", "seconds": 0.2})
    first = await post.reply(delivery, ANA, "on the way")
    second = await post.reply(delivery, ANA, "waiting")
    await delivery.stop()
    assert not delivery.reserve(BEN)
    assert post.shown(ANA) == ["on the way"]
    assert [(await post.row(each))["state"] for each in (first, second)] == ["sent", "queued"]


async def test_a_database_that_cannot_write_for_a_while_is_asked_again(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    await post.join(ANA)
    delivery = await post.open()
    assert delivery.reserve(ANA)
    message = await post.write(ANA, "hello", claimed=True)
    write = post.database.write

    asked = asyncio.Event()

    async def full(unit: object) -> object:
        asked.set()
        raise DatabaseUnavailable("the disk is full")

    monkeypatch.setattr(post.database, "write", full)
    delivery.post([message])
    for _ in range(3):
        await asked.wait()
        asked.clear()
        post.clock.advance(2)
    monkeypatch.setattr(post.database, "write", write)
    post.clock.advance(2)
    await delivery.settled()
    assert (await post.row(message))["state"] == "sent"
    assert post.shown(ANA) == ["hello"]


async def test_told_to_stop_before_a_look_has_begun_it_stops_at_once(post: Post) -> None:
    delivery = await post.open()
    delivery.wake()
    async with asyncio.timeout(5):
        await delivery.stop()
