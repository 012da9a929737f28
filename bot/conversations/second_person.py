"""What goes to very many is looked at by a second person, who says yes or no to it; whoever made it hears which."""

from __future__ import annotations

from typing import Any

from bot.actions import asking_second
from bot.chat.chat import Chat
from bot.chat.questions import Text, YesNo
from bot.chat.story import Stories, Story
from bot.conversations.meanwhile import ask_anew
from bot.conversations.who import STAFF_CONTROLS, WHO_SENDS

TRIES = 5
AGREED = {
    "agreed": "agreed",
    "settled": "settled",
    "nobody": "cannot_be_sent",
    "not_complete": "cannot_be_sent",
    "too_late": "cannot_be_sent",
}
FOLLOW = {True: ("broadcast_card",), False: ()}  # where it can be undone
SAID = {"yes": "said_yes", "no": "said_no"}


async def agree_broadcast(chat: Chat) -> None:
    asked = await chat.once("asked", asking_second.asked)
    if asked["state"] != "asked":
        return await chat.say("over")
    await chat.say("opening", who=asked["who"], people=asked["people"])
    if not await chat.ask("look", YesNo(final=True)):
        return await chat.say("not_now", offers=("agree_broadcast",))
    return await _decide(chat)


async def _decide(chat: Chat) -> None:
    shown = await chat.once("shown", asking_second.shown)
    if shown["state"] != "asked":
        return await chat.say("settled")
    people = shown["people"]
    for turn in range(1, TRIES + 1):
        yes = await chat.ask(f"agree_{turn}", YesNo(final=True), people=people)
        if not yes:
            return await _no(chat, yes)
        done: dict[str, Any] = await chat.once(
            f"agreed_{turn}", asking_second.agree, number=people, seen=shown.get("seen", "")
        )
        if done["how"] == "changed":
            return await ask_anew(chat, then="agree_broadcast")
        if done["how"] != "other_number":
            return await chat.say(AGREED[done["how"]], offers=FOLLOW[done["how"] == "agreed"], people=done["people"])
        people = done["people"]
        await chat.say("other_number", people=people)
    return await chat.say("not_now", offers=("agree_broadcast",))


async def _no(chat: Chat, said: bool | None) -> None:
    """No with a reason, which whoever made it gets to read; skipping decides nothing."""
    if said is None:
        return await chat.say("not_now", offers=("agree_broadcast",))
    why = await chat.ask("why_not", Text(max_length=500, final=True))
    done = await chat.once("disagreed", asking_second.disagree, why=why or "")
    return await chat.say("disagreed" if done else "settled")


async def second_said(chat: Chat) -> None:
    told = await chat.once("told", asking_second.said)
    if not told["how"]:
        return await chat.say("over")
    if told["how"] == "no":
        return await chat.say("said_no", offers=("send_broadcast", "opportunities"), **told)
    return await chat.say("said_yes", offers=("broadcast_card", "opportunities"), **told)


STORIES: Stories = {
    "agree_broadcast": Story(agree_broadcast, STAFF_CONTROLS, about=True, roles=WHO_SENDS),
    "second_said": Story(second_said, STAFF_CONTROLS, about=True, roles=WHO_SENDS),
}
