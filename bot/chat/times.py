"""Times of day the way people type them: "half past nine", "21:30", "7 in the evening"."""

import re
import unicodedata
from datetime import time
from typing import Final

from bot.chat.reading import Tokens, after, fold, fold_phrase, numerals, says, without_fillers
from bot.chat.signs import has_sign
from bot.chat.words import Words

_LONGEST: Final = 60  # characters; a longer message is no time, and is not searched for one
_NOON: Final = 12


def read_time(text: str, words: Words, *, daytime: bool = True) -> time | None:
    """The time of day that is meant, None when there is none or more than one.

    `daytime`: 1 to 6 without morning or evening are in the afternoon; "05:00" with its zero is as it stands.
    """
    if len(text) > _LONGEST or has_sign(text):
        return None
    if says(text, words.midnight, words):
        return time(0)
    if says(text, words.noon, words):
        return time(_NOON)
    tokens, half = _half_of_day(_clock_tokens(text, words), words)
    named = _named(tokens, words)
    if named is None:
        return None
    said, minutes = named
    hour = _hour(said, half, daytime)
    if hour is None:
        return None
    total = (hour * 60 + minutes) % (24 * 60)
    return time(total // 60, total % 60)


def read_two_times(text: str, words: Words, *, daytime: bool = True) -> tuple[time, time] | None:
    """From when until when, in "9-5", "nine to five" or "from 9 till 17"; None where there are not two times."""
    if len(text) > _LONGEST:
        return None
    spans = {fold_phrase(each) for each in words.spans}
    pieces = re.sub("[-\u2013\u2014]", f" {words.spans[0]} ", text).split()
    if pieces and fold(pieces[-1]) in spans:  # Urdu says both: from 9 on, 5 until
        pieces.pop()
    for at in (place for place in reversed(range(len(pieces))) if fold(pieces[place]) in spans):
        since = read_time(" ".join(pieces[:at]), words, daytime=daytime)
        until = read_time(" ".join(pieces[at + 1 :]), words, daytime=daytime)
        if since is not None and until is not None:
            return since, until
    return None


def _clock_tokens(text: str, words: Words) -> Tokens:
    """ "About 9.30 p.m." as "9:30", "pm", and "14h" as "14:00": figures and words apart, o'clock gone."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    plain = re.sub(r"(?<=[^\W\d_])\.|['\u2019]", "", plain)
    plain = re.sub(r"\b(\d{1,2})\s*[:.h]\s*(\d{2})(?!\d)", r"\1:\2", plain)
    plain = re.sub(r"\b(\d{1,2})\s*hr?\b", r"\1:00", plain)
    if re.search(r"\d\s*[-\u2013\u2014]|[-\u2013\u2014]\s*\d", plain):  # "9-5" is two times
        return ()
    tokens = tuple(re.findall(r"\d+:\d+|\d+|[^\W\d_]+|[:/]", plain))
    for phrase in map(fold_phrase, words.oclock):
        if tokens[-len(phrase) :] == phrase or _at(tokens, phrase):
            at = _at(tokens, phrase) or len(tokens) - len(phrase)
            tokens = tokens[:at] + tokens[at + len(phrase) :]
    return tokens


def _at(tokens: Tokens, phrase: Tokens) -> int:
    """Where the phrase stands after the first token; 0 when it does not."""
    places = range(1, len(tokens) - len(phrase) + 1)
    return next((place for place in places if tokens[place : place + len(phrase)] == phrase), 0)


def _half_of_day(tokens: Tokens, words: Words) -> tuple[Tokens, str | None]:
    """The tokens without "am" or "in the evening", and which half of the day that is: "am", "pm" or None."""
    phrases = [(fold_phrase(each), "am") for each in words.am] + [(fold_phrase(each), "pm") for each in words.pm]
    for phrase, half in sorted(phrases, key=lambda each: len(each[0]), reverse=True):
        if at := _at(tokens, phrase):
            return without_fillers(tokens[:at] + tokens[at + len(phrase) :], words), half
        said_first = tokens[: len(phrase)] == phrase and len(tokens) > len(phrase)
        if said_first and not {*phrase} <= {*words.fillers}:  # Welsh "am 9" is at nine
            return without_fillers(tokens[len(phrase) :], words), half
    return without_fillers(tokens, words), None


def _named(tokens: Tokens, words: Words) -> tuple[str, int] | None:
    """The hour as it was said, and the minutes from it: ("5", -15) for "quarter to five"."""
    for phrases, minutes in ((words.half_past, 30), (words.quarter_past, 15), (words.quarter_to, -15)):
        for phrase in map(fold_phrase, phrases):
            rest = numerals(after(tokens, phrase), words)
            if len(rest) == 1 and rest[0].isdecimal():
                return rest[0], minutes
    for phrases, sign in ((words.past, 1), (words.to, -1)):
        for phrase in map(fold_phrase, phrases):
            at = _at(tokens, phrase)
            said = _minutes(tokens[:at], words)
            hour = numerals(tokens[at + len(phrase) :], words)
            if said is None or len(hour) != 1 or not hour[0].isdecimal():
                continue
            if sign < 0 and len(phrase) == 1 and _are_hours(tokens[0], said, int(hour[0])):
                continue
            return hour[0], sign * said
    return _figures(tokens, words)


def _minutes(tokens: Tokens, words: Words) -> int | None:
    """Minutes before or after the hour."""
    said = numerals(tokens, words)
    if len(said) != 1 or not said[0].isdecimal() or len(said[0]) > 2:
        return None
    return int(said[0]) if 0 < int(said[0]) < 60 else None


def _are_hours(token: str, minutes: int, hour: int) -> bool:
    """Whether both are hours: "9 to 5", "nine to five" and "15 to 19" are, and "20 to 5" is a time."""
    return (token.isdecimal() and minutes <= _NOON) or minutes % 5 > 0 or hour > _NOON


def _figures(tokens: Tokens, words: Words) -> tuple[str, int] | None:
    """ "21:30", "2130", "9", "9 30" or "nine thirty"."""
    whole = " ".join(token if token.isdecimal() else "".join(numerals((token,), words)) for token in tokens)
    if len(tokens) > 2:
        whole = " ".join(numerals(tokens, words))
    found = re.fullmatch(r"(\d{1,2})(?:(?::| )?(\d{2}))?", whole)
    if not found or (found[2] and int(found[2]) > 59):
        return None
    return found[1], int(found[2] or 0)


def _hour(named: str, half: str | None, daytime: bool) -> int | None:
    """The hour of 24. None for "14 am" and 25."""
    if len(named) > 2:
        return None
    hour = int(named)
    if hour > 23 or (half == "am" and hour > _NOON):
        return None
    if half and hour <= _NOON:
        return hour % _NOON + (_NOON if half == "pm" else 0)
    as_given = named.startswith("0") or not daytime or half
    return hour if as_given or not 1 <= hour <= 6 else hour + _NOON
