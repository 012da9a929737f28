"""What can be said to a note of ours: later, why, fewer of them. And what we ask again, or say in a silence."""

from __future__ import annotations

from bot.actions import explaining, snoozing
from bot.chat.chat import Chat
from bot.chat.questions import Choice
from bot.chat.story import Stories, Story

SAID = {"later_today": "later_today", "tomorrow": "tomorrow", "in_a_week": "in_a_week", "not_this_one": "left_out"}


async def later(chat: Chat) -> None:
    choices = await chat.once("choices", snoozing.choices)
    if not choices:
        return await chat.say("nothing_to_put_off", offers=("menu",))
    until = await chat.ask("until", Choice(*choices))
    if until is None:
        return await chat.say("stays")
    await chat.once("put_off", snoozing.put_off, until=until)
    return await chat.say(SAID[until])


async def later_today(chat: Chat) -> None:
    put_off = await chat.once("put_off", snoozing.put_off, until="later_today")
    await chat.say("later_today" if put_off else "nothing_to_put_off")


async def not_this_one(chat: Chat) -> None:
    left_out = await chat.once("put_off", snoozing.put_off, until="not_this_one")
    await chat.say("left_out" if left_out else "nothing_to_put_off")


async def again(chat: Chat) -> None:
    await chat.once("put", snoozing.put_again)


async def why(chat: Chat) -> None:
    told = await chat.once("told", explaining.why)
    if not told["reason"]:
        return await chat.say("no_note", offers=("menu",))
    if not told["counts"]:
        return await chat.say("because_apart", offers=("settings", "pause"), **told)
    return await chat.say("because", offers=("fewer", "settings"), **told)


async def fewer(chat: Chat) -> None:
    limit = await chat.once("limit", explaining.fewer)
    await chat.say("fewer" if limit else "none", offers=("settings",), limit=limit)


async def silence_note(chat: Chat) -> None:
    await chat.say("quiet_for_a_while", offers=("menu", "person", "notnow"))


STORIES: Stories = {
    "later": Story(later, controls=("person",), gives_way=False),
    "later_today": Story(later_today, gives_way=False),
    "not_this_one": Story(not_this_one, gives_way=False),
    "again": Story(again, gives_way=False),
    "why": Story(why, gives_way=False),
    "fewer": Story(fewer, gives_way=False),
    "silence_note": Story(silence_note),
}
