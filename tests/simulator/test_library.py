"""python-telegram-bot finds here what it expects of Telegram."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError, TimedOut

from tests.simulator.rig import TOKEN, Rig

MEDIA = ["album", "voice", "photo", "sticker", "document", "video_note", "animation", "video", "audio"]
KINDS = [*MEDIA, "location", "venue", "contact", "poll", "dice", "forward"]


@pytest.fixture
async def bot(rig: Rig) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, base_url=f"{rig.url}/bot", base_file_url=f"{rig.url}/file/bot") as found:
        yield found


async def test_a_conversation(rig: Rig, bot: Bot) -> None:
    ana = await rig.phone()
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])
    sent = await bot.send_message(ana, "<b>Well?</b>", parse_mode="HTML", reply_markup=markup)
    assert sent.text_html == "<b>Well?</b>"
    await rig.post(f"phones/{ana}/press", label="Yes")
    update = (await bot.get_updates())[0]
    assert update.callback_query
    assert await update.callback_query.answer("Noted")
    edited = await update.callback_query.edit_message_text("Thank you")
    assert isinstance(edited, Message)
    assert (await bot.get_chat(ana)).first_name == "Ana"
    assert await bot.set_my_commands([BotCommand("help", "Help")])
    assert await bot.get_my_commands() == (BotCommand("help", "Help"),)
    assert await bot.delete_message(ana, edited.message_id)


async def test_files_go_both_ways(rig: Rig, bot: Bot) -> None:
    ana = await rig.phone()
    content = bytes(range(256)) * 40 + b"\r\n--x\r\n"
    sent = await bot.send_document(ana, content, filename="räte.bin", caption="Here")
    assert sent.document
    assert sent.document.file_name == "räte.bin"
    assert bytes(await (await sent.document.get_file()).download_as_bytearray()) == content
    again = await bot.send_document(ana, sent.document.file_id)
    assert again.document == sent.document
    assert (await bot.send_photo(ana, b"picture")).photo
    assert (await bot.send_voice(ana, b"sound", duration=2)).voice


async def test_every_kind_of_message_is_understood(rig: Rig, bot: Bot) -> None:
    ana = await rig.phone()
    for kind in KINDS:
        await rig.send(ana, kind)
    await rig.post(f"phones/{ana}/group", title="Circle")
    await rig.post(f"phones/{ana}/block")
    updates = await bot.get_updates(allowed_updates=Update.ALL_TYPES)
    assert len(updates) == len(KINDS) + 4
    assert all(update.effective_chat for update in updates)


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")
async def test_refusals_become_its_own_errors(rig: Rig, bot: Bot) -> None:
    ana = await rig.phone()
    with pytest.raises(BadRequest, match="Message text is empty"):
        await bot.send_message(ana, " ")
    await rig.post("faults", kind="too_many", retry_after=3, count=1)
    with pytest.raises(RetryAfter):
        await bot.send_message(ana, "x")
    await rig.post("faults", kind="error", status=409, description="Conflict: x", count=1)
    with pytest.raises(Conflict):
        await bot.get_updates()
    await rig.post("faults", kind="delay", seconds=5, count=1)
    with pytest.raises(TimedOut):
        await bot.send_message(ana, "x", read_timeout=0.1)
    await rig.post("faults", kind="drop_after", count=1)
    with pytest.raises(TelegramError):
        await bot.send_message(ana, "x")
    await rig.post(f"phones/{ana}/block")
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ana, "x")
    await rig.post("token", revoked=True)
    with pytest.raises(InvalidToken):
        await bot.get_me()
