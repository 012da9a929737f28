"""Talk to a person: somebody is told at once; the help numbers come with it; nobody judges how bad it is."""

from __future__ import annotations

from collections.abc import Mapping

from bot.actions import concern, crossing
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Text
from bot.chat.story import Stories, Story


async def person(chat: Chat) -> None:
    await ask_for_a_person(chat)


async def ask_for_a_person(chat: Chat) -> None:
    """The team is told; what helps now, and how they would like to be reached."""
    raised = await chat.once("raised", concern.raise_alarm, kind="contact_me")
    await chat.say("told", when=raised["when"])
    await show_card(chat, raised)
    how = await chat.ask("contact_by", Choice("call", "write_here", "email"))
    where = ""
    if how == "call":
        where = await chat.ask("which_number", Text(max_length=100)) or ""
    if how == "email":
        where = await chat.ask("which_address", Text(max_length=200)) or ""
    await chat.once("how_noted", concern.contact_by, concern_id=raised["id"], how=how or "", where=where)
    await chat.say("noted" if how else "noted_here", offers=("carry_on",))


async def show_card(chat: Chat, at_hand: Mapping[str, str]) -> None:
    """What they wrote to themselves for a hard day, and then the numbers."""
    if at_hand["plan"]:
        await chat.say("your_plan", plan=at_hand["plan"])
    await chat.say(CARDS[at_hand["nation"]])


async def another_way(chat: Chat) -> None:
    stands = await chat.once("stands", crossing.standing)
    await chat.say("how_it_works")
    page = ("web_page",) if stands["root"] and stands["here"] == "telegram" else ()
    way = await chat.ask("which_way", Choice(*page, "phone", "email", "paper", "stay_here"))
    if way is None or way == "stay_here":
        return await chat.say("stay", offers=("carry_on",))
    if way == "web_page":
        await chat.once("given", crossing.give_link)
        return await chat.say("by_a_page", offers=("carry_on",))
    where = await chat.ask(WHERE[way], Text(max_length=300)) or ""
    asked = await chat.once("asked", concern.ask_another_way)
    await chat.once("how_noted", concern.contact_by, concern_id=asked["id"], how=way, where=where)
    return await chat.say("passed_on", offers=("carry_on",))


WHERE = {"phone": "which_number", "email": "which_address", "paper": "which_post"}
CARDS = {
    "england": "card_england",
    "wales": "card_wales",
    "scotland": "card_scotland",
    "northern_ireland": "card_northern_ireland",
}


STORIES: Stories = {
    "another_way": Story(another_way, gives_way=False),
    "person": Story(person, controls=("skip", "back"), gives_way=False),
}
