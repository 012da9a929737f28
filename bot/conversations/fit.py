"""How is it, working together? The same question and the same remedy for partner and leader."""

from __future__ import annotations

from bot.actions import fitting
from bot.chat.chat import Chat
from bot.chat.questions import Choice
from bot.chat.story import Stories, Story
from bot.conversations.who import COORDINATORS, STAFF_CONTROLS

FITS = {"good_fit": "good_to_hear", "still_deciding": "take_your_time"}
A_PERSON = {"yes": "a_person_will", "no": "no_person", "not_now": "not_now"}


async def fit(chat: Chat) -> None:
    name = await chat.once("with_whom", fitting.with_whom)
    if not name:
        return await chat.say("over")
    await chat.say("opening")
    how = await chat.ask("how_it_fits", Choice("good_fit", "still_deciding", "not_a_good_fit"), name=name)
    await chat.once("noted", fitting.note, how=how)
    if how is None:
        return await chat.say("no_answer")
    if how != "not_a_good_fit":
        return await chat.say(FITS[how])
    wants = await chat.ask("a_person", Choice("yes", "no", "not_now"), name=name)
    await chat.once("told", fitting.tell_now, wants_person=wants)
    return await chat.say(A_PERSON[wants or "not_now"], name=name)


async def fit_change(chat: Chat) -> None:
    told = await chat.once("change", fitting.change)
    if not told["who"]:
        return await chat.say("changed", partner=told["partner"], leader=told["leader"])
    return await chat.say(
        "wants_a_person" if told["person"] else "does_not_fit",
        partner=told["partner"],
        leader=told["leader"],
        who=told["who"],
        person=told["person"],
    )


STORIES: Stories = {
    "fit": Story(fit, about=True, speaks_again=True),
    "fit_change": Story(fit_change, STAFF_CONTROLS, about=True, roles=COORDINATORS),
}
