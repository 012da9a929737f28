"""The staff console, as far as it is a matter of the chat: the button that opens it, and who has signed in."""

from __future__ import annotations

from bot.actions import signing_in
from bot.chat.chat import Chat
from bot.chat.story import Stories, Story
from bot.conversations.who import STAFF


async def console(chat: Chat) -> None:
    sent = await chat.once("offered", signing_in.offer)
    if sent != "sent":
        await chat.say(sent)


async def signed_in(chat: Chat) -> None:
    told = await chat.once("told", signing_in.told)
    await chat.say("somebody_signed_in", offers=("not_me",), **told)


async def not_me(chat: Chat) -> None:
    await chat.once("ended", signing_in.not_me)
    await chat.say("all_signed_out", offers=("console",))


STORIES: Stories = {
    "console": Story(console, roles=STAFF),
    "signed_in": Story(signed_in, about=True, roles=STAFF, gives_way=False),
    "not_me": Story(not_me, roles=STAFF),
}
