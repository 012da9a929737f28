"""The simulator says no as Telegram does: the same codes, the same words."""

from typing import Any

import aiohttp
import pytest

from tests.simulator.rig import Json, Rig


def keyboard(**button: Any) -> Json:
    return {"inline_keyboard": [[{"text": "Yes", **button}]]}


async def test_an_unknown_token_is_unauthorised(rig: Rig) -> None:
    rig.token = "1:wrong"
    assert await rig.refusal("getMe") == (401, "Unauthorized")


async def test_a_revoked_token_is_unauthorised_until_it_is_restored(rig: Rig) -> None:
    await rig.post("token", revoked=True)
    assert await rig.refusal("getMe") == (401, "Unauthorized")
    await rig.post("token", revoked=False)
    assert (await rig.result("getMe"))["username"] == "practice_bot"


async def test_an_unknown_method_is_not_found(rig: Rig) -> None:
    assert await rig.refusal("sendCake") == (404, "Not Found")


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({}, "message text is empty"),
        ({"text": "  \n "}, "message text is empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        (
            {"text": "<b>x", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"text": "a <x>", "parse_mode": "HTML"}, 'can\'t parse entities: Unsupported start tag "x" at byte offset 2'),
        ({"text": "é</b>", "parse_mode": "HTML"}, "can't parse entities: Unexpected end tag at byte offset 2"),
        (
            {"text": "<b><i>x</b></i>", "parse_mode": "HTML"},
            'can\'t parse entities: Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
        ),
        ({"text": "1 < 2", "parse_mode": "HTML"}, 'can\'t parse entities: Unsupported start tag "" at byte offset 2'),
        ({"text": "*x*", "parse_mode": "MarkdownV2"}, "can't parse entities: this stand-in reads parse_mode HTML only"),
        ({"text": "x", "reply_markup": keyboard(callback_data="é" * 33)}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keyboard(callback_data="")}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keyboard(url="s")}, "inline keyboard button URL 's' is invalid: Wrong HTTP URL"),
        (
            {"text": "x", "reply_markup": keyboard(url="ftp://example.org")},
            "inline keyboard button URL 'ftp://example.org' is invalid: Unsupported URL protocol",
        ),
        (
            {"text": "x", "reply_markup": keyboard()},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply markup JSON object"),
        ({"text": "x", "reply_markup": []}, "object expected as reply markup"),
        ({"text": "x", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
    ],
)
async def test_a_message_that_telegram_would_refuse(rig: Rig, params: Json, why: str) -> None:
    ana = await rig.phone()
    assert await rig.refusal("sendMessage", chat_id=ana, **params) == (400, f"Bad Request: {why}")


@pytest.mark.parametrize("text", ["x" * 4096, "😀" * 2048])
async def test_the_longest_message_passes(rig: Rig, text: str) -> None:
    sent = await rig.result("sendMessage", chat_id=await rig.phone(), text=text)
    assert sent["text"] == text


async def test_length_is_counted_after_the_tags_are_gone(rig: Rig) -> None:
    sent = await rig.result("sendMessage", chat_id=await rig.phone(), text=f"<b>{'x' * 4096}</b>", parse_mode="HTML")
    assert sent["entities"] == [{"offset": 0, "length": 4096, "type": "bold"}]


@pytest.mark.parametrize(
    ("chat_id", "why"), [(None, "chat_id is empty"), (999, "chat not found"), ("ana", "chat not found")]
)
async def test_a_chat_that_is_not_there(rig: Rig, chat_id: Any, why: str) -> None:
    assert await rig.refusal("sendMessage", chat_id=chat_id, text="x") == (400, f"Bad Request: {why}")


async def test_half_a_character_is_refused(rig: Rig) -> None:
    body = b'{"chat_id": 1, "text": "\\ud83d"}'
    headers = {"content-type": "application/json"}
    async with rig.client.post(f"{rig.url}/bot{rig.token}/sendMessage", data=body, headers=headers) as answer:
        assert answer.status == 400
        assert (await answer.json())["description"] == "Bad Request: strings must be encoded in UTF-8"


async def test_people_the_bot_may_not_write_to(rig: Rig) -> None:
    ana, ben = await rig.phone(), await rig.phone("Ben", started=False)
    never = await rig.refusal("sendMessage", chat_id=ben, text="x")
    assert never == (403, "Forbidden: bot can't initiate conversation with a user")
    await rig.post(f"phones/{ana}/block")
    assert await rig.refusal("sendMessage", chat_id=ana, text="x") == (403, "Forbidden: bot was blocked by the user")
    await rig.post(f"phones/{ana}/unblock")
    await rig.result("sendMessage", chat_id=ana, text="x")
    await rig.post(f"phones/{ana}/delete-account")
    assert await rig.refusal("sendMessage", chat_id=ana, text="x") == (403, "Forbidden: user is deactivated")


async def test_edits_that_telegram_would_refuse(rig: Rig) -> None:
    ana = await rig.phone()
    sent = await rig.result("sendMessage", chat_id=ana, text="one", reply_markup=keyboard(callback_data="y"))
    here = {"chat_id": ana, "message_id": sent["message_id"]}
    same = await rig.refusal("editMessageText", **here, text="one", reply_markup=keyboard(callback_data="y"))
    assert same[0] == 400
    assert same[1].startswith("Bad Request: message is not modified: specified new message content and reply markup")
    edited = await rig.result("editMessageText", **here, text="one")
    assert "reply_markup" not in edited
    missing = await rig.refusal("editMessageText", chat_id=ana, message_id=999, text="x")
    assert missing == (400, "Bad Request: message to edit not found")
    theirs = await rig.refusal("editMessageText", chat_id=ana, message_id=1, text="x")
    assert theirs == (400, "Bad Request: message can't be edited")
    unnamed = await rig.refusal("editMessageText", chat_id=ana, text="x")
    assert unnamed == (400, "Bad Request: message identifier is not specified")


async def test_a_message_with_suggested_answers_cannot_be_edited(rig: Rig) -> None:
    ana = await rig.phone()
    sent = await rig.result("sendMessage", chat_id=ana, text="x", reply_markup={"keyboard": [["Yes"]]})
    refusal = await rig.refusal("editMessageText", chat_id=ana, message_id=sent["message_id"], text="y")
    assert refusal == (400, "Bad Request: message can't be edited")


async def test_deleting_works_once_and_for_two_days(rig: Rig) -> None:
    ana = await rig.phone()
    first, second = [await rig.result("sendMessage", chat_id=ana, text=text) for text in "ab"]
    assert await rig.result("deleteMessage", chat_id=ana, message_id=first["message_id"]) is True
    again = await rig.refusal("deleteMessage", chat_id=ana, message_id=first["message_id"])
    assert again == (400, "Bad Request: message to delete not found")
    await rig.post("clock", advance_seconds=49 * 3600)
    late = await rig.refusal("deleteMessage", chat_id=ana, message_id=second["message_id"])
    assert late == (400, "Bad Request: message can't be deleted for everyone")


async def test_a_pressed_button_is_answered_once_and_in_time(rig: Rig) -> None:
    ana = await rig.phone()
    await rig.result("sendMessage", chat_id=ana, text="x", reply_markup=keyboard(callback_data="y"))
    first = (await rig.post(f"phones/{ana}/press", label="Yes"))["callback_query_id"]
    assert await rig.result("answerCallbackQuery", callback_query_id=first, text="Noted") is True
    too_old = (400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    assert await rig.refusal("answerCallbackQuery", callback_query_id=first) == too_old
    second = (await rig.post(f"phones/{ana}/press", data="y"))["callback_query_id"]
    await rig.post("clock", advance_seconds=61)
    assert await rig.refusal("answerCallbackQuery", callback_query_id=second) == too_old
    assert [each["text"] for each in await rig.get(f"phones/{ana}/answers")] == ["Noted"]


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ({"command": "Big", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "ok", "description": ""}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
async def test_commands_that_telegram_would_refuse(rig: Rig, command: Json, why: str) -> None:
    assert await rig.refusal("setMyCommands", commands=[command]) == (400, f"Bad Request: {why}")


async def test_files_that_are_too_big_or_unknown(rig: Rig) -> None:
    ana = await rig.phone()
    big = await rig.send(ana, "document", file_size=21 * 1024 * 1024)
    too_big = await rig.refusal("getFile", file_id=big["message"]["document"]["file_id"])
    assert too_big == (400, "Bad Request: file is too big")
    unknown = await rig.refusal("getFile", file_id="nothing")
    assert unknown == (400, "Bad Request: wrong file_id or the file is temporarily unavailable")
    wrong = await rig.refusal("sendPhoto", chat_id=ana, photo="nothing")
    assert wrong == (400, "Bad Request: wrong file identifier/HTTP URL specified")


async def test_a_control_call_from_another_site_is_refused(rig: Rig) -> None:
    headers = {"sec-fetch-site": "cross-site"}
    async with rig.client.post(f"{rig.url}/simulator/phones", json={"first_name": "Eve"}, headers=headers) as answer:
        assert answer.status == 403
    assert await rig.get("phones") == []


async def test_every_way_of_sending_parameters_is_understood(rig: Rig) -> None:
    ana, here = await rig.phone(), f"{rig.url}/bot{rig.token}/sendMessage"
    values = {"chat_id": str(ana), "text": "Grüße & so"}
    form = aiohttp.FormData(values, default_to_multipart=True)
    async with rig.client.get(here, params=values) as query, rig.client.post(here, data=values) as urlencoded:
        assert (query.status, urlencoded.status) == (200, 200)
    async with rig.client.post(here, data=form) as multipart:
        assert multipart.status == 200
    assert (await rig.texts(ana))[-3:] == ["Grüße & so"] * 3
