"""Pairings and sessions from lines that a coordinator pastes: shown first, made when they say so."""

from __future__ import annotations

from bot.actions import pasting
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Text, YesNo


async def importing(chat: Chat) -> None:
    await chat.say("how_it_works")
    text = await chat.ask("lines", Text(long=True, final=chat.done("made")))
    if text is None:
        return await chat.say("nothing_made")
    found = await chat.once("found", pasting.look, text=text)
    if found["refused"]:
        return await chat.say("not_usable", why=found["refused"], offers=("importing",))
    if found["many"]:
        await chat.say("wrong_lines", **found)
    if found["more"]:
        await chat.say("more_wrong_lines", **found)
    if not found["pairings"] and not found["sessions"]:
        return await chat.say("nothing_new", offers=("importing",), **found)
    if found["many"]:
        said = await chat.ask("leave_out", Choice("leave_out", "make_nothing", final=True), **found)
        sure: bool | None = said == "leave_out"
    else:
        sure = await chat.ask("sure", YesNo(final=True), **found)
    if not sure:
        return await chat.say("nothing_made", offers=("importing",))
    made = await chat.once("made", pasting.make_all, text=text)
    return await chat.say("made", offers=("sessions",), **made)
