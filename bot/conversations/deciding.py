"""For the coordinator of an opportunity: who is interested, what is decided, and telling everybody."""

from __future__ import annotations

from typing import Any

from bot.actions import calling_off, deciding, opportunity_cards
from bot.actions import reach as reaching
from bot.actions.opportunity_meanwhile import is_decidable
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Several, Text, YesNo
from bot.chat.story import Stories, Story
from bot.conversations.meanwhile import ask_anew
from bot.conversations.who import COORDINATORS, STAFF_CONTROLS

MOST = 100  # decisions in one go
REASONS = ("places_full", "new_people", "other_experience")


async def interested_people(chat: Chat) -> None:
    for place in range(1, MOST):
        found = await chat.once(f"list_{place}", deciding.show)
        if found["state"]:
            return await chat.once("opened", opportunity_cards.open_card)
        if not found["labels"]:
            return await chat.say("nobody_yet", title=found["title"])
        which = await chat.ask(
            f"which_{place}",
            Choice(*found["labels"], "tell_them_now", "that_is_all", final=True),
            labels=found["labels"],
            taken=found["taken"],
            places=found["places"],
        )
        if which == "tell_them_now":
            return await chat.once(f"telling_{place}", deciding.go_on_to_telling)
        if which is None or which == "that_is_all":
            return await chat.say("left_so", offers=("tell_outcomes", "interested_people"))
        await _decide(chat, place, which, found)
    return None


async def _decide(chat: Chat, place: int, which: str, found: dict[str, Any]) -> None:
    """One decision about one person, unless somebody else has decided otherwise since the list was shown."""
    name = found["labels"][which]
    decision = await chat.ask(f"decision_{place}", Choice(*deciding.DECISIONS, "not_yet", final=True), who=name)
    if decision is None or decision == "not_yet":
        return
    reason = thanks = None
    if decision == "not_this_time":
        reason = await chat.ask(
            f"reason_{place}", Choice(*REASONS, own_words=True, optional=False, final=True), who=name
        )
        thanks = await chat.ask(f"thanks_{place}", Text(max_length=300, final=True, whether=True), who=name)
    became = await chat.once(
        f"decided_{place}",
        deciding.decide,
        response_id=which,
        decision=decision,
        reason=reason or "",
        thanks=thanks or "",
        shown=found.get("decided", {}).get(which),  # in a list from before it was noted there is none
    )
    if became in ("gone", "meanwhile"):
        await chat.say("left_as_it_is")


async def tell_outcomes(chat: Chat) -> None:
    if not await chat.once("decidable", is_decidable):
        return await chat.once("opened", opportunity_cards.open_card)
    counted = await chat.once("counted", deciding.to_tell)
    if not any(counted[one] for one in deciding.DECISIONS):
        return await chat.say("nothing_to_tell", offers=("interested_people",))
    if counted["undecided"]:
        await chat.say("some_undecided", undecided=counted["undecided"])
    if counted["open"]:
        await chat.say("others_may_answer")
    if counted["over"]:
        await chat.say("more_than_places", over=counted["over"])
    chosen, waiting, not_this_time = (counted[one] for one in deciding.DECISIONS)
    if not await chat.ask(
        "sure", YesNo(optional=False, final=True), chosen=chosen, waiting=waiting, not_this_time=not_this_time
    ):
        return await chat.say("nothing_told", offers=("interested_people",))
    if not await chat.once("as_shown", deciding.is_as_counted, counted=counted):
        return await ask_anew(chat, then="tell_outcomes")
    told = await chat.once("told", deciding.tell)
    await chat.say("told", told=told["told"], offers=("interested_people", "who_took_part"))
    return await chat.say("some_keep_quiet", quiet=told["quiet"]) if told["quiet"] else None


async def place_free(chat: Chat) -> None:
    free = await chat.once("free", deciding.place_free)
    if not free["title"]:
        return
    if free["next"]:
        await chat.say("next_is", offers=("interested_people",), **free)
    else:
        await chat.say("nobody_next", offers=("interested_people",), title=free["title"])


async def place_unanswered(chat: Chat) -> None:
    silent = await chat.once("silent", deciding.silent)
    if silent["names"]:
        await chat.say("not_answered", offers=("interested_people",), **silent)


async def to_decide(chat: Chat) -> None:
    one = await chat.once("one", calling_off.to_decide)
    if one["state"] == "closed":
        return await chat.say("answers_closed", offers=("interested_people",), **one)
    if one["state"] == "overdue":
        return await chat.say("overdue", offers=("interested_people", "call_off"), **one)
    return None


async def call_off(chat: Chat) -> None:
    title = await chat.once("title", calling_off.title)
    if not title:
        return await chat.say("over_already")
    reason = await chat.ask("reason", Text(max_length=600, optional=False, final=True), title=title)
    if not await chat.ask("sure", YesNo(optional=False, final=True), title=title, reason=reason):
        return await chat.say("goes_on")
    told = await chat.once("called_off", calling_off.call_off, reason=reason or "")
    if told is None:
        return await chat.say("over_already")
    return await chat.say("called_off", told=told)


async def who_took_part(chat: Chat) -> None:
    found = await chat.once("found", calling_off.who_accepted)
    if not found["labels"]:
        return await chat.say("nobody_accepted")
    labels = found["labels"]
    there = await chat.ask(
        "who", Several(*labels, none="nobody", none_chosen=True), labels=labels, title=found["title"]
    )
    if there is None:
        return await chat.say("left_so")
    many = await chat.once("noted", calling_off.note_who_took_part, who=list(there), shown=list(labels))
    if many is None:
        return await chat.once("opened", opportunity_cards.open_card)
    return await chat.say("noted", many=many)


async def reach(chat: Chat) -> None:
    if not await chat.once("shown", reaching.show):
        return await chat.say("nobody_to_count")
    return await chat.say("and_over_time", offers=("reach_lately",))


async def reach_lately(chat: Chat) -> None:
    if not await chat.once("shown", reaching.show_lately):
        await chat.say("nobody_to_count")


STORIES: Stories = {
    "interested_people": Story(
        interested_people, STAFF_CONTROLS, about=True, roles=COORDINATORS, passing=True, stands=is_decidable
    ),
    "tell_outcomes": Story(
        tell_outcomes, STAFF_CONTROLS, about=True, roles=COORDINATORS, passing=True, stands=is_decidable
    ),
    "place_free": Story(place_free, about=True, roles=COORDINATORS),
    "place_unanswered": Story(place_unanswered, about=True, roles=COORDINATORS),
    "to_decide": Story(to_decide, about=True, roles=COORDINATORS),
    "call_off": Story(call_off, STAFF_CONTROLS, about=True, roles=COORDINATORS, stands=calling_off.stands),
    "who_took_part": Story(who_took_part, STAFF_CONTROLS, about=True, roles=COORDINATORS, stands=is_decidable),
    "reach_lately": Story(reach_lately, about=True, roles=COORDINATORS),
    "reach": Story(reach, about=True, roles=COORDINATORS),
}
