"""What was right when it was added is looked at again when it is sent; and nothing stays of what must not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import outbox
from storage.outbox import BROADCAST, PROACTIVE
from storage.values import instant
from tests.delivery.conftest import ANA, NOW, Post


@pytest.mark.parametrize("priority", [PROACTIVE, BROADCAST])
@pytest.mark.parametrize("state", ["paused", "stopped", "unreachable", "erased"])
async def test_between_decision_and_sending_somebody_left(post: Post, state: str, priority: int) -> None:
    person_id = await post.join(ANA)
    message = await post.write(ANA, "nudge", person_id=person_id, priority=priority)
    await post.do(lambda tx: tx.run(f"UPDATE people SET {state}_at = :at", at=instant(NOW)))
    delivery = await post.open()
    await post.pass_time(delivery)
    row = await post.row(message)
    assert (row["state"], row["why"], post.calls()) == ("lapsed", state, 0)


async def test_after_a_concern_nothing_is_begun(post: Post) -> None:
    person_id = await post.join(ANA)
    message = await post.write(ANA, "nudge", person_id=person_id, priority=PROACTIVE)
    await post.do(
        lambda tx: tx.run(
            "INSERT INTO concerns (id, person_id, kind, raised_at) VALUES ('c', :id, 'contact', :at)",
            id=person_id,
            at=instant(NOW),
        )
    )
    delivery = await post.open()
    reply = await post.reply(delivery, ANA, "we have read it", person_id=person_id)
    await post.pass_time(delivery)
    assert ((await post.row(message))["why"], (await post.row(reply))["state"]) == ("open_concern", "sent")
    assert post.shown(ANA) == ["we have read it"]


async def test_a_message_whose_moment_has_passed_is_not_sent(post: Post) -> None:
    await post.join(ANA)
    delivery = await post.open()
    delivery.hold("all", "test")
    message = await post.write(ANA, "it starts in an hour", useful_until=NOW + timedelta(hours=1), priority=PROACTIVE)
    delivery.wake()
    await post.pass_time(delivery, 3 * 3600)
    delivery.resume("all", "test")
    await post.pass_time(delivery)
    assert ((await post.row(message))["why"], post.calls()) == ("too_late", 0)


async def test_a_recalled_row_that_waits_in_memory_is_not_sent(post: Post) -> None:
    await post.join(ANA)
    delivery = await post.open()
    delivery.hold("proactive", "test")
    message = await post.write(ANA, "news", priority=BROADCAST, reason="broadcast-1")
    delivery.wake()
    await post.quiet(delivery)
    assert await post.do(lambda tx: outbox.recall(tx, NOW, "broadcast-1")) == 1
    delivery.resume("proactive", "test")
    await post.pass_time(delivery)
    assert ((await post.row(message))["state"], post.calls()) == ("recalled", 0)


@pytest.mark.parametrize("blocked", [False, True])
async def test_nothing_stays_of_a_message_to_a_stranger(post: Post, blocked: bool) -> None:
    await post.join(ANA)
    await post.do(lambda tx: tx.run("DELETE FROM people"))
    post.telegram.world.people[ANA].blocked = blocked
    delivery = await post.open()
    await post.reply(delivery, ANA, "this is private", fleeting=True)
    await post.reply(delivery, ANA, "and short", fleeting=True)
    await post.pass_time(delivery)
    assert post.shown(ANA) == ([] if blocked else ["this is private", "and short"])
    assert (await post.rows(), await post.notices()) == ([], [])


async def test_nothing_stays_of_a_stranger_when_nobody_knows_whether_it_arrived(post: Post) -> None:
    await post.join(ANA)
    delivery = await post.open()
    post.telegram.faults.add({"kind": "drop_after"})
    await post.reply(delivery, ANA, "this is private", fleeting=True)
    await post.pass_time(delivery)
    assert (await post.rows(), len(post.shown(ANA))) == ([], 2)
