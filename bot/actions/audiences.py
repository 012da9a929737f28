"""Whom something goes to, as a coordinator puts it together: what can be chosen, and how many that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.actions import broadcasting, topics
from bot.actions.joining import NEEDS, REGIONS
from bot.chat.scene import Scene
from bot.rules.audience import Audience
from storage import broadcasts, groups, organisations
from storage.broadcasts import Broadcast

STORY = "send_broadcast"
ROLES = ("partner", "leader", "coordinator", "safeguarding-lead", "learning-partner", "admin")
LISTED = ("roles", "interests", "needs", "groups", "organisations", "regions", "languages")


def about(scene: Scene) -> Broadcast | None:
    """The sending that the conversation is about."""
    return broadcasts.by_id(scene.tx, scene.about) if scene.about else None


def stands(scene: Scene, *, audience: Mapping[str, Any], turn: int) -> dict[str, Any]:
    """The audience as chosen so far, which is stored, in `lines`, and how many `people` it means now."""
    one = about(scene)
    chosen = Audience.read(audience)
    if one is None or one.state != "draft":
        return {"lines": "", "people": 0}
    broadcasts.choose(scene.tx, one.id, audience=chosen.stored(), words=one.words, topic=one.topic)
    found = broadcasting.audience_of(scene.tx, scene.now, replace(one, audience=chosen.stored()))
    return {"lines": in_words(scene, chosen), "people": len(found.chosen)}


def in_words(scene: Scene, chosen: Audience) -> str:
    """An audience, a line for each thing that was chosen; people who were named are counted."""
    labels = scene.voice.labels(STORY, "who", (*LISTED, "available", "never_asked", "people", "without"))
    lines = []
    for name in LISTED:
        if wanted := getattr(chosen, name):
            words = labels_of(scene, name)
            lines.append(f"{labels[name]}: {', '.join(words.get(one, one) for one in wanted)}")
    lines += [labels[name] for name in ("available", "never_asked") if getattr(chosen, name)]
    lines += [
        f"{labels[name]}: {len(getattr(chosen, name))}" for name in ("people", "without") if getattr(chosen, name)
    ]
    return "\n".join(lines) or scene.voice.says(STORY, "nobody_yet", {})


def options(scene: Scene, *, what: str) -> dict[str, Any]:
    """What can be chosen of one kind: `ids` and their `labels`."""
    labels = labels_of(scene, what)
    return {"ids": list(labels), "labels": labels, "what": scene.voice.labels(STORY, "who", (what,))[what]}


def labels_of(scene: Scene, what: str) -> dict[str, str]:
    """The words for everything that there is of one kind; of what people have only what somebody has."""
    voice, tx = scene.voice, scene.tx
    if what == "roles":
        return voice.labels("people", "card", ROLES)
    if what == "interests":
        return {one.id: one.words for one in topics.entries(tx, voice) if not one.retired}
    if what == "groups":
        return {one.id: one.name for one in groups.standing(tx)}
    if what == "organisations":
        return organisations.names(tx)
    if what == "languages":
        return voice.labels(STORY, "who", scene.texts.languages)
    if what == "regions":
        return voice.labels("onboarding_partner", "region", REGIONS)
    return voice.labels("onboarding_partner", "access_needs", NEEDS)
