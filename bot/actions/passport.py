"""The access passport: what makes it easier for somebody to take part, and what changes because of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.actions import joining, languages
from bot.actions.joining import NEEDS
from bot.actions.retelling import answer_again
from bot.chat.scene import Scene
from bot.chat.texts import SHARED
from bot.rules.manners import ACTS, EASY_READ
from storage import directory, health, notices, people, profiles

EASY = "easy"  # the language that Easy Read is to us, for those who speak English with us


def standing(scene: Scene) -> dict[str, Any]:
    """What they told us so far (`needs`), in words too (`now`, '' for nothing), what of it their leader may know
    (`told`), whether they work with a `leader`, and whether we may `ask` them."""
    kept = directory.needs_of(scene.tx, scene.person.id)
    needs = [*(one for one in NEEDS if one in kept), *(one for one in kept if one not in NEEDS)]
    leads = "partner" in people.roles_of(scene.tx, scene.person.id)
    may_ask = health.may_keep(scene.tx, scene.person.id)
    return {
        "now": in_words(scene, needs=needs),
        "needs": needs,
        "told": directory.needs_told_to_leader(scene.tx, scene.person.id),
        "leader": leads,
        "ask": may_ask,
    }


def told_before(scene: Scene) -> dict[str, Any]:
    """What somebody who joins again told us the time before: their `needs`, what of them their leader may know
    (`told`), their `interests`, their `pronouns` and their `profile`. All empty for somebody new."""
    tx, person = scene.tx, scene.person
    known = standing(scene)
    return {
        "needs": known["needs"],
        "told": known["told"],
        "interests": directory.interests_of(tx, person.id),
        "pronouns": people.pronouns_of(tx, person.id),
        "profile": joining.profile_before(scene),
    }


def act(scene: Scene, *, needs: Sequence[str]) -> str:
    """Write to them as these needs want it, from the next sentence on; a line for each thing that changes, or ''."""
    before = directory.needs_of(scene.tx, scene.person.id)
    told = directory.needs_told_to_leader(scene.tx, scene.person.id)
    _keep(scene, needs, [one for one in told if one in needs])
    if EASY_READ in needs and scene.person.language == scene.texts.first.language and EASY in scene.texts.languages:
        languages.speak(scene, language=EASY, retell=True)
    new = [one for one in needs if one not in before]
    acting = [_acts_as(scene, one) for one in new if one in ACTS]
    if acting and len(acting) < len(new):
        acting.append("by_people")
    return "\n".join(scene.voice.labels(SHARED, "what_changes", acting).values())


def keep(scene: Scene, *, needs: Sequence[str], told: Sequence[str], retell: bool = False) -> None:
    """Keep what they need, and what of it their leader may know. `retell`: their summary is to say so, too."""
    _keep(scene, needs, told)
    if not retell:
        return
    notices.note(scene.tx, scene.now, "access_needs_changed", scene.person.id)
    labels = scene.voice.labels(SHARED, "access_needs", needs)
    comma = scene.voice.words.comma
    answer_again(scene, "access_needs", list(needs), comma.join(labels.values()))
    answer_again(scene, "tell_leader", list(told), comma.join(labels[one] for one in told))


def in_words(scene: Scene, *, needs: Sequence[str]) -> str:
    """These needs as people read them."""
    return scene.voice.words.comma.join(scene.voice.labels(SHARED, "access_needs", needs).values())


def _acts_as(scene: Scene, need: str) -> str:
    """Easy Read is there in English only, so far."""
    easy = need == EASY_READ and scene.person.language not in (scene.texts.first.language, EASY)
    return "easy_read_elsewhere" if easy else need


def _keep(scene: Scene, needs: Sequence[str], told: Sequence[str]) -> None:
    profiles.keep_needs(scene.tx, scene.person.id, needs, told)
    scene.known_manners = None
