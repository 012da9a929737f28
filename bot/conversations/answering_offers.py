"""What can be said to an opportunity, each in one tap."""

from __future__ import annotations

from bot.actions import answering_offers
from bot.chat.chat import Chat
from bot.chat.questions import Text
from bot.chat.story import Stories, Story

TOO_LATE = {"gone": "gone", "closed": "closed", "called_off": "called_off", "stands": "time_has_passed"}


async def interested(chat: Chat) -> None:
    noted = await chat.once("noted", answering_offers.say, said="interested")
    if noted["state"] in TOO_LATE:
        return await chat.say(TOO_LATE[noted["state"]], title=noted["title"])
    await chat.say("noted", title=noted["title"])
    statement = await chat.ask("statement", Text(max_length=1500, whether=True))
    known = await chat.once("known", answering_offers.known_needs)
    if known:
        needs = await chat.ask("needs_besides", Text(max_length=600, whether=True), known=known)
    else:
        needs = await chat.ask("needs", Text(max_length=600, whether=True))
    await chat.once("words", answering_offers.add_words, statement=statement, needs=needs)
    return await chat.say("passed_on", offers=("ask_about", "not_for_me"), decided_by=noted["decided_by"])


async def not_for_me(chat: Chat) -> None:
    noted = await chat.once("noted", answering_offers.say, said="not_for_me")
    if noted["state"] in TOO_LATE:
        return await chat.say(TOO_LATE[noted["state"]], title=noted["title"])
    return await chat.say("noted", offers=("interested", "mute_topic"))


async def not_now_this(chat: Chat) -> None:
    noted = await chat.once("noted", answering_offers.say, said="not_now")
    if noted["state"] in TOO_LATE:
        return await chat.say(TOO_LATE[noted["state"]], title=noted["title"])
    return await chat.say("noted", offers=("interested",))


async def why_me(chat: Chat) -> None:
    because = await chat.once("because", answering_offers.because)
    await chat.say("because_of" if because else "did_not_come", offers=("mute_topic",), reasons=because)


async def mute_topic(chat: Chat) -> None:
    topic = await chat.once("muted", answering_offers.mute)
    if not topic:
        return await chat.say("no_topic", offers=("settings",))
    return await chat.say("muted", offers=("unmute_topic",), topic=topic)


async def unmute_topic(chat: Chat) -> None:
    topic = await chat.once("unmuted", answering_offers.unmute)
    await chat.say("unmuted" if topic else "no_topic", topic=topic)


STORIES: Stories = {
    "interested": Story(interested, about=True, until=answering_offers.until_it_closes, closes=True),
    "not_for_me": Story(not_for_me, about=True),
    "not_now_this": Story(not_now_this, about=True),
    "why_me": Story(why_me, about=True),
    "mute_topic": Story(mute_topic, about=True),
    "unmute_topic": Story(unmute_topic, about=True),
}
