"""When it is all right to write to somebody, in their own time zone and in the hours that they chose."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Until somebody tells us their hours: not early, not late.
EARLIEST, LATEST = time(9, 0), time(19, 0)
A_STEP, FAR = timedelta(minutes=5), timedelta(days=8)


def may_write(now: datetime, timezone: str, days: str, since: str | None, until: str | None) -> bool:
    """Whether `now` lies in somebody's contact hours. Days are like "mon,wed" ('' for all), times like "09:00".

    Hours that end before they begin go over midnight and belong to the day on which they begin.
    """
    local = now.astimezone(ZoneInfo(timezone))
    begin = time.fromisoformat(since) if since else EARLIEST
    end = time.fromisoformat(until) if until else LATEST
    clock = local.time().replace(tzinfo=None)
    day = local.weekday()
    if begin <= end:
        inside = begin <= clock < end
    else:
        inside = clock >= begin or clock < end
        day = (day - 1) % 7 if clock < end else day
    wanted = {one for one in days.split(",") if one}
    return inside and (not wanted or WEEKDAYS[day] in wanted)


def next_time(now: datetime, timezone: str, days: str, since: str | None, until: str | None) -> datetime:
    """The first moment from `now` on, to five minutes, in somebody's contact hours; `now` when there is none."""
    at = now
    while at - now < FAR:
        if may_write(at, timezone, days, since, until):
            return at
        at += A_STEP
    return now
