"""Looking somebody up, for coordinators: who they are, how to reach them, what they are in. Nothing they said."""

from __future__ import annotations

from bot.actions import card
from bot.chat.chat import Chat
from bot.chat.story import Stories, Story
from bot.conversations.choosing_people import choose_person
from bot.conversations.doors import look_after_ways
from bot.conversations.who import COORDINATORS, STAFF_CONTROLS


async def people(chat: Chat) -> None:
    somebody = await choose_person(chat, "whom", waiting_too=True)
    if somebody is None:
        return await chat.say("nobody_looked_up")
    there = await chat.once("shown", card.show, person_id=somebody)
    if not there:
        return await chat.say("nobody_there", offers=("people",))
    await chat.say("no_answers_here")
    return await look_after_ways(chat, somebody)


STORIES: Stories = {
    "people": Story(people, STAFF_CONTROLS, roles=COORDINATORS, passing=True),
}
