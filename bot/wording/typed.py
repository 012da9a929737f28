"""Each button can be typed as well: whether what stands on it is understood where it is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot.chat.choosing import choose
from bot.chat.controls import control_in
from bot.chat.questions import Question, Said, Several
from bot.chat.texts import Voice
from bot.chat.words import NotAnAnswer
from bot.wording import where

# Buttons that are understood everywhere, by what their label says.
EVERYWHERE = (
    *("skip", "back", "person", "help_now", "done", "later", "why"),
    *("menu", "pause", "stop", "help", "notnow", "access", "language"),
)
NAMED = 3  # questions that are named where there are more
_ANY_DAY = date(2000, 1, 1)  # no list of options goes by the day


def is_button(address: str) -> bool:
    """Whether it is the label of an option, or one that questions share."""
    return address.startswith(where.LABELS) or ".options." in address


def misunderstood(voice: Voice, first: Voice, address: str) -> Iterator[str]:
    """What is wrong with a text as a button, a sentence each: typed it has to mean that button and no other beside it,
    in its own language and in English."""
    if not is_button(address):
        return
    option = address.rpartition(".")[2]
    if address.startswith(where.LABELS) and option in EVERYWHERE:
        label = voice.label(option)
        if control_in(label, voice.controls) != option:
            yield f"Typed, “{label}” is not understood as this button. It works everywhere, so its words are fixed."
    confused: dict[str, list[str]] = {}
    for story, key in where.questions_with(address):
        options = where.needed()[story][key] or ()
        for typed in _confused(voice, first, story, key, options):
            confused.setdefault(typed, []).append(named(voice, story, key))
    for typed, names in confused.items():
        yield f"{typed} is not understood as that button at {at(names)}."


def named(voice: Voice, story: str, key: str) -> str:
    """What a question is called."""
    return voice.short(story, key) if voice.has(story, key) else key


def at(names: list[str]) -> str:
    """The questions that are called so: each of a few, else how many there are, and some of them."""
    several = list(dict.fromkeys(names))
    if len(several) == 1:
        return f"the question “{several[0]}”"
    few = ", ".join(f"“{one}”" for one in several[:NAMED])
    return few if len(several) <= NAMED else f"{len(names)} questions, such as {few}"


def _confused(voice: Voice, first: Voice, story: str, key: str, options: tuple[str, ...]) -> Iterator[str]:
    """What would be typed at this question and taken for another button, or for none."""
    own, english = voice.labels(story, key, options), first.labels(story, key, options)
    question = where.asked(story).get(key)
    for option, label in own.items():
        if understood(label, voice, own, question) != option:
            yield f"Typed, “{label}”"
    for option, label in english.items() if voice is not first else ():
        found = understood(label, voice, own)
        if found.startswith("("):
            found = understood(label, first, english)
        if found != option:
            yield f"Typed in English, “{label}”"


def understood(said: str, voice: Voice, labels: Mapping[str, str], question: Question[Any] | None = None) -> str:
    """The option that somebody means who types this, or the hint in brackets that asks once more; several with a comma
    between them, where the `question` is one of which several may be chosen."""
    try:
        if isinstance(question, Several):
            return ",".join(question.read(Said(text=said), labels, voice.words, _ANY_DAY))
        return choose(said, dict(labels), voice.words)
    except NotAnAnswer as hint:
        return f"({hint.hint})"
