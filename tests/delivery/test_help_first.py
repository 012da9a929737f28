"""Numbers to call do not wait behind what else is to be said to the same person."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.delivery.queueing import Queue
from storage import outbox
from storage.outbox import Message
from tests.cast import ANA

ONE = Message(
    "1",
    None,
    ANA.chat_id,
    "sendMessage",
    "{}",
    outbox.REPLY,
    "reply",
    None,
    None,
    False,
    "queued",
    0,
    False,
    None,
    None,
)


def _one(number: int, **other: Any) -> Message:
    return replace(ONE, id=str(number), **other)


def test_help_goes_before_the_replies_that_wait_and_the_rest_keeps_its_order() -> None:
    queue, gone = Queue(), list[str]()
    for one in (_one(1), _one(2), _one(3, reason=outbox.HELP), _one(4), _one(5, reason=outbox.HELP)):
        queue.add(one)
    while (message := queue.first(outbox.REPLY)) is not None:
        queue.take(message)
        gone.append(message.id)
        queue.free(message.chat_id)
    assert gone == ["3", "5", "1", "2", "4"]
