"""Pairings, for coordinators: put two people together, look at a pairing, take it back, end it."""

from __future__ import annotations

from bot.actions import ending, pairing_scenes, untold
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Day, YesNo
from bot.chat.story import Stories, Story
from bot.conversations.choosing_people import choose_named, choose_person
from bot.conversations.who import COORDINATORS, STAFF_CONTROLS

REFUSED = {
    "themselves": "themselves",
    "gone": "one_is_gone",
    "stopped": "one_has_stopped",
    "same": "same_two",
    "ends_first": "ends_first",
    "gone_by": "gone_by",
}
UNDONE = {
    "undone": "undone",
    "undone_aloud": "undone_aloud",
    "answered": "answered_already",
    "agreed": "agreed_already",
    "over": "stands_no_more",
}

ENDED = {"agreed": "ended", "proposed": "ended_before_it_began", "": "stands_no_more"}


async def pair(chat: Chat) -> None:
    what = await chat.ask("what_to_do", Choice("make_pair", "see_pairs", final=True))
    if what == "make_pair":
        return await _make(chat)
    if what == "see_pairs":
        return await _see(chat)
    return await chat.say("nothing_made")


async def _make(chat: Chat) -> None:
    partner = await choose_person(chat, "partner", role="partner")
    leader = await choose_person(chat, "leader", role="leader", without=(partner,)) if partner else None
    if not partner or not leader:
        return await chat.say("nothing_made")
    both = {"partner_id": partner, "leader_id": leader}
    found = await chat.once("in_the_way", pairing_scenes.in_the_way, **both)
    if found["refused"]:
        return await chat.say(REFUSED[found["refused"]], who=found["who"], offers=("pair",))
    if found["lines"] and not await chat.ask("two_at_once", YesNo(optional=False, final=True), lines=found["lines"]):
        return await chat.say("nothing_made")
    dates = await _dates(chat)
    lines = await chat.once("lines", pairing_scenes.in_lines, **both, **dates)
    if not await chat.ask("is_it_right", YesNo(optional=False, final=True), lines=lines):
        return await chat.say("nothing_made", offers=("pair",))
    made = await chat.once("made", pairing_scenes.make, **both, **dates)
    return await chat.say(REFUSED[made["refused"]], who=made["who"], offers=("pair",)) if made["refused"] else None


async def _dates(chat: Chat) -> dict[str, str]:
    """From which day until which ('' for no end)."""
    today = await chat.once("today", pairing_scenes.today)
    since = await chat.ask("from_on", Day.from_on(today, final=True))
    from_on = since.isoformat() if since else today
    first_end = await chat.once("first_end", pairing_scenes.day_after, day=from_on)
    until = await chat.ask("until_on", Day.from_on(first_end, final=True))
    return {"from_on": from_on, "until_on": until.isoformat() if until else ""}


async def _see(chat: Chat) -> None:
    chosen = await choose_named(chat, "which", pairing_scenes.offer)
    if chosen is None:
        return await chat.say("none_seen")
    return await chat.once("opened", pairing_scenes.open_card, pairing_id=chosen)


async def pair_made(chat: Chat) -> None:
    both = await chat.once("both", pairing_scenes.names)
    two = {"partner": both["partner"], "leader": both["leader"]}
    if both["unasked"]:
        return await chat.say("made_but", **two, names=both["unasked"], offers=("undo_pairing",))
    return await chat.say("made", **two, offers=("undo_pairing",))


async def undo_pairing(chat: Chat) -> None:
    outcome = await chat.once("undone", pairing_scenes.undo)
    if outcome in ("answered", "agreed"):
        return await chat.say(UNDONE[outcome], offers=("end_pairing",))
    return await chat.say(UNDONE[outcome], offers=("pair",))


async def pairing(chat: Chat) -> None:
    state = await chat.once("shown", pairing_scenes.show)
    if state == "proposed":
        return await chat.say("not_fixed_yet", offers=("undo_pairing", "pair"))
    if state == "agreed":
        return await chat.say("it_stands", offers=("end_pairing", "pair"))
    return await chat.say("stands_no_more", offers=("pair",))


async def end_pairing(chat: Chat) -> None:
    both = await chat.once("both", pairing_scenes.names)
    if both["state"] not in ("proposed", "agreed"):
        return await chat.say("stands_no_more", offers=("pair",))
    if not await chat.ask("sure", YesNo(optional=False, final=True), partner=both["partner"], leader=both["leader"]):
        return await chat.say("it_goes_on", offers=("pair",))
    ended = await chat.once("ended", ending.end_now)
    if ended == "agreed":
        hears = await chat.once("who_hears", untold.of_ending, kind="pairing_ended")
        if hears["names"]:
            return await chat.say("ended_but", offers=("pair",), names=hears["names"])
    return await chat.say(ENDED[ended], offers=("pair",))


STORIES: Stories = {
    "pair": Story(pair, STAFF_CONTROLS, roles=COORDINATORS),
    "pair_made": Story(pair_made, STAFF_CONTROLS, about=True, roles=COORDINATORS),
    "undo_pairing": Story(undo_pairing, STAFF_CONTROLS, about=True, roles=COORDINATORS),
    "pairing": Story(pairing, STAFF_CONTROLS, about=True, roles=COORDINATORS),
    "end_pairing": Story(end_pairing, STAFF_CONTROLS, about=True, roles=COORDINATORS, stands=pairing_scenes.stands),
}
