"""What comes to many: an opportunity, or an announcement."""

from __future__ import annotations

from bot.actions import offering
from bot.chat.chat import Chat
from bot.chat.story import Stories, Story


async def opportunity_note(chat: Chat) -> None:
    told = await chat.once("told", offering.the_offer)
    if told:
        await chat.say("offer", offers=("person",), **told)


async def announcement_note(chat: Chat) -> None:
    words = await chat.once("words", offering.the_words)
    if words:
        await chat.say("news", words=words)


STORIES: Stories = {
    "opportunity_note": Story(opportunity_note, about=True, gives_way=False),
    "announcement_note": Story(announcement_note, about=True, gives_way=False),
}
