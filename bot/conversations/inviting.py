"""Inviting somebody, for coordinators: one invite, and whoever has it chooses the door."""

from __future__ import annotations

from bot.actions import inviting as actions
from bot.chat.chat import Chat
from bot.chat.questions import Choice
from bot.chat.story import Stories, Story
from bot.conversations.who import COORDINATORS, WHO_MEETS


async def inviting(chat: Chat) -> None:
    role = await chat.ask("whom", Choice(*WHO_MEETS, "nobody_now", final=True))
    if role is None or role == "nobody_now":
        return await chat.say("nobody_invited")
    if not await chat.once("made", actions.make, role=role):
        return await chat.say("nobody_answers_yet", offers=("rota",))
    return await chat.say("passed_on_by_you", offers=("inviting",))


STORIES: Stories = {
    "inviting": Story(inviting, controls=("back",), roles=COORDINATORS, passing=True),
}
