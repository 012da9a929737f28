"""The words that work at every question (skip, back, stop, …), which count only when they are the whole message."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from bot.chat.reading import Tokens, fold, is_emoji
from bot.chat.spelling import CLOSE, closeness, lacking, swapped, unrepeated

# Nothing must keep anybody from a person: neither a slip of the finger, at whatever question, nor the language.
FOR_HELP: Final = ("person", "help_now", "help")

_LONGEST: Final = 200  # characters; a longer message is an answer, and is not searched

Slips = Mapping[str, Set[str]]  # by what is typed, without its spaces, the controls that it may mean


@dataclass(frozen=True)
class Controls:
    """What is typed in one language: the `phrases` of each control; what stands `around` a wish for a person, such as
    "please"; and `other_words`, which are no slip of a control, however near they are to one."""

    phrases: Mapping[str, tuple[str, ...]]
    around: tuple[str, ...] = ()
    other_words: tuple[str, ...] = ()

    @cached_property
    def exact(self) -> Mapping[Tokens, str]:
        """The control of each phrase; when two have the same, it is the first one's."""
        listed = reversed(list(self.phrases.items()))
        return {fold(phrase): control for control, known in listed for phrase in known}

    @cached_property
    def for_help(self) -> Mapping[Tokens, str]:
        """Those of them that nothing must keep anybody from, in the order of FOR_HELP."""
        return {fold(phrase): control for control in FOR_HELP for phrase in self.phrases.get(control, ())}

    @cached_property
    def alike(self) -> Mapping[str, list[Tokens]]:
        """The same phrases by their words' first letters, which a close spelling shares."""
        found: dict[str, list[Tokens]] = {}
        for phrase in self.for_help:
            found.setdefault(_initials(phrase), []).append(phrase)
        return found

    @cached_property
    def doubled(self) -> Slips:
        """Each phrase with no letter twice in a row, for one that is typed too often or not often enough."""
        return _by_slip(self.exact, lambda phrase: [unrepeated("".join(phrase))])

    @cached_property
    def swapped(self) -> Slips:
        """Each phrase with two letters in each other's place."""
        return _by_slip(self.exact, swapped)

    @cached_property
    def lacking(self) -> Slips:
        """Each phrase with a letter missing."""
        return _by_slip(self.exact, lacking)

    @cached_property
    def others(self) -> frozenset[Tokens]:
        """The other words, folded."""
        return frozenset(map(fold, self.other_words))

    @cached_property
    def wrapping(self) -> tuple[Tokens, ...]:
        """What stands around a wish, folded, the longest first."""
        return tuple(sorted(map(fold, self.around), key=len, reverse=True))


def control_in(text: str, controls: Controls) -> str | None:
    """The id of the control whose phrase the whole text is; case, accents and punctuation do not matter.

    For help a close spelling will do, and whatever is said around a wish for a person.
    """
    said = _said(text)
    if not said:
        return None
    if said in controls.exact:
        return controls.exact[said]
    if said in controls.others:
        return None
    return _for_help(said, controls) or _wish(said, controls)


def slip_in(text: str, controls: Controls, *, missing: bool = True) -> str | None:
    """The id of the one control of which the whole text is a slip of the finger; None when it is as near to another,
    and for a word that is one in its own right. A letter may be `missing`."""
    said = _said(text)
    near = _near(said, controls, missing=missing) if said not in controls.others else set[str]()
    return next(iter(near)) if len(near) == 1 else None


def _said(text: str) -> Tokens:
    tokens = fold(text) if len(text) <= _LONGEST else ()
    return tuple([token for token in tokens if not is_emoji(token)])


def _for_help(said: Tokens, controls: Controls) -> str | None:
    for phrase in controls.alike.get(_initials(said), ()):
        if _is_close(said, phrase):
            return controls.for_help[phrase]
    near = _near(said, controls)
    return next((control for control in FOR_HELP if control in near), None)


def _wish(said: Tokens, controls: Controls) -> str | None:
    """A person, if that is all they wish for: "can I speak to a human please"."""
    wishes = (_for_help(core, controls) for core in _cores(said, controls.wrapping) if len(core) > 1)
    return "person" if "person" in wishes else None


def _cores(said: Tokens, wrapping: Iterable[Tokens]) -> Iterator[Tokens]:
    """The words less what stands behind them, one thing after the other, and then what stands before them."""
    while said and (behind := next((one for one in wrapping if said[-len(one) :] == one), None)):
        said = said[: -len(behind)]
        yield said
    while said and (before := next((one for one in wrapping if said[: len(one)] == one), None)):
        said = said[len(before) :]
        yield said


def _near(said: Tokens, controls: Controls, *, missing: bool = True) -> Set[str]:
    """The controls that are meant but for a slip, or for where the spaces are. A figure is no slip of another."""
    joined = "".join(said)
    if any(letter.isdecimal() for letter in joined):
        return frozenset()
    near = controls.doubled.get(unrepeated(joined)) or controls.swapped.get(joined)
    return near or (controls.lacking.get(joined) if missing else None) or frozenset()


def _by_slip(phrases: Mapping[Tokens, str], slips: Callable[[Tokens], Iterable[str]]) -> Slips:
    found: dict[str, set[str]] = {}
    for phrase, control in phrases.items():
        for slip in slips(phrase):
            found.setdefault(slip, set()).add(control)
    return found


def _initials(tokens: Tokens) -> str:
    return "".join([token[0] for token in tokens])


def _is_close(said: Tokens, phrase: Tokens) -> bool:
    """Whether each word is the phrase's word in its place, or close to it."""
    return all(
        typed == meant or (len(meant) > 3 and closeness(typed, meant) >= CLOSE)
        for typed, meant in zip(said, phrase, strict=True)
    )
