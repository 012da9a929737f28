"""When and how often we may write first. A part of onboarding, for partners and for leaders."""

from __future__ import annotations

from typing import Any

from bot.actions import crisis
from bot.actions.joining import ENGLISH_REGIONS
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Scale, Time, Weekdays

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
NATIONS = ("england", "wales", "scotland", "northern_ireland")


async def contact(chat: Chat, before: str = "") -> dict[str, Any]:
    """A partner's days and hours, how many notes, what silence means, and whose help numbers to show."""
    times = await days_and_hours(chat, before)
    if times.get("nudge_limit") != 0:
        limit = await chat.ask("nudge_limit", Scale(0, 3))
        times["nudge_limit"] = 2 if limit is None else limit
    silence = await chat.ask("silence_means", Choice("leave_me", "gentle_note", "ask_a_person"))
    nation = await chat.ask("nation", Choice(*NATIONS))
    if nation:  # help now shows these numbers from now on, also if they never come to the end
        await chat.once("nation_kept", crisis.live_in, nation=nation)
    region = nation
    if nation == "england":
        region = await chat.ask("region", Choice(*ENGLISH_REGIONS))
    return {**times, "silence_means": silence or "leave_me", "nation": nation or "", "region": region or ""}


async def days_and_hours(chat: Chat, before: str = "") -> dict[str, Any]:
    """The days and hours in which we may write first; whoever says "no day" is not written to. The days of `before`
    stand if they skip that."""
    days = await chat.ask("contact_days", Weekdays(none="no_day"))
    if days and "no_day" in days:
        return {"contact_days": "", "contact_from": None, "contact_until": None, "nudge_limit": 0}
    since = await chat.ask("contact_from", Time())
    until = await chat.ask("contact_until", Time())
    if since and until and until <= since:
        until = await chat.ask("contact_until_again", Time(), since=_shown(since), until=_shown(until)) or until
    return {
        "contact_days": ",".join(days) if days else before or ",".join(WEEKDAYS),
        "contact_from": _shown(since),
        "contact_until": _shown(until),
    }


async def duty(chat: Chat) -> dict[str, Any]:
    """When somebody of the team reads what comes in."""
    days = await chat.ask("duty_days", Weekdays())
    if not days:
        return {"contact_days": "", "contact_from": None, "contact_until": None}
    since = await chat.ask("duty_from", Time())
    until = await chat.ask("duty_until", Time())
    if since and until and until <= since:
        until = await chat.ask("duty_until_again", Time(), since=_shown(since), until=_shown(until)) or until
    return {"contact_days": ",".join(days), "contact_from": _shown(since), "contact_until": _shown(until)}


def _shown(at: Any) -> str | None:
    return f"{at:%H:%M}" if at else None
