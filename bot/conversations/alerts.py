"""The team is told of a concern by a number and without a word of it, and one of them says: I am on it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.actions import alert_words, looking_after
from bot.chat.chat import Chat
from bot.chat.story import Stories, Story
from bot.conversations.who import STAFF_CONTROLS, WHO_LOOKS_AFTER

# An admin may look at nobody's concern, but can ring whoever should.
MAY_LOOK = ("on_it", "concerns")
ALERTS = {
    "new": "a_concern",
    "waits": "still_waits",
    "wrote": "wrote_again",
    "nobody_answers": "nobody_answers",
    "yours_again": "asked_you_again",
    "again": "asked_again",
    "nobody_answers_again": "nobody_answers_again",
    "late_nobody": "late_nobody",
    "late_yours": "late_yours",
    "late": "late",
    "nobody_answers_late": "nobody_answers_late",
}
# Whoever is late says what came of it where they look; somebody else may take it over.
OFFERS = {
    **{one: () if one.startswith("nobody") else MAY_LOOK for one in ALERTS},
    "late_yours": ("concerns",),
    "late": ("take_over", "concerns"),
}
TAKEN = {"mine": "yours", "theirs": "somebody_is_on_it", "closed": "closed_already", "own": "your_own"}
NEXT = {"mine": ("concerns",), "theirs": ("take_over", "concerns"), "closed": ("concerns",), "own": ()}


async def concern_alert(chat: Chat) -> None:
    told = await chat.once("how", alert_words.how_told)
    how, values = told["how"], {one: told.get(one, "") for one in ("number", "name", "when", "again", "told")}
    await chat.say(ALERTS[how], offers=OFFERS[how], **values)


async def on_it(chat: Chat) -> None:
    taken = await chat.once("taken", looking_after.take)
    await _say(chat, taken)


async def take_over(chat: Chat) -> None:
    taken = await chat.once("taken", looking_after.take_over)
    await _say(chat, taken)


async def _say(chat: Chat, taken: Mapping[str, str]) -> None:
    how = taken["how"]
    await chat.say(TAKEN[how], offers=NEXT[how], name=taken["name"], number=taken["number"])


async def concern_taken(chat: Chat) -> None:
    whose = await chat.once("whose", looking_after.whose)
    await chat.say("taken_from_you", name=whose["name"], number=whose["number"])


async def concern_ended(chat: Chat) -> None:
    whose = await chat.once("whose", looking_after.whose)
    await chat.say("closed_for_you", name=whose["name"], number=whose["number"])


async def concern_written(chat: Chat) -> None:
    wrote = await chat.once("wrote", looking_after.who_wrote)
    if wrote["number"]:
        await chat.say("somebody_wrote", name=wrote["name"], number=wrote["number"])


async def concern_handed(chat: Chat) -> None:
    whose = await chat.once("whose", looking_after.whose)
    await chat.say("please_take_it", offers=("take_over", "concerns"), name=whose["name"], number=whose["number"])


async def concerns_open(chat: Chat) -> None:
    lines = await chat.once("lines", looking_after.open_ones)
    if lines:
        await chat.say("who_waits", offers=("concerns",), lines=lines)


STORIES: Stories = {
    "concern_alert": Story(concern_alert, gives_way=False, about=True),
    "on_it": Story(on_it, STAFF_CONTROLS, gives_way=False, about=True, roles=WHO_LOOKS_AFTER),
    "take_over": Story(take_over, STAFF_CONTROLS, gives_way=False, about=True, roles=WHO_LOOKS_AFTER),
    "concern_taken": Story(concern_taken, gives_way=False, about=True),
    "concern_ended": Story(concern_ended, gives_way=False, about=True),
    "concern_written": Story(concern_written, gives_way=False, about=True),
    "concern_handed": Story(concern_handed, gives_way=False, about=True),
    "concerns_open": Story(concerns_open),
}
