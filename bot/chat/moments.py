"""A day and a time of day in one message, the way people type them: "next Tuesday 2pm", "half two on the 10th"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from bot.chat.day_names import at_odds, day_named, named
from bot.chat.days import no_such_day, read_day
from bot.chat.either import are_days, is_number, names_two
from bot.chat.reading import Tokens, fold, fold_phrase, without_fillers
from bot.chat.times import read_time, read_two_times
from bot.chat.words import NotAnAnswer, Words

_LONGEST: Final = 80  # characters; a longer message is no date, and is not searched for one
_MOST_PIECES: Final = 14
_SOON: Final = 2  # years: a bare 2027 behind a date is a year, and 2030 is half past eight
_RANGE: Final = re.compile(
    r"\d\s*(?:am|pm)?\s*[-\u2013\u2014]\s*\d{1,2}(?::?\d{2})?\s*(?:am|pm)\b|\d:\d\d\s*[-\u2013\u2014]|^\d{1,2}\s*[-\u2013\u2014]\s*\d{1,2}$"
)
_CLOCK: Final = re.compile(r"\d:\d|\d\s*(?:am|pm|h|hrs?)\b|\d\s*h\s*\d")


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
    if read_time(plain, words) is None and (names_two(plain, words) or read_two_times(plain, words)):
        raise NotAnAnswer("not_a_moment" if are_days(plain, words) else "two_times")
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
        whole = " ".join(pieces)
        if len(pieces) > _MOST_PIECES or self._is_a_year(pieces):
            return None
        if (at := self._later_today(whole)) is not None:
            return Parts(self.today, at)
        if read_time(whole, self.words, daytime=self.daytime) is not None:  # no 30th in "14 h 30"
            return None
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
                if at is None or is_number(day_part, self.words):  # "5 6" may be two times
                    continue
                if (day := self._day(day_part)) is not None:
                    yield Parts(day, at)

    def _is_day_of_that_name(self, pieces: list[str]) -> bool:
        """ "Tuesday 10" may be the 10th, if that is a Tuesday: then the time is asked for, and nothing is guessed."""
        if len(pieces) != 2 or not pieces[1].isdecimal() or not 1 <= int(pieces[1]) <= 31:
            return False
        weekday, day = day_named(pieces[0], self.words), read_day(f"{int(pieces[1])}", self.words, self.today)
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
        pieces = text.split()
        if _CLOCK.search(text) or (is_number(text, self.words) and len(pieces) > 1):
            return None
        names = named(pieces, self.words)
        if len(names) != 1:
            return read_day(text, self.words, self.today)
        place, weekday = names[0]
        beside = pieces[:place] + pieces[place + 1 :]
        pieces[place] = self.words.days[weekday]
        whole = read_day(" ".join(pieces), self.words, self.today)
        if not re.search(r"\d", " ".join(beside)):
            return whole
        return self._of_that_name(self._date(beside), whole, weekday)

    def _date(self, pieces: list[str]) -> date | None:
        """The date beside the name of a day: "next", too, is said of that."""
        spare = {fold_phrase(each) for each in self.words.next_week}
        kept = [one for one in pieces if fold(one) not in spare]
        return read_day(" ".join(without_fillers(tuple(kept), self.words)), self.words, self.today)

    def _of_that_name(self, day: date | None, whole: date | None, weekday: int) -> date | None:
        """The date if it is on that day, else the `whole`, such as "2 weeks on Tuesday", if that is ahead."""
        ahead = whole if whole is not None and whole >= self.today else None
        found = [each for each in (day, ahead) if each is not None]
        for each in found:
            if each.weekday() == weekday:
                return each
        if found:
            raise at_odds(found[0], weekday, self.words)
        return None


def _stands_in(tokens: Tokens, phrase: Tokens) -> bool:
    return any(tokens[start : start + len(phrase)] == phrase for start in range(len(tokens) - len(phrase) + 1))


def _is_ordinal(pieces: list[str]) -> bool:
    return any(re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)", one) for one in pieces)
