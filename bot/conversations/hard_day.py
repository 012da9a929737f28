"""My plan for a hard day: a few words that somebody writes to themselves in a calm week."""

from __future__ import annotations

from bot.actions import hard_day
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Text
from bot.chat.story import Stories, Story


async def plan(chat: Chat) -> None:
    if await chat.once("shown", hard_day.show):
        way = await chat.ask("what_now", Choice("write_anew", "delete_it", "leave_it", final=True), visible_to="me")
        if way == "delete_it":
            await chat.once("deleted", hard_day.delete)
            return await chat.say("deleted", offers=("plan",))
        if way != "write_anew":
            return await chat.say("stays")
    if await chat.ask("hard_day", Text(long=True, whether=True), visible_to="me") is None:
        return await chat.say("stays")
    await chat.once("kept", hard_day.keep_newest)
    return await chat.say("kept_plan", offers=("plan",))


STORIES: Stories = {
    "plan": Story(plan),
}
