"""Coordinators look after the topics that people can be interested in: see them, add, rename, retire, bring back."""

from __future__ import annotations

from bot.actions import topics as topics_
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Text
from bot.chat.story import Stories, Story
from bot.conversations.meanwhile import ask_anew
from bot.conversations.who import COORDINATORS, STAFF_CONTROLS

CHANGED = {"retire": "retired", "bring_back": "brought_back"}
TAKEN = {"in_use": "is_there_already", "retired": "is_retired"}
LONGEST = 40  # letters, which fit on a button


async def topics(chat: Chat) -> None:
    told = await chat.once("overview", topics_.overview)
    if told["typed"]:
        await chat.say("typed", typed=told["typed"])
    what = await chat.ask(
        "what_to_do", Choice("add", "rename", "retire", "bring_back", final=True), lines=told["lines"]
    )
    if what == "add":
        return await _add(chat)
    if what == "rename":
        return await _rename(chat)
    if what is not None:
        return await _change(chat, what)
    return await chat.say("nothing_changed")


async def _add(chat: Chat) -> None:
    words = await chat.ask("new_words", Text(max_length=LONGEST, final=True, links=False))
    if words is None:
        return await chat.say("nothing_changed", offers=("topics",))
    taken = await chat.once("taken", topics_.is_taken, words=words)
    if taken:
        return await chat.say(TAKEN[taken], offers=("topics",))
    people = await chat.once("added", topics_.add, words=words)
    return await chat.say("added_and_taken_over" if people else "added", offers=("topics",), people=people)


async def _rename(chat: Chat) -> None:
    found = await chat.once("found", topics_.in_use)
    which = await chat.ask("which", Choice(*found["ids"], final=True), labels=found["labels"])
    if which is None:
        return await chat.say("nothing_changed", offers=("topics",))
    words = await chat.ask("other_words", Text(max_length=LONGEST, final=True, links=False))
    if words is None:
        return await chat.say("nothing_changed", offers=("topics",))
    taken = await chat.once("taken", topics_.is_taken, words=words)
    if taken:
        return await chat.say(TAKEN[taken], offers=("topics",))
    shown = found["labels"][which]
    if not await chat.once("renamed", topics_.rename, topic=which, words=words, shown=shown):
        return await ask_anew(chat, then="topics")
    return await chat.say("renamed", offers=("topics",))


async def _change(chat: Chat, way: str) -> None:
    found = await chat.once("found", topics_.in_use if way == "retire" else topics_.retired)
    if not found["ids"]:
        return await chat.say("none_there", offers=("topics",))
    which = await chat.ask("which", Choice(*found["ids"], final=True), labels=found["labels"])
    if which is None:
        return await chat.say("nothing_changed", offers=("topics",))
    if not await chat.once("changed", topics_.change, topic=which, way=way, shown=found["labels"][which]):
        return await ask_anew(chat, then="topics")
    return await chat.say(CHANGED[way], offers=("topics",))


STORIES: Stories = {
    "topics": Story(topics, STAFF_CONTROLS, roles=COORDINATORS),
}
