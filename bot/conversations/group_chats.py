"""A coordinator brought us into a Telegram group: whose it is, asked in private. We announce there, no more."""

from __future__ import annotations

from bot.actions import grouping_scenes, registering
from bot.chat.chat import Chat
from bot.chat.story import Stories, Story
from bot.conversations.choosing_people import choose_named
from bot.conversations.who import COORDINATORS, STAFF_CONTROLS


async def whose_group_chat(chat: Chat) -> None:
    told = await chat.once("told", registering.told)
    if told["state"] == "left":
        return await chat.say("not_in_it")
    await chat.say("brought_in", title=told["title"])
    group = await choose_named(chat, "whose", grouping_scenes.offer, also=("none_of_these",))
    if group is None:
        return await chat.say("later", offers=("whose_group_chat",))
    if group == "none_of_these":
        await chat.once("left", registering.leave)
        return await chat.say("left_it", offers=("groups",))
    done = await chat.once("registered", registering.register, group_id=group)
    return await chat.say("registered" if done else "not_in_it", offers=("announce",))


STORIES: Stories = {
    "whose_group_chat": Story(whose_group_chat, STAFF_CONTROLS, about=True, roles=COORDINATORS),
}
