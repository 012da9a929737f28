"""When somebody reads, who that is, and by when they should have been in touch: from hours, zones and bank holidays."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.rules.bank_holidays import off_days
from bot.rules.duty import Duty, by_when, first_on_duty

WEEK = "mon,tue,wed,thu,fri"
OFFICE = Duty("Europe/London", WEEK, "09:00", "17:00", off_days("england", "Europe/London"))
EVENING = Duty("Europe/London", WEEK, "17:00", "21:00", off_days("england", "Europe/London"))
FRIDAYS = Duty("Europe/London", "fri", "09:00", "11:00", off_days("england", "Europe/London"))
SCOTS = Duty("Europe/London", WEEK, "09:00", "17:00", off_days("scotland", "Europe/London"))
MADRID = Duty("Europe/Madrid", WEEK, "09:00", "17:00")


@pytest.mark.parametrize(
    ("asked", "duties", "by"),
    [
        ("2026-03-02T09:00", [OFFICE], "2026-03-02T13:00"),
        ("2026-03-02T09:01", [OFFICE], "2026-03-02T13:15"),
        ("2026-03-02T16:00", [OFFICE], "2026-03-03T12:00"),  # an hour today, three tomorrow
        ("2026-03-02T16:00", [OFFICE, EVENING], "2026-03-02T20:00"),
        ("2026-03-06T16:00", [OFFICE], "2026-03-09T12:00"),  # over the weekend
        ("2026-04-02T20:00", [OFFICE], "2026-04-07T12:00"),  # over Easter, in summer time
        ("2026-03-28T12:00", [OFFICE], "2026-03-30T12:00"),  # the clocks go forward that Sunday
        ("2026-12-24T18:00", [OFFICE], "2026-12-29T13:00"),
        ("2026-12-31T18:00", [SCOTS], "2027-01-05T13:00"),  # the second of January is theirs, on the Monday
        ("2026-03-02T06:30", [MADRID], "2026-03-02T12:00"),  # nine o'clock there is eight here
        ("2026-03-02T09:00", [FRIDAYS], "2026-03-13T11:00"),  # two Fridays of two hours
        ("2026-03-02T09:00", [], None),
    ],
)
def test_so_many_staffed_hours_later_somebody_should_have_been_in_touch(
    asked: str, duties: list[Duty], by: str | None
) -> None:
    at = datetime.fromisoformat(asked).replace(tzinfo=UTC)
    expected = None if by is None else datetime.fromisoformat(by).replace(tzinfo=UTC)
    assert by_when(at, duties) == expected


def test_whoever_reads_now_comes_before_whoever_reads_next() -> None:
    noon, evening, night = (datetime(2026, 3, 2, hour, tzinfo=UTC) for hour in (12, 18, 23))
    team = {"evening": EVENING, "office": OFFICE}
    assert first_on_duty(noon, team) == "office"
    assert first_on_duty(evening, team) == "evening"
    assert first_on_duty(night, team) == "office"
    assert first_on_duty(noon, {}) is None
    assert first_on_duty(noon, {"b": OFFICE, "a": OFFICE}) == "b"  # the first of two who are there
