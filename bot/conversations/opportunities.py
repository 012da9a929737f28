"""Opportunities, for coordinators: the list, a card for each, a new one, one used again, what a draft lacks."""

from __future__ import annotations

from bot.actions import composing, my_offers, opportunity_cards, opportunity_meanwhile, sending_out
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Text, YesNo
from bot.chat.story import Stories, Story
from bot.conversations.choosing_people import choose_named
from bot.conversations.opportunity_fields import ask_fields
from bot.conversations.who import COORDINATORS, STAFF_CONTROLS

MOST = 20  # lines changed in one go
FEW = 4  # gaps, which are asked for without a word
LINES = (
    *("title", "what", "suits", "doing", "hours", "happens", "place", "pay", "expenses", "access", "ask_whom"),
    *("places", "closes_on", "decides_on", "how_decided", "topic"),
)
# What can be done with one, by how it stands.
NEXT = {
    "ready": ("send_opportunity", "see_message", "fill_opportunity", "opportunity_copy", "discard_opportunity"),
    "draft": ("fill_opportunity", "opportunity_copy", "discard_opportunity"),
    # People have heard of these, and they were taken back: they are called off, not deleted.
    "ready_again": ("send_opportunity", "see_message", "fill_opportunity", "opportunity_copy", "call_off"),
    "draft_again": ("fill_opportunity", "opportunity_copy", "call_off"),
    "open": (
        "interested_people",
        "send_opportunity",
        "see_message",
        "reach",
        "announce",
        "opportunity_copy",
        "call_off",
    ),
    "open_past": ("interested_people", "see_message", "reach", "announce", "opportunity_copy", "call_off"),
    "closed": (
        "interested_people",
        "tell_outcomes",
        "see_message",
        "reach",
        "announce",
        "opportunity_copy",
        "call_off",
    ),
    "decided": ("interested_people", "who_took_part", "reach", "see_message", "opportunity_copy"),
    "cancelled": ("see_message", "opportunity_copy"),
}


async def opportunities(chat: Chat) -> None:
    if not await chat.once("looks_after_them", my_offers.looks_after_them):
        return None
    found = await chat.once("in_hand", opportunity_cards.in_hand)
    await chat.say("in_hand" if found["many"] else "none_in_hand", lines=found["lines"])
    which = await choose_named(chat, "which", opportunity_cards.offer, also=("begin_new", "see_over"))
    if which == "begin_new":
        return await _begin(chat)
    if which == "see_over":
        which = await choose_named(chat, "which_over", opportunity_cards.offer, also=("leave_it",), over=True)
    if which is None or which == "leave_it":
        return await chat.say("none_seen")
    return await chat.once("opened", opportunity_cards.open_card, opportunity_id=which)


async def new_opportunity(chat: Chat) -> None:
    await _begin(chat)


async def _begin(chat: Chat) -> None:
    """Its name is enough to begin a draft; all else goes into that, answer by answer."""
    title = await chat.ask("new_title", Text(max_length=composing.LONGEST["title"], final=True, links=False))
    if title is None:
        return await chat.say("nothing_begun", offers=("opportunities",))
    await chat.once("begun", composing.begin, title=title)
    return None


async def fill_opportunity(chat: Chat) -> None:
    gaps = await chat.once("gaps", composing.gaps)
    if gaps is None:
        if await chat.once("is_gone", composing.is_gone):
            return await chat.say("gone", offers=("opportunities",))
        return await chat.say("no_draft", offers=("announce", "opportunities"))
    if await chat.once("second_asked", composing.is_with_second):
        await chat.say("second_is_asked")
    since = await chat.once("since", opportunity_meanwhile.newest)
    said = await _fill_in(chat, gaps, since)
    for number in range(1, MOST + 1):
        stands = await chat.once(f"stands_{number}", opportunity_cards.lines, after=said)
        since = await chat.once(f"since_{number}", opportunity_meanwhile.newest)
        line = await chat.ask(f"line_{number}", Choice("that_is_right", *LINES, final=True), lines=stands["lines"])
        if line is None or line == "that_is_right":
            break
        said = [*said, await ask_fields(chat, (line,), since, number)]
    return await chat.once("opened", opportunity_cards.open_card)


async def _fill_in(chat: Chat, gaps: list[str], since: str) -> list[object]:
    """Ask for what nobody filled in yet; where that is much of a draft that was left, only if they like."""
    if FEW < len(gaps) < len(LINES) - 1 and not await chat.ask("fill_gaps", YesNo(final=True), many=len(gaps)):
        return []
    return [await ask_fields(chat, gaps, since)]


async def opportunity(chat: Chat) -> None:
    card = await chat.once("card", opportunity_cards.card)
    if card["state"] == "gone":
        return await chat.say("gone", offers=("opportunities",))
    if card["state"] == "draft" and card["missing"]:
        await chat.say("card", lines=card["lines"])
        return await chat.say("to_fill_in", missing=card["missing"], offers=NEXT[card["next"]])
    if card["state"] == "draft":
        await chat.say("card", lines=card["lines"])
        return await chat.say("to_shorten", number=card["too_long"], shorten=card["shorten"], offers=NEXT[card["next"]])
    return await chat.say("card", lines=card["lines"], offers=NEXT[card["next"]])


async def see_message(chat: Chat) -> None:
    there = await chat.once("shown", opportunity_cards.message)
    await chat.say("as_it_appears" if there else "gone", offers=("opportunity", "opportunities"))


async def opportunity_copy(chat: Chat) -> None:
    if not await chat.once("copied", composing.use_again):
        await chat.say("gone", offers=("opportunities",))


async def discard_opportunity(chat: Chat) -> None:
    if not await chat.once("is_draft", composing.can_discard):
        return await _stays_or_is_gone(chat)
    if not await chat.ask("sure", YesNo(optional=False, final=True)):
        return await chat.say("it_stays", offers=("opportunity", "opportunities"))
    if await chat.once("discarded", composing.discard):
        return await chat.say("discarded", offers=("opportunities",))
    return await _stays_or_is_gone(chat)


async def _stays_or_is_gone(chat: Chat) -> None:
    gone = await chat.once("is_gone", composing.is_gone)
    await chat.say("gone" if gone else "is_no_draft", offers=("opportunities",))


async def send_opportunity(chat: Chat) -> None:
    way = await chat.once("in_the_way", sending_out.in_the_way)
    if way["state"] not in ("draft", "open"):
        return await chat.say("is_over", offers=("opportunities",))
    if way["missing"]:
        return await chat.say("is_missing", missing=way["missing"], offers=("fill_opportunity",))
    if way["too_long"]:
        return await chat.say(
            "is_too_long", number=way["too_long"], shorten=way["shorten"], offers=("fill_opportunity",)
        )
    return await chat.once("begun", sending_out.begin)


STORIES: Stories = {
    "opportunities": Story(opportunities, STAFF_CONTROLS, passing=True),  # for others it is what was offered to them
    "new_opportunity": Story(new_opportunity, STAFF_CONTROLS, roles=COORDINATORS),
    "fill_opportunity": Story(
        fill_opportunity, STAFF_CONTROLS, about=True, roles=COORDINATORS, stands=opportunity_meanwhile.is_draft
    ),
    "opportunity": Story(opportunity, STAFF_CONTROLS, about=True, roles=COORDINATORS),
    "see_message": Story(see_message, STAFF_CONTROLS, about=True, roles=COORDINATORS),
    "opportunity_copy": Story(opportunity_copy, STAFF_CONTROLS, about=True, roles=COORDINATORS),
    "discard_opportunity": Story(
        discard_opportunity, STAFF_CONTROLS, about=True, roles=COORDINATORS, stands=composing.can_discard
    ),
    "send_opportunity": Story(send_opportunity, STAFF_CONTROLS, about=True, roles=COORDINATORS),
}
