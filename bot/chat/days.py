"""Days the way people type them, "next Tuesday" or "3 March", and the way we write them."""

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.chat.either import names_two
from bot.chat.reading import Tokens, after, fold, fold_phrase, without_fillers
from bot.chat.signs import has_sign
from bot.chat.words import NotAnAnswer, Words

_LONGEST: Final = 60  # characters; a longer message is no day: nothing else looks at it
_WEEK: Final = timedelta(days=7)
_NOON: Final = 12
_LAST: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # a 29 February that could be read was one
_TWO_FIGURES: Final = re.compile(r"(\d{1,4})\s?[./-]\s?(\d{1,4})")
_HOURS: Final = re.compile(r"\d\s?h(?:rs?|\s?\d\d)?\b")
_NEARLY_A_YEAR: Final = timedelta(days=300)
RECENT: Final = timedelta(days=60)  # so long a day that is past may be meant as it stands


def read_day(text: str, words: Words, today: date, *, past: bool = False) -> date | None:
    """The day that is meant, day before month in figures; `past`: a bare "Tuesday" or "3 March" is the last one.

    None when the text names no single day ("March", "next year").
    """
    plain = _plain(text).strip(" .!,")
    if not plain or _is_no_day(plain, words):
        return None
    tokens = without_fillers(fold(plain), words)
    if english := words.dates.get(" ".join(tokens)):
        return _parsed(english, words, today, past, language="en")
    return (
        _next_week(tokens, words, today)
        or _weeks_later(tokens, words, today, past)
        or _day_of_month(tokens, today, past)
        or _parsed(plain, words, today, past)
        or _parsed(_bare(plain, words), words, today, past)
        or _parsed(_respelt(plain, words), words, today, past)
        or _of_that_name(tokens, words, today, past)
    )


def _is_no_day(plain: str, words: Words) -> bool:
    """Whether dateparser would make a day of what is none: of "-5", "5 or 6", "14h" or 13/2026."""
    other = has_sign(plain) or names_two(plain, words) or _HOURS.search(plain.casefold()) is not None
    return other or _is_no_day_and_month(_bare(plain, words))


def _is_no_day_and_month(plain: str) -> bool:
    """Whether it is two figures and no more, and not a day and its month: "13/2026" and "1/13" are no days, of which
    dateparser makes one in some year."""
    two = _TWO_FIGURES.fullmatch(plain)
    return two is not None and not (1 <= int(two[1]) <= max(_LAST) and 1 <= int(two[2]) <= len(_LAST))


def gone_by(text: str, words: Words, today: date) -> date | None:
    """The day of this year that is meant where somebody may have missed that it is past, such as yesterday's "3 March",
    which would be nearly a year ahead; None where a year is named, and for a bare "Tuesday" or "the 5th"."""
    last, coming = (read_day(text, words, today, past=past) for past in (True, False))
    if last is None or coming is None or coming - last < _NEARLY_A_YEAR or not last < today <= last + RECENT:
        return None
    return last


def no_such_day(text: str, words: Words) -> NotAnAnswer | None:
    """The refusal of a text that could not be read because its month has no such day."""
    plain = _plain(text).casefold()
    for month, name in enumerate(words.months, start=1):
        short = re.escape("".join(fold_phrase(name))[:3])
        named = rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {short}|\b{short}[a-z]* (?:the )?(\d{{1,2}})(?!\d|:)"
        figures = rf"\b(\d{{1,2}})[./-]0?{month}(?!\d)|\b\d{{4}}[./-]0?{month}[./-](\d{{1,2}})(?!\d)"
        for found in re.finditer(f"{named}|{figures}", plain):
            day = int(next(each for each in found.groups() if each))
            if not 1 <= day <= _LAST[month - 1]:
                return NotAnAnswer("no_such_day", day=f"{day} {name}")
    return None


def _plain(text: str) -> str:
    """The text with figures and letters as they are mostly typed; '' of one that is too long to name a day."""
    short = text.strip(" .!,\n")
    plain = unicodedata.normalize("NFKC", short) if len(short) <= _LONGEST else ""
    return plain if len(plain) <= _LONGEST else ""


def _bare(plain: str, words: Words) -> str:
    """ "How about 3 March?" as "3 March", its figures and signs as they are."""
    spoken = [(each, fold(each)) for each in plain.split()]
    kept = [index for index, (_, folded) in enumerate(spoken) if any(token not in words.fillers for token in folded)]
    return " ".join(each for each, _ in spoken[kept[0] : kept[-1] + 1]).strip("?!.,") if kept else ""


def _respelt(plain: str, words: Words) -> str:
    """ "3ydd o Fawrth" as "3 Mawrth": without what stands between, and without the day of the week before a date."""
    known = [(each, "".join(fold(each))) for each in plain.split()]
    kept = [(each, folded) for each, folded in known if folded not in words.fillers]
    months = ["".join(fold_phrase(each)) for each in words.months]  # Welsh has one word for Tuesday and for March
    days = {_weekday((folded,), words) for _, folded in kept if folded not in months} - {None}
    if len(days) > 1:  # "Monday or Tuesday"
        return ""
    if len(kept) > 2 and _weekday((kept[0][1],), words) is not None:
        kept = kept[1:]
    return " ".join(
        str(words.ordinals[folded])
        if folded[:1].isdecimal() and folded in words.ordinals
        else words.contractions.get(folded, each)
        for each, folded in kept
    )


def _of_that_name(tokens: Tokens, words: Words, today: date, past: bool) -> date | None:
    """A bare "Tuesday": the next one or the last one, never today. dateparser knows not all days of all languages."""
    weekday = _weekday(tokens, words)
    if weekday is None:
        return None
    ahead = (weekday - today.weekday()) % len(words.days) or len(words.days)
    return today + timedelta(days=ahead if not past else ahead - len(words.days) if ahead < len(words.days) else -ahead)


def day_in_words(day: date, words: Words) -> str:
    """Such as "Tuesday 3 March 2027"."""
    names = {"weekday": words.days[day.weekday()], "month": words.months[day.month - 1]}
    return words.day_shown.format(day=day.day, year=day.year, **names)


def moment_in_words(local: datetime, words: Words) -> str:
    """Such as "Tuesday 3 March 2027, 14:00", in the zone that the time is given in."""
    return f"{day_in_words(local.date(), words)}{words.comma}{local:%H:%M}"


def _next_week(tokens: Tokens, words: Words, today: date) -> date | None:
    """ "Next Tuesday", "Tuesday next week": that day of the week that begins next Monday; dateparser takes the first
    for tomorrow when today is Monday."""
    for phrase in sorted(map(fold, words.next_week), key=len, reverse=True):
        for rest in _beside(phrase, tokens):
            weekday = _weekday(rest, words)
            if weekday is not None:
                return today + timedelta(days=len(words.days) - today.weekday() + weekday)
    return None


def _weeks_later(tokens: Tokens, words: Words, today: date, past: bool) -> date | None:
    """ "A week on Tuesday", "Tuesday week", "two weeks today"; dateparser takes some of them for weeks ago."""
    known = ((2, words.fortnight_later), (1, words.week_later))
    said = [(fold(phrase), weeks) for weeks, phrases in known for phrase in phrases]
    for phrase, weeks in sorted(said, key=lambda each: len(each[0]), reverse=True):
        for rest in _beside(phrase, tokens):
            if len("".join(without_fillers(rest, words))) < 3:  # "in a fortnight"
                continue
            day = _parsed(" ".join(rest), words, today, past)
            if day:
                return day + weeks * _WEEK
    return None


def _beside(phrase: Tokens, tokens: Tokens) -> list[Tokens]:
    """What stands behind the phrase that begins the tokens, and before the one that ends them."""
    behind, before = after(tokens, phrase), tokens[: -len(phrase)] if tokens[-len(phrase) :] == phrase else ()
    return [rest for rest in (behind, before) if rest]


def _weekday(tokens: Tokens, words: Words) -> int | None:
    """The day of the week that is all these tokens say."""
    said = without_fillers(tokens, words)
    if len(said) != 1 or len(said[0]) < 3:
        return None
    names = ["".join(fold_phrase(each)) for each in words.days]
    return next((place for place, name in enumerate(names) if name.startswith(said[0])), None)


def _day_of_month(tokens: Tokens, today: date, past: bool) -> date | None:
    """A bare "the 5th": the next one, or the last one. Months too short for it are passed over."""
    found = re.fullmatch(r"(\d{1,2})\D{0,2}", " ".join(tokens))
    if not found or not 1 <= int(found[1]) <= 31:
        return None
    month = today.replace(day=1)
    while True:
        if int(found[1]) <= monthrange(month.year, month.month)[1]:
            day = month.replace(day=int(found[1]))
            if day <= today if past else day >= today:
                return day
        month = (month - timedelta(days=1) if past else month + timedelta(days=31)).replace(day=1)


def _parsed(text: str, words: Words, today: date, past: bool, language: str = "") -> date | None:
    import dateparser  # type: ignore[import-untyped]  # megabytes and a tenth of a second: only once a day is read

    settings = {
        "DATE_ORDER": "DMY",
        "PREFER_DATES_FROM": "past" if past else "future",
        "RELATIVE_BASE": datetime.combine(today, time(_NOON)),
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    # Without a day asked for, "March" is today's day in March; with it, "Tuesday" is nothing.
    required = settings if _names_weekday(text, words) else {**settings, "REQUIRE_PARTS": ["day"]}
    try:
        found = dateparser.parse(text, languages=[language or words.language], settings=required)
    except (OverflowError, ValueError):  # "in 99999999 years"
        return None
    return found.date() if isinstance(found, datetime) else None


def _names_weekday(text: str, words: Words) -> bool:
    names = ["".join(fold_phrase(each)) for each in words.days]
    return any(len(token) > 2 and name.startswith(token) for token in fold(text) for name in names)
