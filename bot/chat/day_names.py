"""The days of the week that are named in what somebody typed: "Tue", "weds", "thurs"."""

from datetime import date

from bot.chat.days import day_in_words
from bot.chat.reading import fold, fold_phrase
from bot.chat.words import NotAnAnswer, Words


def named(pieces: list[str], words: Words) -> list[tuple[int, int]]:
    """At which place which day is named. None where it is a month beside a figure: Welsh has one word for both."""
    months = [fold_phrase(each) for each in words.months]
    dated = any(one[:1].isdecimal() for one in pieces)
    found = [(place, day_named(one, words)) for place, one in enumerate(pieces) if not (dated and fold(one) in months)]
    return [(place, day) for place, day in found if day is not None]


def day_named(piece: str, words: Words) -> int | None:
    """Which day of the week a word names, from 0 for Monday."""
    token = "".join(fold(piece))
    if len(token) < 3:
        return None
    names = ["".join(fold_phrase(name)) for name in words.days]
    short = token[:-1] if token.endswith("s") and len(token) > 3 else token
    return next((place for place, name in enumerate(names) if name.startswith((token, short))), None)


def another(text: str, day: date, words: Words) -> int | None:
    """The weekday that is named in a text from which this day was read, if the day is on another one."""
    names = named(text.split(), words)
    return names[0][1] if len(names) == 1 and names[0][1] != day.weekday() else None


def at_odds(day: date, weekday: int, words: Words) -> NotAnAnswer:
    """The refusal of a date that is not on the day that is named beside it."""
    return NotAnAnswer("weekday_differs", day=day_in_words(day, words), said=words.days[weekday])
