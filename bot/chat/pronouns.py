"""The question for pronouns: what hardly reads like any is read back once, and stands if they say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final, Self

from bot.chat.choices import Choice
from bot.chat.cleaning import in_line
from bot.chat.name import Unsure, names_nobody, read_back
from bot.chat.question import Labels
from bot.chat.reading import fold, says
from bot.chat.words import NotAnAnswer, Words
from bot.rules.links import has_link

LONGEST: Final = 100  # characters
_put: Final = object.__setattr__


@dataclass(frozen=True, slots=True, init=False)
class Pronouns(Choice):
    """One of the options, or their own words. `known` is what they typed before, and were asked about."""

    read_back_as: ClassVar[str] = "use_pronouns"
    sure: ClassVar[tuple[str, ...]] = ("yes", "other_pronouns")
    known: str

    def __init__(self, *options: str, known: str = "") -> None:
        Choice.__init__(self, *options, *(self.sure if known else ()), own_words=True, brief=True)
        _put(self, "known", known)

    def after(self, draft: str | None) -> Self:
        """The same question, once something was typed that had to be read back."""
        options = [one for one in self.options if one not in self.sure]
        return type(self)(*options, known=read_back(draft))

    def _pressed(self, option: str) -> str:
        if option == "other_pronouns":
            raise Unsure("")
        return self.known if option == "yes" else option

    def _typed(self, text: str, labels: Labels, words: Words, today: date) -> str:
        if self.known and says(text, (*words.yes, *words.agreeing, labels["yes"]), words):
            return self.known
        if self.known and says(text, (*words.no, labels["other_pronouns"]), words):
            raise Unsure("")
        line = in_line(text)
        if len(line) > LONGEST:
            raise NotAnAnswer("too_long", limit=str(LONGEST), length=str(len(line)))
        if has_link(line):
            raise NotAnAnswer("no_link_here")
        offered = {option: label for option, label in labels.items() if option not in self.sure}
        value = Choice._typed(self, line, offered, words, today)
        if value not in (*offered, self.known) and _may_be_none(value, offered, words):
            raise Unsure(value)
        return value


def _may_be_none(text: str, labels: Labels, words: Words) -> bool:
    """Whether it may be something else. What stands on the buttons is held against nobody."""
    tokens = [one for one in fold(text) if one not in fold(" ".join(labels.values()))]
    return names_nobody(text, tuple(tokens), words)
