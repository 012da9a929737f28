"""Where each text appears: read from the code of the stories, and from the names that the other code says."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.chat.addresses import THOUGHT
from bot.chat.questions import Question
from bot.chat.texts import SHARED
from bot.conversations import COMMANDS, STORIES
from bot.rules.kinds import KINDS
from bot.wording.needing import asked_by, needed_by, offered_by
from config.languages import FIRST, FOLDER, areas
from config.made_from import shipped_texts

_BOT = Path(__file__).parents[1]
_NAMED_BY_BEGINNING = ("cannot_keep_", "nudge_", "onboarding_")
_SPELT = re.compile(r'"([a-z][a-z0-9_]*)')  # how a string of ours begins
_TITLE = re.compile(r"# -+ (.+?) -+\n")
LABELS = f"{SHARED}.labels."
THOUGHTS = "thoughts"


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a text is said. `how` is "asks", "says" or "a button"; `begun_by` are the commands that begin
    the story, `notes` the kinds of note that do."""

    story: str
    how: str
    title: str
    begun_by: tuple[str, ...]
    notes: tuple[str, ...]


@cache
def needed() -> Mapping[str, Mapping[str, tuple[str, ...] | None]]:
    """By story and key, the options of what is asked, None for what is said."""
    found: dict[str, dict[str, tuple[str, ...] | None]] = {}
    for name, story in STORIES.items():
        keys = found.setdefault(name, {})
        for key, options in needed_by(story.tell):
            keys[key] = (*(keys.get(key) or ()), *options) if options is not None else keys.get(key)
    return found


@cache
def asked(story: str) -> Mapping[str, Question[Any] | None]:
    """By key the questions of a story, as far as its code names them; the first one is asked first."""
    found: dict[str, Question[Any] | None] = {}
    for key, question in asked_by(STORIES[story].tell):
        found.setdefault(key, question)
    return found


@cache
def offers() -> Mapping[str, frozenset[str]]:
    """By story, the stories that buttons below what it says begin."""
    return {name: frozenset(offered_by(story.tell)) for name, story in STORIES.items()}


@cache
def _stories_by_base() -> Mapping[str, tuple[str, ...]]:
    """By the address of a whole entry, the stories that say or ask it: their own, or one that is shared."""
    english, found = shipped_texts(FIRST), defaultdict(list)
    own = {".".join(address.split(".")[:2]) for address in english}
    for story, keys in needed().items():
        for key in keys:
            base = f"{story}.{key}" if f"{story}.{key}" in own else f"{SHARED}.{key}"
            found[base].append(story)
    return {base: tuple(stories) for base, stories in found.items()}


@cache
def _stories_by_label() -> Mapping[str, tuple[str, ...]]:
    """By shared label, the stories on whose buttons it stands."""
    english, found = shipped_texts(FIRST), defaultdict(set)
    for name, story in STORIES.items():
        for one in (*story.controls, *offers()[name], *([] if story.bare else ["help_now"])):
            found[one].add(name)
        for key, options in needed()[name].items():
            for one in options or ():
                if f"{base_of(name, key)}.options.{one}" not in english:
                    found[one].add(name)
    return {label: tuple(sorted(stories)) for label, stories in found.items()}


def base_of(story: str, key: str) -> str:
    """The address of the entry that a story says or asks under this key."""
    english = shipped_texts(FIRST)
    own = f"{story}.{key}"
    return own if own in english or f"{own}.says" in english else f"{SHARED}.{key}"


def stories_with(address: str) -> tuple[str, ...]:
    """The stories in which a text is said, asked or on a button."""
    if address.startswith(LABELS):
        return _stories_by_label().get(address.removeprefix(LABELS), ())
    return _stories_by_base().get(".".join(address.split(".")[:2]), ())


def questions_with(address: str) -> list[tuple[str, str]]:
    """Each story and key of a question on whose buttons this label stands."""
    english = shipped_texts(FIRST)
    option = address.rpartition(".")[2]
    found = []
    for story in stories_with(address):
        for key, options in needed()[story].items():
            base = base_of(story, key)
            own = f"{base}.options.{option}"
            if option in (options or ()) and (own == address or (address.startswith(LABELS) and own not in english)):
                found.append((story, key))
    return found


def places(address: str) -> list[Place]:
    """Where it is said in conversations."""
    found = []
    for story in stories_with(address):
        key = address.split(".")[1]
        asked = needed()[story].get(key) is not None
        how = "a button" if address.startswith(LABELS) else "asks" if asked else "says"
        begun = tuple(f"/{name}" for name, begins in COMMANDS.items() if begins == story)
        notes = tuple(name for name, kind in KINDS.items() if kind.story == story)
        found.append(Place(story, how, _about(STORIES[story].tell.__module__), begun, notes))
    return found


def in_code(address: str) -> list[str]:
    """What the other code that names this text is about."""
    if address.startswith(THOUGHT):
        return ["A thought to turn over, offered in the conversation reflect"]
    parts = address.split(".")
    if parts[0] == "commands":
        return ["The menu of commands in the chat"]
    name = parts[-1] if address.startswith(LABELS) or ".options." in address else parts[1]
    spelt = {name, *(one for one in _NAMED_BY_BEGINNING if name.startswith(one))}
    found = sorted({about for about, names in _sources() if names & spelt})
    return found or [titles()[area_of(address)]]


@cache
def _sources() -> tuple[tuple[str, frozenset[str]], ...]:
    """What each module besides the stories is about, and the names that it says."""
    told = [path for path in sorted(_BOT.rglob("*.py")) if path.parent.name not in ("conversations", "wording")]
    sources = (path.read_text(encoding="utf-8") for path in told)
    return tuple((_first_sentence(source), frozenset(_SPELT.findall(source))) for source in sources)


def _about(module: str) -> str:
    return _first_sentence(f'"""{sys.modules[module].__doc__ or ""}')


def _first_sentence(source: str) -> str:
    told = source.partition('"""')[2].partition('"""')[0].split("\n\n")[0]
    return " ".join(told.split()).rstrip(".")


def area_of(address: str) -> str:
    """The area of a text: the file in which it stands in English."""
    return THOUGHTS if address.startswith(THOUGHT) else areas().get(address, "")


@cache
def titles() -> Mapping[str, str]:
    """What each area is about, as its English file says at its top."""
    found = {area: area.replace("_", " ").capitalize() for area in sorted(set(areas().values()))}
    for area in found:
        head = _TITLE.match((FOLDER / FIRST / f"{area}.toml").read_text(encoding="utf-8"))
        found[area] = head[1] if head else found[area]
    return {**found, THOUGHTS: "Thoughts to turn over: the library"}
