"""When it is all right to write to somebody, in their own time zone and in the hours that they chose."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.rules.bank_holidays import Off, never

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Until somebody tells us their hours: not early, not late.
EARLIEST, LATEST = time(9, 0), time(19, 0)
MIDNIGHT = time(0, 0)
A_DAY = timedelta(days=1)
_NEAR = 3  # days, in which most people have hours: how we look, not what is decided
FAR = 23  # days: three of each weekday, for Christmas and New Year, or the hours that are in the gap when clocks change


def hours(since: str | None, until: str | None) -> tuple[time, time]:
    """Somebody's hours as they were told ("09:00"), with what was not told; those that end at midnight end the day.

    The missing one of the two is our own, but never so that hours go over midnight by themselves: then the day's
    beginning or end. From and until the same time is the whole day.
    """
    begin, end = (time.fromisoformat(told) if told else None for told in (since, until))
    if begin is None:
        begin = EARLIEST if end is None or end > EARLIEST or end == MIDNIGHT else MIDNIGHT
    if end is None:
        end = LATEST if begin < LATEST else MIDNIGHT
    return (MIDNIGHT, MIDNIGHT) if begin == end else (begin, end)


def may_write(now: datetime, timezone: str, days: str, since: str | None, until: str | None, off: Off = never) -> bool:
    """Whether `now` lies in somebody's contact hours. Days are like "mon,wed" ('' for all), times like "09:00".

    Hours that end before they begin go over midnight and belong to the day on which they begin. `off` says which days
    have no hours.
    """
    local = now.astimezone(ZoneInfo(timezone))
    begin, end = hours(since, until)
    clock = local.time().replace(tzinfo=None)
    day = local.date()
    if begin < end:
        inside = begin <= clock < end
    else:
        inside = clock >= begin or clock < end
        day = day - A_DAY if clock < end else day
    wanted = {one for one in days.split(",") if one}
    return inside and (not wanted or WEEKDAYS[day.weekday()] in wanted) and not off(day)


def next_time(
    now: datetime, timezone: str, days: str, since: str | None, until: str | None, off: Off = never
) -> datetime:
    """The first moment from `now` on in somebody's contact hours; `now` when there is none in three weeks."""
    if may_write(now, timezone, days, since, until, off):
        return now
    zone, begin = ZoneInfo(timezone), hours(since, until)[0]
    for so_many in (_NEAR, FAR):
        turns = sorted(at for at in _turns(now, zone, begin, so_many) if at > now)
        found = next((at for at in turns if may_write(at, timezone, days, since, until, off)), None)
        if found is not None:
            return found
    return now


def end_of_hours(now: datetime, timezone: str, days: str, since: str | None, until: str | None) -> datetime:
    """When the contact hours end in which `now` lies; three weeks on when they never do."""
    zone = ZoneInfo(timezone)
    turns = sorted(at for at in _turns(now, zone, hours(since, until)[1], FAR) if at > now)
    return next((at for at in turns if not may_write(at, timezone, days, since, until)), now + FAR * A_DAY)


def _turns(now: datetime, zone: ZoneInfo, at: time, so_many: int) -> Iterator[datetime]:
    """Every moment of the next so many days at which a clock on the wall there shows `at`, or is changed."""
    today = now.astimezone(zone).date()
    for passed in range(so_many):
        wall = datetime.combine(today + passed * A_DAY, at, zone)
        yield from (wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
        begin, end = now + passed * A_DAY, now + (passed + 1) * A_DAY
        if begin.astimezone(zone).utcoffset() != end.astimezone(zone).utcoffset():
            yield _change(begin, end, zone)


def _change(begin: datetime, end: datetime, zone: ZoneInfo) -> datetime:
    """When between these two the clocks are changed; they are changed on a full minute."""
    before = begin.astimezone(zone).utcoffset()
    first, last = (int(at.timestamp()) // 60 for at in (begin, end))
    while last - first > 1:
        middle = (first + last) // 2
        if datetime.fromtimestamp(middle * 60, zone).utcoffset() == before:
            first = middle
        else:
            last = middle
    return datetime.fromtimestamp(last * 60, UTC)
