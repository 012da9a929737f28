"""When somebody of the team next reads what comes in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.rules.bank_holidays import Off, never
from bot.rules.contact import WEEKDAYS, hours

DAYS = 22  # to look ahead: whoever reads on Fridays only has none at Christmas and none at New Year


@dataclass(frozen=True, slots=True)
class Duty:
    """One person's hours: days like "mon,wed", times like "09:00", in their own time zone, on no day that is `off`."""

    timezone: str
    days: str
    since: str
    until: str
    off: Off = never


def next_duty(now: datetime, duties: list[Duty]) -> tuple[datetime, datetime] | None:
    """From when until when somebody reads: now, if anybody does, or else next; None when no hours are known."""
    spans = [span for duty in duties for span in _spans(now, duty)]
    present = [span for span in spans if span[0] <= now]
    return max(present, key=lambda span: span[1]) if present else min(spans, default=None)


def _spans(now: datetime, duty: Duty) -> list[tuple[datetime, datetime]]:
    """Hours of the next days that are not over yet. Hours that end before they begin go over midnight; the same time
    twice is the whole day."""
    zone = ZoneInfo(duty.timezone)
    today = now.astimezone(zone).date()
    since, until = hours(duty.since, duty.until)
    spans = []
    for offset in range(-1, DAYS):
        day = today + timedelta(days=offset)
        if WEEKDAYS[day.weekday()] in duty.days.split(",") and not duty.off(day):
            last = day if since < until else day + timedelta(days=1)
            begin = datetime.combine(day, since, zone)
            end = datetime.combine(last, until, zone)
            spans += [(begin, end)] if end > now else []
    return spans
