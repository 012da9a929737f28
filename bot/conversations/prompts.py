"""Coordinators look after the library of prompts: suggestions one by one, find one and change it, add one."""

from __future__ import annotations

from typing import Any

from bot.actions import prompting
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Text
from bot.chat.story import Stories, Story
from bot.conversations.meanwhile import ask_anew
from bot.rules.reflecting import STAGES, THEMES

CHANGED = {"retire": "retired", "bring_back": "brought_back", "to_front": "at_front", "to_its_place": "in_its_place"}


async def prompts(chat: Chat) -> None:
    waiting = await chat.once("waiting", prompting.waiting)
    if waiting is None:
        return await chat.say("not_yours")
    what = await chat.ask("what_to_do", Choice("suggestions", "find", "add", final=True), waiting=len(waiting))
    if what == "suggestions":
        return await _suggestions(chat, waiting)
    if what == "find":
        return await _find(chat)
    if what == "add":
        return await _add(chat)
    return await chat.say("nothing_changed")


async def _suggestions(chat: Chat, waiting: list[dict[str, Any]]) -> None:
    for number, one in enumerate(waiting, start=1):
        said = await chat.ask(f"suggestion_{number}", Choice(*THEMES, "leave_out", final=True), words=one["words"])
        if said is not None:
            theme = None if said == "leave_out" else said
            if not await chat.once(f"decided_{number}", prompting.decide, prompt_id=one["id"], theme=theme):
                await chat.say("decided_already")
    await chat.say("no_more_suggestions", offers=("prompts",))


async def _find(chat: Chat) -> None:
    looked_for = await chat.ask("look_for", Choice(*THEMES, "retired", own_words=True, final=True))
    found = await chat.once("found", prompting.find, looked_for=looked_for) if looked_for else []
    if not found:
        return await chat.say("none_found", offers=("prompts",))
    lines = await chat.once("lines", prompting.in_lines, prompt_ids=found)
    numbers = [str(place) for place, _ in enumerate(found, start=1)]
    which = await chat.ask("which", Choice(*numbers, final=True), lines=lines)
    if which is None:
        return await chat.say("nothing_changed", offers=("prompts",))
    prompt_id = found[int(which) - 1]
    stands = await chat.once("stands", prompting.standing, prompt_id=prompt_id)
    way = await chat.ask("change", Choice(*stands["ways"], final=True), words=stands["words"])
    if way is None:
        return await chat.say("nothing_changed", offers=("prompts",))
    shown = stands["words"]
    if not await chat.once("changed", prompting.change_shown, prompt_id=prompt_id, way=way, shown=shown):
        return await ask_anew(chat, then="prompts")
    return await chat.say(CHANGED[way], offers=("prompts",))


async def _add(chat: Chat) -> None:
    words = await chat.ask("new_words", Text(max_length=200, final=True))
    if words is None:
        return await chat.say("nothing_changed", offers=("prompts",))
    known = await chat.once("known", prompting.known, words=words)
    if known:
        await chat.say("there_already" if known == "there" else "waits_already", offers=("prompts",))
        return None
    theme = await chat.ask("theme", Choice(*THEMES, optional=False, final=True))
    stage = await chat.ask("stage", Choice(*STAGES, final=True))
    added = await chat.once("added", prompting.add, words=words, theme=theme or "", stage=stage or "any")
    waits = await chat.once("waits", prompting.waits, prompt_id=added)
    return await chat.say("added_waits" if waits else "added", offers=("prompts",))


STORIES: Stories = {
    "prompts": Story(prompts, controls=("skip", "back")),
}
