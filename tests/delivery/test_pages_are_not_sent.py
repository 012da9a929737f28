"""Whoever answers on a page is never written to by Telegram: their messages wait until the page shows them."""

from __future__ import annotations

from datetime import timedelta

from storage import pages
from storage.outbox import PROACTIVE
from storage.web_chats import FIRST
from tests.delivery.conftest import ANA, Post

LENA = FIRST + 7


async def test_a_reply_is_neither_reserved_nor_sent(post: Post) -> None:
    await post.join(LENA)
    delivery = await post.open()
    assert not delivery.reserve(LENA)
    message = await post.reply(delivery, LENA, "Hello on the page")
    await post.pass_time(delivery)
    assert (await post.row(message))["state"] == "queued"
    assert sum(post.telegram.calls.methods.values()) == 0


async def test_what_waits_in_the_table_is_left_there_by_every_look(post: Post) -> None:
    await post.join(LENA)
    await post.join(ANA)
    waiting = [
        await post.write(LENA, "now"),
        await post.write(LENA, "by itself", priority=PROACTIVE),
        await post.write(LENA, "later", not_before=post.clock.now() + timedelta(minutes=1)),
        await post.write(LENA, "once", fleeting=True),
    ]
    delivery = await post.open()
    delivery.wake()
    await post.write(ANA, "to a phone")
    delivery.wake()
    await post.pass_time(delivery, 3600)
    assert post.shown(ANA) == ["to a phone"]
    assert post.calls() == 1
    assert {(await post.row(one))["state"] for one in waiting} == {"queued"}


async def test_a_turn_that_tells_somebody_on_telegram_is_sent_in_part(post: Post) -> None:
    await post.join(LENA)
    await post.join(ANA)
    delivery = await post.open()
    here, there = await post.write(LENA, "to the page"), await post.write(ANA, "to a phone")
    delivery.post([here, there])
    await post.arrived(ANA, "to a phone")
    await post.pass_time(delivery)
    assert ((await post.row(here))["state"], (await post.row(there))["state"]) == ("queued", "sent")


async def test_the_page_is_where_they_arrive_unless_their_moment_has_passed(post: Post) -> None:
    person = await post.join(LENA)
    late = post.clock.now() + timedelta(hours=1)
    useful = await post.write(LENA, "useful", person_id=person, useful_until=late + timedelta(hours=2))
    useless = await post.write(LENA, "too late", person_id=person, useful_until=late - timedelta(minutes=1))
    not_yet = await post.write(LENA, "not yet", person_id=person, not_before=late + timedelta(minutes=1))
    fleeting = await post.write(LENA, "once", fleeting=True)
    arrived = await post.do(lambda tx: pages.arrive(tx, late, LENA))
    assert [one.id for one in arrived] == [useful.id, fleeting.id]
    states = {one.id: (await post.row(one))["state"] for one in (useful, useless, not_yet)}
    assert states == {useful.id: "sent", useless.id: "lapsed", not_yet.id: "queued"}
    assert await post.rows(fleeting.id) == []
    assert [one.id for one in await post.do(lambda tx: pages.newest(tx, person, 10))] == [useful.id]
