"""Contact hours: inside when the person's own wall clock says so, minute by minute through the nights clocks change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise

import pytest

from bot.rules.contact import WEEKDAYS, end_of_hours, may_write, next_time

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
A_DAY, A_WEEK = 1440, 7 * 1440  # minutes
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)

# By hand, so that no time zone library agrees with itself: from these moments of 2026 on, local time is UTC and this.
OFFSETS = {
    "Europe/London": (
        ("2026-01-01T00:00Z", timedelta(0)),
        ("2026-03-29T01:00Z", HOUR),
        ("2026-10-25T01:00Z", timedelta(0)),
    ),
    "America/New_York": (
        ("2026-01-01T00:00Z", -5 * HOUR),
        ("2026-03-08T07:00Z", -4 * HOUR),
        ("2026-11-01T06:00Z", -5 * HOUR),
    ),
    "Australia/Lord_Howe": (  # half an hour of summer
        ("2026-01-01T00:00Z", 11 * HOUR),
        ("2026-04-04T15:00Z", 10.5 * HOUR),
        ("2026-10-03T15:30Z", 11 * HOUR),
    ),
    "Asia/Kolkata": (("2026-01-01T00:00Z", 5.5 * HOUR),),
}
# Days, from, until; the second three lie where clocks change.
HOURS = (
    ("", None, None),
    ("mon,tue,wed,thu,fri", "09:00", "17:30"),
    ("sat", "22:00", "06:00"),
    ("", "01:15", "01:45"),
    ("sun", "00:30", "02:15"),
    ("sat,sun", "23:59", "00:01"),
    ("tue,sun", "10:00", "10:00"),
    ("sun", "20:00", None),
    ("sun", None, "08:00"),
    ("mon,sun", None, "01:30"),
)
# The missing end where the usual one would make hours over midnight of them.
ONE_END_ONLY = {
    ("20:00", None): ("20:00", "00:00"),
    ("19:00", None): ("19:00", "00:00"),
    (None, "08:00"): ("00:00", "08:00"),
    (None, "09:00"): ("00:00", "09:00"),
    (None, "01:30"): ("00:00", "01:30"),
}

Hours = tuple[str, str | None, str | None]


def wall_clock(zone: str, at: datetime) -> datetime:
    """What a clock on the wall shows there."""
    offset = [offset for since, offset in OFFSETS[zone] if datetime.fromisoformat(since) <= at][-1]
    return (at + offset).replace(tzinfo=None)


def minutes_of_a_week(days: str, since: str | None, until: str | None) -> set[int]:
    """Contact hours as a list of the week's minutes, counted from Monday midnight."""
    begin, end = (_minute(text) for text in ONE_END_ONLY.get((since, until), (since or "09:00", until or "19:00")))
    wanted = days.split(",") if days else WEEKDAYS
    begin, minutes = (0, A_DAY) if begin == end else (begin, (end - begin) % A_DAY)
    return {(WEEKDAYS.index(day) * A_DAY + begin + passed) % A_WEEK for day in wanted for passed in range(minutes)}


def _minute(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])


def is_inside(zone: str, at: datetime, minutes: set[int]) -> bool:
    return minute_of_week(zone, at) in minutes


def minute_of_week(zone: str, at: datetime) -> int:
    """Counted from Monday midnight, by the clock on the wall there."""
    local = wall_clock(zone, at)
    return local.weekday() * A_DAY + local.hour * 60 + local.minute


def change_weekends(zone: str) -> Iterator[datetime]:
    """Every minute from Friday midnight to Tuesday midnight, UTC, around each change."""
    for since, _ in OFFSETS[zone][1:]:
        changes = datetime.fromisoformat(since).replace(hour=0, minute=0)
        friday = changes - (changes.weekday() - 4) % 7 * DAY
        yield from (friday + passed * MINUTE for passed in range(4 * A_DAY))


@pytest.mark.parametrize("zone", OFFSETS)
def test_every_minute_of_the_change_weekends_is_inside_when_the_wall_clock_says_so(zone: str) -> None:
    wanted = {hours: minutes_of_a_week(*hours) for hours in HOURS}
    wrong = [
        (at.isoformat(), hours)
        for at, minute in ((at, minute_of_week(zone, at)) for at in change_weekends(zone))
        for hours, minutes in wanted.items()
        if may_write(at, zone, *hours) != (minute in minutes)
    ]
    assert wrong == []


@pytest.mark.parametrize("zone", OFFSETS)
@pytest.mark.parametrize("hours", HOURS)
def test_the_whole_year_is_inside_when_the_wall_clock_says_so(zone: str, hours: Hours) -> None:
    minutes = minutes_of_a_week(*hours)
    year = [datetime(2026, 1, 1, tzinfo=UTC) + passed * 97 * MINUTE for passed in range(365 * A_DAY // 97)]
    assert [at for at in year if may_write(at, zone, *hours) != is_inside(zone, at, minutes)] == []


def test_london_has_no_half_past_one_in_spring_and_two_in_autumn() -> None:
    def half_hours(day: date) -> list[datetime]:
        midnight = datetime.combine(day, time(0), UTC)
        whole_day = [midnight + passed * HOUR / 2 for passed in range(-2, 50)]
        return [at for at in whole_day if may_write(at, "Europe/London", WEEKDAYS[day.weekday()], "01:30", "01:31")]

    assert half_hours(date(2026, 3, 29)) == []
    assert half_hours(date(2026, 10, 25)) == [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    ]


@pytest.mark.parametrize(
    ("hours", "first", "last"),
    [
        (("", None, None), "09:00:00", "18:59:59.999999"),
        (("", "07:30", "20:15"), "07:30:00", "20:14:59.999999"),
        (("", "00:00", "00:30"), "00:00:00", "00:29:59.999999"),
    ],
)
def test_the_first_moment_belongs_to_the_hours_and_the_end_does_not(hours: Hours, first: str, last: str) -> None:
    begin, end = (datetime.fromisoformat(f"2026-03-02T{text}+00:00") for text in (first, last))
    near = (begin - timedelta(microseconds=1), begin, end, end + timedelta(microseconds=1))
    assert [may_write(at, "UTC", *hours) for at in near] == [False, True, True, False]


def test_hours_over_midnight_belong_to_the_day_on_which_they_begin() -> None:
    inside = [
        f"{WEEKDAYS[at.weekday()]} {at.hour}"
        for at in (MONDAY + passed * HOUR for passed in range(7 * 24))
        if may_write(at, "UTC", "fri", "22:00", "02:00")
    ]
    assert inside == ["fri 22", "fri 23", "sat 0", "sat 1"]


def test_hours_until_midnight_end_with_the_day() -> None:
    inside = [passed for passed in range(48) if may_write(MONDAY + passed * HOUR, "UTC", "mon", "20:00", "00:00")]
    assert inside == [20, 21, 22, 23]


def test_the_day_is_the_one_where_the_person_is() -> None:
    sunday_evening_in_london = datetime(2026, 3, 1, 20, 30, tzinfo=UTC)
    assert may_write(sunday_evening_in_london, "Australia/Lord_Howe", "mon", "07:00", "08:00")
    assert not may_write(sunday_evening_in_london, "Australia/Lord_Howe", "sun", "07:00", "08:00")


def test_it_does_not_matter_in_which_zone_now_is_told() -> None:
    at = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    told = [at.astimezone(timezone(offset)) for offset in (5.5 * HOUR, -11 * HOUR)]
    for hours in HOURS:
        assert {may_write(each, "Europe/London", *hours) for each in told} == {may_write(at, "Europe/London", *hours)}


@pytest.mark.parametrize("zone", OFFSETS)
@pytest.mark.parametrize("hours", HOURS)
def test_the_next_time_is_inside_and_nothing_before_it_was(zone: str, hours: Hours) -> None:
    minutes = minutes_of_a_week(*hours)
    for since, _ in OFFSETS[zone]:
        start = datetime.fromisoformat(since) - 2 * DAY + 3 * MINUTE if since[5:10] != "01-01" else MONDAY
        for now in (start + passed * 13 * HOUR for passed in range(6)):
            at = next_time(now, zone, *hours)
            assert now <= at < now + 8 * DAY
            assert is_inside(zone, at, minutes)
            missed, begin = int((at - now) / MINUTE), now.replace(second=0, microsecond=0)
            around = now - 3 * HOUR, at + 3 * HOUR
            changes = [since for since, _ in OFFSETS[zone] if around[0] <= datetime.fromisoformat(since) <= around[1]]
            if changes:
                assert not any(is_inside(zone, now + passed * MINUTE, minutes) for passed in range(missed))
            else:  # then each minute on the wall is the one after the one before
                first = minute_of_week(zone, begin)
                assert not any((first + passed) % A_WEEK in minutes for passed in range(missed))


@pytest.mark.parametrize("zone", OFFSETS)
def test_the_next_time_is_now_inside_the_hours(zone: str) -> None:
    inside = [at for at in (MONDAY + passed * 17 * MINUTE for passed in range(500)) if may_write(at, zone, *HOURS[1])]
    assert inside
    assert [next_time(at, zone, *HOURS[1]) for at in inside] == inside


@pytest.mark.parametrize(
    ("now", "zone", "hours", "then"),
    [
        (
            "2026-03-27T18:00Z",
            "Europe/London",
            ("mon", "09:00", "17:00"),
            "2026-03-30T08:00Z",
        ),  # over the spring change
        (
            "2026-10-23T18:00Z",
            "Europe/London",
            ("mon", "09:00", "17:00"),
            "2026-10-26T09:00Z",
        ),  # over the autumn change
        ("2026-03-29T00:30Z", "Europe/London", ("sun", "01:15", "02:15"), "2026-03-29T01:00Z"),  # begins in the gap
        ("2026-03-07T23:00Z", "America/New_York", ("sun", None, None), "2026-03-08T13:00Z"),
        ("2026-04-04T09:00Z", "Australia/Lord_Howe", ("sun", None, None), "2026-04-04T22:30Z"),
        ("2026-10-03T09:00Z", "Australia/Lord_Howe", ("sun", None, None), "2026-10-03T22:00Z"),
        ("2026-03-02T14:00Z", "Asia/Kolkata", ("", None, None), "2026-03-03T03:30Z"),
        ("2026-03-02T17:05Z", "Europe/London", ("mon", "09:00", "17:00"), "2026-03-09T09:00Z"),  # a week later
        ("2026-03-06T21:00Z", "Europe/London", ("fri", "22:00", "02:00"), "2026-03-06T22:00Z"),
        ("2026-03-07T02:00Z", "Europe/London", ("fri", "22:00", "02:00"), "2026-03-13T22:00Z"),
    ],
)
def test_the_next_time_by_example(now: str, zone: str, hours: Hours, then: str) -> None:
    assert next_time(datetime.fromisoformat(now), zone, *hours) == datetime.fromisoformat(then)


def test_the_next_time_comes_no_sooner_when_asked_later() -> None:
    asked = [MONDAY + passed * 5 * MINUTE for passed in range(8 * A_DAY // 5)]
    for hours in HOURS[:3]:
        assert all(
            one <= other for one, other in pairwise(next_time(at, "Europe/London", *hours) for at in asked[::36])
        )


def test_days_that_never_come_make_the_next_time_now() -> None:
    assert next_time(MONDAY, "Europe/London", "someday", "10:00", "11:00") == MONDAY


def test_hours_in_the_gap_when_clocks_change_come_a_week_later() -> None:
    friday = datetime(2026, 3, 27, 23, tzinfo=UTC)
    assert next_time(friday, "Europe/London", "sun", "01:15", "01:45") == datetime(2026, 4, 5, 0, 15, tzinfo=UTC)


@pytest.mark.parametrize("minutes", [1, 2, 4])
def test_hours_of_a_few_minutes_are_found_to_the_moment(minutes: int) -> None:
    since, until = "12:01", f"12:{1 + minutes:02}"
    for now in (MONDAY + passed * 7 * MINUTE + timedelta(seconds=59.5) for passed in range(300)):
        at = next_time(now, "UTC", "tue", since, until)
        assert at == datetime(2026, 3, 3, 12, 1, tzinfo=UTC) or (
            now > at - DAY and may_write(at, "UTC", "tue", since, until)
        )


@pytest.mark.parametrize(
    ("since", "until", "first", "last"),
    [
        ("20:00", None, "20:00", "23:59"),
        ("19:00", None, "19:00", "23:59"),
        ("18:59", None, "18:59", "18:59"),
        ("00:00", None, "00:00", "18:59"),
        (None, "08:00", "00:00", "07:59"),
        (None, "09:00", "00:00", "08:59"),
        (None, "09:01", "09:00", "09:00"),
        (None, "23:00", "09:00", "22:59"),
        (None, "00:00", "09:00", "23:59"),
        ("10:00", "10:00", "00:00", "23:59"),
        ("00:00", "00:00", "00:00", "23:59"),
    ],
)
def test_one_end_only_stays_within_the_day(since: str | None, until: str | None, first: str, last: str) -> None:
    tuesday = [MONDAY + DAY + passed * MINUTE for passed in range(-A_DAY, 2 * A_DAY)]
    inside = [at for at in tuesday if may_write(at, "UTC", "tue", since, until)]
    assert [f"{at:%a %H:%M}" for at in (inside[0], inside[-1])] == [f"Tue {first}", f"Tue {last}"]
    assert len(inside) == int((inside[-1] - inside[0]) / MINUTE) + 1


@pytest.mark.parametrize("zone", OFFSETS)
@pytest.mark.parametrize("hours", HOURS)
def test_hours_end_at_the_first_moment_that_is_outside(zone: str, hours: Hours) -> None:
    for at in list(change_weekends(zone))[:: 61 if zone == "Europe/London" else 307]:
        if may_write(at, zone, *hours):
            end = end_of_hours(at, zone, *hours)
            assert not may_write(end, zone, *hours)
            assert all(may_write(at + passed * MINUTE, zone, *hours) for passed in range(int((end - at) / MINUTE)))


def test_hours_that_never_end_are_over_in_three_weeks() -> None:
    assert end_of_hours(MONDAY, "UTC", "", "10:00", "10:00") == MONDAY + 23 * DAY
