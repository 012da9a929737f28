"""What a language file tells besides texts: what the language is called, its controls, and what sounds heavy in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.chat.controls import FOR_HELP, Controls
from bot.chat.reading import fold
from bot.rules.heavy_words import EITHER, GAP, Phrases, phrases

Phrasing = Mapping[str, tuple[str, ...]]  # what is typed for each control
TYPING = ("around", "other_words")


@dataclass(frozen=True, slots=True)
class About:
    """What a language is called, by itself and in English; its `tag` for a browser; the `direction` in which it runs;
    whether its texts are a `draft`, which no native reader has read; what people type to be spoken to in it; and what
    it is `called` where a language is to be named, in whichever language."""

    name: str
    english_name: str
    tag: str
    direction: str
    status: str
    note: str
    asked_for: tuple[str, ...] = ()
    called: tuple[str, ...] = ()

    @property
    def draft(self) -> bool:
        """Whether a native reader has yet to read it."""
        return self.status == "draft"


def about_of(told: Mapping[str, Any]) -> About:
    """What a language is called."""
    known = {name: told[name] for name in ("name", "english_name", "tag", "direction", "status", "note")}
    return About(**known, asked_for=tuple(told["asked_for"]), called=tuple(told["called"]))


def tongues_of(about: Mapping[str, About]) -> dict[str, str]:
    """The code of each language by whatever it is called, folded."""
    return {
        " ".join(fold(phrase)): code
        for code, one in about.items()
        for phrase in (one.name, one.english_name, *one.called, *one.asked_for)
    }


def controls_of(
    words: Mapping[str, Any], first: Mapping[str, Any], every: Collection[Mapping[str, Any]], asked_for: Phrasing
) -> Controls:
    """What works everywhere: the language's own phrases, and then the first language's; in every language, whichever
    somebody has chosen, those for help, those that ask for a language, and what helps to understand them."""
    listed: dict[str, list[str]] = {name: [*words["controls"][name], *also] for name, also in first["controls"].items()}
    for name in FOR_HELP:
        listed[name] += [phrase for one in every for phrase in one["controls"][name]]
    phrases = {name: tuple(dict.fromkeys(known)) for name, known in listed.items()} | {**asked_for}
    return Controls(phrases, **{name: _of_every(every, name) for name in TYPING})


def for_help(words: Mapping[str, Any]) -> Controls:
    """The language's own phrases for help."""
    phrases = {name: tuple(words["controls"][name]) for name in FOR_HELP}
    return Controls(phrases, **{name: _of_every((words,), name) for name in TYPING})


def _of_every(languages: Iterable[Mapping[str, Any]], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(phrase for one in languages for phrase in one["typing"][name]))


def of_all(heavy: Mapping[str, Phrases], code: str) -> tuple[Phrases, ...]:
    """The phrases of a language, and then all others': on a hard day people write as it comes."""
    found: list[Phrases] = []
    for one in dict.fromkeys((code, *heavy)):
        if one in heavy and heavy[one] not in found:  # Easy Read has those of English
            found.append(heavy[one])
    return tuple(found)


def heavy_of(told: Mapping[str, Any]) -> Phrases:
    """The phrases of a language file, folded as what people write is."""
    named = told["named"]
    listed = {name: [_folded(in_full(one, named)) for one in each] for name, each in told["phrases"].items()}
    slips = {typed: fold(meant) for typed, meant in told["slips"].items()}
    turned = [{fold(said): fold(meant) for said, meant in way.items()} for way in told["turned"]]
    straight_out = [*listed["direct"], *listed["harmed"]]
    return phrases([*straight_out, *listed["indirect"]], listed["everyday"], slips, straight_out, turned)


def in_full(phrase: str, named: Mapping[str, str]) -> str:
    """A phrase in which each "@name" is the words that go by that name."""
    return " ".join(
        EITHER.join(named[one.removeprefix("@")] if one.startswith("@") else one for one in word.split(EITHER))
        for word in phrase.split()
    )


def _folded(phrase: str) -> tuple[str, ...]:
    """Its words; what separates several that may stand in one place, and what stands for any, is kept."""
    return tuple(
        word if word == GAP else EITHER.join("".join(fold(one)) for one in word.split(EITHER))
        for word in phrase.split()
    )
