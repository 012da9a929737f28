"""Everything that happens can be waited for: messages, events, the clock, the log; and the host's controls."""

import asyncio

import aiohttp
import orjson

from simulator.controls import Control
from tests.simulator.rig import BOT, TOKEN, Json, Rig, running


async def test_messages_can_be_waited_for(rig: Rig) -> None:
    ana = await rig.phone()
    waiting = asyncio.create_task(rig.messages(ana, after=1, timeout=20))
    sent = await rig.result("sendMessage", chat_id=ana, text="Hello")
    assert [each["text"] for each in await waiting] == ["Hello"]
    revision = (await rig.get(f"phones/{ana}/messages"))["revision"]
    changes = asyncio.create_task(rig.messages(ana, since=revision, timeout=20))
    await rig.result("editMessageText", chat_id=ana, message_id=sent["message_id"], text="Hello again")
    changed = (await changes)[0]
    assert (changed["id"], changed["text"], changed["edited"], changed["deleted"]) == (2, "Hello again", True, False)
    await rig.result("deleteMessage", chat_id=ana, message_id=sent["message_id"])
    assert [each["deleted"] for each in await rig.messages(ana, after=sent["message_id"])] == [True]


async def test_the_clock_can_be_moved_and_waited_for(rig: Rig) -> None:
    before = await rig.get("clock")
    assert before["offset_seconds"] == 0
    waiting = asyncio.create_task(rig.get("clock", offset_not=0, timeout=25))
    await rig.post("clock", advance_seconds=3600)
    after = await waiting
    assert after["offset_seconds"] == 3600
    assert after["now"] > before["now"]
    assert after["now"].endswith("Z")
    assert (await rig.get("clock", offset_not=0, timeout=25))["offset_seconds"] == 3600
    sent = await rig.result("sendMessage", chat_id=await rig.phone(), text="x")
    async with rig.client.post(f"{rig.url}/simulator/clock", json={"advance_seconds": -1}) as answer:
        assert answer.status == 400
    assert sent["date"] > 0


async def next_event(stream: aiohttp.ClientResponse, kind: str) -> Json:
    """The next event of this kind in an event stream."""
    while line := await asyncio.wait_for(stream.content.readline(), 20):
        if line.startswith(b"data: "):
            event: Json = orjson.loads(line[6:])
            if event["type"] == kind:
                return event
    raise AssertionError("The stream ended.")


async def test_events_are_pushed_to_whom_they_concern(rig: Rig) -> None:
    ana, ben = await rig.phone(), await rig.phone("Ben")
    async with rig.client.get(f"{rig.url}/simulator/phones/{ana}/events") as stream:
        await next_event(stream, "hello")
        await rig.result("sendMessage", chat_id=ben, text="for Ben")
        await rig.result("sendChatAction", chat_id=ana, action="typing")
        assert (await next_event(stream, "typing"))["phone"] == ana
        await rig.result("sendMessage", chat_id=ana, text="for Ana")
        assert (await next_event(stream, "message"))["message"]["text"] == "for Ana"


async def test_the_log_holds_calls_but_no_token(rig: Rig) -> None:
    ana = await rig.phone()
    last = (await rig.get("log"))["last"]
    waiting = asyncio.create_task(rig.get("log", after=last, method="sendMessage", timeout=20))
    await rig.call("sendMessage", chat_id=ana, text="")
    found = await waiting
    call = found["calls"][0]
    assert (call["method"], call["chat_id"], call["status"]) == ("sendMessage", ana, 400)
    assert call["description"] == "Bad Request: message text is empty"
    for path in ("log", "bots"):
        async with rig.client.get(f"{rig.url}/simulator/{path}") as answer:
            assert TOKEN not in await answer.text()


async def test_the_commands_menu_follows_scope_and_language(rig: Rig) -> None:
    ana = await rig.phone(language_code="fr")
    hers: Json = {"scope": {"type": "chat", "chat_id": ana}}
    everyone: Json = {"scope": {"type": "all_private_chats"}}
    french: Json = {**everyone, "language_code": "fr"}
    wishes: dict[str, Json] = {"default": {}, "all": everyone, "french": french, "hers": hers}
    for text, about in wishes.items():
        await rig.result("setMyCommands", commands=[{"command": "x", "description": text}], **about)
    menus = []
    for about in (hers, french):
        menus.append((await rig.get(f"phones/{ana}"))["commands"][0]["description"])
        await rig.result("deleteMyCommands", **about)
    menus.append((await rig.get(f"phones/{ana}"))["commands"][0]["description"])
    assert menus == ["hers", "french", "all"]
    assert (await rig.result("getMyCommands"))[0]["description"] == "default"


async def test_the_hosts_controls_are_shown_and_work() -> None:
    states = ["running"]

    async def kill() -> None:
        states.append("stopped")

    bot = Control("The bot", lambda: states[-1], {"Kill it": kill})
    async with running(controls=[bot]) as rig, rig.client.get(f"{rig.url}/simulator/events") as stream:
        assert (await next_event(stream, "hello"))["controls"][0]["status"] == "running"
        await rig.post("controls", name="The bot", action="Kill it")
        assert (await next_event(stream, "controls"))["controls"][0]["status"] == "stopped"
        assert BOT in str(await rig.get("bots"))
