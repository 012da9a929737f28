"""The sessions that come: looking through them, one of them in full, and what can be done about it."""

from __future__ import annotations

from bot.actions import arranging, calendars, easing, happening, listing, reminding, untold
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Several
from bot.chat.story import Stories, Story
from bot.conversations.meanwhile import ask_anew, session_was_changed
from bot.conversations.who import WHO_HAS_SESSIONS

OVER = ("missed", "sessions")
ELSE = ("plan_session", "calendar", "sessions")
CANCELLED = ("plan_session", "calendar", "person")
COMING = ("another_time", "cannot_come", "calendar", "sessions")
TEAM_COMING = ("move_session", "change_place", "cancel_session", "calendar", "sessions")
OFFERS = {
    "coming": COMING,
    "today": ("missed", *COMING),
    "over": OVER,
    "held": ELSE,
    "missed": ELSE,
    "cancelled": ELSE,
    "team_coming": TEAM_COMING,
    "team_today": ("missed", *TEAM_COMING),
    "team_over": OVER,
    "team_held": ELSE,
    "team_missed": ELSE,
    "team_cancelled": ELSE,
}
STANDS = {
    "held": "was_held",
    "missed": "was_missed",
    "cancelled": "was_cancelled",
    "team_held": "was_held",
    "team_missed": "was_missed",
    "team_cancelled": "was_cancelled",
}


async def sessions(chat: Chat) -> None:
    found = await chat.once("found", listing.coming)
    if not found["ids"]:
        return await chat.say("none_planned", offers=("plan_session", "reminders"))
    if found["more"]:
        await chat.say("and_more", more=found["more"])
    which = await chat.ask(
        "which",
        Choice(*found["ids"], "plan_session", "reminders", "that_is_all", final=True),
        labels=found["labels"],
        lines=found["lines"],
    )
    if which is None or which == "that_is_all":
        return await chat.say("left")
    if which == "plan_session" or which == "reminders":
        return await chat.once("gone_on", listing.begin, story=which)
    return await chat.once("opened", listing.begin, story="session", about=which)


async def session(chat: Chat) -> None:
    shown = await chat.once("shown", listing.details)
    stands, told = shown["stands"], {"when": shown["when"], "lines": shown["lines"]}
    if not stands:
        return await chat.say("no_session", offers=("sessions",))
    await chat.once("eased", easing.show)
    if stands in STANDS:
        return await chat.say(STANDS[stands], offers=OFFERS[stands], **told)
    return await chat.say("details", offers=OFFERS[stands], **told)


async def missed(chat: Chat) -> None:
    became = await chat.once("noted", happening.did_not_happen)
    if became == happening.TO_COME:
        return await ask_anew(chat, then="session")
    if became != "missed":
        return await chat.say("told_otherwise" if became == "held" else "no_session", offers=("person", "sessions"))
    again = await chat.ask("find_another_time", Choice("yes", "not_now", final=True))
    if again == "yes":
        return await chat.once("gone_on", listing.begin, story="plan_session")
    return await chat.say("left")


async def cannot_come(chat: Chat) -> None:
    shown = await chat.once("shown", listing.details)
    if shown["stands"] == "over":
        return await _how_was_it(chat)
    if shown["stands"] not in ("coming", "today"):
        return await chat.say("no_session", offers=("sessions",))
    what = await chat.ask("what_then", Choice("another_time", "cancel_it", "leave_it", final=True), when=shown["when"])
    if what == "another_time":
        return await chat.once("gone_on", listing.begin, story="another_time")
    if what != "cancel_it":
        return await chat.say("left", offers=("sessions",))
    if await session_was_changed(chat, then="cannot_come", at=shown["when"]):
        return None
    if not await chat.once("cancelled", arranging.cancel):
        over = await chat.once("over", happening.is_over)
        return await _how_was_it(chat) if over else await chat.say("no_session", offers=("sessions",))
    hears = await chat.once("who_hears", untold.of_session)
    if not hears["names"]:
        return await chat.say("cancelled", offers=CANCELLED)
    if hears["others"]:
        return await chat.say("cancelled_but", offers=CANCELLED, names=hears["names"])
    return await chat.say("cancelled_by_team", offers=CANCELLED, names=hears["names"])


async def _how_was_it(chat: Chat) -> None:
    """What is over is not cancelled any more: they are asked what became of it, as they would be anyway."""
    await chat.say("over_already")
    await chat.once("asked", happening.ask)


async def calendar(chat: Chat) -> None:
    if not await chat.once("sent", calendars.send):
        await chat.say("no_session", offers=("sessions",))


async def reminders(chat: Chat) -> None:
    stands = await chat.once("stands", reminding.wishes)
    await chat.say("both" if all(stands.values()) else "some" if any(stands.values()) else "neither")
    now = tuple(one for one, stands_so in stands.items() if stands_so)
    wanted = await chat.ask("wanted", Several("remind_day", "remind_hour", none="no_reminders", ticked=now))
    if wanted is None:
        return await chat.say("left")
    await chat.once("kept", reminding.keep_wishes, wanted=wanted)
    return await chat.say("quiet" if "no_reminders" in wanted else "kept")


STORIES: Stories = {
    "sessions": Story(sessions, roles=WHO_HAS_SESSIONS, passing=True),
    "session": Story(session, about=True, roles=WHO_HAS_SESSIONS),
    "cannot_come": Story(cannot_come, about=True, roles=WHO_HAS_SESSIONS, passing=True),
    "missed": Story(missed, about=True, roles=WHO_HAS_SESSIONS, passing=True),
    "calendar": Story(calendar, about=True, roles=WHO_HAS_SESSIONS),
    "reminders": Story(reminders, roles=WHO_HAS_SESSIONS, passing=True),
}
