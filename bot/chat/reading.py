"""What a typed message means: which of the options offered, or which number. Plain text in, plain answers out.

Careful before clever: a message that could be read two ways, or says *not*, is asked again and never guessed.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from typing import Any, Final, Self, get_args, get_origin

Tokens = tuple[str, ...]

_UNCLEAR: Final = ""  # stands for "neither", where an option id would
_MOST_SPARE_WORDS: Final = 5  # around an option in a short phrase, as in "I think yes"
CLOSE: Final = 0.8
LONGEST: Final = 600  # characters; a longer message is searched neither for an option nor for a number
_APOSTROPHES: Final = frozenset("'`\u2018\u2019\u02bc")


class NotAnAnswer(Exception):
    """What the person sent does not answer the question; `hint` is the key of the wording that says what to do next."""

    def __init__(self, hint: str, **values: str) -> None:
        super().__init__(hint)
        self.hint = hint
        self.values: Mapping[str, str] = values


@dataclass(frozen=True, slots=True)
class Words:
    """What people say in one language, as its language file lists it; `words.en.toml` explains each list."""

    language: str
    day_shown: str
    yes: tuple[str, ...]
    agreeing: tuple[str, ...]
    no: tuple[str, ...]
    unsure: tuple[str, ...]
    unclear: tuple[str, ...]
    none: tuple[str, ...]
    all: tuple[str, ...]
    negations: tuple[str, ...]
    conditions: tuple[str, ...]
    fillers: tuple[str, ...]
    joiners: tuple[str, ...]
    am: tuple[str, ...]
    pm: tuple[str, ...]
    noon: tuple[str, ...]
    midnight: tuple[str, ...]
    oclock: tuple[str, ...]
    half_past: tuple[str, ...]
    quarter_past: tuple[str, ...]
    quarter_to: tuple[str, ...]
    past: tuple[str, ...]
    to: tuple[str, ...]
    days: tuple[str, ...]
    months: tuple[str, ...]
    week_later: tuple[str, ...]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    contractions: Mapping[str, str]

    @classmethod
    def from_mapping(cls, data: Mapping[str, object]) -> Self:
        """The words of a language file's [words] table. Raises ValueError naming the key that is missing or wrong."""
        wanted: dict[str, Any] = {each.name: each.type for each in fields(cls)}
        for problem, keys in (("missing", wanted.keys() - data.keys()), ("unknown", data.keys() - wanted.keys())):
            if keys:
                raise ValueError(f"words: {problem} {', '.join(sorted(keys))}")
        checked: dict[str, Any] = {name: _checked(name, kind, data[name]) for name, kind in wanted.items()}
        words = cls(**checked)
        if (len(words.days), len(words.months)) != (7, 12):
            raise ValueError("words: days needs seven names, Monday first, and months needs twelve")
        return words


def _checked(name: str, kind: Any, value: object) -> object:
    """The value as the type that a field of Words has: str, tuple of str, or mapping of str to int."""
    if kind is str and isinstance(value, str):
        return value
    if get_origin(kind) is tuple and isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
        return tuple(value)
    item = get_args(kind)[1] if get_origin(kind) is Mapping else None
    if item and isinstance(value, Mapping) and all(type(each) is item for each in value.values()):
        return {str(word): each for word, each in value.items()}
    raise ValueError(f"words: {name} is not a {'text' if kind is str else kind}")


def fold(text: str) -> Tokens:
    """The words of a text without case, accents and punctuation; each emoji is a word of its own."""
    letters = []
    for character in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()):
        kind = unicodedata.category(character)
        if unicodedata.combining(character) or kind in ("Cf", "Me", "Sk") or "\ufe00" <= character <= "\ufe0f":
            continue  # accents, joiners, keycaps, skin tones and variation selectors
        if character not in _APOSTROPHES:
            letters.append(character if kind[0] in "LMN" else f" {character} " if kind == "So" else " ")
    return tuple("".join(letters).split())


fold_phrase = lru_cache(maxsize=4096)(fold)  # for labels and word lists only: people's own words are not kept in memory


@dataclass(frozen=True, slots=True)
class _Message:
    """What was typed: every word of it, and the same without fillers at either end."""

    full: Tokens
    core: Tokens


@dataclass(frozen=True, slots=True)
class _Option:
    """One thing that may be meant: its label, what may stand for it anywhere, and what must be all that is said."""

    id: str
    label: Tokens
    anywhere: tuple[Tokens, ...]
    alone: tuple[Tokens, ...] = ()


def choose(text: str, labels: Mapping[str, str], words: Words, *, only: bool = False) -> str:
    """The one option (an id of `labels`) that the text names. Raises NotAnAnswer when none or several fit.

    `only`: the option has to be all that the text says, because other words are an answer of their own.
    """
    found = fitting(text, labels, words, only=only)
    if len(found) == 1:
        return found[0]
    if found:
        raise NotAnAnswer("which_one", options=", ".join(labels[option] for option in found))
    raise NotAnAnswer("not_an_option", options=", ".join(labels.values()))


def fitting(text: str, labels: Mapping[str, str], words: Words, *, only: bool = False) -> tuple[str, ...]:
    """The options that fit equally well, in their order; none when the text says something else."""
    if len(text) > LONGEST:
        return ()
    said = _message(text, words)
    options = _options(labels, words)
    asking = "?" in unicodedata.normalize("NFKC", text) or "؟" in text
    for reading in (_same, _numbered, _within, _part_of_label, _beginning, _each_word, _closely_spelt):
        if not said.full or (reading is _within and (only or asking)):  # "what does yes mean?" is not a yes
            continue
        found = reading(said, options, words)
        if found:
            return () if _UNCLEAR in found else tuple(option for option in labels if option in found)
    return ()


def named_in(text: str, labels: Mapping[str, str], words: Words) -> tuple[str, ...]:
    """The options that a short phrase names in full, in their order: both in "captions breaks"."""
    found = _within(_message(text, words), _options(labels, words), words)
    return tuple(option for option in labels if option in found)


def says(text: str, phrases: Iterable[str], words: Words) -> bool:
    """Whether the text is one of the phrases, give or take a please."""
    said = _message(text, words)
    return bool(said.full) and any(numerals(fold_phrase(each), words) in (said.full, said.core) for each in phrases)


def sole_number(text: str, words: Words) -> float | None:
    """The number in "3", "three" or "about 3, I think"; None when there is none, several, or a *not*."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).replace("\u2212", "-")
    figures = re.findall(r"(?<![\w.,])-?\d+(?:[.,]\d+)?(?!\w)", plain)
    tokens = numerals(fold(re.sub(r"\d", " ", plain)), words)
    found = figures + [token for token in tokens if token.isdecimal()]
    if len(found) != 1 or len(tokens) > _MOST_SPARE_WORDS or not tokens_agree(tokens, words):
        return None
    if len(found[0]) > 12 or re.search(r"[.,]\d{3}$", found[0]):  # 1,000 is a thousand to some and one to others
        return None
    return float(found[0].replace(",", "."))


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


def tokens_agree(tokens: Iterable[str], words: Words) -> bool:
    """Whether no word denies, limits or turns round what is said beside it."""
    return not any(token in words.negations + words.conditions + words.none for token in tokens)


def _message(text: str, words: Words) -> _Message:
    tokens = numerals(fold(text), words)
    worded = tuple(token for token in tokens if not is_emoji(token))
    full = worded or tuple(dict.fromkeys(tokens))  # an emoji counts when it is all there is
    return _Message(full, without_fillers(full, words))


def is_emoji(token: str) -> bool:
    return unicodedata.category(token[0]) == "So"


def _options(labels: Mapping[str, str], words: Words) -> list[_Option]:
    """The options with all that may be said for them; what is one option's label is said for no other."""
    folded = {option: numerals(fold_phrase(label), words) for option, label in labels.items()}
    options = []
    for option, tokens in folded.items():
        worded = tuple(token for token in tokens if not is_emoji(token)) or tokens
        emoji = tuple((token,) for token in tokens if is_emoji(token))
        phrases = [each for each in _known(option, tokens, words) if each not in folded.values()]
        alone = _all_phrases(words.agreeing, words) if option == "yes" else ()
        options.append(_Option(option, worded, (worded, *emoji, *phrases), alone))
    if "yes" in labels or "no" in labels:
        unclear = words.unclear if "not_sure" in labels else words.unclear + words.unsure
        phrases = [each for each in _all_phrases(unclear, words) if each not in folded.values()]
        options.append(_Option(_UNCLEAR, (), tuple(phrases)))
    return options


def _known(option: str, label: Tokens, words: Words) -> tuple[Tokens, ...]:
    """What people say for an option with a well-known id, or whose label is a way to say none."""
    none = _all_phrases(words.none, words)
    if option == "none" or label in none:
        return none
    known = {"yes": words.yes, "no": words.no, "not_sure": words.unsure}
    return _all_phrases(known.get(option, ()), words)


def _all_phrases(phrases: Iterable[str], words: Words) -> tuple[Tokens, ...]:
    return tuple(numerals(fold_phrase(each), words) for each in phrases)


def _same(said: _Message, options: list[_Option], words: Words) -> set[str]:
    """The label itself, else a known phrase for it."""
    labelled = {each.id for each in options if each.id and without_fillers(each.label, words) == said.core}
    return labelled or {
        each.id
        for each in options
        if any(said.full == known or said.core == known for known in each.anywhere + each.alone)
    }


def _numbered(said: _Message, options: list[_Option], words: Words) -> set[str]:
    """The option's place in the list, unless the labels are about numbers themselves."""
    ids = [each.id for each in options if each.id]
    places = [words.ordinals[token] for token in said.core if token in words.ordinals]
    others = [token for token in said.core if token not in words.ordinals and token not in words.fillers]
    if _about_numbers(options):
        return set()
    if len(places) == 1 and others in ([], ["1"]):  # "the second one"
        place = places[0]
    elif len(said.core) == 1 and said.core[0].isdecimal():
        place = int(said.core[0][:9])
    else:
        return set()
    return {ids[place - 1 if place > 0 else place]} if place and -1 <= place <= len(ids) else set()


def _about_numbers(options: list[_Option]) -> bool:
    return sum(any(token.isdecimal() for token in each.label) for each in options) > 1


def _within(said: _Message, options: list[_Option], words: Words) -> set[str]:
    """What stands inside a short phrase ("I think yes"), the longest reading first, and with nothing that denies it."""
    spans = [
        (start, start + len(known), each.id)
        for each in options
        for known in each.anywhere
        for start in range(len(said.full) - len(known) + 1)
        if known
        and said.full[start : start + len(known)] == known
        and (len("".join(known)) > 1 or known[0].isdecimal())
    ]
    kept = [one for one in spans if not any(_inside(one, other) for other in spans)]
    covered = {index for start, end, _ in kept for index in range(start, end)}
    spare = [token for index, token in enumerate(said.full) if index not in covered]
    found = {option for _, _, option in kept}
    if all(any(token in words.negations for token in said.full[start:end]) for start, end, _ in kept):
        spare = [token for token in spare if token not in words.no]  # "no, it did not happen" says the same twice
    agree = found == {"no"} or tokens_agree(spare, words)
    return found if agree and len(spare) <= _MOST_SPARE_WORDS else set()


def _inside(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return other[0] <= one[0] and one[1] <= other[1] and one[1] - one[0] < other[1] - other[0]


def _part_of_label(said: _Message, options: list[_Option], words: Words) -> set[str]:
    """Whole words of one label: "sign language"."""
    size = len(said.core)
    return {
        each.id
        for each in options
        if _as_negative(said, each, words)
        and any(each.label[start : start + size] == said.core for start in range(len(each.label) - size + 1))
    }


def _beginning(said: _Message, options: list[_Option], words: Words) -> set[str]:
    """At least three letters that begin a label, or a word in it: "capt"."""
    typed = "".join(said.core)
    return {
        each.id
        for each in options
        if len(typed) > 2
        and _as_negative(said, each, words)
        and any("".join(each.label[start:]).startswith(typed) for start in range(len(each.label)))
    }


def _as_negative(said: _Message, option: _Option, words: Words) -> bool:
    """Whether both deny the same, and there is more than that: "happened" is no part of "It did not happen"."""
    denied = {token for token in said.core if token in words.negations}
    more = any(token not in words.negations and token not in words.fillers for token in said.core)
    return more and denied == {token for token in option.label if token in words.negations}


def _each_word(said: _Message, options: list[_Option], words: Words) -> set[str]:
    """Words of different labels side by side: "she/they" names two."""
    owners = [{each.id for each in options if token in each.label} for token in said.core if token not in words.fillers]
    found = set().union(*owners)
    alike = all(_as_negative(said, each, words) for each in options if each.id in found)
    return found if alike and all(len(each) == 1 for each in owners) else set()


def _closely_spelt(said: _Message, options: list[_Option], words: Words) -> set[str]:
    """A slip of the finger in a label or phrase, when no other option is nearly as close."""
    denied = {token for token in said.core if token in words.negations}
    scores: dict[str, float] = {}
    for each in options:
        parts = _parts_of(each.label) if _as_negative(said, each, words) else []
        for known in (*each.anywhere, *each.alone, *parts):
            score = max(_likeness(said.full, known), _likeness(said.core, without_fillers(known, words)))
            if score == 1 or denied == {token for token in known if token in words.negations}:
                scores[each.id] = max(score, scores.get(each.id, 0))
    best = max(scores.values(), default=0)
    return {option for option, score in scores.items() if best >= CLOSE and score > best - 0.05}


def _parts_of(label: Tokens) -> list[Tokens]:
    """Its longer words, and what it ends with."""
    return [(token,) for token in label if len(token) > 3] + [label[start:] for start in range(1, len(label))]


def _likeness(said: Tokens, known: Tokens) -> float:
    """How alike the worst word is; all of it together when only the spaces are elsewhere."""
    if len(said) == len(known):
        return min((closeness(typed, meant) for typed, meant in zip(said, known, strict=True)), default=0)
    typed, meant = "".join(said), "".join(known)
    return closeness(typed, meant) if abs(len(typed) - len(meant)) < 3 else 0


def closeness(typed: str, meant: str) -> float:
    """How alike two words are spelt, 0 to 1. First letters must agree, or "unsure" would be close to "sure"."""
    if typed == meant:
        return 1
    if typed[:1] != meant[:1] or len(typed) > 2 * len(meant) + 3 or typed.isdecimal() or meant.isdecimal():
        return 0
    if _unrepeated(typed) == _unrepeated(meant):
        return 1
    if len(typed) > 2 and sorted(typed) == sorted(meant):
        return 0.95
    return SequenceMatcher(None, typed, meant, autojunk=False).ratio() if min(len(typed), len(meant)) > 3 else 0


def _unrepeated(word: str) -> str:
    return "".join(letter for letter, _ in groupby(word))
