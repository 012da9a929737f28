"""Sending something to many: to whom, how it looks, what to think of, when; and the number of people, typed."""

from __future__ import annotations

from typing import Any

from bot.actions import audience_look, opportunity_cards, registering, sending_out
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Moment, Number, Several, Text
from bot.chat.story import Stories, Story
from bot.conversations.choosing_audience import choose_audience
from bot.conversations.meanwhile import ask_anew
from bot.conversations.who import COORDINATORS, STAFF_CONTROLS

MOST_PEOPLE = 99_999
TRIES = 5  # at the number, before we leave it
TOO_LONG = 3  # times that words which are too long are asked for again
NOT_A_DRAFT = {"agreeing": "waits_for_second", "gone": "is_gone"}
CONFIRMED = {"second_asked": "second_asked", "already": "already"}
NOT_SENT = {
    "nobody": "nobody",
    "nobody_to_agree": "nobody_to_agree",
    "not_complete": "not_complete",
    "too_late": "too_late",
}


async def send_broadcast(chat: Chat) -> None:
    begun = await chat.once("begun", sending_out.stands)
    if begun["state"] == "over":
        return await chat.once("opened", opportunity_cards.open_card, opportunity_id=begun["opportunity"])
    if begun["state"] != "draft":
        key = begun["state"] if begun["state"] in NOT_A_DRAFT else "gone"
        return await chat.say(NOT_A_DRAFT[key], offers=("opportunities",))
    chosen: dict[str, Any] | None = begun["audience"]
    if not begun["to_chats"]:
        chosen = await choose_audience(chat, begun["audience"])
    if chosen is None:
        return await chat.say("left_for_now", offers=("send_broadcast", "opportunities"))
    looked = await chat.once("looked", audience_look.look, audience=chosen)
    if looked["thoughts"]:
        looked = await _think_again(chat, chosen, looked)
    if looked["people"] == 0:
        return await chat.say("nobody", offers=("send_broadcast", "opportunities"))
    second = await chat.once("second", sending_out.needs_second, people=looked["people"])
    if second == "nobody":
        return await chat.say("nobody_to_agree", offers=("send_broadcast",), people=looked["people"])
    if second:
        await chat.say("second_needed")
    return await _confirm(chat, looked["people"], looked.get("seen", ""))


async def _think_again(chat: Chat, chosen: dict[str, Any], looked: dict[str, Any]) -> dict[str, Any]:
    """What is worth a thought, and if they like, only those who were never asked."""
    ways = ("never_asked_first", "go_on") if looked["never_asked"] else ("go_on",)
    way = await chat.ask("think", Choice(*ways, final=True), thoughts=looked["thoughts"])
    if way != "never_asked_first":
        return looked
    return await chat.once("looked_again", audience_look.look, audience={**chosen, "never_asked": True})


async def _confirm(chat: Chat, people: int, seen: str) -> None:
    """The number of people says yes; any other sends nothing, and says how many there are now. Neither does what is not
    any more as it was `seen`."""
    when = await chat.ask("when", Choice("now", "at_a_time", optional=False, final=True))
    at = None
    if when == "at_a_time":
        at = await chat.ask("at", Moment(optional=False, final=True))
        later = await chat.once("in_time", audience_look.in_time, at=at)
        if later:
            await chat.say("in_time", lines=later)
    for turn in range(1, TRIES + 1):
        number = await chat.ask(f"number_{turn}", Number(0, MOST_PEOPLE, bare=True, final=True), people=people)
        if number is None:
            break
        done = await chat.once(f"confirmed_{turn}", sending_out.confirm, number=int(number), at=at, seen=seen)
        if done["how"] == "handed_on":
            return None
        if done["how"] == "changed":
            return await ask_anew(chat, then="send_broadcast")
        if done["how"] in CONFIRMED:
            return await chat.say(CONFIRMED[done["how"]], offers=("opportunities",), **done)
        if done["how"] in NOT_SENT:
            return await chat.say(NOT_SENT[done["how"]], offers=("send_broadcast", "opportunities"), **done)
        people = done["people"]
        await chat.say("other_number", people=people, number=int(number))
    return await chat.say("left_for_now", offers=("send_broadcast", "opportunities"))


async def announce(chat: Chat) -> None:
    left = await chat.once("left", sending_out.announcement_left)
    if left["id"]:
        way = await chat.ask(
            "go_on", Choice("go_on_with_it", "begin_anew", "throw_away", final=True), words=left["words"]
        )
        if way == "go_on_with_it":
            return await chat.once("gone_on", sending_out.go_on, broadcast_id=left["id"])
        if way == "throw_away":
            await chat.once("thrown_away", sending_out.throw_away, broadcast_id=left["id"])
            return await chat.say("thrown_away", offers=("announce",))
        if way is None:
            return await chat.say("nothing_sent", offers=("announce",))
    words = await _words(chat)
    if words is None:
        return await chat.say("nothing_sent", offers=("announce",))
    found = await chat.once("chats", registering.choices)
    chats: tuple[str, ...] | None = ()
    if found["ids"] and await chat.ask("to_whom", Choice("to_people", "to_chats", final=True)) == "to_chats":
        chats = await chat.ask(
            "which_chats", Several(*found["ids"], optional=False, final=True), labels=found["labels"]
        )
    return await chat.once("drafted", sending_out.announce, words=words, chats=list(chats or ()))


async def _words(chat: Chat) -> str | None:
    """The words of an announcement, which has to be one message; None when they would rather not."""
    for turn in range(1, TOO_LONG + 1):
        words = await chat.ask(f"words_{turn}", Text(long=True, final=True))
        if words is None:
            return None
        number = await chat.once(f"too_long_{turn}", sending_out.too_long, words=words)
        if not number:
            return str(words)
        await chat.say("too_long", number=number)
    return None


STORIES: Stories = {
    "send_broadcast": Story(
        send_broadcast, STAFF_CONTROLS, about=True, roles=COORDINATORS, stands=sending_out.is_draft
    ),
    "announce": Story(announce, STAFF_CONTROLS, roles=COORDINATORS),
}
