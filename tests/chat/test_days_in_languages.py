"""Days and times as people type them in the languages we speak besides English. Today is Monday 2 March 2026."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.chat.days import day_in_words, read_day
from bot.chat.moments import read_parts
from bot.chat.texts import Texts
from bot.chat.times import read_time, read_two_times
from config.languages import language_files

TEXTS = Texts(language_files())
TODAY = date(2026, 3, 2)
DAYS = {
    "cy": {
        date(2026, 3, 3): "3 Mawrth|Mawrth 3|dydd Mawrth|yfory|3ydd o Fawrth",
        date(2026, 3, 4): "drennydd|Mercher",
        date(2026, 3, 6): "dydd Gwener|Gwener",
        date(2026, 3, 9): "ymhen wythnos|dydd Llun nesaf",
        date(2026, 3, 10): "dydd Mawrth nesaf",
        date(2026, 3, 13): "Gwener nesaf",
        date(2026, 5, 1): "1af o Fai|1 Mai",
        date(2026, 7, 24): "24ain Gorffennaf 2026|24 Gorffennaf",
        date(2026, 8, 12): "12 Awst|12/8/2026",
    },
    "ur": {
        date(2026, 3, 3): "3 مارچ|۳ مارچ|منگل|کل",
        date(2026, 3, 4): "پرسوں|بدھ",
        date(2026, 3, 6): "جمعہ|جمعے کو",
        date(2026, 3, 7): "ہفتہ",
        date(2026, 3, 9): "اگلے پیر|ایک ہفتے میں",
        date(2026, 3, 10): "اگلا منگل",
        date(2026, 5, 24): "24 مئی",
        date(2026, 8, 12): "12 اگست 2026|12/8/2026",
    },
}
TIMES = {
    "cy": {
        time(9): "9|am 9|9am|9 y bore|naw o'r gloch",
        time(9, 10): "deg munud wedi naw",
        time(9, 30): "hanner awr wedi naw|9:30",
        time(9, 45): "chwarter i ddeg",
        time(2): "2am",
        time(14): "am 2|2pm",
        time(14, 15): "chwarter wedi dau",
        time(18): "6 yr hwyr",
        time(12): "hanner dydd",
    },
    "ur": {
        time(9): "9|صبح 9 بجے|نو بجے",
        time(9, 30): "ساڑھے نو|ساڑھے نو بجے",
        time(10, 15): "سوا دس بجے",
        time(14, 30): "۱۴:۳۰|14:30",
        time(16, 45): "پونے پانچ بجے",
        time(18): "شام 6 بجے|شام کے 6 بجے",
        time(21): "رات کے نو بجے",
        time(12): "دوپہر 12 بجے",
        time(0): "رات 12 بجے",
    },
}
MOMENTS = {
    ("cy", "dydd Mawrth nesaf 2pm"): (date(2026, 3, 10), time(14)),
    ("cy", "3ydd o Ebrill am ddau"): (date(2026, 4, 3), time(14)),
    ("ur", "جمعہ شام 5 بجے"): (date(2026, 3, 6), time(17)),
    ("ur", "کل صبح 10 بجے"): (date(2026, 3, 3), time(10)),
}


@pytest.mark.parametrize(
    ("code", "text", "day"),
    [(c, text, day) for c, all_ in DAYS.items() for day, said in all_.items() for text in said.split("|")],
)
def test_days_are_read(code: str, text: str, day: date) -> None:
    assert read_day(text, TEXTS.voice(code).words, TODAY) == day


@pytest.mark.parametrize(
    ("code", "text", "at"),
    [(c, text, at) for c, all_ in TIMES.items() for at, said in all_.items() for text in said.split("|")],
)
def test_times_are_read(code: str, text: str, at: time) -> None:
    assert read_time(text, TEXTS.voice(code).words) == at


@pytest.mark.parametrize(
    ("code", "text"), [("cy", "o 9 tan 5"), ("cy", "naw i bump"), ("ur", "9 سے 5 تک"), ("ur", "9-5")]
)
def test_two_times_at_once_are_seen(code: str, text: str) -> None:
    words = TEXTS.voice(code).words
    assert read_time(text, words) is None
    assert read_two_times(text, words) == (time(9), time(17))


@pytest.mark.parametrize(("code", "text"), MOMENTS)
def test_a_day_and_a_time_are_read_together(code: str, text: str) -> None:
    parts = read_parts(text, TEXTS.voice(code).words, TODAY)
    assert (parts.day, parts.time) == MOMENTS[code, text]


@pytest.mark.parametrize("code", TEXTS.languages)
def test_every_day_of_a_year_is_read_as_it_is_written(code: str) -> None:
    words = TEXTS.voice(code).words
    for ordinal in range(date(2026, 3, 3).toordinal(), date(2026, 3, 3).toordinal() + 365, 5):
        day = date.fromordinal(ordinal)
        assert read_day(day_in_words(day, words), words, TODAY) == day
