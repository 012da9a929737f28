"""Whom something goes to, as a coordinator puts it together: what can be chosen, how many that is, and a look at it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.actions import broadcasting, finding, offering, topics
from bot.actions.joining import NEEDS, REGIONS
from bot.actions.registering import chat_names
from bot.chat.putting import payloads
from bot.chat.scene import Scene
from bot.rules.audience import Audience, Found
from storage import broadcasts, directory, groups, opportunities, organisations
from storage.broadcasts import Broadcast

STORY = "send_broadcast"
ROLES = ("partner", "leader", "coordinator", "safeguarding-lead", "learning-partner", "admin")
# Reasons that are told as one, so that nobody is seen to be in one of them.
NOT_NOW = ("open_concern", "paused", "stopped")
LISTED = ("roles", "interests", "needs", "groups", "organisations", "regions", "languages")


def about(scene: Scene) -> Broadcast | None:
    """The sending that the conversation is about."""
    known = scene.conversation.about if scene.conversation else None
    return broadcasts.by_id(scene.tx, known) if known else None


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
            words = _labels(scene, name)
            lines.append(f"{labels[name]}: {', '.join(words.get(one, one) for one in wanted)}")
    lines += [labels[name] for name in ("available", "never_asked") if getattr(chosen, name)]
    lines += [
        f"{labels[name]}: {len(getattr(chosen, name))}" for name in ("people", "without") if getattr(chosen, name)
    ]
    return "\n".join(lines) or scene.voice.says(STORY, "nobody_yet", {})


def options(scene: Scene, *, what: str) -> dict[str, Any]:
    """What can be chosen of one kind: `ids` and their `labels`."""
    labels = _labels(scene, what)
    return {"ids": list(labels), "labels": labels, "what": scene.voice.labels(STORY, "who", (what,))[what]}


def _labels(scene: Scene, what: str) -> dict[str, str]:
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


def look(scene: Scene, *, audience: Mapping[str, Any]) -> dict[str, Any]:
    """Send the coordinator the count, who is left out and why, five names, and the message as it appears on a phone.

    Handed back is only what the talk goes on by: how many `people`, and what is worth a thought (`thoughts`).
    """
    one = about(scene)
    if one is None or one.state != "draft":
        return {"people": 0, "thoughts": "", "never_asked": 0}
    chosen = Audience.read(audience).stored()
    broadcasts.choose(scene.tx, one.id, audience=chosen, words=one.words, topic=one.topic)
    return show(scene, replace(one, audience=chosen))


def show(scene: Scene, one: Broadcast) -> dict[str, Any]:
    """The same for whoever is shown it. Names are in the message only, which is not kept once it is sent."""
    found, chats = broadcasting.audience_of(scene.tx, scene.now, one), broadcasting.chats_of(scene.tx, one)
    for text in (_summary(scene, one, found, chats), message(scene, one)):
        for payload in payloads(text, None):
            scene.post(payload, fleeting=True)
    thoughts = [scene.voice.says(STORY, why, {"number": number}) for why, number in sorted(found.warnings.items())]
    offered = opportunities.by_id(scene.tx, one.opportunity_id) if one.opportunity_id else None
    if offered is not None and (clash := offering.clash(scene, offered)):
        thoughts.insert(0, clash)
    return {
        "people": len(found.chosen) + len(chats),
        "thoughts": "\n\n".join(thoughts),
        "never_asked": found.warnings.get("never_asked", 0),
    }


def _summary(scene: Scene, one: Broadcast, found: Found, chats: Sequence[str]) -> str:
    voice = scene.voice
    parts = []
    if found.chosen or not chats:
        parts.append(voice.says(STORY, "how_many", {"people": len(found.chosen)}))
    if chats:
        named = chat_names(scene)
        parts.append(voice.says(STORY, "which_chats", {"names": ", ".join(named[one] for one in chats)}))
    if found.sample:
        parts.append(voice.says(STORY, "some_of_them", {"names": _names(scene, found.sample)}))
    if found.left_out:
        parts.append(voice.says(STORY, "left_out", {"lines": _left_out(scene, found)}))
    parts.append(voice.says(STORY, "as_it_appears", {}))
    return "\n\n".join(parts)


def _names(scene: Scene, people: Sequence[str]) -> str:
    listed = [one for one in directory.everybody(scene.tx) if one.id in people]
    return "; ".join(finding.labels_of(scene, listed).values())


def _left_out(scene: Scene, found: Found) -> str:
    """A line for each reason, with how many it holds for."""
    counted = Counter[str]()
    for why, people in found.left_out.items():
        counted["cannot_now" if why in NOT_NOW else why] += len(people)
    labels = scene.voice.labels(STORY, "left_out_because", counted)
    return "\n".join(f"{labels[why]}: {counted[why]}" for why in counted)


def message(scene: Scene, one: Broadcast) -> str:
    """What arrives, as it appears on a phone."""
    offered = opportunities.by_id(scene.tx, one.opportunity_id) if one.opportunity_id else None
    if offered is not None:
        return offering.whole(scene.voice, offered)
    if Audience.read(one.audience).group_chats:
        return one.words
    return scene.voice.says("announcement_note", "news", {"words": one.words})
