"""What a language file tells besides texts: what the language is called, its controls, and what sounds heavy in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.chat.reading import fold
from bot.rules.heavy_words import EITHER, GAP, Phrases, phrases


@dataclass(frozen=True, slots=True)
class About:
    """What a language is called, by itself and in English; its `tag` for a browser; the `direction` in which it runs;
    whether its texts are a `draft`, which no native reader has read; and what people type to be spoken to in it."""

    name: str
    english_name: str
    tag: str
    direction: str
    status: str
    note: str
    asked_for: tuple[str, ...] = ()

    @property
    def draft(self) -> bool:
        """Whether a native reader has yet to read it."""
        return self.status == "draft"


def about_of(told: Mapping[str, Any]) -> About:
    """What a language is called."""
    known = {name: told[name] for name in ("name", "english_name", "tag", "direction", "status", "note")}
    return About(**known, asked_for=tuple(told["asked_for"]))


def controls_of(words: Mapping[str, Any], first: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The phrases that work everywhere: the language's own, and then the first language's."""
    both = {name: (*words["controls"][name], *phrases) for name, phrases in first["controls"].items()}
    return {name: tuple(dict.fromkeys(phrases)) for name, phrases in both.items()}


def of_both(heavy: Mapping[str, Phrases], code: str, first: str) -> tuple[Phrases, ...]:
    """The phrases of a language and the first one's: on a hard day people write as it comes."""
    return tuple(heavy[one] for one in dict.fromkeys((code, first)) if one in heavy)


def heavy_of(told: Mapping[str, Any]) -> Phrases:
    """The phrases of a language file, folded as what people write is."""
    listed = {name: [_folded(one) for one in each] for name, each in told["phrases"].items()}
    slips = {typed: fold(meant) for typed, meant in told["slips"].items()}
    return phrases([*listed["direct"], *listed["indirect"]], listed["everyday"], slips, listed["direct"])


def _folded(phrase: str) -> tuple[str, ...]:
    """Its words; what separates several that may stand in one place, and what stands for any, is kept."""
    return tuple(
        word if word == GAP else EITHER.join("".join(fold(one)) for one in word.split(EITHER))
        for word in phrase.split()
    )
