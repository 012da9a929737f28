"""Not now: everything stops, nobody asks why, and coming back is a hello."""

from __future__ import annotations

from bot.actions import away, crisis, leaving
from bot.chat.chat import Chat
from bot.chat.questions import Choice, YesNo
from bot.chat.story import Stories, Story

MEANS = ("nothing", "tell", "hold")
QUIET = {"nothing": "quiet", "tell": "quiet_and_told", "hold": "quiet_and_held"}
KEPT = {"nothing": "nothing_told", "tell": "will_tell", "hold": "will_hold"}


async def notnow(chat: Chat) -> None:
    means = await chat.once("quiet", away.fall_quiet)
    if await chat.once("waits", crisis.waits):
        await chat.say("request_stays")
    await chat.say(QUIET[means], offers=("resume", "when_away"))


async def when_away(chat: Chat) -> None:
    means = await chat.ask("away_means", Choice(*MEANS))
    if means is None:
        return await chat.say("as_it_was")
    await chat.once("kept", away.keep_means, means=means)
    return await chat.say(KEPT[means])


async def hello_again(chat: Chat) -> None:
    if not await chat.ask("carry_on_now", YesNo(), name=chat.name):
        return await chat.say("still_quiet")
    await chat.once("resumed", leaving.carry_on)
    return await chat.say("carried_on", offers=("menu",))


async def session_hold(chat: Chat) -> None:
    session = await chat.once("session", away.held_session)
    if session["who"]:
        await chat.say("may_be_held", when=session["when"], meet=session["meet"], away=session["who"])


STORIES: Stories = {
    "notnow": Story(notnow, gives_way=False),
    "when_away": Story(when_away, gives_way=False, passing=True),
    "hello_again": Story(hello_again, controls=("person",), passing=True),
    "session_hold": Story(session_hold, about=True),
}
