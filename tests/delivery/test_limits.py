"""The limits that the simulator enforces, in real time: no refusal, no waste, and a reply hardly waits."""

from __future__ import annotations

import time

from bot.clock import SystemClock
from simulator.limits import Settings
from storage import outbox
from storage.database import Transaction
from storage.outbox import BROADCAST
from tests.delivery.conftest import ANA, BEN, Post

AUDIENCE = range(1000, 1075)


async def test_a_broadcast_keeps_to_thirty_a_second_and_lets_replies_through(post: Post) -> None:
    for chat_id in (ANA, BEN, *AUDIENCE):
        await post.join(chat_id)
    await post.do(_news)
    post.telegram.limits.set(Settings(per_second=30, per_chat=1))
    began = time.monotonic()
    delivery = await post.open(SystemClock(), per_second=30, per_chat=1)
    waits = []
    for number in range(4):
        asked = time.monotonic()
        await post.reply(delivery, (ANA, BEN)[number % 2], f"reply {number}")
        await post.arrived((ANA, BEN)[number % 2], f"reply {number}")
        waits.append(time.monotonic() - asked)
        await SystemClock().until(asked + 0.55)
    for chat_id in AUDIENCE:
        await post.arrived(chat_id, "news")
    took = time.monotonic() - began
    report = post.telegram.limits.report()
    assert (report["refused"], report["busiest_second_in_a_chat"]) == (0, 1)
    assert report["busiest_second"] <= 30
    assert max(waits) < 0.5
    assert took < 3.2  # 79 messages at 29.4 a second, of which the first thirty may go at once


def _news(tx: Transaction) -> None:
    for chat_id in AUDIENCE:
        outbox.add(tx, SystemClock().now(), chat_id=chat_id, payload={"text": "news"}, priority=BROADCAST)
