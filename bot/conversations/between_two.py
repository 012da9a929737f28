"""Between the two of a pair: a leader's thanks passed on, and two answers shown to each other when both agree."""

from __future__ import annotations

from bot.actions import revealing, talking, thanking
from bot.chat.chat import Chat
from bot.chat.questions import Text, YesNo
from bot.chat.story import Stories, Story

NOT_SHOWN = {one: one for one in ("waiting", "kept_back", "not_shared", "shown_already")}


async def thanks(chat: Chat) -> None:
    session = await chat.once("session", talking.open_talk, note="thanks")
    if not session["both"]:
        return await chat.say("nobody_there")
    words = await chat.ask("words", Text(max_length=1000), who=session["who"])
    if not words or not await chat.ask("send", YesNo(final=True), who=session["who"], words=words):
        return await chat.say("not_sent")
    await chat.once("passed_on", thanking.pass_on)
    return await chat.say("passed_on", who=session["who"])


async def thanks_for_you(chat: Chat) -> None:
    note = await chat.once("note", thanking.words_for)
    if not note["words"]:
        return await chat.say("taken_back")
    return await chat.say("passed_on", who=note["who"], when=note["when"], words=note["words"])


async def reveal(chat: Chat) -> None:
    session = await chat.once("session", talking.open_talk, note="reveal")
    if session["state"] in ("", "cancelled") or not session["both"]:
        return await chat.say("nobody_there")
    if await chat.once("shown_before", revealing.is_shown):
        return await chat.say("shown_already")
    if session["ours"]:
        await chat.say("hello", who=session["who"], when=session["when"])
    await chat.say("how_it_works", who=session["who"])
    mattered = await chat.ask("mattered", Text(max_length=1000))
    not_said = await chat.ask("not_said", Text(max_length=1000))
    if not mattered and not not_said:
        return await chat.say("left_open")
    agreed = await chat.ask("agree", YesNo(final=chat.done(revealing.SHOWN)), who=session["who"])
    outcome = await chat.once("answered", revealing.answer, agreed=bool(agreed))
    if outcome != "shown":
        return await chat.say(NOT_SHOWN[outcome], who=session["who"])
    theirs = await chat.once("theirs", revealing.theirs)
    return await chat.say("shown", offers=("person",), who=session["who"], **theirs)


async def revealed(chat: Chat) -> None:
    session = await chat.once("session", talking.open_talk, note="revealed")
    theirs = await chat.once("theirs", revealing.theirs)
    if theirs["mattered"]:
        return await chat.say("shown", offers=("person",), who=session["who"], when=session["when"], **theirs)
    return await chat.say("not_shared", when=session["when"])


STORIES: Stories = {
    "thanks": Story(thanks, about=True),
    "thanks_for_you": Story(thanks_for_you, about=True, gives_way=False),
    "reveal": Story(reveal, about=True),
    "revealed": Story(revealed, about=True, gives_way=False),
}
