"""Reflection: which prompt comes, who may see what was said to it, and how often one is offered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.actions import library, planning
from bot.chat.scene import Scene
from bot.rules.reflecting import EVERY_DAYS, THEMES, fewer, next_prompt, stage_of
from storage import answers, consents, groups, notices, pairings, people, profiles, prompts
from storage.database import Transaction

USUAL = EVERY_DAYS["every_two_weeks"]


def may_keep(scene: Scene) -> bool:
    """Whether we may keep what they say: they have joined, and have not taken back what they agreed to then."""
    decided = consents.decisions(scene.tx, scene.person.id)
    against = [one for one in consents.TAKE_PART if decided.get(one) in ("refused", "withdrawn", "outdated")]
    return scene.person.joined_at is not None and not against


def offer(scene: Scene, *, swapped: str) -> dict[str, str]:
    """Offer the prompt that comes next, in place of the one that was offered as `swapped`; "" when there is none."""
    if swapped:
        prompts.swap(scene.tx, scene.now, swapped)
    else:
        plan_next(scene)
    in_use = [one for one in library.entries(scene) if not one.retired]
    chosen = next_prompt(
        [one.prompt for one in in_use],
        prompts.offered(scene.tx, scene.person.id),
        _themes(scene),
        _stage(scene),
        first=[one.prompt.id for one in in_use if one.position is not None],
    )
    if chosen is None:
        return {"id": "", "words": ""}
    return {"id": prompts.offer(scene.tx, scene.now, scene.person.id, chosen.id), "words": chosen.words}


def themes_chosen(scene: Scene) -> list[str]:
    """The themes they chose; none as long as they want all."""
    wanted = profiles.of(scene.tx, scene.person.id).get("reflect_themes") or ""
    return [one for one in str(wanted).split(",") if one in THEMES]


def _themes(scene: Scene) -> list[str]:
    """The themes they chose; else all, but for the group's where they are in none."""
    chosen = themes_chosen(scene)
    if chosen:
        return chosen
    in_group = groups.is_in_one(scene.tx, scene.person.id)
    return [one for one in THEMES if one != "group" or in_group]


def _stage(scene: Scene) -> str:
    """Where they are with the person they have worked with longest; "any" when they work with nobody yet."""
    agreed = [one for one in pairings.standing_of(scene.tx, scene.person.id) if one.state == "agreed"]
    if not agreed:
        return "any"
    until = agreed[0].until_on
    return stage_of(scene.today, date.fromisoformat(agreed[0].from_on), date.fromisoformat(until) if until else None)


def answered(scene: Scene, *, offered: str) -> None:
    """They answered the prompt that they were offered."""
    prompts.answered(scene.tx, scene.now, offered)


def circles(scene: Scene) -> list[str]:
    """Who may see an answer of theirs, as far as they have the choice: a leader has no leader, and the learning partner
    reads of nobody who has not said yes to that."""
    own = ["leader"] if "partner" in people.roles_of(scene.tx, scene.person.id) else []
    return ["me", "staff", *own, *(["learning"] if consents.given(scene.tx, scene.person.id, "share_learning") else [])]


def as_it_stands(tx: Transaction, person_id: str, whom: str) -> str:
    """Who sees what somebody showed to these: the team alone while their yes to the learning partner does not stand."""
    return "staff" if whom == "learning" and not consents.given(tx, person_id, "share_learning") else whom


def show(scene: Scene, *, question: str, whom: str | None) -> str:
    """They chose who may see what they answered to this question, or left it (None) as it stands; who may see it now.

    They may have chosen meanwhile, from the list of their own words.
    """
    assert scene.conversation is not None
    if whom is not None:
        answers.show_to(scene.tx, scene.conversation.id, question, whom)
    seen_by = whom or answers.visible_to(scene.tx, scene.conversation.id, question) or "me"
    return as_it_stands(scene.tx, scene.person.id, seen_by)


def keep_rhythm(scene: Scene, *, every: str | None, themes: Sequence[str] | None) -> None:
    """How often a prompt is offered, and about what; None leaves it as it is."""
    told: dict[str, object] = {}
    if every is not None:
        told["reflect_every"] = EVERY_DAYS[every]
    if themes is not None:
        told["reflect_themes"] = ",".join(one for one in THEMES if one in themes)
    profiles.keep(scene.tx, scene.person.id, told)
    plan_next(scene)


def plan_next(scene: Scene) -> None:
    """The next note comes by their rhythm, counted from now."""
    planning.plan_reflection(scene.tx, scene.now, scene.person.id)


def another_day(scene: Scene) -> None:
    """The same note again in two days."""
    planning.plan_reflection(scene.tx, scene.now, scene.person.id)
    planning.snooze(scene.tx, scene.now, scene.person.id, "reflection", days=2)


def begin_now(scene: Scene) -> None:
    """A prompt follows at once."""
    scene.afterwards = lambda play: play.begin("reflect")


def less_often(scene: Scene) -> str:
    """Half as often from now on; the days between, in figures."""
    every = fewer(int(profiles.of(scene.tx, scene.person.id).get("reflect_every", USUAL)))
    profiles.keep(scene.tx, scene.person.id, {"reflect_every": every})
    plan_next(scene)
    return str(every)


def suggest(scene: Scene, *, words: str) -> None:
    """They suggest a prompt; staff hear of it."""
    suggested = prompts.suggest(scene.tx, scene.now, words, scene.voice.language, scene.person.id)
    notices.note(scene.tx, scene.now, "prompt_suggested", suggested)
