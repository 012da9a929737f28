"""A pairing has ended: thanks for something particular, and why, if they would like to say."""

from __future__ import annotations

from bot.actions import ending
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Text
from bot.chat.story import Stories, Story

WHY = ("as_planned", "got_what_we_wanted", "no_time", "did_not_fit", "health", "rather_not")
THANKS = {"never": "met_never", "once": "met_once", "often": "met_often"}


async def pairing_ended(chat: Chat) -> None:
    told = await chat.once("farewell", ending.farewell)
    if not told["name"]:
        return await chat.say("over")
    if told["met"] == "left":
        return await chat.say("they_left", offers=("person",))
    await chat.say(THANKS[told["met"]], name=told["name"], times=told["times"])
    why = await chat.ask("why_ended", Choice(*WHY, own_words=True), name=told["name"])
    if why is None or why == "rather_not":
        return await chat.say("thank_you")
    await chat.ask("anything_else", Text(max_length=1000, voice=True, whether=True))
    return await chat.say("thank_you_for_saying")


STORIES: Stories = {
    "pairing_ended": Story(pairing_ended, about=True),
}
