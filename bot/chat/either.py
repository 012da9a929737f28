"""Two numbers where one is asked for: "5 or 6", "tomorrow 10am or 2pm", "5, 6"."""

import re
import unicodedata
from typing import Final

from bot.chat.reading import Tokens, fold, fold_phrase, is_dated, numerals
from bot.chat.words import Words

_ALONE: Final = re.compile(r"\d{1,2}([^\d./-]+)\d{1,2}")
_DATED: Final = re.compile(r"\d\s?[./-]\s?\d")
_PIECES: Final = re.compile(r"\d+(?:[.:/-]\d+)*|[^\W\d_]+|&")
_ONE: Final = re.compile(r"\d{1,4}(?:[.:]\d{2})?")
_ORDINAL: Final = re.compile(r"\d(?:st|nd|rd|th)\b")


def names_two(text: str, words: Words) -> bool:
    """Whether numbers stand on both sides of an "or" or an "and", or two are all that is said. "5 or so" is one."""
    plain = _plain(text)
    alone = _ALONE.fullmatch(plain)
    if alone and alone[1].strip() in {*words.either, *words.joiners, *words.fillers}:
        return True
    tokens = numerals(tuple(_PIECES.findall(plain)), words)
    between = {token for phrase in (*words.either, *words.joiners) for token in fold_phrase(phrase)} | {"&"}
    return any(
        _ends_in_one(tokens[:place], words) and _begins_with_one(tokens[place + 1 :], words, between)
        for place, token in enumerate(tokens)
        if token in between
    )


def are_days(text: str, words: Words) -> bool:
    """Whether the numbers are those of days: "5 or 6 March", "5th or 6th"."""
    return is_dated(fold(text), words) or _ORDINAL.search(_plain(text)) is not None


def is_number(text: str, words: Words) -> bool:
    """Whether there is nothing in it but numbers of one or two figures: "5", "the twelve", "10 at 2"; not in 10/3."""
    tokens = [token for token in numerals(fold(text), words) if token not in words.fillers]
    return (
        bool(tokens)
        and not _DATED.search(_plain(text))
        and all(token.isdecimal() and len(token) < 3 for token in tokens)
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip(" .!?\n")


def _ends_in_one(tokens: Tokens, words: Words) -> bool:
    """Whether a number is the last of them, give or take what is said behind one: "5pm", "5 o'clock", "5th"."""
    behind = {"h", "st", "nd", "rd", "th", *_each(words.am + words.pm + words.oclock)}
    kept = next((token for token in reversed(tokens) if token not in behind), "")
    return _ONE.fullmatch(kept) is not None


def _begins_with_one(tokens: Tokens, words: Words, between: set[str]) -> bool:
    """Whether a number is the first of them, give or take what is said before one: "at 6", "half past six"."""
    before = {*words.fillers, *_each(words.half_past + words.quarter_past + words.quarter_to)} - between
    kept = next((token for token in tokens if token not in before), "")
    return _ONE.fullmatch(kept) is not None


def _each(phrases: tuple[str, ...]) -> set[str]:
    """The words of all phrases; figures in them, as in "1 4 past", are numbers like others."""
    return {token for phrase in phrases for token in fold_phrase(phrase) if not token.isdecimal()}
