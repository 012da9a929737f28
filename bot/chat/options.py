"""What people say for each option that is offered: its label, its emoji, and the known ways to say yes, no and none."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.chat.reading import Tokens, fold_phrase, is_emoji, numerals, spelt_out
from bot.chat.words import Words

NOT_YET: Final = "not_now"
UNCLEAR: Final = ""  # stands for "neither", where an option id would


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that may be meant: its label, what may stand for it anywhere, and what must be all that is said."""

    id: str
    label: Tokens
    anywhere: tuple[Tokens, ...]
    alone: tuple[Tokens, ...] = ()


def options_of(labels: Mapping[str, str], words: Words) -> tuple[Option, ...]:
    """The options with all that may be said for them; what is one option's label is said for no other."""
    return _prepared(tuple(labels.items()), words)


@lru_cache(maxsize=256)  # a question's buttons are the same at every message
def _prepared(labelled: tuple[tuple[str, str], ...], words: Words) -> tuple[Option, ...]:
    labels = dict(labelled)
    folded = {option: numerals(fold_phrase(label), words) for option, label in labels.items()}
    options = []
    for option, tokens in folded.items():
        worded = tuple(token for token in tokens if not is_emoji(token)) or tokens
        emoji = tuple((token,) for token in tokens if is_emoji(token))
        phrases = [
            each
            for each in _known(option, tokens, words, is_no=set(labels) == {"yes", NOT_YET})
            if each not in folded.values()
        ]
        alone = spelt_out(words.agreeing, words) if option == "yes" else ()
        options.append(Option(option, worded, (worded, *emoji, *phrases), alone))
    if "yes" in labels or "no" in labels:
        unclear = words.unclear if "not_sure" in labels else words.unclear + words.unsure
        phrases = [each for each in spelt_out(unclear, words) if each not in folded.values()]
        options.append(Option(UNCLEAR, (), tuple(phrases)))
    return tuple(options)


def _known(option: str, label: Tokens, words: Words, *, is_no: bool) -> tuple[Tokens, ...]:
    """What people say for an option with a well-known id, or whose label is a way to say none. `is_no`: not now is all
    that is offered besides yes, so that whoever says no means that."""
    none = spelt_out(words.none, words)
    if option == "none" or label in none:
        return none
    known = {"yes": words.yes, "no": words.no, "not_sure": words.unsure, NOT_YET: words.no if is_no else ()}
    return spelt_out(known.get(option, ()), words)
