"""What is written because of a session, to whom and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from bot.rules.calendar import Part, Wish, notes_for
from bot.rules.contact import next_time

LONDON = "Europe/London"
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TUESDAY_AT_TWO = datetime(2026, 3, 10, 14, 0, tzinfo=UTC)


def told(
    starts_at: datetime, part: Part, wish: Wish | None = None, *, days: str = "", now: datetime = MONDAY
) -> dict[str, str]:
    """The notes by kind, and when each is meant for."""
    hours = partial(next_time, timezone=LONDON, days=days, since="10:00", until="16:00")
    notes = notes_for(now, starts_at, 60, part, wish or Wish(), lambda at: hours(at))
    return {one.kind: f"{one.due_at:%a %H:%M}" for one in notes}


def test_a_partner_is_asked_before_and_after_and_reminded() -> None:
    asked = {"session_before": "Mon 14:00", "reminder_hour": "Tue 13:00", "session_after": "Tue 15:30"}
    assert told(TUESDAY_AT_TWO, "partner") == told(TUESDAY_AT_TWO, "member") == asked


def test_a_leader_is_reminded_and_gives_feedback_and_a_facilitator_says_how_it_went() -> None:
    reminded = {"reminder_day": "Mon 14:00", "reminder_hour": "Tue 13:00"}
    assert told(TUESDAY_AT_TWO, "leader") == reminded | {"feedback": "Tue 15:10"}
    assert told(TUESDAY_AT_TWO, "facilitator") == reminded | {"session_after": "Tue 15:10"}


@pytest.mark.parametrize(
    ("wish", "kinds"),
    [
        (Wish(remind_day=False), {"reminder_hour", "session_after"}),
        (Wish(remind_hour=False), {"session_before", "session_after"}),
        (Wish(remind_day=False, remind_hour=False), {"session_after"}),
    ],
)
def test_nobody_is_reminded_of_what_they_do_not_want_to_be_reminded_of(wish: Wish, kinds: set[str]) -> None:
    assert set(told(TUESDAY_AT_TWO, "partner", wish)) == kinds


@pytest.mark.parametrize(
    ("starts_at", "days", "meant_for"),
    [
        (datetime(2026, 3, 9, 11, 0, tzinfo=UTC), "mon,tue,wed,thu,fri", "Fri 11:00"),  # Sunday is not theirs
        (datetime(2026, 3, 9, 15, 0, tzinfo=UTC), "mon,tue,wed,thu,fri", "Sun 15:00"),  # goes on Monday at ten
        (datetime(2026, 3, 10, 9, 0, tzinfo=UTC), "mon,tue,wed,thu,fri", "Mon 09:00"),  # goes on Monday at ten
        (datetime(2026, 3, 12, 11, 0, tzinfo=UTC), "mon", "Mon 11:00"),
    ],
)
def test_what_comes_the_day_before_comes_on_the_last_day_that_suits_them(
    starts_at: datetime, days: str, meant_for: str
) -> None:
    assert told(starts_at, "partner", days=days)["session_before"] == meant_for


@pytest.mark.parametrize(
    ("starts_at", "days", "meant_for"),
    [
        (datetime(2026, 3, 10, 10, 30, tzinfo=UTC), "", "Tue 09:30"),  # goes at ten, when their hours begin
        (datetime(2026, 3, 10, 16, 30, tzinfo=UTC), "", "Tue 15:30"),
        (datetime(2026, 3, 10, 20, 0, tzinfo=UTC), "", "Tue 15:55"),  # their hours end at four
        (datetime(2026, 3, 10, 21, 55, tzinfo=UTC), "", "Tue 15:55"),
        (datetime(2026, 3, 10, 22, 30, tzinfo=UTC), "", None),  # too long after
        (datetime(2026, 3, 10, 9, 0, tzinfo=UTC), "", None),  # before their day begins
        (datetime(2026, 3, 10, 14, 0, tzinfo=UTC), "mon", None),  # not on their day
    ],
)
def test_the_last_reminder_comes_as_their_hours_end_where_the_hour_before_is_not_theirs(
    starts_at: datetime, days: str, meant_for: str | None
) -> None:
    assert told(starts_at, "partner", days=days).get("reminder_hour") == meant_for


def test_what_is_too_soon_to_change_is_not_asked_about_and_what_is_over_is_not_spoken_of() -> None:
    in_two_hours = MONDAY + timedelta(hours=2)
    assert set(told(in_two_hours, "partner")) == {"reminder_hour", "session_after"}
    assert set(told(MONDAY - timedelta(hours=2), "leader")) == {"feedback"}
    assert told(MONDAY - timedelta(days=9), "leader") == {}
