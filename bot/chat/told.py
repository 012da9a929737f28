"""What a language file tells besides texts: what the language is called, its controls, and what sounds heavy in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.chat.controls import FOR_HELP
from bot.chat.reading import fold
from bot.rules.heavy_words import EITHER, GAP, Phrases, phrases

Phrasing = Mapping[str, tuple[str, ...]]  # what is typed for each control


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


def controls_of(words: Mapping[str, Any], first: Mapping[str, Any], every: Phrasing) -> dict[str, tuple[str, ...]]:
    """The phrases that work everywhere: the language's own, and then the first language's; those for help in every
    language, whichever somebody has chosen."""
    both = {name: (*words["controls"][name], *phrases) for name, phrases in first["controls"].items()}
    return {name: tuple(dict.fromkeys((*phrases, *every.get(name, ())))) for name, phrases in both.items()}


def for_help(words: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The language's own phrases for help."""
    return {name: tuple(words["controls"][name]) for name in FOR_HELP}


def in_every(languages: Iterable[Phrasing]) -> dict[str, tuple[str, ...]]:
    """What is said for help in any of them."""
    known = tuple(languages)
    return {name: tuple(phrase for one in known for phrase in one[name]) for name in FOR_HELP}


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
