"""For those who answered: what was decided, and their own yes or no to a place."""

from __future__ import annotations

from bot.actions import calling_off, deciding
from bot.chat.chat import Chat
from bot.chat.questions import Text
from bot.chat.story import Stories, Story

NO_PLACE = ("gone", "taken_back")


async def opportunity_outcome(chat: Chat) -> None:
    told = await chat.once("told", deciding.outcome)
    decision, about = told["decision"], told["about"]
    if decision == "chosen":
        return await chat.say("chosen", offers=("accept_place", "decline_place"), **about)
    if decision == "waiting":
        return await chat.say("waiting_list", offers=("not_for_me",), title=about["title"])
    if decision == "not_this_time":
        return await chat.say("not_this_time", **about)
    return None


async def opportunity_called_off(chat: Chat) -> None:
    told = await chat.once("told", calling_off.why_called_off)
    if told:
        await chat.say("does_not_happen", title=told["title"], reason=told["reason"])


async def waiting_over(chat: Chat) -> None:
    title = await chat.once("closed", calling_off.list_closed)
    if title:
        await chat.say("no_place_came", title=title)


async def accept_place(chat: Chat) -> None:
    place = await chat.once("answered", deciding.answer_place, answer="yes")
    if place["state"] == "taken":
        return await chat.say("taken", title=place["title"], offers=("person",))
    if place["state"] in NO_PLACE:
        return await chat.say(place["state"], title=place["title"], offers=("person",))
    return await chat.say("accepted", title=place["title"], offers=("decline_place",))


async def decline_place(chat: Chat) -> None:
    place = await chat.once("answered", deciding.answer_place, answer="no")
    if place["state"] in NO_PLACE:
        return await chat.say(place["state"], title=place["title"], offers=("person",))
    await chat.say("declined", title=place["title"])
    why = await chat.ask("why", Text(max_length=300))
    return await chat.say("passed_on" if why else "left_so", offers=("accept_place",))


STORIES: Stories = {
    "opportunity_outcome": Story(opportunity_outcome, about=True),
    "opportunity_called_off": Story(opportunity_called_off, about=True),
    "waiting_over": Story(waiting_over, about=True),
    "accept_place": Story(accept_place, about=True),
    "decline_place": Story(decline_place, about=True, passing=True),
}
