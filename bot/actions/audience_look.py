"""A look at what is about to go to many: how many get it and when, who is left out, and the message on a phone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import orjson

from bot.actions import broadcasting, finding, naming, offering, spreading
from bot.actions.audiences import STORY, about
from bot.actions.registering import chat_names
from bot.actions.spreading import Spread
from bot.chat.putting import payloads
from bot.chat.scene import Scene
from bot.chat.texts import Texts, Voice
from bot.rules.audience import Audience
from bot.rules.wall import moment_of
from bot.rules.who_gets_it import Found
from config.made_from import mark
from storage import broadcasts, directory, opportunities, web_chats
from storage.broadcasts import Broadcast
from storage.opportunities import Opportunity
from storage.values import moment

# Reasons that are told as one, so that nobody is seen to be in one of them.
NOT_NOW = ("open_concern", "paused", "stopped", "leaving")


@dataclass(frozen=True, slots=True)
class Look:
    """What a coordinator sees before anything goes out. `left_out` is how many by the reason in words; `thoughts` are
    what is worth one, in words; `twice` is how many have the same words already; `on_page` how many have no
    Telegram, and find it on a page of their own; `many` confirms it: people and Telegram groups."""

    people: int
    chats: tuple[str, ...]
    sample: tuple[str, ...]
    left_out: Mapping[str, int]
    thoughts: tuple[str, ...]
    never_asked: int
    twice: int
    on_page: int
    spread: Spread | None

    @property
    def many(self) -> int:
        return self.people + len(self.chats)


def seen(scene: Scene, one: Broadcast, *, when: bool = True) -> Look:
    """What there is to see of it now, for whoever is shown it; with `when` also how many get it when."""
    found, chats = broadcasting.audience_of(scene.tx, scene.now, one), broadcasting.chats_of(scene.tx, one)
    named = chat_names(scene) if chats else {}
    ids = [each.person_id for each in found.chosen]
    before, twice = broadcasting.went_before(scene.tx, scene.now, one)
    again = [went_before(scene, before, twice)] if before else []
    return Look(
        len(ids),
        tuple(named[each] for each in chats),
        tuple(_names(scene, found.sample)),
        _left_out(scene, found),
        (*again, *_thoughts(scene, one, found)),
        found.warnings.get("never_asked", 0),
        twice,
        web_chats.among(scene.tx, ids),
        spreading.spread(scene.tx, scene.now, one, ids, spreading.begins_at(one)) if when else None,
    )


def look(scene: Scene, *, audience: Mapping[str, Any]) -> dict[str, Any]:
    """Send the coordinator the count, who is left out and why, five names, and the message as it appears on a phone.

    Handed back is only what the talk goes on by: how many `people`, what is worth a thought (`thoughts`), and a mark of
    what was `seen`.
    """
    one = about(scene)
    if one is None or one.state != "draft":
        return {"people": 0, "thoughts": "", "never_asked": 0, "seen": ""}
    chosen = Audience.read(audience).stored()
    broadcasts.choose(scene.tx, one.id, audience=chosen, words=one.words, topic=one.topic)
    return show(scene, replace(one, audience=chosen))


def show(scene: Scene, one: Broadcast) -> dict[str, Any]:
    """The same for whoever is shown it. Names are in the message only, which is not kept once it is sent."""
    found = seen(scene, one)
    for text in (_summary(scene, found), message(scene.texts, scene.voice, one, offered(scene, one))):
        for payload in payloads(text, None):
            scene.post(payload, fleeting=True)
    thoughts = "\n\n".join(found.thoughts)
    return {"people": found.many, "thoughts": thoughts, "never_asked": found.never_asked, "seen": mark_of(scene, one)}


def mark_of(scene: Scene, one: Broadcast) -> str:
    """A few letters that change whenever the message does, or whom it is for."""
    chosen = orjson.dumps(one.audience, option=orjson.OPT_SORT_KEYS).decode()
    return mark(f"{message(scene.texts, scene.voice, one, offered(scene, one))}\n{chosen}")


def in_time(scene: Scene, *, at: datetime | None) -> str:
    """In words, when they get it if it begins at this time of the coordinator's; '' when all get it then."""
    one = about(scene)
    found = broadcasting.audience_of(scene.tx, scene.now, one) if one else None
    if one is None or found is None or at is None:
        return ""
    ids = [each.person_id for each in found.chosen]
    return "\n".join(spreading.in_words(scene, spreading.spread(scene.tx, scene.now, one, ids, moment_of(at))))


def _thoughts(scene: Scene, one: Broadcast, found: Found) -> list[str]:
    thoughts = [scene.voice.says(STORY, why, {"number": number}) for why, number in sorted(found.warnings.items())]
    what = offered(scene, one)
    if what is not None and (clash := offering.clash(scene, what)):
        thoughts.insert(0, clash)
    return thoughts


def went_before(scene: Scene, before: Broadcast, number: int) -> str:
    """In words: who sent the same to so many of them, and when."""
    told = {"name": naming.called(scene, before.confirmed_by or ""), "number": number}
    told["when"] = naming.when(scene, moment(before.confirmed_at or before.made_at))
    return scene.voice.says(STORY, "went_before", told)


def _summary(scene: Scene, found: Look) -> str:
    voice = scene.voice
    parts = []
    if found.people or not found.chats:
        parts.append(voice.says(STORY, "how_many", {"people": found.people}))
    if found.spread is not None and (later := spreading.in_words(scene, found.spread)):
        parts.append("\n".join(later))
    if found.chats:
        parts.append(voice.says(STORY, "which_chats", {"names": ", ".join(found.chats)}))
    if found.sample:
        parts.append(voice.says(STORY, "some_of_them", {"names": "; ".join(found.sample)}))
    if found.left_out:
        lines = "\n".join(f"{why}: {many}" for why, many in found.left_out.items())
        parts.append(voice.says(STORY, "left_out", {"lines": lines}))
    parts.append(voice.says(STORY, "as_it_appears", {}))
    return "\n\n".join(parts)


def _names(scene: Scene, people: Sequence[str]) -> list[str]:
    return list(finding.labels_of(scene, directory.everybody(scene.tx, only=people)).values())


def _left_out(scene: Scene, found: Found) -> dict[str, int]:
    """For each reason, in words, how many it holds for."""
    counted = Counter[str]()
    for why, people in found.left_out.items():
        counted["cannot_now" if why in NOT_NOW else why] += len(people)
    labels = scene.voice.labels(STORY, "left_out_because", counted)
    return {labels[why]: counted[why] for why in counted}


def offered(scene: Scene, one: Broadcast) -> Opportunity | None:
    """The opportunity that it tells of; None for an announcement."""
    return opportunities.by_id(scene.tx, one.opportunity_id) if one.opportunity_id else None


def message(texts: Texts, voice: Voice, one: Broadcast, what: Opportunity | None) -> str:
    """What arrives, as it appears on the phone of somebody with whom we speak so."""
    if what is not None:
        return offering.whole(texts, voice, what)
    if Audience.read(one.audience).group_chats:
        return one.words
    return voice.says("announcement_note", "news", {"words": one.words})
