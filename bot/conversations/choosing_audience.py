"""Choosing whom something goes to, a tap at a time, with how many that is after each. A part of other conversations."""

from __future__ import annotations

from typing import Any

from bot.actions import audiences
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Several
from bot.conversations.choosing_people import choose_person

MOST = 30  # changes in one go
BY_LIST = ("roles", "interests", "groups", "organisations", "regions", "languages", "needs")
BY_TAP = ("available", "never_asked")
BY_NAME = ("people", "without")

Chosen = dict[str, Any]


async def choose_audience(chat: Chat, chosen: Chosen) -> Chosen | None:
    """Whom it goes to, beginning with what is `chosen` already; None when they leave it for now."""
    for turn in range(1, MOST + 1):
        stands = await chat.once(f"stands_{turn}", audiences.stands, audience=chosen, turn=turn)
        ways = (*BY_LIST, *BY_TAP, *BY_NAME)
        what = await chat.ask(f"who_{turn}", Choice("that_is_all", *ways, "start_over", final=True), **stands)
        if what is None or (what == "that_is_all" and stands["people"]):
            return None if what is None else chosen
        if what == "that_is_all":
            await chat.say("nobody")
        else:
            chosen = await _change(chat, chosen, what, turn)
    return chosen


async def _change(chat: Chat, chosen: Chosen, what: str, turn: int) -> Chosen:
    if what == "start_over":
        return {}
    if what in BY_TAP:
        return {**chosen, what: not chosen.get(what)}
    if what in BY_NAME:
        return await _name(chat, chosen, what, turn)
    found = await chat.once(f"found_{turn}", audiences.options, what=what)
    if not found["ids"]:
        await chat.say("nothing_to_choose")
        return chosen
    several = Several(*found["ids"], none="no_limit", ticked=tuple(chosen.get(what, ())), final=True)
    if what == "needs":
        picked = await chat.ask(f"pick_need_{turn}", several, labels=found["labels"])
    else:
        picked = await chat.ask(f"pick_{turn}", several, labels=found["labels"], what=found["what"])
    return chosen if picked is None else {**chosen, what: [one for one in picked if one != "no_limit"]}


async def _name(chat: Chat, chosen: Chosen, what: str, turn: int) -> Chosen:
    """One more by name: besides those who fit, or left out in any case."""
    if what == "people":
        one = await choose_person(chat, f"whom_besides_{turn}")
    else:
        one = await choose_person(chat, f"whom_not_{turn}")
    if one is None:
        return chosen
    others = {name: [each for each in chosen.get(name, ()) if each != one] for name in BY_NAME}
    return {**chosen, **others, what: [*others[what], one]}
