"""What Telegram refuses, and what we do about it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.gateway.api import TelegramApi
from bot.gateway.errors import Refused
from simulator import people
from storage import outbox
from storage.outbox import BROADCAST, PROACTIVE
from tests.delivery.conftest import ANA, BEN, CORA, Post


async def test_a_blocked_bot_tries_once_tells_staff_once_and_stops(post: Post) -> None:
    await post.join(ANA)
    delivery = await post.open()
    post.telegram.world.people[ANA].blocked = True
    person_id, claimed = f"p{ANA}", delivery.reserve(ANA)
    messages = [
        await post.write(ANA, str(number), person_id=person_id, claimed=claimed and number == 0) for number in range(3)
    ]
    messages.append(await post.write(ANA, "nudge", person_id=person_id, priority=PROACTIVE))
    delivery.post(messages)
    await post.pass_time(delivery)
    messages.append(await post.write(ANA, "a colleague asks", person_id=person_id))
    delivery.wake()
    await post.pass_time(delivery, 3600)
    assert post.calls() == 1
    rows = [await post.row(message) for message in messages]
    assert {(row["state"], row["why"]) for row in rows[:-1]} == {("failed", "blocked")}
    assert (rows[-1]["state"], rows[-1]["why"]) == ("lapsed", "unreachable")
    assert await post.notices() == ["person_unreachable"]
    person = await post.do(lambda tx: tx.one("SELECT unreachable_why FROM people"))
    assert person is not None and person["unreachable_why"] == "blocked"


async def test_somebody_who_comes_back_is_written_to(post: Post) -> None:
    await post.join(ANA)
    delivery = await post.open()
    post.telegram.world.people[ANA].blocked = True
    await post.reply(delivery, ANA, "away")
    await post.pass_time(delivery)
    post.telegram.world.people[ANA].blocked = False
    await post.do(lambda tx: tx.run("UPDATE people SET unreachable_at = NULL"))
    await post.reply(delivery, ANA, "welcome back")
    await post.pass_time(delivery)
    assert post.shown(ANA) == ["welcome back"]


async def test_a_chat_that_telegram_does_not_know_is_unreachable(post: Post) -> None:
    delivery = await post.open()
    message = await post.reply(delivery, 999, "hello")
    await post.pass_time(delivery)
    row = await post.row(message)
    assert (row["state"], row["why"], post.calls()) == ("failed", "chat_not_found", 1)


async def test_the_table_is_not_read_for_each_of_many_who_cannot_be_reached(post: Post) -> None:
    await post.join(BEN)
    delivery = await post.open()
    await post.write(BEN, "found at the next look")
    for chat_id in range(900, 905):
        await post.reply(delivery, chat_id, "hello")
        await post.pass_time(delivery, 1)
    assert (post.calls(), post.shown(BEN)) == (5, [])
    delivery.wake()
    await post.pass_time(delivery, 1)
    assert post.shown(BEN) == ["found at the next look"]


async def test_retry_after_is_obeyed_in_that_chat(post: Post) -> None:
    for chat_id in (ANA, BEN):
        await post.join(chat_id)
    delivery = await post.open()
    post.telegram.faults.add({"kind": "too_many", "retry_after": 7, "chat_id": ANA, "count": 1})
    message = await post.reply(delivery, ANA, "one")
    await post.reply(delivery, ANA, "two")
    await post.pass_time(delivery, 3)
    assert not delivery.reserve(ANA)
    await post.reply(delivery, BEN, "hello")
    await post.pass_time(delivery, 3.9)
    assert (post.shown(ANA), post.shown(BEN), post.calls()) == ([], ["hello"], 2)
    await post.pass_time(delivery, 1)
    assert post.shown(ANA) == ["one", "two"]
    assert (await post.row(message))["uncertain"] == 0


async def test_retry_after_holds_for_all_when_nothing_passes(post: Post) -> None:
    for chat_id in (ANA, BEN, CORA):
        await post.join(chat_id)
    delivery = await post.open()
    post.telegram.faults.add({"kind": "too_many", "retry_after": 7, "count": 2})
    for chat_id in (ANA, BEN):
        await post.reply(delivery, chat_id, "hello")
        await delivery.settled()
    assert not delivery.reserve(CORA)
    await post.reply(delivery, CORA, "hello")
    await post.pass_time(delivery, 6.9)
    assert post.calls() == 2
    await post.pass_time(delivery, 1)
    assert [post.shown(chat_id) for chat_id in (ANA, BEN, CORA)] == [["hello"]] * 3


async def test_retry_after_survives_a_restart(post: Post) -> None:
    await post.join(ANA)
    first = await post.open()
    post.telegram.faults.add({"kind": "too_many", "retry_after": 100, "count": 1})
    await post.reply(first, ANA, "one")
    await post.reply(first, ANA, "two")
    await post.quiet(first)
    await first.stop()
    second = await post.open()
    await post.pass_time(second, 99)
    assert post.calls() == 1
    await post.pass_time(second, 2)
    assert post.shown(ANA) == ["one", "two"]


async def test_bad_markup_goes_out_plain_and_is_noticed(post: Post) -> None:
    await post.join(ANA)
    delivery = await post.open()
    message = await post.reply(delivery, ANA, "placeholder")
    await delivery.settled()
    broken = await post.do(
        lambda tx: outbox.add(tx, post.clock.now(), chat_id=ANA, payload={"text": "<b>half", "parse_mode": "HTML"})
    )
    delivery.post([broken])
    await post.pass_time(delivery)
    assert post.shown(ANA) == ["placeholder", "half"]
    assert await post.notices() == ["message_not_understood"]
    assert (await post.row(message))["state"] == (await post.row(broken))["state"] == "sent"


async def test_long_text_is_split_before_what_comes_after_it(post: Post) -> None:
    await post.join(ANA)
    delivery = await post.open()
    text = "A sentence of some length. " * 400
    long = await post.reply(delivery, ANA, text)
    await post.reply(delivery, ANA, "after")
    await post.pass_time(delivery)
    shown = post.shown(ANA)
    assert shown[-1] == "after"
    assert " ".join(shown[:-1]) == text.strip()  # Telegram trims each part
    assert [row["state"] for row in await post.rows(long.id)] == ["sent"] * 3


async def test_a_message_that_is_plain_and_still_refused_has_failed(post: Post) -> None:
    await post.join(ANA)
    delivery = await post.open()
    post.telegram.faults.add({"kind": "error", "status": 400, "description": "Bad Request: can't parse entities"})
    message = await post.reply(delivery, ANA, "plain")
    await post.pass_time(delivery)
    assert ((await post.row(message))["state"], post.calls()) == ("failed", 1)


async def test_a_revoked_token_holds_everything_until_somebody_resumes(post: Post) -> None:
    for chat_id in (ANA, BEN):
        await post.join(chat_id)
    delivery = await post.open()
    post.telegram.faults.add({"kind": "error", "status": 401, "description": "Unauthorized"})
    await post.reply(delivery, ANA, "one")
    await post.pass_time(delivery, 60)
    assert not delivery.reserve(BEN)
    await post.reply(delivery, BEN, "two")
    await post.pass_time(delivery, 3600)
    assert (post.calls(), await post.notices()) == (1, ["token_refused"])
    post.telegram.faults.remove()
    delivery.resume("all", "token_refused")
    await post.pass_time(delivery)
    assert (post.shown(ANA), post.shown(BEN)) == (["one"], ["two"])


async def test_a_chat_that_moved_is_followed(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    person_id = await post.join(ANA)
    people.join(post.telegram.world, {"id": BEN, "first_name": "the new chat", "started": True})
    delivery = await post.open()
    first = await post.reply(delivery, ANA, "before")
    await delivery.settled()
    moved = Refused(400, "Bad Request: group chat was upgraded to a supergroup chat", None, BEN)
    monkeypatch.setattr(post.apis[0], "call", _raising_once(post.apis[0], moved))
    await post.reply(delivery, ANA, "moving")
    await post.reply(delivery, ANA, "after")
    await post.pass_time(delivery)
    assert (post.shown(ANA), post.shown(BEN)) == (["before"], ["moving", "after"])
    person = await post.do(lambda tx: tx.one("SELECT telegram_id FROM people WHERE id = :id", id=person_id))
    assert person is not None and person["telegram_id"] == BEN
    assert (await post.row(first))["chat_id"] == ANA


@pytest.mark.parametrize(
    ("description", "state"),
    [
        ("Bad Request: message is not modified: x", "sent"),
        ("Bad Request: message to edit not found", "failed"),
        ("Bad Request: message can't be deleted", "failed"),
    ],
)
async def test_some_refusals_harm_nobody(post: Post, description: str, state: str) -> None:
    await post.join(ANA)
    delivery = await post.open()
    post.telegram.faults.add({"kind": "error", "status": 400, "description": description})
    message = await post.reply(delivery, ANA, "hello")
    await post.pass_time(delivery)
    assert ((await post.row(message))["state"], post.calls(), await post.notices()) == (state, 1, [])


async def test_an_unknown_refusal_is_tried_twice_and_noticed(post: Post) -> None:
    await post.join(ANA)
    delivery = await post.open()
    post.telegram.faults.add({"kind": "error", "status": 400, "description": "Bad Request: a new rule"})
    message = await post.reply(delivery, ANA, "hello")
    await post.pass_time(delivery)
    row = await post.row(message)
    assert (row["state"], row["why"], post.calls()) == ("failed", "400 bad request: a new rule", 2)
    assert await post.notices() == ["answer_unknown"]


async def test_another_copy_holds_back_what_we_begin_but_no_reply(post: Post) -> None:
    for chat_id in (ANA, BEN):
        await post.join(chat_id)
    delivery = await post.open()
    delivery.hold("proactive", "other_copy")
    await post.write(ANA, "news", priority=BROADCAST)
    await post.write(ANA, "nudge", priority=PROACTIVE)
    delivery.wake()
    await post.reply(delivery, BEN, "reply")
    await post.pass_time(delivery, 3600)
    assert (post.shown(ANA), post.shown(BEN)) == ([], ["reply"])
    delivery.resume("proactive", "other_copy")
    await post.pass_time(delivery)
    assert post.shown(ANA) == ["nudge", "news"]


def _raising_once(api: TelegramApi, error: Refused) -> Callable[..., Awaitable[Any]]:
    """The simulator knows no groups that move, so this one answer is made here."""
    errors, call = [error], api.call

    async def answer(*values: Any, **named: Any) -> Any:
        if errors:
            raise errors.pop()
        return await call(*values, **named)

    return answer
