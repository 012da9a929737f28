"""Pairings and sessions from lines that a coordinator pastes: shown, made when they say so, taken back if they undo."""

from __future__ import annotations

from typing import Any

from bot.actions import pasting
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Text, YesNo
from bot.chat.story import Stories, Story
from bot.conversations.who import COORDINATORS, STAFF_CONTROLS


async def importing(chat: Chat) -> None:
    await chat.say("how_it_works")
    text = await chat.ask("lines", Text(long=True, final=chat.done("made")))
    if text is None:
        return await chat.say("nothing_made")
    found = await chat.once("found", pasting.look, text=text)
    if found["refused"]:
        return await chat.say("not_usable", why=found["refused"], offers=("importing",))
    await _show(chat, found)
    if not found["pairings"] and not found["sessions"]:
        return await chat.say("nothing_new", offers=("importing",), **found)
    if found["many"]:
        said = await chat.ask(
            "leave_out",
            Choice("leave_out", "make_nothing", for_yes="leave_out", for_no="make_nothing", final=True),
            **found,
        )
        sure: bool | None = said == "leave_out"
    else:
        sure = await chat.ask("sure", YesNo(final=True), **found)
    if not sure:
        return await chat.say("nothing_made", offers=("importing",))
    await chat.once("made", pasting.make_all, text=text)
    return None


async def _show(chat: Chat, found: dict[str, Any]) -> None:
    """What is wrong, what would be made, and what is worth a look."""
    if found["many"]:
        await chat.say("wrong_lines", **found)
    if found["more"]:
        await chat.say("more_wrong_lines", **found)
    if found["pairings"]:
        await chat.say("new_pairings", lines=found["new_pairings"])
    if found["sessions"]:
        await chat.say("new_sessions", lines=found["new_sessions"])
    if found["remarks"]:
        await chat.say("worth_a_look", lines=found["remarks"])


async def import_made(chat: Chat) -> None:
    made = await chat.once("made", pasting.made)
    await chat.say("made", offers=("undo_import", "sessions"), **made)


async def undo_import(chat: Chat) -> None:
    undone = await chat.once("undone", pasting.undo)
    if undone["too_late"]:
        return await chat.say("too_late", offers=("pair", "sessions"))
    if not undone["pairings"] and not undone["sessions"]:
        return await chat.say("nothing_to_undo", offers=("importing",))
    return await chat.say("undone", offers=("importing",), **undone)


STORIES: Stories = {
    "importing": Story(importing, STAFF_CONTROLS, roles=COORDINATORS),
    "import_made": Story(import_made, STAFF_CONTROLS, about=True, roles=COORDINATORS),
    "undo_import": Story(undo_import, STAFF_CONTROLS, about=True, roles=COORDINATORS),
}
