"""Several options in one typed message: "1, 3 and 5", "captions and breaks", "none", "all of them"."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.chat.choosing import fitting, named_in
from bot.chat.cleaning import in_line
from bot.chat.reading import LONGEST, fold, numerals, says
from bot.chat.words import NotAnAnswer, Words
from bot.rules.links import has_link


def in_order(chosen: Iterable[str], options: Iterable[str]) -> tuple[str, ...]:
    """What was chosen, once each: options in their order, then own words."""
    named = dict.fromkeys(chosen)
    known = dict.fromkeys(options)
    return (*(each for each in known if each in named), *(each for each in named if each not in known))


@dataclass(frozen=True, slots=True)
class ListReading:
    """Reads lists of the options that have `labels`; `none` excludes the others, `own_words` may stand beside them."""

    labels: Mapping[str, str]
    words: Words
    none: str | None
    own_words: bool

    def read(self, text: str) -> tuple[str, ...]:
        """The options and own words in the text. Raises NotAnAnswer when part of it is not understood."""
        if says(text, self.words.none + self.words.no, self.words):
            return () if self.none is None else (self.none,)
        if says(text, self.words.all, self.words):
            return tuple(option for option in self.labels if option != self.none)
        for option, label in self.labels.items():
            if says(text, (label,), self.words):
                return (option,)
        return self._listed(text)

    def _listed(self, text: str) -> tuple[str, ...]:
        """Each part on its own, or all of it as own words."""
        chosen: list[str] = []
        rest: list[str] = []
        for part in _parts(text, self.words):
            found = self._part(part)
            chosen += found
            rest += [] if found else [part]
        if self.none in chosen and (len(set(chosen)) > 1 or rest):
            raise NotAnAnswer("which_one", options=self.words.comma.join([*self._named(chosen), *rest]))
        if not chosen and not self.own_words:  # also a lone comma, which has no parts at all
            raise NotAnAnswer("not_an_option", options=self.words.comma.join(self.labels.values()))
        if rest and not self.own_words:
            known = self.words.comma.join(self._named(chosen))
            raise NotAnAnswer("some_not_understood", understood=known, rest=self.words.comma.join(rest))
        if rest and has_link(in_line(text)):  # others are shown them
            raise NotAnAnswer("no_link_here")
        return in_order([*chosen, *map(in_line, rest if chosen else [text])], self.labels)

    def _part(self, part: str) -> tuple[str, ...]:
        """The options that one part names; several only when each is named in full."""
        if self.none and says(part, self.words.none, self.words):
            return (self.none,)
        found = fitting(part, self.labels, self.words, only=self.own_words)
        if len(found) < 2 or found == named_in(part, self.labels, self.words):
            return found
        if self.own_words:
            return ()
        raise NotAnAnswer("which_one", options=self.words.comma.join(self._named(found)))

    def _named(self, chosen: Iterable[str]) -> list[str]:
        return [self.labels[option] for option in in_order(chosen, self.labels)]


def _parts(text: str, words: Words) -> list[str]:
    """The text cut at commas, "and" and new lines; "1 3 5" at its spaces."""
    if len(text) > LONGEST or re.search(r"\d\s*[-\u2013\u2014]\s*\d", text):  # "1-3" may mean two or three
        return [text]
    signs = [re.escape(each) for each in words.joiners if not each[0].isalnum()]
    spelt = [rf"\b{re.escape(each)}\b" for each in words.joiners if each[0].isalnum()]
    parts = [part.strip() for part in re.split("|".join(["\n", *signs, *spelt]), text, flags=re.IGNORECASE)]
    tokens = [(part, numerals(fold(part), words)) for part in parts if part]
    figures = [found if found and all(each.isdecimal() for each in found) else (part,) for part, found in tokens]
    return [each for part in figures for each in part]
