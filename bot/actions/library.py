"""The library of prompts as it stands: what comes with the programme, with what staff changed of it and added to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.chat.addresses import THOUGHT
from bot.chat.scene import Scene
from bot.chat.texts import Voice
from bot.rules.reflecting import Prompt
from storage import prompts, text_versions
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
    kept, waits = {one.id: one for one in prompts.kept(scene.tx)}, text_versions.begun_by_asking(scene.tx)
    came = [_entry(one, kept.get(one.id)) for one in scene.voice.prompts]
    added = [
        _entry(Prompt(one.id, one.theme, one.stage, words), one)
        for one in kept.values()
        if one.theme and one.state != "suggested" and (words := _words(scene.voice, one, waits))
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


def _words(voice: Voice, one: Kept, waits: Collection[tuple[str, str]]) -> str:
    """What was added by us, in this person's language: as it was published, else as it was added; "" in none, and as
    long as nobody has agreed to words that needed a yes first, so that it `waits`."""
    own = "" if one.language != voice.language or (one.language, f"{THOUGHT}{one.id}") in waits else one.words
    return voice.added.get(one.id, own) if one.words else ""


def _entry(prompt: Prompt, kept: Kept | None) -> Entry:
    return Entry(prompt, kept is not None and kept.state == "retired", kept.position if kept else None)


def entry(scene: Scene, prompt_id: str) -> Entry | None:
    """This prompt as it stands; None when there is none, or a mere suggestion."""
    return next((one for one in entries(scene) if one.prompt.id == prompt_id), None)
