"""Those who wait for a person: the team sees who, is in touch, and says so; the person hears that they did."""

from __future__ import annotations

from bot.actions import being_in_touch
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Text
from bot.chat.story import Stories, Story
from bot.conversations.who import STAFF_CONTROLS, WHO_LOOKS_AFTER

BECAME = {"": "closed_already", "closed": "closed", "deleted": "closed_and_deleted"}


async def concerns(chat: Chat) -> None:
    found = await chat.once("found", being_in_touch.waiting)
    if not found["ids"]:
        return await chat.say("nobody_waits")
    if found["more"]:
        await chat.say("and_more", more=found["more"])
    one = await chat.ask(
        "which", Choice(*found["ids"], "that_is_all", final=True), labels=found["labels"], lines=found["lines"]
    )
    if one is None or one == "that_is_all":
        return await chat.say("left_open")
    if not await chat.once("shown", being_in_touch.show, concern_id=one):
        return await chat.say("closed_already", offers=("concerns",))
    if await chat.ask("what_now", Choice("in_touch", "leave_open")) != "in_touch":
        return await chat.say("left_open", offers=("concerns",))
    agreed = await chat.ask("agreed", Text(max_length=300))
    became = await chat.once("closed", being_in_touch.close, concern_id=one, agreed=agreed or "")
    return await chat.say(BECAME[became], offers=("concerns",))


async def concern_closed(chat: Chat) -> None:
    name = await chat.once("who", being_in_touch.who_was_in_touch)
    await chat.say("somebody_was", offers=("person",), name=name)


STORIES: Stories = {
    "concerns": Story(concerns, STAFF_CONTROLS, roles=WHO_LOOKS_AFTER),
    "concern_closed": Story(concern_closed, about=True),
}
