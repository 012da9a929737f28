"""Topics of interest as they stand: what comes with the programme, with what staff renamed, retired and added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.actions.finding import AT_ONCE
from bot.chat.reading import fold
from bot.chat.scene import Scene
from bot.chat.texts import Voice
from storage import audit, topics
from storage.database import Transaction

# What comes with the programme; the words are in the language files.
COME_WITH_IT = (
    *("mental_health", "long_term", "disability", "caring", "young_people", "later_life", "getting_care"),
    *("groups", "research", "speaking"),
)
_ASKED = ("onboarding_partner", "interests")  # whose options have those words
CHANGES = {"retire": topics.retire, "bring_back": topics.bring_back}


@dataclass(frozen=True, slots=True)
class Entry:
    """A topic, what it is called, and whether people are asked about it no more."""

    id: str
    words: str
    retired: bool


def entries(tx: Transaction, voice: Voice) -> list[Entry]:
    """Every topic in one language: those that come with the programme in their order, then those added since."""
    kept = {one.id: one for one in topics.kept(tx)}
    words = voice.labels(*_ASKED, COME_WITH_IT)
    named = {**words, **{one.id: one.words for one in kept.values() if one.words}}
    return [Entry(one, words, one in kept and kept[one].state == "retired") for one, words in named.items()]


def label(tx: Transaction, voice: Voice, topic: str) -> str:
    """What a topic is called; one that somebody typed is called what they typed."""
    return next((one.words for one in entries(tx, voice) if one.id == topic), topic)


def to_choose_from(scene: Scene) -> dict[str, Any]:
    """Those in use, and of the retired ones those that this person has chosen: `ids` and their `labels`."""
    theirs = topics.of_person(scene.tx, scene.person.id)
    return _shown([one for one in entries(scene.tx, scene.voice) if not one.retired or one.id in theirs])


def in_use(scene: Scene) -> dict[str, Any]:
    """Those that people are asked about now: `ids` and their `labels`."""
    return _shown([one for one in entries(scene.tx, scene.voice) if not one.retired])


def retired(scene: Scene) -> dict[str, Any]:
    """Those that people are asked about no more."""
    return _shown([one for one in entries(scene.tx, scene.voice) if one.retired])


def _shown(found: list[Entry]) -> dict[str, Any]:
    return {"ids": [one.id for one in found], "labels": {one.id: one.words for one in found}}


def overview(scene: Scene) -> dict[str, str]:
    """The topics in use, a line for each with how many chose it, and what people `typed` that is none of them."""
    found, chosen = entries(scene.tx, scene.voice), topics.chosen(scene.tx)
    lines = [f"{one.words}: {chosen[one.id]}" for one in found if not one.retired]
    own = [typed for typed in chosen if typed not in {one.id for one in found}]
    own.sort(key=lambda typed: (-chosen[typed], typed))
    return {"lines": "\n".join(lines), "typed": "; ".join(own[:AT_ONCE])}


def is_taken(scene: Scene, *, words: str) -> str:
    """ "in_use" or "retired" where a topic is called so already; else ''."""
    same = [one for one in entries(scene.tx, scene.voice) if fold(one.words) == fold(words)]
    return "" if not same else "retired" if same[0].retired else "in_use"


def add(scene: Scene, *, words: str) -> int:
    """A topic of our own, in use at once; how many had typed it already, who have it now."""
    topic_id = topics.add(scene.tx, scene.now, words)
    typed = [one for one in topics.chosen(scene.tx) if one != topic_id and fold(one) == fold(words)]
    _note(scene, "added", topic_id)
    return sum(topics.take_over(scene.tx, one, topic_id) for one in typed)


def rename(scene: Scene, *, topic: str, words: str, shown: str) -> bool:
    """It is called so from now on; False where it is in use no more under the words in which it was `shown`."""
    if not _is_as_shown(scene, topic, shown, retired=False):
        return False
    topics.rename(scene.tx, scene.now, topic, words)
    _note(scene, "renamed", topic)
    return True


def change(scene: Scene, *, topic: str, way: str, shown: str) -> bool:
    """Retire it, or bring it back; False where it is not any more among those, and in the words, that were `shown`."""
    if not _is_as_shown(scene, topic, shown, retired=way == "bring_back"):
        return False
    CHANGES[way](scene.tx, scene.now, topic)
    _note(scene, way, topic)
    return True


def _is_as_shown(scene: Scene, topic: str, shown: str, *, retired: bool) -> bool:
    there = next((one for one in entries(scene.tx, scene.voice) if one.id == topic), None)
    return there is not None and (there.words, there.retired) == (shown, retired)


def _note(scene: Scene, what: str, topic: str) -> None:
    audit.note(scene.tx, scene.now, actor=scene.person.id, action=f"topic_{what}", about=topic)
