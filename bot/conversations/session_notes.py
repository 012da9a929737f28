"""What we write because of a session: that it is near, planned or changed, and that somebody asks for another time.

Each begins with words for a locked screen; names come later.
"""

from __future__ import annotations

from typing import Any

from bot.actions import arranging, listing, proposing, reminding, session_times, untold
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Moment
from bot.chat.story import Stories, Story
from bot.conversations.meanwhile import ask_anew
from bot.conversations.who import WHO_HAS_SESSIONS

CHANGED = {"moved": "moved", "place": "place", "cancelled": "cancelled", "cancelled_all": "cancelled_all"}
MOVED = ("calendar", "sessions")


async def session_reminder(chat: Chat) -> None:
    told = await chat.once("news", reminding.reminder)
    if told["when"] and told["part"] == "leader":
        await chat.say("for_leader", offers=("cannot_come", "calendar"), **told)
    elif told["when"]:
        await chat.say("for_partner", offers=("cannot_come", "calendar"), **told)


async def session_planned(chat: Chat) -> None:
    told = await chat.once("news", reminding.planned)
    if told["dates"]:
        await chat.say("planned_all", offers=("calendar", "another_time", "sessions"), **told)
    elif told["when"]:
        await chat.say("planned", offers=("calendar", "another_time", "sessions"), **told)


async def session_changed(chat: Chat) -> None:
    told = await chat.once("news", reminding.changed)
    if told["what"] in ("cancelled", "cancelled_all"):
        await chat.say(CHANGED[told["what"]], offers=("calendar", "sessions", "person"), **told)
    elif told["what"]:
        await chat.say(CHANGED[told["what"]], offers=("calendar", "another_time", "sessions"), **told)


async def another_time(chat: Chat) -> None:
    told = await chat.once("matter", proposing.matter)
    if told["turn"] == "gone":
        return await chat.say("no_session", offers=("sessions",))
    if told["turn"] == "cancelled":
        return await chat.say("is_cancelled", offers=("plan_session", "sessions"), when=told["when"])
    if told["turn"] == "over":
        return await chat.once("gone_on", listing.begin, story="plan_session")
    if told["turn"] == "declined":
        return await chat.say("was_declined", offers=("another_time", "person"), **told)
    if told["turn"] == "answer":
        said = await chat.ask("could_it_be", Choice("move_it", "other_time", "keep_it", final=True), **told)
        if said == "move_it":
            return await _accept(chat, told)
        if said != "other_time":
            if not await _is_as_shown(chat, told):
                return await ask_anew(chat, then="session")
            await chat.once("declined", proposing.decline, proposal=told["proposal"])
            return await chat.say("declined", offers=("sessions",), **told)
    if told["turn"] != "nothing":
        await _propose(chat, told)
    return None


async def _is_as_shown(chat: Chat, told: dict[str, Any]) -> bool:
    """Whether nobody has moved the session or asked for another time of it since; as ever in a talk from before."""
    if "standing" not in told:
        return True
    return await chat.once("as_shown", proposing.is_as_shown, at=told["when"], standing=told["standing"])


async def _accept(chat: Chat, told: dict[str, Any]) -> None:
    if not await _is_as_shown(chat, told):
        return await ask_anew(chat, then="session")
    if not await chat.once("accepted", proposing.accept, proposal=told["proposal"]):
        return await chat.say("too_late", offers=MOVED, **told)
    hears = await chat.once("who_hears", untold.of_session)
    if not hears["names"]:
        return await chat.say("accepted", offers=MOVED, **told)
    if hears["others"]:
        return await chat.say("accepted_but", offers=MOVED, **told, names=hears["names"])
    return await chat.say("accepted_by_team", offers=MOVED, **told, names=hears["names"])


async def _propose(chat: Chat, told: dict[str, Any]) -> None:
    """Say when else, read it back, and ask the one who decides."""
    when = told["when"]
    at = await chat.ask("when_else", Moment(final=True), when=when)
    if at is None:
        return await chat.say("left", offers=("sessions",))
    this = await chat.once("this", arranging.this_one)
    remarks = await chat.once("remarks", arranging.remarks, at=at, **this)
    await chat.review("read_back", "when_else", when=when, remarks=remarks)
    if not await _is_as_shown(chat, told):
        return await ask_anew(chat, then="another_time")
    proposed = await chat.once("proposed", proposing.propose, at=at)
    if not proposed:
        return await chat.say("no_session", offers=("sessions",))
    names = await chat.once("who_is_asked", untold.of_another_time)
    if names:
        return await chat.say("proposed_by_team", offers=("sessions",), names=names)
    return await chat.say("proposed", offers=("sessions",))


STORIES: Stories = {
    "session_reminder": Story(session_reminder, about=True),
    "session_planned": Story(session_planned, about=True),
    "session_changed": Story(session_changed, about=True),
    "another_time": Story(
        another_time,
        about=True,
        roles=WHO_HAS_SESSIONS,
        until=session_times.while_it_can_move,
        closes=True,
        stands=proposing.stands,
    ),
}
