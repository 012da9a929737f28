"""Those who wait for a person: the team sees who, says who is on it, is in touch, and says what came of it."""

from __future__ import annotations

from bot.actions import being_in_touch, closing, concern_notes, looking_after
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Text, YesNo
from bot.chat.story import Stories, Story
from bot.conversations.meanwhile import ask_anew
from bot.conversations.who import STAFF_CONTROLS, WHO_LOOKS_AFTER

BECAME = {
    "": "closed_already",
    "closed": "closed",
    "held": "closed_and_held",
    "told": "closed_and_told",
    "deleted": "closed_and_deleted",
}
# What can be done with one, by how it stands.
WAYS = {
    "open": ("on_it", "in_touch", "leave_open"),
    "again": ("on_it", "leave_open"),  # that has to be answered before it is closed
    "mine": ("in_touch", "hand_over", "write_again", "leave_open"),
    "theirs": ("take_over", "in_touch", "leave_open"),
    "held": ("write_again", "leave_open"),
}


async def concerns(chat: Chat) -> None:
    found = await chat.once("found", being_in_touch.waiting)
    if not found["ids"]:
        return await chat.say("nobody_waits")
    if found["more"]:
        await chat.say("and_more", more=found["more"])
    one = await chat.ask(
        "which", Choice(*found["ids"], "that_is_all", final=True), labels=found["labels"], lines=found["lines"]
    )
    if one is None or one == "that_is_all":
        return await chat.say("left_open")
    stands = await chat.once("shown", being_in_touch.show, concern_id=one)
    if not stands:
        return await chat.say("closed_already", offers=("concerns",))
    if stands == "not_yours":
        return await chat.say("not_yours", offers=("concerns",))
    way = await chat.ask("what_now", Choice(*WAYS[stands]))
    if way == "in_touch":
        return await _close(chat, one)
    if way == "hand_over":
        return await _hand_over(chat, one)
    if way == "write_again":
        return await _let_write(chat, one)
    if way in ("on_it", "take_over"):
        taken = await chat.once("taken", looking_after.take_shown, concern_id=one, over=stands != "open")
        return await chat.say(TAKEN[taken["how"]], offers=("concerns",), name=taken["name"], number=taken["number"])
    return await chat.say("left_open", offers=("concerns",))


async def _close(chat: Chat, concern_id: str) -> None:
    """With what came of it, whether we may write to them again, and if not whether they hear of this: that is for a
    person to say."""
    agreed = await chat.ask("agreed", Text(max_length=300, optional=False))
    lift = await chat.ask("may_write_again", YesNo(optional=False))
    tell = not lift and await chat.ask("tell_them", YesNo(optional=False))
    became = await chat.once(
        "closed", closing.close_as_seen, concern_id=concern_id, agreed=agreed or "", lift=bool(lift), tell=bool(tell)
    )
    if became == closing.UNREAD:
        await chat.once("shown_as_it_is", being_in_touch.show, concern_id=concern_id)
        return await chat.say("not_closed", offers=("concerns",))
    return await chat.say(BECAME[became], offers=("concerns",))


async def _hand_over(chat: Chat, concern_id: str) -> None:
    others = await chat.once("others", looking_after.colleagues)
    if not others["ids"]:
        return await chat.say("nobody_to_hand_to", offers=("concerns",))
    whom = await chat.ask("to_whom", Choice(*others["ids"]), labels=others["labels"])
    if whom is None:
        return await chat.say("left_open", offers=("concerns",))
    if not await chat.once("as_shown", looking_after.is_mine, concern_id=concern_id):
        return await ask_anew(chat, then="concerns")
    handed = await chat.once("handed", looking_after.hand_over, concern_id=concern_id, to=whom)
    return await chat.say("handed_over" if handed else "not_handed", offers=("concerns",))


async def _let_write(chat: Chat, concern_id: str) -> None:
    lifted = await chat.once("lifted", being_in_touch.let_write, concern_id=concern_id)
    await chat.say("may_write" if lifted else "closed_already", offers=("concerns",))


async def concern_closed(chat: Chat) -> None:
    told = await chat.once("told", closing.what_to_tell)
    if told["key"]:
        await chat.say(told["key"], offers=("person",), name=told["name"])


async def concern_closed_meanwhile(chat: Chat) -> None:
    """While they were being asked how to be reached. That question is over; a late tap on its answer opens it again."""
    name = await chat.once("who", being_in_touch.who_was_in_touch)
    await chat.say("somebody_closed", offers=("person",), name=name)


async def concern_told(chat: Chat) -> None:
    told = await chat.once("told", concern_notes.what_was_told)
    if told["words"]:
        key = concern_notes.WRITES[told["waits"]]
        await chat.say(key, offers=concern_notes.OFFERS, name=told["name"], words=told["words"])


TAKEN = {"mine": "yours", "theirs": "somebody_is_on_it", "closed": "closed_already", "own": "your_own"}


STORIES: Stories = {
    "concerns": Story(concerns, STAFF_CONTROLS, roles=WHO_LOOKS_AFTER, passing=True),
    "concern_closed": Story(concern_closed, about=True, from_team=True),
    "concern_closed_meanwhile": Story(concern_closed_meanwhile, gives_way=False, about=True, from_team=True),
    "concern_told": Story(concern_told, gives_way=False, about=True, from_team=True),
}
