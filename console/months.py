"""Months the way people type them into a form: 2026-11, 11/2026, November 2026, or any day of it."""

from __future__ import annotations

import re
from datetime import date

from bot.chat.reading import fold, fold_phrase
from bot.chat.signs import has_sign
from bot.chat.words import Words
from bot.rules.periods import month_of
from console.forms import EARLIEST, LATEST, Form

MONTHS = 12
LONGEST = 60  # letters
LIKE = "Such as 11/2026 or November 2026"
_YEAR_FIRST, _YEAR_LAST = re.compile(r"(\d{4})[-/. ](\d{1,2})"), re.compile(r"(\d{1,2})[-/. ](\d{4})")
_A_YEAR = re.compile(r"\d{4}")  # without one it is a guess which is meant, and "12" may be a day or a month
_NO_SUCH = "There is no such month."


def month(form: Form, name: str, words: Words, today: date, missing: str = "") -> date | None:
    """The first day of the month that stands in a field; None when it was left out or is to be mended."""
    typed = form.text(name, missing, most=LONGEST)
    if not typed:
        return None
    if has_sign(typed):
        form.wrong(name, f"Type a month. {LIKE}.")
        return None
    year_first, year_last = _YEAR_FIRST.fullmatch(typed), _YEAR_LAST.fullmatch(typed)
    if year_first or year_last:
        year, number = map(int, year_first.groups() if year_first else reversed(year_last.groups()))  # type: ignore[union-attr]
        return _found(form, name, year, number)
    named = _named(typed, words)
    if named is not None:
        return _found(form, name, *named)
    day = form.day(name, words, today) if _A_YEAR.search(typed) else None
    form.meant.pop(name, None)
    if day is None or name in form.errors:
        form.errors[name] = f"Type a month. {LIKE}."
        return None
    return month_of(day)


def _named(typed: str, words: Words) -> tuple[int, int] | None:
    """The year and the month of "November 2026" or "Nov 2026"."""
    tokens = fold(typed)
    if len(tokens) != 2 or not re.fullmatch(r"\d{4}", tokens[1]):
        return None
    names = ["".join(fold_phrase(each)) for each in words.months]
    meant = [at for at, each in enumerate(names, start=1) if tokens[0] in (each, each[:3], f"{each[:4]}")]
    return (int(tokens[1]), meant[0]) if meant else None


def _found(form: Form, name: str, year: int, number: int) -> date | None:
    if not 1 <= number <= MONTHS:
        form.wrong_as_any(name, _NO_SUCH)
        return None
    if not EARLIEST <= year <= LATEST:
        form.wrong_as_any(name, f"Type a month from {EARLIEST} to {LATEST}.")
        return None
    return date(year, number, 1)


def typed(day: date) -> str:
    """As it stands in a field."""
    return f"{day:%m/%Y}"
