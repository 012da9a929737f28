"""When somebody of the team next reads what comes in, who that is, and by when somebody should have been in touch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.rules.bank_holidays import Off, never
from bot.rules.contact import WEEKDAYS, hours
from bot.rules.ladder import Span, together

DAYS = 22  # to look ahead: whoever reads on Fridays only has none at Christmas and none at New Year
IN_TOUCH_WITHIN = timedelta(hours=4)  # of staffed hours, when somebody asked for a person
QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Duty:
    """One person's hours: days like "mon,wed", times like "09:00", in their own time zone, on no day that is `off`."""

    timezone: str
    days: str
    since: str
    until: str
    off: Off = never


def next_duty(now: datetime, duties: Sequence[Duty]) -> Span | None:
    """From when until when somebody reads: now, if anybody does, or else next; None when no hours are known."""
    spans = spans_of(now, duties)
    present = [span for span in spans if span[0] <= now]
    return max(present, key=lambda span: span[1]) if present else min(spans, default=None)


def spans_of(since: datetime, duties: Sequence[Duty]) -> list[Span]:
    """The hours of all of them that were not over then, of the next three weeks."""
    return [span for duty in duties for span in _spans(since, duty)]


def first_on_duty(now: datetime, duties: Mapping[str, Duty]) -> str | None:
    """Who of these reads now, the first if there are several, or else next; None when nobody has hours."""
    turns = {one: next_duty(now, [duty]) for one, duty in duties.items()}
    known = {one: max(span[0], now) for one, span in turns.items() if span is not None}
    return min(known, key=lambda one: known[one], default=None)


def by_when(now: datetime, duties: Sequence[Duty], within: timedelta = IN_TOUCH_WITHIN) -> datetime | None:
    """When so much time of staffed hours will have passed, to the next quarter of an hour; None when none are known."""
    left = within
    for begin, end in together(spans_of(now, duties)):
        begin = max(begin, now)
        if end - begin >= left:
            return _next_quarter(begin + left)
        left -= end - begin
    return None


def _next_quarter(at: datetime) -> datetime:
    over = timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)
    return at + (QUARTER - over if over else over)


def _spans(now: datetime, duty: Duty) -> list[Span]:
    """Hours of the next days that are not over yet. Hours that end before they begin go over midnight; the same time
    twice is the whole day."""
    zone = ZoneInfo(duty.timezone)
    today = now.astimezone(zone).date()
    since, until = hours(duty.since, duty.until)
    on = {WEEKDAYS.index(one) for one in duty.days.split(",") if one in WEEKDAYS}
    spans = []
    for offset in range(-1, DAYS):
        day = today + timedelta(days=offset)
        if day.weekday() in on and not duty.off(day):
            last = day if since < until else day + timedelta(days=1)
            begin = datetime.combine(day, since, zone)
            end = datetime.combine(last, until, zone)
            spans += [(begin.astimezone(UTC), end.astimezone(UTC))] if end > now else []
    return spans
