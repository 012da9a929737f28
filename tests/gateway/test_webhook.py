"""The webhook over HTTP: only who knows the secret is heard, and the answer is given when the update is stored."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from starlette.applications import Starlette

from bot.clock import SetClock
from bot.gateway.receiving import Receiver
from bot.gateway.webhook import LARGEST, SECRET_HEADER, Webhook
from simulator.serving import serving
from storage import inbox
from storage.errors import DatabaseFailed
from storage.inbox import Stored
from storage.sqlite import SqliteDatabase, open_sqlite
from tests import migrated
from tests.cast import ANA, BOT_ID, MONDAY
from tests.phones import Telegram

SECRET = "a-long-secret-that-nobody-guesses"


@dataclass
class Hook:
    """The webhook, and a caller who is Telegram when it knows the secret."""

    url: str
    database: SqliteDatabase
    clock: SetClock
    receiver: Receiver
    client: aiohttp.ClientSession
    telegram: Telegram = field(default_factory=Telegram)

    def update(self, text: str = "hello") -> dict[str, Any]:
        return self.telegram.words(ANA, text, MONDAY)

    async def call(self, body: bytes | dict[str, Any], secret: str | None = SECRET, verb: str = "POST") -> int:
        """The status of the answer."""
        headers = {} if secret is None else {SECRET_HEADER: secret}
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        async with self.client.request(verb, self.url, data=io.BytesIO(content), headers=headers) as answer:
            assert await answer.read() == b"" or verb != "POST"
            return answer.status

    async def rows(self) -> list[tuple[int, str]]:
        found = await self.database.read(lambda tx: tx.all("SELECT update_id, body FROM inbox ORDER BY id"))
        return [(row["update_id"], row["body"]) for row in found]


@pytest.fixture
async def hook(tmp_path: Path) -> AsyncIterator[Hook]:
    migrated.place(tmp_path / "voices.db")
    database, clock = await open_sqlite(tmp_path / "voices.db", now=MONDAY), SetClock(MONDAY)

    async def handle(stored: Stored, update: Any) -> None:
        with suppress(DatabaseFailed):
            await database.write(lambda tx: inbox.finish(tx, MONDAY, stored.id))

    receiver = Receiver(database, clock, BOT_ID, handle, lambda _: None)
    webhook = Webhook("/hook", SECRET, receiver, clock)
    async with serving(Starlette(routes=[webhook.route])) as address, aiohttp.ClientSession() as client:
        yield Hook(f"{address}/hook", database, clock, receiver, client)
    await receiver.finish()
    await database.close()


async def test_a_good_update_is_stored_before_the_answer(hook: Hook) -> None:
    for number in range(20):
        update = hook.update(f"line {number}")
        assert await hook.call(update) == 200
        assert (await hook.rows())[-1][0] == update["update_id"]


@pytest.mark.parametrize("secret", [None, "", SECRET[:-1], SECRET + "x", SECRET.upper(), "ü"])
async def test_a_call_without_the_secret_is_refused_and_changes_nothing(secret: str | None, hook: Hook) -> None:
    assert await hook.call(hook.update(), secret) == 401
    assert await hook.call(b"not even JSON", secret) == 401
    assert await hook.rows() == []


async def test_forged_calls_are_counted_in_one_line_a_minute(hook: Hook, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(200):
        assert await hook.call(b"{}", "wrong") == 401
    hook.clock.advance(60)
    assert await hook.call(b"{}", "wrong") == 401
    lines = [one.getMessage() for one in caplog.records if one.name == "bot.gateway.webhook"]
    assert lines == ["webhook_calls_refused times=1", "webhook_calls_refused times=200"]
    assert "wrong" not in caplog.text


async def test_a_body_that_is_too_large_is_refused_unread(hook: Hook) -> None:
    largest = json.dumps(hook.update()).encode()
    assert await hook.call(largest + b" " * (LARGEST - len(largest))) == 200
    assert await hook.call(b" " * (LARGEST + 1)) == 413
    assert len(await hook.rows()) == 1


@pytest.mark.parametrize("verb", ["GET", "HEAD", "PUT", "DELETE"])
async def test_other_verbs_are_not_for_this_address(verb: str, hook: Hook) -> None:
    assert await hook.call(hook.update(), verb=verb) == 405
    assert await hook.rows() == []


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"{'a': 1}", b"[" * 100_000])
async def test_what_is_not_json_is_refused(body: bytes, hook: Hook) -> None:
    assert await hook.call(body) == 400
    assert await hook.rows() == []


@pytest.mark.parametrize(
    "body", [b'{"update_id": 1, "message": {"text": "\\ud800"}}', b"null", b"7", b'"x"', b"[]", b"{}"]
)
async def test_json_that_is_no_update_is_stored_and_does_not_come_again(body: bytes, hook: Hook) -> None:
    assert await hook.call(body) == 200
    assert len(await hook.rows()) == 1
    assert await hook.call(hook.update()) == 200
    assert len(await hook.rows()) == 2


async def test_the_same_update_twice_is_stored_once(hook: Hook) -> None:
    update = hook.update()
    assert [await hook.call(update), await hook.call(update)] == [200, 200]
    assert len(await hook.rows()) == 1


async def test_what_cannot_be_stored_is_not_confirmed_and_comes_again(hook: Hook) -> None:
    update = hook.update("long words " * 2_000)
    await hook.database._writer.hand_over(_no_more_room)
    assert await hook.call(update) == 503
    assert await hook.rows() == []
    await hook.database._writer.hand_over(_room_again)
    assert await hook.call(update) == 200
    assert len(await hook.rows()) == 1


def _no_more_room(connection: Any) -> None:
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()


def _room_again(connection: Any) -> None:
    connection.execute("PRAGMA max_page_count = 1000000").fetchall()
