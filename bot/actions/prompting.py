"""Coordinators look after the library of prompts: suggestions, the front, what is retired, and prompts of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.actions import library, rota, team_changes
from bot.actions.library import Entry
from bot.chat.addresses import THOUGHT
from bot.chat.reading import fold
from bot.chat.scene import Scene
from bot.leading_to_help import needs_a_yes
from config.made_from import mark
from storage import audit, fates, notices, people, prompts, text_versions

AT_ONCE = 10  # in a list on a phone
LOOK_AFTER_IT = ("coordinator", "admin")
MOVES = {"up": -1, "down": 1}
_CHANGES = {
    "retire": prompts.retire,
    "bring_back": prompts.bring_back,
    "to_front": prompts.to_front,
    "to_its_place": prompts.to_its_place,
}


def waiting(scene: Scene) -> list[dict[str, str]] | None:
    """The oldest suggestions that nobody decided about; None for somebody who has no say in it."""
    if not {*people.roles_of(scene.tx, scene.person.id)} & {*LOOK_AFTER_IT}:
        return None
    open_ones = [one for one in prompts.kept(scene.tx) if one.state == "suggested"]
    return [{"id": one.id, "words": one.words} for one in open_ones[:AT_ONCE]]


def decide(scene: Scene, *, prompt_id: str, theme: str | None) -> bool:
    """Take a suggestion under a theme, or leave it out; whoever made it finds that among their words. False when
    somebody has decided before."""
    tx, now = scene.tx, scene.now
    made = prompts.by_id(tx, prompt_id)
    if made is None or not prompts.decide(tx, now, prompt_id, theme=theme):
        return False
    notices.forget_about(tx, prompt_id)
    if theme is not None:
        _ask_first(scene, prompt_id, made.words, made.language)
    _note(scene, "suggestion_left_out" if theme is None else "suggestion_taken", prompt_id)
    said = fates.answer_with_words(tx, made.suggested_by, "suggest", made.words) if made.suggested_by else None
    if said is not None:
        fates.note(tx, now, said, "read" if theme is None else "used", set_by=scene.person.id, stands=True)
    return True


def find(scene: Scene, *, looked_for: str) -> list[str]:
    """The ids of up to ten prompts: of a theme, retired, or with these words in them."""
    everything = library.entries(scene)
    return [one.prompt.id for one in everything if _is_meant(one, looked_for)][:AT_ONCE]


def _is_meant(one: Entry, looked_for: str) -> bool:
    if looked_for == "retired":
        return one.retired
    words = " ".join(fold(one.prompt.words))
    return one.prompt.theme == looked_for or all(each in words for each in fold(looked_for))


def in_lines(scene: Scene, *, prompt_ids: list[str]) -> str:
    """These prompts, numbered, a line for each, with how they stand where that is out of the ordinary."""
    found = [one for prompt_id in prompt_ids if (one := library.entry(scene, prompt_id)) is not None]
    return "\n\n".join(f"{place}. {_line(scene, one)}" for place, one in enumerate(found, start=1))


def _line(scene: Scene, one: Entry) -> str:
    standing = [name for name, so in (("retired", one.retired), ("at_front", one.position is not None)) if so]
    labels = scene.voice.labels("prompts", "which", standing)
    return one.prompt.words + "".join(f" ({label})" for label in labels.values())


def standing(scene: Scene, *, prompt_id: str) -> dict[str, Any]:
    """The words of a prompt, and what can be done with it."""
    found = library.entry(scene, prompt_id)
    if found is None:
        return {"words": "", "ways": []}
    return {"words": found.prompt.words, "ways": ways(found)}


def ways(one: Entry) -> list[str]:
    """What can be done with a prompt as it stands."""
    if one.retired:
        return ["bring_back"]
    return ["retire", "to_front" if one.position is None else "to_its_place"]


def all_ways(everything: Sequence[Entry], one: Entry) -> list[str]:
    """The same with "up" and "down", where others stand at the front beside it."""
    beside = [way for way in MOVES if _neighbour(everything, one.prompt.id, way) is not None]
    return [*ways(one), *beside]


def _neighbour(everything: Sequence[Entry], prompt_id: str, way: str) -> Entry | None:
    """The one at the front that stands before this one, or after it."""
    front = [one for one in everything if one.position is not None and not one.retired]
    place = next((place for place, one in enumerate(front) if one.prompt.id == prompt_id), None)
    beside = None if place is None else place + MOVES[way]
    return front[beside] if beside is not None and 0 <= beside < len(front) else None


def change(scene: Scene, *, prompt_id: str, way: str) -> None:
    """Retire it, bring it back, move it to the front or back to its place, or there before or after the next one."""
    if way in MOVES:
        other = _neighbour(library.everywhere(scene), prompt_id, way)
        if other is not None:
            prompts.change_places(scene.tx, scene.now, prompt_id, other.prompt.id)
    else:
        _CHANGES[way](scene.tx, scene.now, prompt_id)
    _note(scene, way, prompt_id)


def change_shown(scene: Scene, *, prompt_id: str, way: str, shown: str) -> bool:
    """The same of one that they looked at: False where it has other words than `shown`, or that is done already."""
    found = library.entry(scene, prompt_id)
    if found is None or found.prompt.words != shown or way not in ways(found):
        return False
    change(scene, prompt_id=prompt_id, way=way)
    return True


def add(scene: Scene, *, words: str, theme: str, stage: str) -> str:
    """A prompt of our own, in use at once, unless its words need a yes first; its id."""
    added = prompts.add(scene.tx, scene.now, words, scene.voice.language, theme=theme, stage=stage)
    _note(scene, "added", added)
    _ask_first(scene, added, words, scene.voice.language)
    return added


def known(scene: Scene, *, words: str) -> str:
    """Whether these very words are a thought in the library: `there`; or `waiting`, where nobody is offered it before a
    safeguarding lead has agreed; else ''."""
    same = {one.prompt.id for one in library.everywhere(scene) if fold(one.prompt.words) == fold(words)}
    offered = {one.prompt.id for one in library.entries(scene)}
    begun = {address for _, address in text_versions.begun_by_asking(scene.tx)}
    if not same:
        return ""
    return "waiting" if all(f"{THOUGHT}{one}" in begun and one not in offered for one in same) else "there"


def waits(scene: Scene, *, prompt_id: str) -> bool:
    """Whether nobody is offered it before a safeguarding lead has agreed to its words."""
    return f"{THOUGHT}{prompt_id}" in {one.address for one in text_versions.opened(scene.tx) if one.state == "asked"}


def _ask_first(scene: Scene, prompt_id: str, words: str, language: str) -> None:
    """Words that lead to help or sound heavy wait for the yes of a safeguarding lead, who hears that they do."""
    if not needs_a_yes(words, scene.voice):
        return
    address, who = f"{THOUGHT}{prompt_id}", scene.person.id
    step = {"state": "asked", "words": words, "made_from": mark(words), "instead_of": mark("")}
    version = text_versions.add(scene.tx, scene.now, who, language=language, address=address, **step)
    named = f"{address} ({language})"
    audit.note(scene.tx, scene.now, actor=who, action="words_sent_for_approval", about=version, detail=named)
    for lead in people.with_role(scene.tx, rota.LEAD):
        if lead.id != who:
            team_changes.tell(scene, lead.id, "words_wait")


def _note(scene: Scene, what: str, prompt_id: str) -> None:
    audit.note(scene.tx, scene.now, actor=scene.person.id, action=f"prompt_{what}", about=prompt_id)
