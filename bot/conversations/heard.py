"""What became of what somebody said: told in one note, and looked up at any time."""

from __future__ import annotations

from bot.actions import hearing_back
from bot.chat.chat import Chat
from bot.chat.story import Stories, Story


async def became(chat: Chat) -> None:
    lines = await chat.once("told", hearing_back.tell)
    if lines:
        await chat.say("what_became", offers=("heard", "mywords"), lines=lines)


async def heard(chat: Chat) -> None:
    told = await chat.once("looked_back", hearing_back.look_back)
    if told["lines"]:
        await chat.say("looking_back", lines=told["lines"])
    if told["waiting"]:
        return await chat.say("still_waiting", offers=("mywords",), number=told["waiting"], since=told["since"])
    return await chat.say("nothing_waits" if told["lines"] else "nothing_yet", offers=("mywords",))


STORIES: Stories = {
    "became": Story(became),
    "heard": Story(heard, shows=True),
}
