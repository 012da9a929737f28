"""What a typed message says: its words without case and accents, which of them count, and which number."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.chat.signs import has_sign
from bot.chat.words import Words

Tokens = tuple[str, ...]

LONGEST: Final = 600  # characters; a longer message is searched neither for an option nor for a number
MOST_SPARE_WORDS: Final = 5  # around an option or number in a short phrase, as in "I think yes"
_APOSTROPHES: Final = frozenset("'`\u2018\u2019\u02bc")
# The same letters as Arabic and Urdu keyboards write them.
_ALIKE: Final = {"\u064a": "\u06cc", "\u0649": "\u06cc", "\u0643": "\u06a9", "\u0647": "\u06c1", "\u0629": "\u06c1"}


class _Folding(dict[int, str]):
    """What each character becomes, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = _folded(chr(code))
        if len(self) < 2048:  # the letters in use; nobody can fill the memory with rare ones
            self[code] = folded
        return folded


def _folded(character: str) -> str:
    kind = unicodedata.category(character)
    if unicodedata.combining(character) or kind in ("Cf", "Me", "Sk") or "\ufe00" <= character <= "\ufe0f":
        return ""  # accents, joiners, keycaps, skin tones and variation selectors
    if character in _APOSTROPHES:
        return ""
    character = _ALIKE.get(character, character)
    return character if kind[0] in "LMN" else f" {character} " if kind == "So" else " "


class _Unmarking(dict[int, str]):
    """Each character but the marks on letters, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        kept = "" if unicodedata.combining(chr(code)) else chr(code)
        if len(self) < 2048:
            self[code] = kept
        return kept


_FOLDING: Final = _Folding()
_UNMARKING: Final = _Unmarking()


def unmarked(text: str) -> str:
    """The text without marks that stand by themselves: to put a long row of them in order takes time that goes with
    the square of its length."""
    return text.translate(_UNMARKING)


def fold(text: str) -> Tokens:
    """The words of a text without case, accents and punctuation; each emoji is a word of its own."""
    if text.isascii():  # most names are, and there is nothing to take apart
        return tuple(text.lower().translate(_FOLDING).split())
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", unmarked(text)).casefold())
    return tuple(plain.translate(_FOLDING).split())


fold_phrase = lru_cache(maxsize=4096)(fold)  # for labels and word lists only: people's own words are not kept in memory


def telling(words: Words) -> set[str]:
    """The words of sentences, folded as what somebody typed is."""
    return {token for phrase in words.telling for token in fold_phrase(phrase)}


@dataclass(frozen=True, slots=True)
class Message:
    """What was typed: every word of it, and the same without fillers at either end."""

    full: Tokens
    core: Tokens


def message(text: str, words: Words) -> Message:
    """The words that count in a text, number words as digits."""
    tokens = numerals(fold(text), words)
    worded = tuple(token for token in tokens if not is_emoji(token))
    full = worded or tuple(dict.fromkeys(tokens))  # an emoji counts when it is all there is
    return Message(full, without_fillers(full, words))


def says(text: str, phrases: tuple[str, ...], words: Words) -> bool:
    """Whether the text is one of the phrases, give or take a please."""
    if len(text) > LONGEST:
        return False
    said = message(text, words)
    known = spelt_out(phrases, words)
    return bool(said.full) and (said.full in known or said.core in known)


def is_dated(tokens: Tokens, words: Words) -> bool:
    """Whether a month is named, so that a number beside it is a day of it."""
    return any(fold_phrase(each)[0] in tokens for each in words.months)


@lru_cache(maxsize=512)  # like fold_phrase, for labels and word lists only
def spelt_out(phrases: tuple[str, ...], words: Words) -> tuple[Tokens, ...]:
    """Each phrase as `message` would give it, number words as digits."""
    return tuple(numerals(fold_phrase(each), words) for each in phrases)


def sole_number(text: str, words: Words) -> float | None:
    """The number in "3", "three" or "about 3, I think"; None when there is none, several, a *not*, a hundred, a date,
    or a sign that makes another thing of it."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).replace("\u2212", "-")
    figures = re.findall(r"(?<![\w.,])-?\d+(?:[.,]\d+)?(?!\w)", plain)
    tokens = numerals(fold(re.sub(r"\d", " ", plain)), words)
    found = figures + [token for token in tokens if token.isdecimal()]
    if len(found) != 1 or len(tokens) > MOST_SPARE_WORDS or not tokens_agree(tokens, words):
        return None
    if has_sign(plain) and not found[0].startswith("-"):  # "<5", "5%" and "5+" are not five
        return None
    if any(token in words.multiples for token in tokens):  # "two hundred" is not two
        return None
    if is_dated(tokens, words):  # "from 3 January" is not three
        return None
    if len(found[0]) > 12 or re.search(r"[.,]\d{3}$", found[0]):  # 1,000 is a thousand to some and one to others
        return None
    return float(found[0].replace(",", "."))


def bare_number(text: str, words: Words) -> float | None:
    """The number when it is all that was typed, as digits or as a word; None when anything stands beside it."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).strip().removesuffix(".").rstrip()
    if plain.isdecimal():
        return float(plain) if len(plain) < 12 else None
    if plain.startswith("-") or not all(each.isalpha() or each in " -" for each in plain):
        return None
    tokens = numerals(fold(plain), words)
    return float(tokens[0]) if len(tokens) == 1 and tokens[0].isdecimal() else None


def numerals(tokens: Tokens, words: Words) -> Tokens:
    """The tokens with number words as digits ("twenty", "five" is "25") and contractions written out."""
    found: list[str] = []
    tens = 0
    for token in " ".join(words.contractions.get(each, each) for each in tokens).split():
        number = words.numbers.get(token)
        if number is not None and tens and 0 < number < 10:
            found[-1], tens = str(tens + number), 0
            continue
        tens = number if number and number >= 20 and number % 10 == 0 else 0
        digits = token if number is None else str(number)
        found.append(str(int(digits)) if digits.isdecimal() and len(digits) < 16 else digits)
    return tuple(found)


def without_fillers(tokens: Tokens, words: Words) -> Tokens:
    """The tokens less fillers at either end; all of them when they are nothing but fillers."""
    kept = [index for index, token in enumerate(tokens) if token not in words.fillers]
    return tokens[kept[0] : kept[-1] + 1] if kept else tokens


phrase_core = lru_cache(maxsize=4096)(without_fillers)  # for labels and word lists only, like fold_phrase


def after(tokens: Tokens, phrase: Tokens) -> Tokens:
    """What follows the phrase that the tokens begin with; nothing when they do not."""
    return tokens[len(phrase) :] if tokens[: len(phrase)] == phrase else ()


def tokens_agree(tokens: Iterable[str], words: Words) -> bool:
    """Whether no word denies, limits or turns round what is said beside it."""
    return not any(token in words.negations + words.conditions + words.none for token in tokens)


def is_emoji(token: str) -> bool:
    return unicodedata.category(token[0]) == "So"
