"""Stretches of days that a figure or a report is about. Plain dates in and out; the last day counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
LONGEST = timedelta(days=5 * 366)
MONTHS_OF_A_QUARTER = 3
MOST_MONTHS = 12  # that a report, and a figure of whole months, tells one after the other


@dataclass(frozen=True, slots=True)
class Period:
    """From a first day to a last one."""

    first: date
    last: date

    def moments(self, timezone: str) -> tuple[datetime, datetime]:
        """When it begins and when it is over, where somebody lives."""
        zone = ZoneInfo(timezone)
        return datetime.combine(self.first, time(), zone), datetime.combine(self.last + A_DAY, time(), zone)

    def months(self) -> Iterator[Period]:
        """The months that it lies in, whole."""
        first = month_of(self.first)
        while first <= self.last:
            yield _months_from(first, 1)
            first = _months_on(first, 1)

    def weeks(self) -> Iterator[date]:
        """The Mondays of its weeks, the one that it begins in first."""
        monday = monday_of(self.first)
        while monday <= self.last:
            yield monday
            monday += A_WEEK


def monday_of(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def month_of(day: date) -> date:
    """The first day of the month of a day."""
    return day.replace(day=1)


def quarter_of(day: date) -> Period:
    """The three months of the year that a day lies in."""
    first = date(day.year, day.month - (day.month - 1) % MONTHS_OF_A_QUARTER, 1)
    return _months_from(first, MONTHS_OF_A_QUARTER)


def last_quarter(today: date) -> Period:
    """The three months of the year that were over last."""
    return quarter_of(quarter_of(today).first - A_DAY)


def last_weeks(today: date, weeks: int = 13) -> Period:
    """So many weeks, the present one among them, up to today."""
    return Period(monday_of(today) - (weeks - 1) * A_WEEK, today)


def last_months(today: date, months: int = MONTHS_OF_A_QUARTER) -> Period:
    """So many whole months up to the last one that is over."""
    return _months_from(_months_on(month_of(today), -months), months)


def _months_from(first: date, months: int) -> Period:
    return Period(first, _months_on(first, months) - A_DAY)


def _months_on(first: date, months: int) -> date:
    month = first.month - 1 + months
    return date(first.year + month // 12, month % 12 + 1, 1)
