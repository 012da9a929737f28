"""Bank holidays: which nation has which, and how long whoever has few hours waits because of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.rules.bank_holidays import off_days
from bot.rules.contact import next_time


@pytest.mark.parametrize(
    ("nation", "timezone", "day", "is_off"),
    [
        ("england", "Europe/London", "2026-04-06", True),  # Easter Monday, which Scotland does not have
        ("scotland", "Europe/London", "2026-04-06", False),
        ("scotland", "Europe/London", "2026-01-02", True),
        ("northern_ireland", "Europe/London", "2026-03-17", True),
        ("wales", "Europe/London", "2026-03-17", False),
        ("wales", "Europe/London", "2026-12-28", True),  # instead of Saturday's Boxing Day
        ("", "Europe/London", "2026-04-06", True),
        ("", "America/New_York", "2026-04-06", False),
    ],
)
def test_each_nation_has_its_own_bank_holidays(nation: str, timezone: str, day: str, is_off: bool) -> None:
    assert off_days(nation, timezone)(datetime.fromisoformat(day).date()) is is_off


def test_whoever_has_hours_on_fridays_only_waits_over_christmas_and_new_year() -> None:
    after_hours = datetime(2026, 12, 18, 20, 0, tzinfo=UTC)
    at = next_time(after_hours, "Europe/London", "fri", "10:00", "16:00", off_days("england", "Europe/London"))
    assert at == datetime(2027, 1, 8, 10, 0, tzinfo=UTC)
