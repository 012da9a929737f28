"""Nobody knows whether it arrived: once more, flagged, and never a third time."""

from __future__ import annotations

import pytest

from storage.outbox import BROADCAST
from tests.delivery.conftest import ANA, BEN, Post


async def test_a_cut_line_after_delivery_makes_two_copies_at_most(post: Post) -> None:
    chats = range(600, 650)
    for chat_id in chats:
        await post.join(chat_id)
    delivery = await post.open()
    post.telegram.faults.add({"kind": "drop_after", "probability": 0.2})
    for number in range(4):
        for chat_id in chats:
            await post.reply(delivery, chat_id, str(number))
    await post.pass_time(delivery)
    flagged = {row["id"] for row in await post.rows() if row["uncertain"]}
    copies = 0
    for chat_id in chats:
        shown = post.shown(chat_id)
        assert sorted(set(shown)) == ["0", "1", "2", "3"]
        assert shown == sorted(shown)
        assert all(1 <= shown.count(each) <= 2 for each in shown)
        copies += len(shown)
    assert copies > 200
    assert len(flagged) >= copies - 200
    assert {row["state"] for row in await post.rows()} <= {"sent", "uncertain"}
    assert all(row["done_at"] for row in await post.rows())


async def test_once_more_comes_after_five_seconds(post: Post) -> None:
    await post.join(ANA)
    delivery = await post.open()
    post.telegram.faults.add({"kind": "drop_before", "count": 1})
    message = await post.reply(delivery, ANA, "hello")
    await post.pass_time(delivery, 4.9)
    row = await post.row(message)
    assert (row["state"], row["uncertain"], post.calls()) == ("uncertain", 1, 1)
    await post.pass_time(delivery, 0.2)
    row = await post.row(message)
    assert (row["state"], row["uncertain"], post.calls()) == ("sent", 1, 2)


async def test_twice_without_an_answer_is_left_to_staff(post: Post) -> None:
    await post.join(ANA)
    delivery = await post.open()
    post.telegram.faults.add({"kind": "drop_after"})
    message = await post.reply(delivery, ANA, "hello")
    await post.pass_time(delivery, 3600)
    row = await post.row(message)
    assert (row["state"], row["done_at"] is None, post.calls()) == ("uncertain", False, 2)
    assert await post.notices() == ["message_uncertain"]


async def test_an_outage_of_hours_loses_nothing_and_keeps_the_order(post: Post) -> None:
    await post.join(ANA)
    delivery = await post.open()
    post.telegram.faults.add({"kind": "error", "status": 502})
    for number in range(3):
        await post.reply(delivery, ANA, str(number))
    await post.pass_time(delivery, 6 * 3600)
    assert post.calls() == pytest.approx(6 * 60, abs=5)
    post.telegram.faults.remove()
    await post.pass_time(delivery, 300)
    assert post.shown(ANA) == ["0", "1", "2"]


async def test_a_refused_connection_is_tried_again_with_growing_pauses(post: Post) -> None:
    await post.join(ANA)
    delivery = await post.open()
    api, address = post.apis[0], post.apis[0]._base
    api._base = "http://127.0.0.1:1"  # nobody listens there
    message = await post.reply(delivery, ANA, "hello")
    await post.pass_time(delivery, 600)
    row = await post.row(message)
    assert (row["state"], row["uncertain"]) == ("queued", 0)
    assert 13 <= row["tries"] <= 18
    api._base = address
    api._urls.clear()
    await post.pass_time(delivery, 75)
    assert post.shown(ANA) == ["hello"]


async def test_a_dead_senders_messages_are_sent_once_more_and_flagged(post: Post) -> None:
    for chat_id in (ANA, BEN):
        await post.join(chat_id)
    first = await post.open()
    post.telegram.faults.add({"kind": "delay", "seconds": 0.2, "chat_id": BEN, "count": 1})
    reserved = [first.reserve(chat_id) for chat_id in (ANA, BEN)]
    messages = [await post.write(chat_id, "hello", claimed=True) for chat_id in (ANA, BEN)]
    assert reserved == [True, True]
    first.post(messages)
    await post.arrived(ANA, "hello")  # and the answer is on its way back
    await post.kill(first)

    second = await post.open()
    await post.pass_time(second, 60)
    for message in messages:
        row = await post.row(message)
        assert (row["state"], row["uncertain"]) == ("sent", 1)
    assert all(1 <= len(post.shown(chat_id)) <= 2 for chat_id in (ANA, BEN))
    assert await post.notices() == ["message_uncertain"] * 2


async def test_a_message_in_doubt_that_dies_again_is_not_sent_a_third_time(post: Post) -> None:
    await post.join(ANA)
    message = await post.write(ANA, "hello", claimed=True)
    first = await post.open()
    await post.quiet(first)
    assert post.shown(ANA) == ["hello"]
    await post.do(lambda tx: tx.run("UPDATE outbox SET state = 'sending', done_at = NULL"))
    await post.pass_time(await post.open(), 3600)
    row = await post.row(message)
    assert (row["state"], row["done_at"] is None) == ("uncertain", False)
    assert post.calls() == 1


async def test_a_killed_broadcast_leaves_at_most_four_in_doubt(post: Post) -> None:
    chats = range(600, 700)
    for chat_id in chats:
        await post.join(chat_id)
        await post.write(chat_id, "news", priority=BROADCAST)
    post.telegram.faults.add({"kind": "delay", "seconds": 1})
    first = await post.open(per_second=1000)
    await post.clock_runs(first, 3)
    await post.kill(first)
    assert 1 <= sum(row["state"] == "sending" for row in await post.rows()) <= 4
    post.telegram.faults.remove()
    second = await post.open(per_second=1000)
    await post.pass_time(second, 60)
    assert [len(post.shown(chat_id)) for chat_id in chats].count(1) >= 96
    assert all(1 <= len(post.shown(chat_id)) <= 2 for chat_id in chats)


async def test_a_claimed_row_that_nobody_posted_is_found(post: Post) -> None:
    await post.join(ANA)
    delivery = await post.open()
    message = await post.write(ANA, "hello", claimed=True)  # its turn was cancelled after the commit
    await post.pass_time(delivery, 250)
    assert post.shown(ANA) == []
    await post.pass_time(delivery, 120)
    assert post.shown(ANA) == ["hello"]
    assert (await post.row(message))["uncertain"] == 1
