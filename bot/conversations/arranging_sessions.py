"""Arranging sessions: planning one or a series, moving it, another place, cancelling, and taking it back."""

from __future__ import annotations

from typing import Any

from bot.actions import arranging, listing
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Moment, Number, Text
from bot.chat.story import Stories, Story
from bot.conversations.choosing_people import choose_named
from bot.conversations.meanwhile import ask_anew, session_was_changed
from bot.conversations.who import COORDINATORS, STAFF_CONTROLS, WHO_HAS_SESSIONS

REVIEWED = ("when", "how_long", "own_length", "place", "how_often", "how_many")
MOVABLE = ("coming", "today", "team_coming", "team_today")


async def plan_session(chat: Chat) -> None:
    whose = await _whose(chat)
    if whose is None:
        return await chat.say("nothing_planned", offers=("sessions",))
    if not whose:
        return await chat.say("nobody_to_plan_for", offers=("person", "sessions"))
    sealed = chat.done("planned")
    who = await chat.once("who", listing.whose_name, whose=whose)
    at = await chat.ask("when", Moment(optional=False, final=sealed), who=who)
    minutes = await _how_long(chat, sealed)
    place = await chat.ask("place", Text(max_length=300, final=sealed)) or ""
    every = await chat.ask(
        "how_often", Choice("once", "every_week", "every_two_weeks", "every_four_weeks", final=sealed)
    )
    times = 1
    if every is not None and every != "once":
        times = int(await chat.ask("how_many", Number(2, 12, final=sealed)) or 2)
    wanted: dict[str, Any] = {"whose": whose, "at": at, "minutes": minutes, "every": every or "once", "times": times}
    remarks = await chat.once("remarks", arranging.to_know, **wanted)
    await chat.review("read_back", *REVIEWED, who=who, remarks=remarks)
    await _say_what_is_new(chat, remarks, wanted)
    if not await chat.once("planned", arranging.plan, place=place, **wanted):
        await ask_anew(chat, then="plan_session")
    return None


async def _say_what_is_new(chat: Chat, remarks: str, wanted: dict[str, Any]) -> None:
    """What should be known by now, and was not when it was read back: it is done all the same, and can be undone."""
    now = await chat.once("remarks_now", arranging.to_know, **wanted)
    if now not in ("", remarks):
        await chat.say("new_since", remarks=now.strip())


async def _whose(chat: Chat) -> str | None:
    """For whom: the one that this is about, the only one there is, or one that is chosen or named. None when that was
    skipped, '' when there is nobody."""
    found = await chat.once("whose", arranging.whose)
    if found["id"] or not found["ids"]:
        return str(found["id"])
    if found["team"]:
        return await choose_named(chat, "whom", arranging.offer)
    return await chat.ask("with_whom", Choice(*found["ids"], final=True), labels=found["labels"])


async def _how_long(chat: Chat, sealed: bool) -> int:
    length = await chat.ask("how_long", Choice("30", "45", "60", "90", "own_length", final=sealed))
    if length == "own_length":
        return int(await chat.ask("own_length", Number(5, 600, final=sealed)) or 60)
    return int(length or 60)


async def session_saved(chat: Chat) -> None:
    shown = await chat.once("shown", arranging.saved)
    if shown["times"] > 1:
        return await chat.say("saved_all", offers=("undo_session", "calendar", "sessions"), **shown)
    return await chat.say("saved", offers=("undo_session", "calendar", "sessions"), **shown)


async def undo_session(chat: Chat) -> None:
    undone = await chat.once("undone", arranging.undo)
    if not undone:
        return await chat.say("nothing_to_undo", offers=("sessions",))
    return await chat.say("undone" if undone == 1 else "undone_all", offers=("plan_session", "sessions"), times=undone)


async def move_session(chat: Chat) -> None:
    shown = await chat.once("shown", listing.details)
    if shown["stands"] not in MOVABLE:
        return await chat.say("no_session", offers=("sessions",))
    sealed = chat.done("moved")
    at = await chat.ask("when", Moment(final=sealed), when=shown["when"], who=shown["who"])
    if at is None:
        return await chat.say("left", offers=("sessions",))
    this = await chat.once("this", arranging.this_one)
    remarks = await chat.once("remarks", arranging.to_know, at=at, **this)
    await chat.review("read_back", "when", who=shown["who"], remarks=remarks)
    if await session_was_changed(chat, then="move_session", at=shown["when"]):
        return None
    await _say_what_is_new(chat, remarks, {"at": at, **this})
    moved = await chat.once("moved", arranging.move, at=at)
    said = "same" if moved == "same" else "moved" if moved else "no_session"
    return await chat.say(said, offers=("calendar", "sessions"))


async def change_place(chat: Chat) -> None:
    shown = await chat.once("shown", listing.details)
    if shown["stands"] not in MOVABLE:
        return await chat.say("no_session", offers=("sessions",))
    place = await chat.ask("place", Text(max_length=300, final=True), when=shown["when"], who=shown["who"])
    if place is None:
        return await chat.say("left", offers=("sessions",))
    if await session_was_changed(chat, then="session", at=shown["when"], lines=shown["lines"]):
        return None
    changed = await chat.once("changed", arranging.change_place, place=place)
    said = "same" if changed == "same" else "changed" if changed else "no_session"
    return await chat.say(said, offers=("calendar", "sessions"))


async def cancel_session(chat: Chat) -> None:
    shown = await chat.once("shown", listing.details)
    if shown["stands"] not in MOVABLE:
        return await chat.say("no_session", offers=("sessions",))
    told = {"when": shown["when"], "who": shown["who"]}
    if shown["later"]:
        how = await chat.ask("how_much", Choice("only_this", "this_and_later", "leave_it", final=True), **told)
    else:
        how = await chat.ask(
            "sure", Choice("cancel_it", "leave_it", for_yes="cancel_it", for_no="leave_it", final=True), **told
        )
    if how is None or how == "leave_it":
        return await chat.say("left", offers=("sessions",))
    if await session_was_changed(chat, then="cancel_session", at=shown["when"]):
        return None
    cancelled = await chat.once("cancelled", arranging.cancel, and_later=how == "this_and_later")
    if cancelled > 1:
        return await chat.say("cancelled_all", offers=("plan_session", "calendar", "sessions"), times=cancelled)
    return await chat.say("cancelled" if cancelled else "no_session", offers=("plan_session", "calendar", "sessions"))


STORIES: Stories = {
    "plan_session": Story(plan_session, about=True, roles=WHO_HAS_SESSIONS, stands=arranging.stands),
    "session_saved": Story(session_saved, about=True, roles=WHO_HAS_SESSIONS),
    "undo_session": Story(undo_session, about=True, roles=WHO_HAS_SESSIONS),
    "move_session": Story(move_session, STAFF_CONTROLS, about=True, roles=COORDINATORS, stands=listing.stands_as_shown),
    "change_place": Story(change_place, STAFF_CONTROLS, about=True, roles=COORDINATORS, stands=listing.stands_as_shown),
    "cancel_session": Story(
        cancel_session, STAFF_CONTROLS, about=True, roles=COORDINATORS, stands=listing.stands_as_shown
    ),
}
