"""What a clock on the wall shows, when clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.rules.series import starts
from bot.rules.wall import moment_of, oddity, on_the_wall


@pytest.mark.parametrize(
    ("wall", "zone", "odd", "moment", "shown"),
    [
        ("2026-03-10 14:00", "Europe/London", "", "2026-03-10 14:00", "2026-03-10 14:00"),
        ("2026-07-10 14:00", "Europe/London", "", "2026-07-10 13:00", "2026-07-10 14:00"),
        ("2026-03-29 01:30", "Europe/London", "skipped", "2026-03-29 01:00", "2026-03-29 02:00"),
        ("2026-03-29 01:00", "Europe/London", "skipped", "2026-03-29 01:00", "2026-03-29 02:00"),
        ("2026-03-29 02:00", "Europe/London", "", "2026-03-29 01:00", "2026-03-29 02:00"),
        ("2026-10-25 01:30", "Europe/London", "twice", "2026-10-25 00:30", "2026-10-25 01:30"),
        ("2026-03-08 02:59", "America/New_York", "skipped", "2026-03-08 07:00", "2026-03-08 03:00"),
        ("2026-11-01 01:15", "America/New_York", "twice", "2026-11-01 05:15", "2026-11-01 01:15"),
        ("2026-10-04 02:10", "Australia/Lord_Howe", "skipped", "2026-10-03 15:30", "2026-10-04 02:30"),
        ("2026-04-05 01:45", "Australia/Lord_Howe", "twice", "2026-04-04 14:45", "2026-04-05 01:45"),
        ("2026-03-29 01:30", "Asia/Kolkata", "", "2026-03-28 20:00", "2026-03-29 01:30"),
    ],
)
def test_a_time_that_is_not_there_is_the_first_that_is_and_of_two_the_first_counts(
    wall: str, zone: str, odd: str, moment: str, shown: str
) -> None:
    there = datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone))
    assert oddity(there) == odd
    assert moment_of(there) == datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert f"{on_the_wall(there):%Y-%m-%d %H:%M}" == shown


def test_a_series_keeps_its_time_on_the_wall_when_clocks_change() -> None:
    zone = ZoneInfo("Europe/London")
    first = datetime(2026, 3, 17, 14, 0, tzinfo=zone)
    found = [at.astimezone(zone) for at in starts(first, 1, 4)]
    assert [f"{at:%d.%m. %H:%M}" for at in found] == ["17.03. 14:00", "24.03. 14:00", "31.03. 14:00", "07.04. 14:00"]
    assert found[2] - found[1] == timedelta(days=7) - timedelta()  # both in one zone: Python counts wall time
    assert starts(first, 1, 3)[2] - starts(first, 1, 3)[1] == timedelta(days=7) - timedelta(hours=1)
