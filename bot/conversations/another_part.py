"""Somebody who is in already has an invite for one more part: they say yes before it is used. And who made it hears."""

from __future__ import annotations

from collections.abc import Mapping

from bot.actions import another_part as actions
from bot.chat.chat import Chat
from bot.chat.questions import Choice
from bot.chat.story import Stories, Story
from bot.conversations.who import ONBOARDING, STAFF

SAID = {
    "taken": "part_is_yours",
    "held": "part_held",
    "away": "come_back_first",
    "leaving": "keep_first",
    "gone": "code_not_taken",
}
FOLLOW: Mapping[str, tuple[str, ...]] = {"taken": (), "held": (), "away": ("resume",), "leaving": ("keep",), "gone": ()}


async def another_part(chat: Chat) -> None:
    offered = await chat.once("offered", actions.offered)
    how, role = offered["how"], offered["role"]
    named = actions.in_words(role)
    if how == "free":
        answer = await chat.ask(
            "take", Choice("yes", "not_now", optional=False, final=True), part=named["part"], means=named["means"]
        )
        if answer != "yes":
            await chat.once("left_unused", actions.leave_unused)
            return await chat.say("stays_unused")
        how = await chat.once("taken", actions.take, begins=ONBOARDING[role])
    return await chat.say(SAID[how], offers=FOLLOW[how], part=named["part"])


async def part_taken(chat: Chat) -> None:
    lines = await chat.once("told", actions.told)
    if lines:
        await chat.say("part_was_taken", lines=lines)


STORIES: Stories = {
    "another_part": Story(another_part, controls=("person",), about=True),
    "part_taken": Story(part_taken, about=True, roles=STAFF),
}
