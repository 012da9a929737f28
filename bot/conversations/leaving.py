"""Pause, stop, carry on, and being forgotten. Nobody is asked why."""

from __future__ import annotations

from bot.actions import away, leaving, meeting
from bot.chat.chat import Chat
from bot.chat.questions import YesNo
from bot.chat.story import Stories, Story


async def pause(chat: Chat) -> None:
    ahead = await chat.once("paused", leaving.pause)
    await chat.say("paused", offers=("resume", "menu"))
    if not ahead:
        return None
    if not await chat.ask("hold_sessions", YesNo()):
        return await chat.say("sessions_stand")
    await chat.once("held", away.hold_sessions)
    return await chat.say("sessions_held")


async def stop(chat: Chat) -> None:
    await chat.once("stopped", leaving.stop)
    await chat.say("stopped", offers=("keep", "forgetme", "mydata", "resume"))


async def keep(chat: Chat) -> None:
    await chat.say("kept")


async def resume(chat: Chat) -> None:
    away = await chat.once("resumed", leaving.carry_on)
    await chat.say("carried_on" if away else "nothing_to_undo")


async def back_again(chat: Chat) -> None:
    await chat.once("resumed", leaving.carry_on)


async def forgetme(chat: Chat) -> None:
    stays = await chat.once("stays", leaving.what_stays)
    await chat.say("what_goes")
    await chat.say("what_stays" if stays["joined"] else "nothing_stays")
    if stays["concern"]:
        await chat.say("concern_stays")
    if not await chat.ask("sure", YesNo(optional=False, final=True)):
        return await chat.say("not_forgotten", offers=("carry_on", "menu"))
    telegram = await chat.once("telegram", meeting.has_telegram)
    await chat.once("forgotten", leaving.forget)
    return await chat.say("goodbye" if telegram else "goodbye_by_link")


STORIES: Stories = {
    "forgetme": Story(forgetme, controls=("person",), gives_way=False),
    "pause": Story(pause, controls=("skip", "person"), gives_way=False, passing=True),
    "stop": Story(stop, gives_way=False),
    "keep": Story(keep, gives_way=False),
    "resume": Story(resume),
    "back_again": Story(back_again, gives_way=False),
}
