"""What comes to many: an opportunity, or an announcement."""

from __future__ import annotations

from bot.actions import my_offers, offering
from bot.chat.chat import Chat
from bot.chat.questions import Choice
from bot.chat.story import Stories, Story

OFFERS = ("interested", "ask_about", "not_for_me", "not_now_this", "why_me", "mute_topic", "person", "help_now")


async def opportunity_note(chat: Chat) -> None:
    told = await chat.once("told", offering.the_offer)
    if told:
        await chat.say("offer", offers=OFFERS, **told)


async def opportunity_again(chat: Chat) -> None:
    """The same, asked for, so without the words of a note."""
    told = await chat.once("told", offering.the_offer)
    if not told:
        return await chat.say("over")
    return await chat.say("offer_again", offers=OFFERS, title=told["title"], lines=told["lines"])


async def my_opportunities(chat: Chat) -> None:
    mine = await chat.once("mine", my_offers.show)
    if not mine["lines"]:
        return await chat.say("nothing_came", offers=("settings",))
    await chat.say("came", lines=mine["lines"])
    if not mine["labels"]:
        return None
    which = await chat.ask("which", Choice(*mine["labels"], "that_is_all", final=True), labels=mine["labels"])
    if which is None or which == "that_is_all":
        return None
    return await chat.once("looked_at", my_offers.look_again, opportunity_id=which)


async def announcement_note(chat: Chat) -> None:
    words = await chat.once("words", offering.the_words)
    if words:
        await chat.say("news", words=words)


STORIES: Stories = {
    "opportunity_note": Story(opportunity_note, about=True, gives_way=False),
    "opportunity_again": Story(opportunity_again, about=True),
    "my_opportunities": Story(my_opportunities, controls=("person",), passing=True),
    "announcement_note": Story(announcement_note, about=True, gives_way=False),
}
