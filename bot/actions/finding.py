"""Finding somebody, or what goes by names, from what was typed: case, accents and slips of the finger forgiven."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal

from bot.chat.cleaning import for_others
from bot.chat.reading import Tokens, fold
from bot.chat.scene import Scene
from bot.chat.spelling import CLOSE, closeness
from storage import directory
from storage.database import Transaction
from storage.directory import Listed

AT_ONCE = 10  # names that are shown in one go
LONGEST = 200  # letters; nobody is called by more
NUMBER = re.compile(r"\s*(?:p\W*)?0*(\d{1,9})\s*", re.IGNORECASE)

_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "\u0131": "i", "ħ": "h", "Ħ": "H"}
    | {"æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th"}
)
NEAREST, ALIKE = 5, 0.6  # names that are shown where nobody is spelt like what was typed, and how alike they are

How = Literal["all", "sure", "several", "close", "none", "left_out", "other_part"]


@dataclass(frozen=True, slots=True)
class Match:
    """The ids that fit what was typed: one for `sure`, some that are spelt like it (`close`), or all of them."""

    how: How
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The people whom some words may mean, and how they fit; nobody, where they mean somebody who is left out here or
    has another part in the programme."""

    how: How
    people: list[Listed]


def find(
    tx: Transaction,
    words: str,
    *,
    role: str = "",
    without: Sequence[str] = (),
    waiting_too: bool = False,
    joining_too: bool = False,
) -> Found:
    """The people whom the words may mean: everybody for no words, whoever has this number, else by their names.

    With `waiting_too` also whoever waits for a person and has not joined yet, with `joining_too` everybody who is on
    the way in: to look them up, and not to choose them.
    """
    known = directory.everybody(tx, role, waiting_too=waiting_too, joining_too=joining_too)
    listed = [one for one in known if one.id not in without]
    match = matching(words, {one.id: one.name for one in listed}, {one.number: one.id for one in listed})
    if match.how == "none":
        return Found(_elsewhere(tx, words, role, without), [])
    ids = {*match.ids}
    return Found(match.how, [one for one in listed if one.id in ids])


def nearest(tx: Transaction, words: str, role: str = "", *, joining_too: bool = False) -> list[Listed]:
    """Those whose name is least unlike what was typed: short names are near to nothing else."""
    if len(words) > LONGEST:
        return []
    by_word: dict[str, list[Listed]] = {}
    for one in directory.everybody(tx, role, joining_too=joining_too):
        for word in _plain(one.name):
            by_word.setdefault(word, []).append(one)
    near = [word for typed in _plain(words) for word in get_close_matches(typed, by_word, NEAREST, ALIKE)]
    return list({one.id: one for word in near for one in by_word[word]}.values())


def _elsewhere(tx: Transaction, words: str, role: str, without: Sequence[str]) -> How:
    """Why somebody whom we know is not among those who can be chosen."""
    if not role and not without:
        return "none"  # nobody was left out
    known = directory.everybody(tx)
    match = matching(words, {one.id: one.name for one in known}, {one.number: one.id for one in known})
    if match.how not in ("sure", "close"):
        return "none"
    return "left_out" if match.ids[0] in without else "other_part" if role else "none"


def matching(words: str, named: Mapping[str, str], numbered: Mapping[int, str] | None = None) -> Match:
    """Which of what is `named` the words mean, in its order; `numbered` are the numbers by which it may be called."""
    if len(words) > LONGEST:
        return Match("none", ())
    said = _plain(words)
    if not said:
        return Match("all", tuple(named))
    number = NUMBER.fullmatch(words)
    if number and int(number[1]) in (numbered or {}):
        return Match("sure", ((numbered or {})[int(number[1])],))
    names = {one: _plain(name) for one, name in named.items()}
    for fits in (_same, _begins_each, _spaced_otherwise, _spelt_like):
        found = tuple(one for one, name in names.items() if fits(said, name))
        if found:
            return Match(_how(fits is _same, found), found)
    return Match("none", ())


def _how(same: bool, found: Sequence[str]) -> How:
    if same and len(found) == 1:
        return "sure"
    return "several" if len(found) > 1 else "close"


def _same(said: Tokens, name: Tokens) -> bool:
    return said == name


def _begins_each(said: Tokens, name: Tokens) -> bool:
    in_a_row = f" {' '.join(name)}"  # no word has a space in it
    return all(f" {typed}" in in_a_row for typed in said)


def _plain(name: str) -> Tokens:
    """Its words without case and accents, also of letters that are no others with an accent."""
    return fold(name if name.isascii() else name.translate(_LETTERS))


def _spaced_otherwise(said: Tokens, name: Tokens) -> bool:
    """The same with the spaces elsewhere: "maryjane" for Mary-Jane, "o connor" for O'Connor."""
    typed = "".join(said)
    return len(typed) > 2 and any("".join(name[place:]).startswith(typed) for place in range(len(name)))


def _spelt_like(said: Tokens, name: Tokens) -> bool:
    return bool(name) and all(max(closeness(typed, token) for token in name) >= CLOSE for typed in said)


def offer_people(
    scene: Scene, *, words: str, role: str = "", without: Sequence[str] = (), waiting_too: bool = False
) -> dict[str, Any]:
    """Whom to show for these words: `ids`, their `labels`, and `how` they fit; "sure" is one person and no other.

    Where nobody fits those are shown who can be chosen.
    """
    found = find(scene.tx, words, role=role, without=without, waiting_too=waiting_too)
    fitting = found.people or find(scene.tx, "", role=role, without=without, waiting_too=waiting_too).people
    shown = fitting[:AT_ONCE]
    return {
        "ids": [one.id for one in shown],
        "labels": labels_of(scene, shown),
        "how": found.how if not found.people or len(shown) == len(fitting) else "many",
    }


def labels_of(scene: Scene, listed: Sequence[Listed]) -> dict[str, str]:
    """How each is called on a button: name and pronouns; two of the same name by their numbers too."""
    times = Counter(fold(one.name) for one in listed)
    return {one.id: _label(scene, one, alone=times[fold(one.name)] == 1) for one in listed}


def _label(scene: Scene, one: Listed, *, alone: bool) -> str:
    said = for_others(", ".join(part for part in (one.name or number_of(one.number), one.pronouns) if part))
    marks = [scene.voice.label("test_person")] if one.is_test else []
    marks += [scene.voice.label("has_stopped")] if one.stopped else []
    whole = f"{said} ({', '.join(marks)})" if marks else said
    return whole if alone else f"{number_of(one.number)} {whole}"


def number_of(number: int) -> str:
    """Somebody's number as the team knows it."""
    return f"P-{number:03}"
