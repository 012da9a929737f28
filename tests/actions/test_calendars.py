"""A session as a calendar file: read again by icalendar, it says the same; a calendar knows a changed one again."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from bot.actions.calendars import calendar
from storage.sessions import Session
from storage.values import instant
from tests.actions.small_programme import IN_A_WEEK
from tests.databases import NOW

PLACES = (
    "",
    "Room 2, second floor; ring twice",
    "https://meet.example/" + "a" * 200,
    "Library\nfirst floor",
    "Café Zoë 🌱 " * 12,
    "A \\ backslash, and BEGIN:VEVENT",
)


def session(place: str = "Room 2", *, state: str = "planned", changes: int = 0, number: int = 1) -> Session:
    return Session(
        *(f"s{number}", "p1", None, None, instant(IN_A_WEEK + timedelta(days=7 * number)), 90, "Europe/London"),
        *(place, state, changes, None, instant(NOW)),
    )


def events(text: str) -> list[Any]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


@pytest.mark.parametrize("place", PLACES)
def test_what_is_written_is_read_again_and_no_line_is_too_long(place: str) -> None:
    text = calendar([session(place)], NOW, "Voices session")
    (event,) = events(text)
    assert str(event.get("location", "")) == place
    assert str(event["uid"]) == "s1@voices"
    assert event["dtstart"].dt == IN_A_WEEK + timedelta(days=7) and event["dtstart"].dt.tzinfo is not None
    assert event["dtstart"].dt.utcoffset() == timedelta()
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(minutes=90)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")


def test_it_says_nothing_of_who_meets_or_why() -> None:
    text = calendar([session()], NOW, "Voices session")
    (event,) = events(text)
    assert str(event["summary"]) == "Voices session"
    assert {name.lower() for name in event} == {
        *("uid", "sequence", "dtstamp", "dtstart", "dtend", "summary", "status", "class", "location")
    }
    assert Calendar.from_ical(text)["method"] == "PUBLISH"


def test_a_changed_one_keeps_its_id_and_counts_on_and_a_cancelled_one_is_taken_out() -> None:
    (before,), (after,) = (events(calendar([session(changes=number)], NOW, "x")) for number in (0, 3))
    assert (before["uid"], before["sequence"], after["sequence"]) == (after["uid"], 0, 3)
    cancelled = calendar([session(state="cancelled", changes=4)], NOW, "x")
    (event,) = events(cancelled)
    assert (str(event["status"]), event["sequence"]) == ("CANCELLED", 4)
    assert Calendar.from_ical(cancelled)["method"] == "CANCEL"


def test_a_series_is_one_file_in_utc() -> None:
    text = calendar([session(number=number) for number in (1, 2, 3)], NOW, "x")
    starts = [event["dtstart"].dt for event in events(text)]
    assert len(starts) == 3 and all(at.astimezone(UTC) == at for at in starts)
    assert text.count("DTSTART:2026") == 3 and text.count("Z\r\n") >= 9
