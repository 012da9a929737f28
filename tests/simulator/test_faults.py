"""Faults and rate limits: each does what it says, as often as it says, and stops."""

import asyncio

import aiohttp
import pytest

from tests.simulator.rig import Json, Rig, running


async def cut(rig: Rig, ana: int, text: str) -> None:
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await rig.call("sendMessage", chat_id=ana, text=text)


async def test_cut_before_delivery_leaves_nothing_behind(rig: Rig) -> None:
    ana = await rig.phone()
    await rig.post("faults", kind="drop_before", methods=["sendMessage"], count=1)
    await cut(rig, ana, "lost")
    await rig.result("sendMessage", chat_id=ana, text="kept")
    assert await rig.texts(ana) == ["/start", "kept"]


async def test_cut_after_delivery_shows_the_message_all_the_same(rig: Rig) -> None:
    ana = await rig.phone()
    await rig.post("faults", kind="drop_after", methods=["send*"], count=1)
    await cut(rig, ana, "arrived")
    assert await rig.texts(ana) == ["/start", "arrived"]
    assert (await rig.get("log", method="sendMessage"))["calls"][-1]["fault"] == "drop_after"


async def test_an_error_meets_only_the_methods_it_is_for(rig: Rig) -> None:
    ana = await rig.phone()
    await rig.post("faults", kind="error", methods=["sendMessage"], status=502)
    assert await rig.refusal("sendMessage", chat_id=ana, text="x") == (502, "Bad Gateway")
    await rig.result("getMe")
    assert await rig.refusal("sendMessage", chat_id=ana, text="x") == (502, "Bad Gateway")
    fault = (await rig.get("faults"))["faults"][0]
    assert fault["used"] == 2
    await rig.delete(f"faults/{fault['id']}")
    await rig.result("sendMessage", chat_id=ana, text="x")


async def test_a_delayed_call_is_overtaken_by_another(rig: Rig) -> None:
    ana = await rig.phone()
    await rig.post("faults", kind="delay", seconds=0.3, count=1, methods=["sendMessage"])
    slow = asyncio.create_task(rig.result("sendMessage", chat_id=ana, text="slow"))
    while (await rig.get("faults"))["faults"]:
        await rig.get("clock")
    await rig.result("sendMessage", chat_id=ana, text="quick")
    await slow
    assert (await rig.texts(ana))[1:] == ["quick", "slow"]


async def test_too_many_requests_says_how_long_and_notes_impatience(rig: Rig) -> None:
    ana = await rig.phone()
    await rig.post("faults", kind="too_many", retry_after=7, count=1)
    answer = await rig.call("sendMessage", chat_id=ana, text="x")
    description = "Too Many Requests: retry after 7"
    assert answer == {"ok": False, "error_code": 429, "description": description, "parameters": {"retry_after": 7}}
    await rig.result("sendMessage", chat_id=ana, text="too soon")
    counts = await rig.get("limits")
    assert (counts["refused"], counts["too_early"]) == (1, 1)


async def test_updates_twice_and_in_the_wrong_order(rig: Rig) -> None:
    ana = await rig.phone()
    for text in "abcde":
        await rig.say(ana, text)
    right = await rig.updates()
    await rig.post("faults", kind="reorder", count=1)
    wrong = await rig.updates()
    assert wrong != right
    assert sorted(wrong, key=lambda each: int(each["update_id"])) == right
    await rig.post("faults", kind="duplicate", count=1)
    assert await rig.updates() == [right[0], *right]
    assert await rig.updates() == right


async def test_the_same_seed_gives_the_same_luck() -> None:
    async def luck() -> list[bool]:
        async with running(seed=11) as rig:
            await rig.post("faults", kind="error", probability=0.5)
            return [bool((await rig.call("getMe"))["ok"]) for _ in range(20)]

    first = await luck()
    assert first == await luck()
    assert len(set(first)) == 2


async def test_a_fault_that_makes_no_sense_is_refused(rig: Rig) -> None:
    for wish in ({"kind": "earthquake"}, {"kind": "error", "colour": "red"}):
        async with rig.client.post(f"{rig.url}/simulator/faults", json=wish) as answer:
            assert answer.status == 400


async def test_limits_are_off_at_first(rig: Rig) -> None:
    ana = await rig.phone()
    await asyncio.gather(*(rig.result("sendMessage", chat_id=ana, text="x") for _ in range(40)))
    report = await rig.get("limits")
    assert report["refused"] == 0
    assert report["busiest_second"] >= 10


async def test_a_second_message_in_a_second_is_too_many(rig: Rig) -> None:
    ana, ben = await rig.phone(), await rig.phone("Ben")
    await rig.post("limits", per_chat=1)
    await rig.result("sendMessage", chat_id=ana, text="one")
    assert await rig.refusal("sendMessage", chat_id=ana, text="two") == (429, "Too Many Requests: retry after 1")
    await rig.result("sendMessage", chat_id=ben, text="one")
    await rig.result("sendChatAction", chat_id=ana, action="typing")


async def test_no_more_than_so_many_a_second_over_all_chats(rig: Rig) -> None:
    people = [await rig.phone(str(number)) for number in range(6)]
    await rig.post("limits", per_second=5)
    answers: list[Json] = [await rig.call("sendMessage", chat_id=person, text="x") for person in people]
    assert [answer["ok"] for answer in answers] == [True] * 5 + [False]
    assert answers[-1]["parameters"] == {"retry_after": 1}


async def test_twenty_a_minute_in_a_group(rig: Rig) -> None:
    ana = await rig.phone()
    group = (await rig.post(f"phones/{ana}/group", title="Circle"))["id"]
    await rig.post("limits", per_group_minute=20)
    answers = [await rig.call("sendMessage", chat_id=group, text="x") for _ in range(21)]
    assert [answer["ok"] for answer in answers] == [True] * 20 + [False]
    assert 50 < answers[-1]["parameters"]["retry_after"] <= 60
    await rig.delete("limits")
    await rig.result("sendMessage", chat_id=group, text="x")
