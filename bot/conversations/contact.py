"""When and how often we may write first. A part of onboarding, for partners and for leaders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.actions import crisis
from bot.actions.joining import ENGLISH_REGIONS
from bot.chat.chat import Chat
from bot.chat.questions import Choice, Scale, Time, Weekdays

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
NOTHING: Mapping[str, Any] = {}
NATIONS = ("england", "wales", "scotland", "northern_ireland")


async def contact(chat: Chat, before: Mapping[str, Any]) -> dict[str, Any]:
    """A partner's days and hours, how many notes, what silence means, and whose help numbers to show. What they skip
    is as it was `before`, in their profile, if they were asked then."""
    times = await days_and_hours(chat, before)
    if times.get("nudge_limit") != 0:
        limit = await chat.ask("nudge_limit", Scale(0, 3))
        kept = 2 if not before or _on_no_day(before) else before["nudge_limit"]
        times["nudge_limit"] = kept if limit is None else limit
    silence = await chat.ask("silence_means", Choice("leave_me", "gentle_note", "ask_a_person"))
    means = silence or before.get("silence_means") or "leave_me"
    return {**times, "silence_means": means, **await _where(chat, before)}


async def _where(chat: Chat, before: Mapping[str, Any]) -> dict[str, str]:
    """The nation and the region in which they live."""
    stood, lived = before.get("nation") or "", before.get("region") or ""
    nation = await chat.ask("nation", Choice(*NATIONS))
    if nation is None:
        return {"nation": stood, "region": lived}
    await chat.once("nation_kept", crisis.live_in, nation=nation)  # for help now, also if they never come to the end
    if nation != "england":
        return {"nation": nation, "region": nation}
    region = await chat.ask("region", Choice(*ENGLISH_REGIONS))
    return {"nation": nation, "region": region or (lived if stood == nation else "")}


async def days_and_hours(chat: Chat, before: Mapping[str, Any]) -> dict[str, Any]:
    """The days and hours in which we may write first; whoever says "no day" is not written to. What they skip is as it
    was `before`."""
    days = await chat.ask("contact_days", Weekdays(none="no_day"))
    if ("no_day" in days) if days else _on_no_day(before):
        return {"contact_days": "", "contact_from": None, "contact_until": None, "nudge_limit": 0}
    since = await chat.ask("contact_from", Time())
    until = await chat.ask("contact_until", Time(begins=since))
    if since and until and until <= since:
        asked = Time(begins=since, instead_of=until)
        again = await chat.ask("contact_until_again", asked, since=_shown(since), until=_shown(until))
        until = await _told(chat, since, again or _unlike(until, since))
    return {
        "contact_days": ",".join(days) if days else before.get("contact_days") or ",".join(WEEKDAYS),
        **_hours(since, until, before),
    }


async def _told(chat: Chat, since: Any, until: Any) -> Any:
    """The end of hours that was asked for again. Where it is still before they begin, they go over midnight, and that
    is said."""
    if until and until < since:
        await chat.say("until_next_day", since=_shown(since), until=_shown(until))
    return until


def _unlike(until: Any, since: Any) -> Any:
    """No time where they are alike, as once the first was changed: that would be day and night."""
    return until if until != since else None


def _on_no_day(before: Mapping[str, Any]) -> bool:
    """Whether they said before that we write first on no day."""
    return before.get("contact_days") == "" and before.get("nudge_limit") == 0


def _hours(since: Any, until: Any, before: Mapping[str, Any]) -> dict[str, str | None]:
    """From when until when. A time that was skipped is as it was before, where it goes with the other."""
    stood = before.get("contact_from"), before.get("contact_until")
    told = _shown(since) or stood[0], _shown(until) or stood[1]
    if told[0] and told[1] and told[1] <= told[0]:
        told = _shown(since), _shown(until)
    return {"contact_from": told[0], "contact_until": told[1]}


async def duty(chat: Chat, before: Mapping[str, Any] = NOTHING) -> dict[str, Any]:
    """When somebody of the team reads what comes in. If they skip it, they do as `before`."""
    days = await chat.ask("duty_days", Weekdays())
    if not days:
        hours = {name: before.get(name) for name in ("contact_from", "contact_until")}
        return {"contact_days": before.get("contact_days") or "", **hours}
    since = await chat.ask("duty_from", Time())
    until = await chat.ask("duty_until", Time(begins=since))
    if since and until and until <= since:
        asked = Time(begins=since, instead_of=until)
        again = await chat.ask("duty_until_again", asked, since=_shown(since), until=_shown(until))
        until = await _told(chat, since, again or _unlike(until, since))
    return {"contact_days": ",".join(days), "contact_from": _shown(since), "contact_until": _shown(until)}


def _shown(at: Any) -> str | None:
    return f"{at:%H:%M}" if at else None
