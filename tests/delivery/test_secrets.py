"""No log line holds what was said, to whom, or the token, whatever goes wrong and however much is logged."""

from __future__ import annotations

import logging

import pytest

from tests.delivery.conftest import TOKEN, Post

CHAT = 987654321


async def test_nothing_private_is_logged(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await post.join(CHAT)
    delivery = await post.open()
    for fault in (
        {"kind": "drop_after"},
        {"kind": "too_many"},
        {"kind": "error", "status": 502},
        {"kind": "error", "status": 400, "description": "Bad Request: can't parse entities"},
        {"kind": "error", "status": 400, "description": f'Bad Request: new rule about "word-canary" in {CHAT}'},
        {"kind": "error", "status": 403, "description": "Forbidden: bot was blocked by the user"},
        {"kind": "error", "status": 401, "description": "Unauthorized"},
    ):
        added = post.telegram.faults.add({**fault, "count": 3})
        await post.reply(delivery, CHAT, "<b>word-canary")
        delivery.answer_callback("query-canary")
        await post.pass_time(delivery)
        post.telegram.faults.remove(added.id)
    assert "verdict=silent" in caplog.text
    assert "what=all why=token_refused" in caplog.text
    for secret in ("canary", str(CHAT), TOKEN, TOKEN.partition(":")[2]):
        assert secret not in caplog.text
    for row in await post.rows():
        assert "canary" not in (row["why"] or "")
    assert caplog.records
