"""Updates: how they are fetched, confirmed, forgotten, and what Telegram makes of each thing a person does."""

import asyncio

import pytest

from tests.simulator.rig import Json, Rig

DAY = 24 * 3600


async def test_updates_stay_until_a_higher_offset_confirms_them(rig: Rig) -> None:
    ana = await rig.phone()
    for text in "abc":
        await rig.say(ana, text)
    found = await rig.updates()
    ids = [each["update_id"] for each in found]
    assert ids == [ids[0], ids[0] + 1, ids[0] + 2]
    assert await rig.updates() == found
    assert await rig.updates(offset=ids[1]) == found[1:]
    assert await rig.updates(limit=1) == found[1:2]
    assert await rig.updates(offset=-1) == found[2:]
    assert await rig.updates() == found[2:]
    assert await rig.updates(offset=ids[2] + 1) == []


async def test_a_long_poll_ends_when_somebody_writes(rig: Rig) -> None:
    ana = await rig.phone()
    poll = asyncio.create_task(rig.updates(timeout=50))
    await polling(rig)
    await rig.say(ana, "hello")
    assert [each["message"]["text"] for each in await poll] == ["hello"]


async def test_updates_are_kept_for_a_day(rig: Rig) -> None:
    ana = await rig.phone()
    await rig.say(ana, "old")
    await rig.post("clock", advance_seconds=DAY - 60)
    await rig.say(ana, "new")
    assert len(await rig.updates()) == 2
    await rig.post("clock", advance_seconds=120)
    assert [each["message"]["text"] for each in await rig.updates()] == ["new"]


async def test_ids_start_anew_after_a_quiet_week_and_a_stale_offset_loses_nothing(rig: Rig) -> None:
    ana = await rig.phone()
    await rig.say(ana, "before")
    before = (await rig.updates())[0]["update_id"]
    await rig.post("clock", advance_seconds=7 * DAY + 1)
    await rig.say(ana, "after")
    found = await rig.updates()
    assert [each["message"]["text"] for each in found] == ["after"]
    assert abs(found[0]["update_id"] - before) > 100
    assert await rig.updates(offset=found[0]["update_id"] + 1000) == found


async def test_only_kinds_that_were_asked_for_arrive(rig: Rig) -> None:
    ana = await rig.phone()
    await rig.updates(allowed_updates=["callback_query"])
    await rig.say(ana, "unheard")
    assert await rig.updates() == []
    await rig.updates(allowed_updates=[])
    await rig.say(ana, "heard")
    assert [each["message"]["text"] for each in await rig.updates()] == ["heard"]


async def test_a_second_poller_ends_the_first(rig: Rig) -> None:
    await rig.phone()
    older = asyncio.create_task(rig.call("getUpdates", timeout=50))
    await polling(rig)
    newer = asyncio.create_task(rig.call("getUpdates", timeout=50))
    why = "terminated by other getUpdates request; make sure that only one bot instance is running"
    assert await older == {"ok": False, "error_code": 409, "description": f"Conflict: {why}"}
    await rig.post("updates", update={"nothing": 1})
    assert (await newer)["ok"]


async def test_a_poller_that_has_gone_ends_nobody_and_is_not_missed(rig: Rig) -> None:
    await rig.phone()
    before = (await rig.get("log"))["last"]
    gone = asyncio.create_task(rig.call("getUpdates", timeout=50))
    await polling(rig)
    gone.cancel()
    calls = (await rig.get("log", after=before, timeout=20))["calls"]
    assert [call["status"] for call in calls] == [200]


async def polling(rig: Rig) -> None:
    """Returns when a long poll is waiting."""
    await rig.get("bots", polling="true", timeout=20)


async def test_edits_presses_and_blocks_are_told(rig: Rig) -> None:
    ana = await rig.phone()
    markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    asked = await rig.result("sendMessage", chat_id=ana, text="Well?", reply_markup=markup)
    said = await rig.say(ana, "helo")
    await rig.post(f"phones/{ana}/edit", message_id=said["id"], text="hello /there")
    await rig.post(f"phones/{ana}/press", message_id=asked["message_id"], data="y")
    await rig.post(f"phones/{ana}/block")
    await rig.post(f"phones/{ana}/unblock")
    message, edited, press, blocked, unblocked = await rig.updates()
    assert message["message"]["text"] == "helo"
    assert edited["edited_message"]["text"] == "hello /there"
    assert edited["edited_message"]["edit_date"] >= edited["edited_message"]["date"]
    assert edited["edited_message"]["entities"] == [{"offset": 6, "length": 6, "type": "bot_command"}]
    assert press["callback_query"]["message"] == asked
    assert press["callback_query"]["data"] == "y"
    assert statuses(blocked) == ("member", "kicked")
    assert statuses(unblocked) == ("kicked", "member")


async def test_a_reply_has_the_message_that_it_replies_to(rig: Rig) -> None:
    ana = await rig.phone()
    markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    asked = await rig.result("sendMessage", chat_id=ana, text="Well?", reply_markup=markup)
    said = await rig.say(ana, "Very well", reply_to=asked["message_id"])
    await rig.say(ana, "And you?", reply_to=said["id"])
    await rig.send(ana, "voice", reply_to=asked["message_id"])
    first, second, third = [each["message"] for each in await rig.updates()]
    assert first["reply_to_message"] == asked
    assert {"message_id", "date", "chat", "from", "text", "reply_markup"} == set(first["reply_to_message"])
    assert second["reply_to_message"]["text"] == "Very well"
    assert "reply_to_message" not in second["reply_to_message"]
    assert third["reply_to_message"]["message_id"] == asked["message_id"]


async def test_nobody_replies_to_what_is_not_there(rig: Rig) -> None:
    ana = await rig.phone()
    with pytest.raises(AssertionError, match="no message 999"):
        await rig.say(ana, "Well", reply_to=999)
    assert await rig.updates() == []


def statuses(update: Json) -> tuple[str, str]:
    change = update["my_chat_member"]
    return change["old_chat_member"]["status"], change["new_chat_member"]["status"]


@pytest.mark.parametrize(
    "kind",
    [
        "voice",
        "photo",
        "sticker",
        "location",
        "venue",
        "contact",
        "poll",
        "dice",
        "document",
        "video_note",
        "animation",
        "video",
        "audio",
    ],
)
async def test_each_kind_of_message_can_be_sent(rig: Rig, kind: str) -> None:
    ana = await rig.phone()
    await rig.send(ana, kind)
    assert kind in (await rig.updates())[0]["message"]


async def test_albums_and_forwards(rig: Rig) -> None:
    ana = await rig.phone()
    await rig.send(ana, "album", caption="Us", photos=3)
    await rig.send(ana, "forward", text="Passed on")
    *album, forward = [each["message"] for each in await rig.updates()]
    assert len({each["media_group_id"] for each in album}) == 1
    assert [each.get("caption") for each in album] == ["Us", None, None]
    assert forward["forward_origin"]["type"] == "hidden_user"


async def test_a_bot_in_a_group_hears_what_concerns_it(rig: Rig) -> None:
    ana = await rig.phone()
    group = (await rig.post(f"phones/{ana}/group", title="Circle"))["id"]
    await rig.say(ana, "just chatting", chat_id=group)
    await rig.say(ana, "/help@practice_bot", chat_id=group)
    added, service, command = await rig.updates()
    assert statuses(added) == ("left", "member")
    assert service["message"]["new_chat_members"][0]["username"] == "practice_bot"
    assert command["message"]["entities"] == [{"offset": 0, "length": 18, "type": "bot_command"}]
    fresh = (await rig.post(f"groups/{group}/migrate"))["id"]
    moved = await rig.call("sendMessage", chat_id=group, text="x")
    assert moved["parameters"] == {"migrate_to_chat_id": fresh}
    await rig.post(f"groups/{fresh}/remove")
    kicked = await rig.refusal("sendMessage", chat_id=fresh, text="x")
    assert kicked == (403, "Forbidden: bot was kicked from the supergroup chat")


async def test_raw_and_repeated_updates(rig: Rig) -> None:
    ana = await rig.phone()
    await rig.post("updates", update={"message": {"odd": True}})
    await rig.say(ana, "fine")
    odd, fine = await rig.updates()
    assert odd["message"] == {"odd": True}
    assert await rig.updates(offset=fine["update_id"] + 1) == []
    await rig.post("updates/repeat", update_id=fine["update_id"])
    assert await rig.updates(offset=fine["update_id"] + 1) == [fine]
    await rig.post("updates", text="{broken")
    async with rig.client.get(f"{rig.url}/bot{rig.token}/getUpdates") as answer:
        assert (await answer.text()).endswith("[{broken]}")
