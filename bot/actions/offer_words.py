"""What stands in an opportunity, for somebody with whom we speak another language than whoever made it: days, times and
the choices that come with the program are in theirs. What somebody wrote stays as they wrote it."""

from __future__ import annotations

import re
from datetime import date, time

from bot.chat.days import day_in_words
from bot.chat.moments import Parts
from bot.chat.texts import Texts, Voice
from bot.chat.words import Words
from storage.opportunities import Opportunity

FILL_IN = "fill_opportunity"  # the story that asks for the fields, whose options are words for them
DAYS = ("closes_on", "decides_on")


def shown(texts: Texts, voice: Voice, one: Opportunity, name: str) -> str:
    """What stands in this field, '' when nothing does."""
    value = str(getattr(one, name) or "")
    if not value:
        return ""
    if name in DAYS:
        return day_in_words(date.fromisoformat(value), voice.words)
    if name == "happens":
        return _when(texts, voice, one)
    return _choice(texts, voice, name, value) or value


def when(parts: Parts, words: Words) -> str:
    """A day, with its time if it has one, as it is kept when somebody typed it."""
    if parts.day is None:
        return ""
    day = day_in_words(parts.day, words)
    return f"{day}, {parts.time:%H:%M}" if parts.time else day


def _when(texts: Texts, voice: Voice, one: Opportunity) -> str:
    for language in texts.languages:
        if (parts := _read_back(one.happens, texts.voice(language).words)) is not None:
            return when(parts, voice.words)
    return one.happens


def _read_back(kept: str, words: Words) -> Parts | None:
    """The day and the time in words of ours; None where somebody said it in their own. It is looked at for everybody
    whom it goes to, so nothing is guessed here."""
    pattern = re.escape(words.day_shown)
    for place in ("weekday", "day", "month", "year"):
        pattern = pattern.replace(re.escape(f"{{{place}}}"), f"(?P<{place}>.+?)")
    found = re.fullmatch(rf"{pattern}(?:, (?P<time>\d\d:\d\d))?", kept)
    if found is None or found["month"] not in words.months:
        return None
    try:
        day = date(int(found["year"]), words.months.index(found["month"]) + 1, int(found["day"]))
        parts = Parts(day, time.fromisoformat(found["time"]) if found["time"] else None)
    except ValueError:
        return None
    return parts if when(parts, words) == kept else None


def _choice(texts: Texts, voice: Voice, name: str, value: str) -> str | None:
    """The words for a choice that was kept in the words of another language; None when it is none."""
    for language in texts.languages:
        asked = texts.voice(language).texts.get(FILL_IN, {}).get(name)
        options = asked.get("options", {}) if isinstance(asked, dict) else {}
        for option, words in options.items():
            if words == value:
                return voice.own_label(FILL_IN, name, option)
    return None
