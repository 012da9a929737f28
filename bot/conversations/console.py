"""The staff console, as far as it is a matter of the chat: the button that opens it, and who has signed in."""

from __future__ import annotations

from bot.actions import signing_in
from bot.chat.chat import Chat
from bot.chat.story import Stories, Story
from bot.conversations.who import STAFF

WHY_NOT = {"too_many": "too_many", "use_the_newest": "use_the_newest", "no_address": "no_address"}


async def console(chat: Chat) -> None:
    offered = await chat.once("offered", signing_in.offer)
    if offered["how"] in WHY_NOT:
        await chat.say(WHY_NOT[offered["how"]], **offered["told"])


async def signed_in(chat: Chat) -> None:
    told = await chat.once("told", signing_in.told)
    await chat.say("somebody_signed_in", offers=("not_me",), **told)


async def not_me(chat: Chat) -> None:
    closed = await chat.once("closed", signing_in.not_me)
    if closed:
        await chat.say("closed_too", closed=closed, offers=("console",))
    else:
        await chat.say("all_signed_out", offers=("console",))


STORIES: Stories = {
    "console": Story(console, roles=STAFF),
    "signed_in": Story(signed_in, about=True, roles=STAFF, gives_way=False),
    "not_me": Story(not_me, about=True, roles=STAFF),
}
