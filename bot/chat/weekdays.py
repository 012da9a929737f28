"""Days of the week, as people write several of them: "Monday to Friday", "Mon-Wed and Sun", "weekdays", "every day"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.chat.choices import Several
from bot.chat.question import Labels
from bot.chat.reading import Tokens, fold, says
from bot.chat.words import NotAnAnswer, Words

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SHORTEST = 3  # letters that name a day: "Mon", "Thurs"


@dataclass(frozen=True, slots=True, init=False)
class Weekdays(Several):
    """Any of the seven days, by the options `mon` to `sun`; `none` as in `Several`, but that it has to be chosen."""

    def __init__(self, *, none: str | None = None, optional: bool = True) -> None:
        Several.__init__(self, *WEEK, none=none, none_chosen=none is not None, optional=optional)

    def _typed(self, text: str, labels: Labels, words: Words, today: date) -> tuple[str, ...]:
        for phrases, days in ((words.weekdays, WEEK[:5]), (words.weekend, WEEK[5:]), (words.every_day, WEEK)):
            if says(text, phrases, words):
                return days
        tokens = fold(re.sub("[-\u2013\u2014]", f" {words.spans[0]} ", text))
        is_label = says(text, tuple(labels.values()), words)  # "Do not write to me first" is no span
        if is_label or not {*_folded(words.spans)} & set(tokens):
            return Several._typed(self, text, labels, words, today)
        spans = _spans(tokens, words)
        if spans is None:
            raise NotAnAnswer("not_an_option", options=words.comma.join(labels.values()))
        return spans


def _spans(tokens: Tokens, words: Words) -> tuple[str, ...] | None:
    """Days and spans of days, in the week's order; None when a span has no end, or anything else is said."""
    joining = {*_folded(words.joiners), *_folded(words.fillers)}
    between = {*_folded(words.spans)}
    chosen: set[int] = set()
    last: int | None = None
    spanning = False
    for token in tokens:
        day = _day(token, words)
        if day is not None:
            chosen |= set(_from_to(last, day)) if spanning and last is not None else {day}
            last, spanning = day, False
        elif token in between and last is not None:
            spanning = True
        elif token not in joining:
            return None
    return None if spanning else tuple(one for place, one in enumerate(WEEK) if place in chosen)


def _folded(phrases: tuple[str, ...]) -> Iterator[str]:
    return (token for each in phrases for token in fold(each))


def _day(token: str, words: Words) -> int | None:
    if len(token) < _SHORTEST:
        return None
    names = [fold(name)[0] for name in words.days]
    return next((place for place, name in enumerate(names) if name.startswith(token) or token == f"{name}s"), None)


def _from_to(first: int, last: int) -> list[int]:
    """From one day to the other, over the end of the week where that is meant."""
    return [(first + step) % len(WEEK) for step in range((last - first) % len(WEEK) + 1)]
