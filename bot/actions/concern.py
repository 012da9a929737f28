"""Somebody asks for a person: open a concern, tell those who look after it, and say honestly when they read it."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from bot.chat.days import day_in_words
from bot.chat.scene import Scene
from bot.rules.bank_holidays import off_days
from bot.rules.duty import Duty, next_duty
from storage import answers, concerns, conversations, notices, people

ALERT = "concern"  # why the team is written to
TEAM = ("safeguarding-lead", "coordinator")


def raise_alarm(scene: Scene, *, kind: str) -> dict[str, str]:
    """Open a concern and alert the team without a word of what it is about; what the person should know now."""
    opened = _open(scene, kind)
    for somebody in people.with_role(scene.tx, *TEAM):
        if somebody.id != scene.person.id:
            scene.tell(somebody, "person", "alert", ALERT, number=f"P-{scene.person.number:03}")
    return {"id": opened, "when": when_read(scene), **at_hand(scene)}


def at_hand(scene: Scene) -> dict[str, str]:
    """What helps on a hard day: their own `plan` for it, or '', and the `nation` whose numbers they need."""
    nation = people.profile_of(scene.tx, scene.person.id).get("nation") or "england"
    return {"plan": _plan(scene), "nation": nation}


def ask_another_way(scene: Scene) -> dict[str, str]:
    """They would rather not use Telegram: the team takes it from there."""
    return {"id": _open(scene, "another_way")}


def _open(scene: Scene, kind: str) -> str:
    opened = concerns.raise_(
        scene.tx, scene.now, scene.person.id, scene.conversation.id if scene.conversation else None, kind
    )
    notices.note(scene.tx, scene.now, kind, opened)
    return opened


def contact_by(scene: Scene, *, concern_id: str, how: str, where: str) -> None:
    """How they would like to be reached."""
    concerns.contact_by(scene.tx, concern_id, f"{how}: {where}" if where else how)


def when_read(scene: Scene) -> str:
    """In words, when somebody of the team reads what is written here."""
    voice, zone = scene.voice, ZoneInfo(scene.person.timezone)
    span = next_duty(scene.now, _duties(scene))
    if span is None:
        return voice.says("shared", "read_unknown", {})
    begin, end = span[0].astimezone(zone), span[1].astimezone(zone)
    if begin <= scene.now:
        return voice.says("shared", "read_now", {"until": end.strftime("%H:%M")})
    day = day_in_words(begin.date(), voice.words)
    return voice.says("shared", "read_next", {"day": day, "time": begin.strftime("%H:%M")})


def _duties(scene: Scene) -> list[Duty]:
    found = []
    for somebody in people.with_role(scene.tx, *TEAM):
        told: dict[str, Any] = people.profile_of(scene.tx, somebody.id)
        if somebody.joined_at and told.get("contact_days") and told.get("contact_from") and told.get("contact_until"):
            off = off_days(told.get("nation") or "", somebody.timezone)
            hours = (told["contact_days"], told["contact_from"], told["contact_until"])
            found.append(Duty(somebody.timezone, *hours, off))
    return found


def _plan(scene: Scene) -> str:
    """What they wrote to themselves for a hard day, or ''."""
    met = conversations.last_of_kind(scene.tx, scene.person.id, "onboarding_partner")
    return (met and answers.standing(scene.tx, met.id).get("hard_day")) or ""
