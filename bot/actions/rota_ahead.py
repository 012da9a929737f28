"""What the rota comes to: who would be told at a given time and by when somebody answers, where nobody reads, and what
bank holidays change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.actions import rota
from bot.rules.contact import WEEKDAYS
from bot.rules.duty import Duty, by_when, next_duty, spans_of
from bot.rules.gaps import gaps
from bot.rules.ladder import AFTER, Span
from storage.concerns import WAITS, Concern
from storage.database import Transaction
from storage.values import instant

AHEAD = timedelta(days=14)  # for gaps
HOLIDAYS_AHEAD = 90  # days


@dataclass(frozen=True, slots=True)
class Step:
    """At this time these people are told, unless somebody is on it by then."""

    at: datetime
    rung: int
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """What would follow if somebody asked for a person then: who is told when (a step with nobody in it is
    a gap), `reads_at` when somebody first reads it
    and `by` when they should have heard, None where no hours are known. `staffed`: somebody reads at that very time."""

    at: datetime
    staffed: bool
    reads_at: datetime | None
    by: datetime | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Holiday:
    """A bank holiday on which some of the team, who would read on that weekday, do not; and who reads all the same."""

    on: date
    off: tuple[str, ...]
    reading: tuple[str, ...]


def course(tx: Transaction, at: datetime) -> Course:
    """What would follow at this time, by the rota as it stands now."""
    duties = list(rota.duties(tx).values())
    span = next_duty(at, duties)
    staffed = span is None or span[0] <= at  # where no hours are known, the clock alone counts
    begins = at if span is None or staffed else span[0]
    ladder = [(begins + after, rung) for rung, after in enumerate(AFTER)]
    first = [] if staffed else [(at, 0)]
    steps = [Step(when, rung, _told(tx, when, rung)) for when, rung in (*first, *ladder)]
    reads_at = None if span is None else begins
    return Course(at, staffed, reads_at, by_when(at, duties), tuple(steps))


def _told(tx: Transaction, at: datetime, rung: int) -> tuple[str, ...]:
    asked = instant(at)
    nobodys = Concern("", "", WAITS, "", asked, asked, None, None, None, None, None, None, "")
    return tuple(dict.fromkeys(rota.rungs(tx, at, nobodys)[rung]))


def unread(tx: Transaction, now: datetime) -> list[Span]:
    """The longer stretches of the next fortnight in which nobody reads."""
    return gaps(spans_of(now, list(rota.duties(tx).values())), now, now + AHEAD)


def holidays(tx: Transaction, now: datetime) -> list[Holiday]:
    """The bank holidays of the next three months that keep somebody of the team from reading."""
    duties = rota.duties(tx)
    days = [now.date() + timedelta(days=ahead) for ahead in range(HOLIDAYS_AHEAD)]
    found = [Holiday(day, _off(duties, day), _reading(duties, day)) for day in days]
    return [one for one in found if one.off]


def _off(duties: Mapping[str, Duty], day: date) -> tuple[str, ...]:
    return tuple(one for one, duty in duties.items() if _is_on(duty, day) and duty.off(day))


def _reading(duties: Mapping[str, Duty], day: date) -> tuple[str, ...]:
    return tuple(one for one, duty in duties.items() if _is_on(duty, day) and not duty.off(day))


def _is_on(duty: Duty, day: date) -> bool:
    return WEEKDAYS[day.weekday()] in duty.days.split(",")


def next_sunday_at_three(now: datetime, timezone: str) -> datetime:
    """Three in the morning of the next Sunday there: the time at which most teams would rather not think of it."""
    zone = ZoneInfo(timezone)
    today = now.astimezone(zone)
    sunday = today.date() + timedelta(days=(6 - today.weekday()) % 7 or 7)
    return datetime(sunday.year, sunday.month, sunday.day, 3, tzinfo=zone)
