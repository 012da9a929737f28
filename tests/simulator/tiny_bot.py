"""The smallest bot that can be talked to: it asks how things went, and is told by button or in words."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from tests.simulator.rig import Json, Rig

ANSWERS = {
    "inline_keyboard": [[{"text": "Great", "callback_data": "great"}, {"text": "Hard", "callback_data": "hard"}]]
}
SUGGESTED = {"keyboard": [["Carry on", "Not now"]], "one_time_keyboard": True, "resize_keyboard": True}


async def answer(rig: Rig, update: Json) -> None:
    """What the bot does about one update; it does not mind a no."""
    if query := update.get("callback_query"):
        here = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
        await rig.call("editMessageText", **here, text=f"You said: {query['data']}")
        await rig.call("answerCallbackQuery", callback_query_id=query["id"], text="Noted")
    elif message := update.get("message"):
        chat_id, text = message["chat"]["id"], message.get("text", "")
        if text.startswith("/start"):
            asked = "<b>Hello!</b> How did it go? <i>Take your time.</i>"
            await rig.call("sendMessage", chat_id=chat_id, text=asked, parse_mode="HTML", reply_markup=ANSWERS)
        elif text == "/menu":
            await rig.call("sendMessage", chat_id=chat_id, text="Shall we carry on?", reply_markup=SUGGESTED)
        else:
            await rig.call("sendMessage", chat_id=chat_id, text=f"Thank you for “{text or 'that'}”.")


@asynccontextmanager
async def tiny_bot(rig: Rig) -> AsyncIterator[None]:
    """The bot, polling until the block ends."""

    async def poll() -> None:
        offset = 0
        while True:
            for update in await rig.updates(offset=offset, timeout=30):
                await answer(rig, update)
                offset = update["update_id"] + 1

    task = asyncio.create_task(poll())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
