"""Updates brought to a webhook: with the secret, in order, again until they are taken."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.simulator.rig import Json, Rig

SECRET = "X-Telegram-Bot-Api-Secret-Token"


class Receiver:
    """A bot's web server: notes what comes and answers what it was told to answer."""

    def __init__(self) -> None:
        self.came: asyncio.Queue[tuple[Json, str]] = asyncio.Queue()
        self.statuses: list[int] = []
        self.reply: Json | None = None

    async def take(self, request: web.Request) -> web.Response:
        await self.came.put((await request.json(), request.headers.get(SECRET, "")))
        status = self.statuses.pop(0) if self.statuses else 200
        return web.json_response(self.reply, status=status) if self.reply else web.Response(status=status)

    async def text(self) -> str:
        update, _ = await asyncio.wait_for(self.came.get(), 20)
        text: str = update["message"]["text"]
        return text


@pytest.fixture
async def receiver() -> AsyncIterator[tuple[Receiver, str]]:
    found, app = Receiver(), web.Application()
    app.router.add_post("/hook", found.take)
    async with TestServer(app) as server:
        yield found, str(server.make_url("/hook"))


async def empty(rig: Rig) -> None:
    """Returns when every update has been taken."""
    while (await rig.result("getWebhookInfo"))["pending_update_count"]:
        await rig.get("clock")


async def test_an_update_is_brought_with_the_secret(rig: Rig, receiver: tuple[Receiver, str]) -> None:
    found, url = receiver
    ana = await rig.phone()
    await rig.say(ana, "written before")
    await rig.result("setWebhook", url=url, secret_token="s3cret")
    update, secret = await asyncio.wait_for(found.came.get(), 20)
    assert (update["message"]["text"], secret) == ("written before", "s3cret")
    await rig.say(ana, "written after")
    assert await found.text() == "written after"
    conflict = await rig.refusal("getUpdates")
    assert conflict[0] == 409
    assert "can't use getUpdates method while webhook is active" in conflict[1]
    await empty(rig)
    await rig.result("deleteWebhook")
    assert await rig.updates() == []


async def test_a_refused_update_comes_again_before_the_next_one(rig: Rig, receiver: tuple[Receiver, str]) -> None:
    found, url = receiver
    found.statuses = [500, 503]
    ana = await rig.phone()
    await rig.result("setWebhook", url=url)
    await rig.say(ana, "first")
    await rig.say(ana, "second")
    assert [await found.text() for _ in range(4)] == ["first", "first", "first", "second"]
    await empty(rig)
    info = await rig.result("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"


async def test_a_bot_may_answer_with_a_call(rig: Rig, receiver: tuple[Receiver, str]) -> None:
    found, url = receiver
    ana = await rig.phone()
    found.reply = {"method": "sendMessage", "chat_id": ana, "text": "By return"}
    await rig.result("setWebhook", url=url)
    said = await rig.say(ana, "hello")
    newer = await rig.messages(ana, after=said["id"], timeout=20)
    assert [each["text"] for each in newer] == ["By return"]


async def test_setting_a_webhook_ends_the_long_poll(rig: Rig, receiver: tuple[Receiver, str]) -> None:
    poll = asyncio.create_task(rig.call("getUpdates", timeout=50))
    await rig.get("bots", polling="true", timeout=20)
    await rig.result("setWebhook", url=receiver[1])
    assert (await poll)["description"] == "Conflict: terminated by setWebhook request"


async def test_waiting_updates_can_be_dropped(rig: Rig, receiver: tuple[Receiver, str]) -> None:
    found, url = receiver
    ana = await rig.phone()
    await rig.say(ana, "dropped")
    await rig.result("setWebhook", url=url, drop_pending_updates=True)
    await rig.say(ana, "brought")
    assert await found.text() == "brought"


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"url": "http://example.org/hook"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://example.org", "secret_token": "no spaces"}, "secret token contains unallowed characters"),
    ],
)
async def test_a_webhook_that_telegram_would_refuse(rig: Rig, params: Json, why: str) -> None:
    assert await rig.refusal("setWebhook", **params) == (400, f"Bad Request: {why}")


async def test_a_fault_brings_an_update_twice(rig: Rig, receiver: tuple[Receiver, str]) -> None:
    found, url = receiver
    ana = await rig.phone()
    await rig.post("faults", kind="duplicate", count=1)
    await rig.result("setWebhook", url=url)
    await rig.say(ana, "first")
    await rig.say(ana, "second")
    assert [await found.text() for _ in range(3)] == ["first", "first", "second"]


async def test_a_new_address_is_tried_at_once(rig: Rig, receiver: tuple[Receiver, str]) -> None:
    found, url = receiver
    ana = await rig.phone()
    await rig.result("setWebhook", url="http://127.0.0.1:9/closed")
    await rig.say(ana, "hello")
    while "last_error_message" not in (info := await rig.result("getWebhookInfo")):
        await rig.get("clock")
    assert (info["last_error_message"], info["pending_update_count"]) == ("Connection refused", 1)
    await rig.result("setWebhook", url=url)
    assert await found.text() == "hello"
