"""Questions with buttons: yes or no, one of some options, several of them, a step of a scale."""

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

from bot.chat.choosing import choose, fitting, says_whole
from bot.chat.lists import ListReading, in_order
from bot.chat.question import Labels, Question, stored_as
from bot.chat.reading import Tokens, fold, says, sole_number, telling, without_fillers
from bot.chat.signs import has_sign
from bot.chat.words import NotAnAnswer, Words
from bot.rules.names import is_sentence

LONGEST_NAME: Final = 3  # words of what a language is called
_IN_NAMES: Final = " -'.,()\u060c\u2019\u200c\u200d\u200e\u200f"  # besides letters
_put: Final = object.__setattr__  # for what these frozen dataclasses set themselves


@dataclass(frozen=True, slots=True)
class YesNo(Question[bool]):
    """Yes or no."""

    options: tuple[str, ...] = field(default=("yes", "no"), init=False)

    def _pressed(self, option: str) -> bool:
        return option == "yes"

    def _typed(self, text: str, labels: Labels, words: Words, today: date) -> bool:
        return choose(text, labels, words) == "yes"

    def load(self, stored: object) -> bool:
        return stored_as(bool, stored)

    def show(self, value: bool, labels: Labels, words: Words) -> str:
        option = "yes" if value else "no"
        return labels.get(option, option)


@dataclass(frozen=True, slots=True, init=False)
class Choice(Question[str]):
    """One of the options by its id; with `own_words` any other text is an answer too, as it was typed. Where it
    is to be `named`, a language is known by what it is called in any other; thanks, a greeting, a plain yes or no, or a
    whole sentence names nothing, in whichever language. A plain yes means the option `for_yes` and a plain no `for_no`,
    where there is one: whoever is asked whether may say so, whatever stands on the buttons; where a no may mean several
    of them, it is asked which. Where it is asked `whether` there is something to choose, a plain no says that there is
    not. What cannot be taken back has to be chosen `in_full`: part of its words, or a question about it, is asked
    again."""

    own_words: bool
    named: bool
    for_yes: str | None
    for_no: str | tuple[str, ...] | None
    in_full: str | None
    whether: bool

    def __init__(
        self,
        *options: str,
        own_words: bool = False,
        named: bool = False,
        for_yes: str | None = None,
        for_no: str | tuple[str, ...] | None = None,
        in_full: str | None = None,
        brief: bool = False,
        whether: bool = False,
        optional: bool = True,
        final: bool = False,
    ) -> None:
        _put(self, "options", options)
        _put(self, "own_words", own_words)
        _put(self, "named", named)
        _put(self, "for_yes", for_yes)
        _put(self, "for_no", for_no)
        _put(self, "in_full", in_full)
        _put(self, "brief", brief or named)
        _put(self, "whether", whether)
        _put(self, "optional", optional)
        _put(self, "final", final)

    def no(self, words: Words) -> tuple[str, ...]:
        return (*words.no, *words.none) if self.whether else ()

    def _pressed(self, option: str) -> str:
        return option

    def _typed(self, text: str, labels: Labels, words: Words, today: date) -> str:
        if not self.own_words:
            return self._chosen(text, labels, words)
        found = fitting(text, labels, words, only=True)
        if len(found) == 1:
            return found[0]
        if self.named:
            return self._called(text, labels, words)
        if self.brief and is_sentence(set(fold(text)) - set(fold(" ".join(labels.values()))), telling(words)):
            raise NotAnAnswer("not_an_option", options=words.comma.join(labels.values()))
        return text

    def _chosen(self, text: str, labels: Labels, words: Words) -> str:
        try:
            chosen = choose(text, labels, words)
            if chosen == self.in_full and not says_whole(text, labels[chosen], words):
                raise NotAnAnswer("which_one", options=words.comma.join(labels.values()))
            return chosen
        except NotAnAnswer:
            if self.for_yes and says(text, (*words.yes, *words.agreeing), words):
                return self.for_yes
            if self.for_no and says(text, words.no, words):
                if isinstance(self.for_no, str):
                    return self.for_no
                options = words.comma.join(labels[option] for option in self.for_no)
                raise NotAnAnswer("which_one", options=options) from None
            raise

    def _called(self, text: str, labels: Labels, words: Words) -> str:
        said = fold(text)
        core = without_fillers(said, words)
        code = words.tongues.get(" ".join(said)) or words.tongues.get(" ".join(core))
        if code in self.options:
            return str(code)
        if not _may_name(text, said, core) or says(text, words.courtesies, words):
            raise NotAnAnswer("not_an_option", options=words.comma.join(labels.values()))
        return text

    def load(self, stored: object) -> str:
        value = stored_as(str, stored)
        if value not in self.options and not self.own_words:
            raise ValueError(f"{value!r} is not one of {', '.join(self.options)}")
        return value

    def show(self, value: str, labels: Labels, words: Words) -> str:
        return labels.get(value, value)


@dataclass(frozen=True, slots=True, init=False)
class Several(Question[tuple[str, ...]]):
    """Any number of the options, in their order, then own words. `none` is the option that excludes the others.

    It opens with those `ticked` that were chosen before: *Done* leaves them. Where it `adds`, one that is typed is
    ticked as if its button had been pressed, and *Done* ends the list; several at once are the whole answer.
    """

    none: str | None
    own_words: bool
    ticked: tuple[str, ...]
    adds: bool

    def __init__(
        self,
        *options: str,
        none: str | None = None,
        ticked: tuple[str, ...] = (),
        own_words: bool = False,
        adds: bool = False,
        optional: bool = True,
        final: bool = False,
    ) -> None:
        _put(self, "options", options if none is None or none in options else (*options, none))
        _put(self, "none", none)
        _put(self, "ticked", tuple(one for one in ticked if own_words or one in self.options))
        _put(self, "own_words", own_words)
        _put(self, "adds", adds)
        _put(self, "brief", False)
        _put(self, "optional", optional)
        _put(self, "final", final)

    def toggle(self, chosen: tuple[str, ...], option: str) -> tuple[str, ...]:
        """What is chosen after a press: the option comes or goes, and `none` sends the others away."""
        if option in chosen:
            return tuple(each for each in chosen if each != option)
        if option == self.none:
            return (option,)
        return self.with_one(chosen, option)

    def with_one(self, chosen: tuple[str, ...], option: str) -> tuple[str, ...]:
        """What is chosen once this was typed: `none` has no place beside it."""
        return in_order([*(each for each in chosen if each != self.none), option], self.options)

    def _pressed(self, option: str) -> tuple[str, ...]:
        return (option,)

    def _typed(self, text: str, labels: Labels, words: Words, today: date) -> tuple[str, ...]:
        return ListReading(labels, words, self.none, self.own_words).read(text)

    def dump(self, value: tuple[str, ...]) -> object:
        return list(value)

    def load(self, stored: object) -> tuple[str, ...]:
        """An option that has been taken away since is left out."""
        values = [stored_as(str, each) for each in stored_as(list, stored)]
        return tuple(values if self.own_words else [each for each in values if each in self.options])

    def show(self, value: tuple[str, ...], labels: Labels, words: Words) -> str:
        return words.comma.join(labels.get(each, each) for each in value) or words.none[0]


@dataclass(frozen=True, slots=True)
class Scale(Question[int]):
    """A step from `least` to `most`, each with its button; labels may give the steps words."""

    least: int
    most: int

    def __post_init__(self) -> None:
        _put(self, "options", _steps(self.least, self.most))

    def _pressed(self, option: str) -> int:
        return int(option)

    def _typed(self, text: str, labels: Labels, words: Words, today: date) -> int:
        number = sole_number(text, words)
        if number is None and not has_sign(text):
            return int(choose(text, labels, words))
        if number is None or f"{number:g}" not in self.options:
            raise NotAnAnswer("not_an_option", options=words.comma.join(labels.values()))
        return int(number)

    def load(self, stored: object) -> int:
        return stored_as(int, stored)

    def show(self, value: int, labels: Labels, words: Words) -> str:
        return labels.get(str(value), str(value))


def _may_name(text: str, said: Tokens, core: Tokens) -> bool:
    """Whether this could be what a language is called: few words, of letters only; or one among such as "please"."""
    letters = all(unicodedata.category(one)[0] in "LM" or one in _IN_NAMES for one in text.strip(" .!?\u061f\u06d4\n"))
    return letters and (len(said) <= LONGEST_NAME or len(core) == 1)


@lru_cache(maxsize=64)
def _steps(least: int, most: int) -> tuple[str, ...]:
    return tuple(str(step) for step in range(least, most + 1))
