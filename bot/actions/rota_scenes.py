"""The rota as the team sees and changes it: who reads when, who stands in for whom, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.actions import rota
from bot.actions.looking_after import colleagues
from bot.actions.naming import called
from bot.chat.scene import Scene
from storage import audit, people, profiles
from storage.people import Person

__all__ = ["colleagues", "for_whom", "in_words", "keep_hours", "name_deputy"]
STORY = "rota"


def in_words(scene: Scene) -> str:
    """A line for each of the team, and what a programme needs and does not have."""
    team = [one for one in people.with_role(scene.tx, *rota.TEAM) if one.joined_at]
    lines = "\n".join(_line(scene, one) for one in team)
    wanting = rota.missing(scene.tx)
    if not wanting:
        return lines
    named = ", ".join(scene.voice.labels(STORY, "wanting", wanting).values())
    return f"{lines}\n\n{scene.voice.says(STORY, 'wanting', {'what': named})}"


def _line(scene: Scene, one: Person) -> str:
    told, duty = profiles.of(scene.tx, one.id), rota.hours_of(scene.tx, one)
    hours = scene.voice.says(STORY, "no_hours", {})
    if duty is not None:
        days = ", ".join(scene.voice.label(day) for day in duty.days.split(","))
        hours = scene.voice.says(STORY, "hours", {"days": days, "since": duty.since, "until": duty.until})
    deputy = told.get("deputy_id")
    named = called(scene, deputy) if deputy else scene.voice.label("nobody_yet")
    return scene.voice.says(STORY, "line", {"name": called(scene, one.id), "hours": hours, "deputy": named})


def keep_hours(scene: Scene, *, hours: Mapping[str, Any], of: str = "") -> None:
    """In these hours they read what comes in; or with `of`, whoever has this id."""
    whose = of or scene.person.id
    before = _hours(scene, whose)
    profiles.keep(scene.tx, whose, hours)
    changed = f"{before} > {_hours(scene, whose)}"
    audit.note(scene.tx, scene.now, actor=scene.person.id, action="duty_changed", about=whose, detail=changed)


def _hours(scene: Scene, person_id: str) -> str:
    """Such as "mon,tue 09:00-17:00"; '' for none."""
    told = profiles.of(scene.tx, person_id)
    days = told.get("contact_days")
    return f"{days} {told.get('contact_from')}-{told.get('contact_until')}" if days else ""


def name_deputy(scene: Scene, *, person_id: str, of: str = "") -> str:
    """This person stands in for them, or with `of` for whoever has this id, and hears of it; '' for nobody. Their
    name."""
    whose = of or scene.person.id
    profiles.keep(scene.tx, whose, {"deputy_id": person_id or None})
    audit.note(scene.tx, scene.now, actor=scene.person.id, action="deputy_named", about=whose, detail=person_id)
    somebody = people.by_id(scene.tx, person_id) if person_id else None
    if somebody is None:
        return ""
    if somebody.telegram_id is not None and scene.playing is not None:
        scene.playing.begin_with(somebody, "stand_in", about=whose, reason="named_deputy")
    return called(scene, somebody.id)


def for_whom(scene: Scene) -> str:
    """The name of whoever they stand in for."""
    return called(scene, (scene.conversation and scene.conversation.about) or "")
