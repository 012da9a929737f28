"""Which of the options offered a typed message means.

Careful before clever: a message that could be read two ways, or says *not*, is asked again and never guessed.
"""

import unicodedata
from collections.abc import Mapping

from bot.chat.options import UNCLEAR, Option, options_of
from bot.chat.reading import (
    LONGEST,
    MOST_SPARE_WORDS,
    Message,
    Tokens,
    fold_phrase,
    is_dated,
    message,
    phrase_core,
    tokens_agree,
    without_fillers,
)
from bot.chat.signs import is_negative
from bot.chat.spelling import CLOSE, NEARLY, likeness
from bot.chat.words import NotAnAnswer, Words


def choose(text: str, labels: Mapping[str, str], words: Words, *, only: bool = False) -> str:
    """The one option (an id of `labels`) that the text names. Raises NotAnAnswer when none or several fit.

    `only`: the option has to be all that the text says, because other words are an answer of their own.
    """
    found = fitting(text, labels, words, only=only)
    if len(found) == 1:
        return found[0]
    if found:
        raise NotAnAnswer("which_one", options=words.comma.join(labels[option] for option in found))
    raise NotAnAnswer("not_an_option", options=words.comma.join(labels.values()))


def fitting(text: str, labels: Mapping[str, str], words: Words, *, only: bool = False) -> tuple[str, ...]:
    """The options that fit equally well, in their order; none when the text says something else."""
    if len(text) > LONGEST or (is_negative(text) and not any(map(is_negative, labels.values()))):
        return ()  # "-2" is not the second
    said = message(text, words)
    options = options_of(labels, words)
    asking = _asks(text)
    for reading in (_same, _numbered, _within, _part_of_label, _beginning, _each_word, _closely_spelt):
        if not said.full or (reading is _within and (only or asking)):  # "what does yes mean?" is not a yes
            continue
        found = reading(said, options, words)
        if found:
            return () if UNCLEAR in found else tuple(option for option in labels if option in found)
    return ()


def says_whole(text: str, label: str, words: Words) -> bool:
    """Whether the text says all of a label, or is the number of one, and asks nothing."""
    said, whole = message(text, words).full, phrase_core(fold_phrase(label), words)
    in_it = any(said[start : start + len(whole)] == whole for start in range(len(said)))
    return not _asks(text) and (in_it or "".join(said).isdecimal())


def named_in(text: str, labels: Mapping[str, str], words: Words) -> tuple[str, ...]:
    """The options that a short phrase names in full, in their order: both in "captions breaks"."""
    found = _within(message(text, words), options_of(labels, words), words)
    return tuple(option for option in labels if option in found)


def _asks(text: str) -> bool:
    return "?" in unicodedata.normalize("NFKC", text) or "؟" in text


def _same(said: Message, options: tuple[Option, ...], words: Words) -> set[str]:
    """The label itself, else a known phrase for it."""
    labelled = {each.id for each in options if each.id and without_fillers(each.label, words) == said.core}
    return labelled or {
        each.id
        for each in options
        if any(said.full == known or said.core == known for known in each.anywhere + each.alone)
    }


def _numbered(said: Message, options: tuple[Option, ...], words: Words) -> set[str]:
    """The option's place in the list, unless the labels are about other numbers than their places."""
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


def _about_numbers(options: tuple[Option, ...]) -> bool:
    listed = [(str(place), each.label) for place, each in enumerate((one for one in options if one.id), start=1)]
    figured = [(place, label) for place, label in listed if any(token.isdecimal() for token in label)]
    return len(figured) > 1 and any(label[0] != place for place, label in figured)


def _within(said: Message, options: tuple[Option, ...], words: Words) -> set[str]:
    """What stands inside a short phrase ("I think yes"), the longest reading first, and with nothing that denies it."""
    dated = is_dated(said.full, words)  # "from 3 January" names no step
    spans = [
        (start, start + len(known), each.id)
        for each in options
        for known in each.anywhere
        for start in range(len(said.full) - len(known) + 1)
        if known
        and said.full[start : start + len(known)] == known
        and (not dated if "".join(known).isdecimal() else len("".join(known)) > 1)
    ]
    kept = [one for one in spans if not any(_inside(one, other) for other in spans)]
    covered = {index for start, end, _ in kept for index in range(start, end)}
    spare = [token for index, token in enumerate(said.full) if index not in covered]
    if any(token.isdecimal() for token in spare) and any(
        "".join(said.full[one:end]).isdecimal() for one, end, _ in kept
    ):
        return {UNCLEAR}  # "3 of 10" is no three where there are five steps
    found = {option for _, _, option in kept}
    if all(any(token in words.negations for token in said.full[start:end]) for start, end, _ in kept):
        spare = [token for token in spare if token not in words.no]  # "no, it did not happen" says the same twice
    agree = found == {"no"} or tokens_agree(spare, words)
    return found if agree and len(spare) <= MOST_SPARE_WORDS else set()


def _inside(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return other[0] <= one[0] and one[1] <= other[1] and one[1] - one[0] < other[1] - other[0]


def _part_of_label(said: Message, options: tuple[Option, ...], words: Words) -> set[str]:
    """Whole words of one label: "sign language"."""
    size = len(said.core)
    return {
        each.id
        for each in options
        if _as_negative(said, each, words)
        and any(each.label[start : start + size] == said.core for start in range(len(each.label) - size + 1))
    }


def _beginning(said: Message, options: tuple[Option, ...], words: Words) -> set[str]:
    """At least three letters that begin a label, or a word in it: "capt"."""
    typed = "".join(said.core)
    return {
        each.id
        for each in options
        if len(typed) > 2
        and _as_negative(said, each, words)
        and any("".join(each.label[start:]).startswith(typed) for start in range(len(each.label)))
    }


def _as_negative(said: Message, option: Option, words: Words) -> bool:
    """Whether both deny the same, and there is more than that: "happened" is no part of "It did not happen"."""
    denied = {token for token in said.core if token in words.negations}
    more = any(token not in words.negations and token not in words.fillers for token in said.core)
    return more and denied == {token for token in option.label if token in words.negations}


def _each_word(said: Message, options: tuple[Option, ...], words: Words) -> set[str]:
    """Words of different labels side by side: "she/they" names two."""
    owners = [{each.id for each in options if token in each.label} for token in said.core if token not in words.fillers]
    found = set().union(*owners)
    alike = all(_as_negative(said, each, words) for each in options if each.id in found)
    return found if alike and all(len(each) == 1 for each in owners) else set()


def _closely_spelt(said: Message, options: tuple[Option, ...], words: Words) -> set[str]:
    """A slip of the finger in a label or phrase, when no other option is nearly as close."""
    denied = {token for token in said.core if token in words.negations}
    scores: dict[str, float] = {}
    for each in options:
        parts = _parts_of(each.label) if _as_negative(said, each, words) else []
        for known in (*each.anywhere, *each.alone, *parts):
            score = max(likeness(said.full, known), likeness(said.core, phrase_core(known, words)))
            if score < CLOSE - NEARLY:
                continue
            if score == 1 or denied == {token for token in known if token in words.negations}:
                scores[each.id] = max(score, scores.get(each.id, 0))
    best = max(scores.values(), default=0)
    return {option for option, score in scores.items() if best >= CLOSE and score > best - NEARLY}


def _parts_of(label: Tokens) -> list[Tokens]:
    """Its longer words, and what it ends with."""
    return [(token,) for token in label if len(token) > 3] + [label[start:] for start in range(1, len(label))]
