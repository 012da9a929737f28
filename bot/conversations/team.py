"""For coordinators, on their phones: what is due and who waits for us, by name and in nobody's words."""

from __future__ import annotations

from bot.actions import summing
from bot.chat.chat import Chat
from bot.chat.story import Stories, Story
from bot.conversations.who import COORDINATORS

# Whoever waits for us can be seen from here, and what is new can be marked as seen.
AS_IT_STANDS = {True: ("concerns",), False: ()}
WITH_NEWS = {True: ("seen", "concerns"), False: ("seen",)}
WAYS_ON = {
    **{(waits, False): offers for waits, offers in AS_IT_STANDS.items()},
    **{(waits, True): offers for waits, offers in WITH_NEWS.items()},
}
SUMMARIES = {True: "summary_late", False: "quiet_summary"}  # by whether somebody has waited too long


async def digest(chat: Chat) -> None:
    told = await chat.once("summary", summing.summary)
    if told["lines"]:
        late, ways = bool(told.get("late")), (told["waits"], bool(told["shows"]))
        await chat.say(SUMMARIES[late], offers=WAYS_ON[ways], lines=told["lines"])


async def today(chat: Chat) -> None:
    told = await chat.once("summary", summing.summary)
    if not told["lines"]:
        return await chat.say("nothing_new")
    if not told["shows"]:
        return await chat.say("as_it_stands", offers=AS_IT_STANDS[told["waits"]], lines=told["lines"])
    return await chat.say("with_news", offers=WITH_NEWS[told["waits"]], lines=told["lines"])


async def at_once(chat: Chat) -> None:
    told = await chat.once("summary", summing.news)
    if told["lines"]:
        await chat.say("wanted_at_once", offers=("seen", "today"), lines=told["lines"])


async def seen(chat: Chat) -> None:
    times = await chat.once("seen", summing.mark_seen)
    await chat.say("marked" if times else "none_to_mark", times=times)


STORIES: Stories = {
    "digest": Story(digest),
    "at_once": Story(at_once),
    "today": Story(today, roles=COORDINATORS),
    "seen": Story(seen, roles=COORDINATORS),
}
