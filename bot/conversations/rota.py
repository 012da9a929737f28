"""Who of the team reads what comes in, when, and who stands in for them."""

from __future__ import annotations

from bot.actions import rota_scenes
from bot.chat.chat import Chat
from bot.chat.questions import Choice
from bot.chat.story import Stories, Story
from bot.conversations.contact import duty
from bot.conversations.who import STAFF_CONTROLS, WHO_LOOKS_AFTER


async def rota(chat: Chat) -> None:
    lines = await chat.once("lines", rota_scenes.in_words)
    await chat.say("how_it_stands", lines=lines)
    way = await chat.ask("what_now", Choice("my_hours", "my_deputy", "leave_it"))
    if way == "my_hours":
        hours = await duty(chat)
        await chat.once("kept", rota_scenes.keep_hours, hours=hours)
        return await chat.say("hours_kept", offers=("rota",))
    if way == "my_deputy":
        return await _deputy(chat)
    return await chat.say("left_as_it_is")


async def _deputy(chat: Chat) -> None:
    others = await chat.once("others", rota_scenes.colleagues)
    if not others["ids"]:
        return await chat.say("nobody_else", offers=("rota",))
    who = await chat.ask("who", Choice(*others["ids"], "nobody_yet"), labels=others["labels"])
    if who is None:
        return await chat.say("left_as_it_is", offers=("rota",))
    named = await chat.once("named", rota_scenes.name_deputy, person_id="" if who == "nobody_yet" else who)
    return await chat.say("deputy_kept" if named else "no_deputy", offers=("rota",), name=named)


async def stand_in(chat: Chat) -> None:
    name = await chat.once("whose", rota_scenes.for_whom)
    await chat.say("you_stand_in", offers=("rota",), name=name)


STORIES: Stories = {
    "rota": Story(rota, STAFF_CONTROLS, roles=WHO_LOOKS_AFTER),
    "stand_in": Story(stand_in, gives_way=False, about=True),
}
