"""The library of prompts as it stands: what comes with the programme, with what staff changed of it and added to it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.chat.scene import Scene
from bot.leading_to_help import leads_to_help
from bot.rules.reflecting import Prompt
from storage import prompts
from storage.prompts import Kept


@dataclass(frozen=True, slots=True)
class Entry:
    """A prompt and how it stands: in use or retired, and at the front or not. `language` is that of its words where
    there are none in the language that was asked for, else ''."""

    prompt: Prompt
    retired: bool
    position: int | None
    language: str = ""


def entries(scene: Scene) -> list[Entry]:
    """Every prompt in this person's language, without mere suggestions: those at the front first, then in order."""
    kept = {one.id: one for one in prompts.kept(scene.tx)}
    came = [_entry(one, kept.get(one.id)) for one in scene.voice.prompts]
    added = [
        _entry(Prompt(one.id, one.theme, one.stage, words), one)
        for one in kept.values()
        if one.theme and one.state != "suggested" and (words := _words(scene, one))
    ]
    return sorted([*came, *added], key=lambda one: (one.position is None, one.position or 0))


def everywhere(scene: Scene) -> list[Entry]:
    """The same for whoever looks after all of them: what was added and has no words in their language, in its own."""
    mine = {one.prompt.id: one for one in entries(scene)}
    others = [
        replace(_entry(Prompt(one.id, one.theme, one.stage, one.words), one), language=one.language)
        for one in prompts.kept(scene.tx)
        if one.words and one.theme and one.state != "suggested" and one.id not in mine
    ]
    return sorted([*mine.values(), *others], key=lambda one: (one.position is None, one.position or 0))


def _words(scene: Scene, one: Kept) -> str:
    """What was added by us, in this person's language: as it was published, else as it was added; "" in none, and as
    long as nobody has agreed to words that lead to help."""
    own = one.words if one.language == scene.voice.language and not leads_to_help(one.words) else ""
    return scene.voice.added.get(one.id, own) if one.words else ""


def _entry(prompt: Prompt, kept: Kept | None) -> Entry:
    return Entry(prompt, kept is not None and kept.state == "retired", kept.position if kept else None)


def entry(scene: Scene, prompt_id: str) -> Entry | None:
    """This prompt as it stands; None when there is none, or a mere suggestion."""
    return next((one for one in entries(scene) if one.prompt.id == prompt_id), None)
