"""A day and a time of day in one message, the way people type them: "next Tuesday 2pm", "half two on the 10th"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from bot.chat.days import day_in_words, no_such_day, read_day
from bot.chat.reading import Tokens, fold, fold_phrase, without_fillers
from bot.chat.times import read_time
from bot.chat.words import NotAnAnswer, Words

_LONGEST: Final = 80  # characters; a longer message is no date, and is not searched for one
_MOST_PIECES: Final = 14
_SOON: Final = 2  # years: a bare 2027 behind a date is a year, and 2030 is half past eight
_RANGE: Final = re.compile(
    r"\d\s*(?:am|pm)?\s*[-\u2013\u2014]\s*\d{1,2}(?::?\d{2})?\s*(?:am|pm)\b|\d:\d\d\s*[-\u2013\u2014]"
)


@dataclass(frozen=True, slots=True)
class Parts:
    """As much of a day and a time of day as somebody has said so far."""

    day: date | None = None
    time: time | None = None


def read_parts(text: str, words: Words, today: date, *, daytime: bool = True) -> Parts:
    """The day and the time of day in a text; one of them is None when the text names only the other.

    Raises NotAnAnswer for a text that names neither, two times, a day that no month has, or two days at odds.
    """
    short = text.strip(" .!?\n")
    if len(short) > _LONGEST:
        raise NotAnAnswer("not_a_moment")
    plain = unicodedata.normalize("NFKC", short).casefold().strip(" .!?")
    plain = re.sub(r"(\d{4}-\d{2}-\d{2})t(?=\d)", r"\1 ", re.sub(r"\s*@\s*", " at ", plain))
    if len(plain) > _LONGEST:
        raise NotAnAnswer("not_a_moment")
    if _RANGE.search(plain):
        raise NotAnAnswer("two_times")
    pieces = re.sub(r"[,;]|\s[-\u2013\u2014]\s", " ", plain).split()
    reader = _Reader(words, today, daytime)
    found = reader.both(pieces) or reader.one(pieces)
    if found is not None:
        return found
    raise no_such_day(plain, words) or NotAnAnswer("not_a_moment")


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the pieces of one message."""

    words: Words
    today: date
    daytime: bool

    def both(self, pieces: list[str]) -> Parts | None:
        """Day and time side by side, the day first or last; the first reading that lies ahead."""
        if len(pieces) > _MOST_PIECES or self._is_a_year(pieces):
            return None
        if (at := self._later_today(" ".join(pieces))) is not None:
            return Parts(self.today, at)
        found = [parts for parts in self._readings(pieces) if parts.day is not None]
        ahead = [parts for parts in found if parts.day is not None and parts.day >= self.today]
        return next(iter(ahead or found), None)

    def one(self, pieces: list[str]) -> Parts | None:
        """Only one of the two: "2pm" is no day, though a day could be made of it."""
        whole = " ".join(pieces)
        day = self._day(whole)
        at = read_time(whole, self.words, daytime=self.daytime)
        if at is not None and (day is None or not _is_ordinal(pieces)):
            return Parts(None, at)
        return None if day is None else Parts(day)

    def _later_today(self, whole: str) -> time | None:
        """The time in "tonight at 7", of which the first word says both the day and which seven is meant."""
        spoken = fold(whole)
        said = any(_stands_in(spoken, fold_phrase(each)) for each in self.words.later_today)
        return read_time(whole, self.words, daytime=self.daytime) if said else None

    def _readings(self, pieces: list[str]) -> Iterator[Parts]:
        if self._is_day_of_that_name(pieces):
            return
        for cut in range(len(pieces) - 1, 0, -1):
            left, right = " ".join(pieces[:cut]), " ".join(pieces[cut:])
            for day_part, time_part in ((left, right), (right, left)):
                at = read_time(time_part, self.words, daytime=self.daytime)
                if at is not None and (day := self._day(day_part)) is not None:
                    yield Parts(day, at)

    def _is_day_of_that_name(self, pieces: list[str]) -> bool:
        """ "Tuesday 10" may be the 10th, if that is a Tuesday: then the time is asked for, and nothing is guessed."""
        if len(pieces) != 2 or not pieces[1].isdecimal() or not 1 <= int(pieces[1]) <= 31:
            return False
        weekday, day = _weekday(pieces[0], self.words), read_day(f"{int(pieces[1])}", self.words, self.today)
        return weekday is not None and day is not None and day.weekday() == weekday

    def _is_a_year(self, pieces: list[str]) -> bool:
        """Whether the four figures at the end belong to the date."""
        last, rest = pieces[-1] if pieces else "", " ".join(pieces[:-1])
        return (
            re.fullmatch(r"20\d\d", last) is not None
            and self.today.year <= int(last) <= self.today.year + _SOON
            and re.search(r"\d", rest) is not None
            and read_time(rest, self.words) is None
        )

    def _day(self, text: str) -> date | None:
        """The day that is meant; a weekday named beside it has to be that of the day."""
        if re.search(r"\d:\d|\d\s*(?:am|pm)\b", text):
            return None
        pieces = text.split()
        named = [(place, name) for place, one in enumerate(pieces) if (name := self._weekday(one, pieces)) is not None]
        if len(named) == 1:
            place, weekday = named[0]
            rest = " ".join(without_fillers(tuple(pieces[:place] + pieces[place + 1 :]), self.words))
            if re.search(r"\d", rest) and (day := read_day(rest, self.words, self.today)) is not None:
                return self._of_that_name(day, weekday)
            pieces[place] = self.words.days[weekday]
        return read_day(" ".join(pieces), self.words, self.today)

    def _weekday(self, piece: str, pieces: list[str]) -> int | None:
        """Which day of the week a word names; not where it is a month beside a figure: Welsh has one word for both."""
        name = _weekday(piece, self.words)
        months = [fold_phrase(each) for each in self.words.months]
        if name is not None and fold(piece) in months and any(one.isdecimal() for one in pieces):
            return None
        return name

    def _of_that_name(self, day: date, weekday: int) -> date:
        if day.weekday() != weekday:
            values = {"day": day_in_words(day, self.words), "said": self.words.days[weekday]}
            raise NotAnAnswer("weekday_differs", **values)
        return day


def _weekday(piece: str, words: Words) -> int | None:
    """Which day of the week a word names: "Tue", "weds", "thurs"."""
    token = "".join(fold(piece))
    if len(token) < 3:
        return None
    names = ["".join(fold_phrase(name)) for name in words.days]
    short = token[:-1] if token.endswith("s") and len(token) > 3 else token
    return next((place for place, name in enumerate(names) if name.startswith((token, short))), None)


def _stands_in(tokens: Tokens, phrase: Tokens) -> bool:
    return any(tokens[start : start + len(phrase)] == phrase for start in range(len(tokens) - len(phrase) + 1))


def _is_ordinal(pieces: list[str]) -> bool:
    return any(re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)", one) for one in pieces)
