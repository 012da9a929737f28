"""Action learning groups: a coordinator forms one, looks at it, adds somebody, ends it; members say yes or no."""

from __future__ import annotations

from bot.actions import grouping_scenes, untold
from bot.actions.grouping import LEAST
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Text, YesNo
from bot.chat.story import Stories, Story
from bot.conversations.choosing_people import choose_named, choose_person
from bot.conversations.who import COORDINATORS, STAFF_CONTROLS

MOST = 12  # in one group
REFUSED = {"nobody": "nobody_is_left", "name_taken": "name_taken", "too_few": "too_few"}
UNDONE = {"undone": "undone", "told_already": "told_already", "over": "is_over"}
ADDED = {
    "asked": "asked",
    "not_asked": "not_asked",
    "in_already": "in_already",
    "gone": "one_is_gone",
    "over": "is_over",
}
SAID = {"yes": "you_are_in", "no": "thank_you_for_telling", "over": "over"}


async def groups(chat: Chat) -> None:
    what = await chat.ask("what_to_do", Choice("form_group", "see_groups", final=True))
    if what == "form_group":
        return await _form(chat)
    if what == "see_groups":
        chosen = await choose_named(chat, "which", grouping_scenes.offer)
        if chosen is None:
            return await chat.say("none_seen")
        return await chat.once("opened", grouping_scenes.open_card, group_id=chosen)
    return await chat.say("nothing_formed")


async def _form(chat: Chat) -> None:
    name = await chat.ask("group_name", Text(max_length=60, final=True, links=False))
    if name is None:
        return await chat.say("nothing_formed")
    if not await chat.once("free", grouping_scenes.name_is_free, name=name):
        return await chat.say("name_taken", offers=("groups",))
    members = await _members(chat)
    if not members:
        return await chat.say("nothing_formed", offers=("groups",))
    if len(members) < LEAST:
        return await chat.say("too_few", offers=("groups",))
    facilitator = await choose_person(chat, "facilitator", without=members) or ""
    lines = await chat.once("lines", grouping_scenes.in_lines, name=name, members=members, facilitator=facilitator)
    if not await chat.ask("is_it_right", YesNo(optional=False, final=True), lines=lines):
        return await chat.say("nothing_formed", offers=("groups",))
    refused = await chat.once("formed", grouping_scenes.form, name=name, members=members, facilitator=facilitator)
    return await chat.say(REFUSED[refused], offers=("groups",)) if refused else None


async def _members(chat: Chat) -> tuple[str, ...]:
    """One after the other, until that is all."""
    members: tuple[str, ...] = ()
    for number in range(1, MOST + 1):
        also = ("that_is_all",) if len(members) >= LEAST else ()
        one = await choose_person(chat, f"member_{number}", without=members, also=also)
        if one is None or one == "that_is_all":
            break
        members += (one,)
    return members


async def group_made(chat: Chat) -> None:
    name = await chat.once("called", grouping_scenes.called)
    not_asked = await chat.once("not_asked", grouping_scenes.not_asked)
    if not_asked:
        return await chat.say("made_but", name=name, names=not_asked, offers=("undo_group",))
    return await chat.say("made", name=name, offers=("undo_group",))


async def undo_group(chat: Chat) -> None:
    outcome = await chat.once("undone", grouping_scenes.undo)
    if outcome == "told_already":
        return await chat.say(UNDONE[outcome], offers=("end_group",))
    return await chat.say(UNDONE[outcome], offers=("groups",))


async def group_card(chat: Chat) -> None:
    if not await chat.once("shown", grouping_scenes.show):
        return await chat.say("is_over", offers=("groups",))
    return await chat.say("what_you_can_do", offers=("add_to_group", "end_group", "groups"))


async def add_to_group(chat: Chat) -> None:
    if not await chat.once("called", grouping_scenes.called):
        return await chat.say("is_over", offers=("groups",))
    members = await chat.once("members", grouping_scenes.members)
    somebody = await choose_person(chat, "whom_to_add", without=tuple(members))
    if somebody is None:
        return await chat.say("nobody_added", offers=("groups",))
    outcome = await chat.once("added", grouping_scenes.add, person_id=somebody)
    return await chat.say(ADDED[outcome], offers=("groups",))


async def end_group(chat: Chat) -> None:
    name = await chat.once("called", grouping_scenes.called)
    if not name:
        return await chat.say("is_over", offers=("groups",))
    if not await chat.ask("sure", YesNo(optional=False, final=True), name=name):
        return await chat.say("it_goes_on", offers=("groups",))
    if not await chat.once("ended", grouping_scenes.end):
        return await chat.say("is_over", offers=("groups",))
    hears = await chat.once("who_hears", untold.of_ending, kind="group_ended")
    if hears["names"]:
        return await chat.say("ended_but", offers=("groups",), names=hears["names"])
    return await chat.say("ended", offers=("groups",))


async def agree_group(chat: Chat) -> None:
    told = await chat.once("asked", grouping_scenes.asked)
    if not told["name"]:
        return await chat.say("over")
    besides = told.get("besides", "")  # not among what was looked up before there was such a sentence
    if told["part"] == "facilitator":
        await chat.once("guides", grouping_scenes.guides)
        return await chat.say("you_facilitate", name=told["name"], besides=besides, offers=("person",))
    await chat.say("opening")
    way = await chat.ask("would_you", Choice("yes", "no"), name=told["name"], who=told["who"], besides=besides)
    if way is None:
        return await chat.say("later", offers=("agree_group",))
    now = await chat.once("answered", grouping_scenes.answer, said=way)
    return await chat.say(SAID[now], name=told["name"])


async def group_ended(chat: Chat) -> None:
    name = await chat.once("called", grouping_scenes.farewell)
    await chat.say("ended" if name else "over", name=name)


STORIES: Stories = {
    "groups": Story(groups, STAFF_CONTROLS, roles=COORDINATORS),
    "group_made": Story(group_made, STAFF_CONTROLS, about=True, roles=COORDINATORS),
    "undo_group": Story(undo_group, STAFF_CONTROLS, about=True, roles=COORDINATORS),
    "group_card": Story(group_card, STAFF_CONTROLS, about=True, roles=COORDINATORS),
    "add_to_group": Story(add_to_group, STAFF_CONTROLS, about=True, roles=COORDINATORS, stands=grouping_scenes.stands),
    "end_group": Story(end_group, STAFF_CONTROLS, about=True, roles=COORDINATORS, stands=grouping_scenes.stands),
    "agree_group": Story(agree_group, about=True, speaks_again=True),
    "group_ended": Story(group_ended, about=True),
}
