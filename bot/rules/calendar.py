"""What is written because of a session, to whom and when; from the session alone: moving it is planning anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Part = Literal["partner", "leader", "member", "facilitator"]

NextHours = Callable[[datetime], datetime]

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
AN_HOUR = timedelta(hours=1)
SOON = timedelta(hours=3)  # nearer than this a question beforehand would come too late to change anything
AFTER_FOR = timedelta(days=7)  # so long somebody may be asked how it went
HOURS_BEFORE = timedelta(hours=6)  # so long before, a reminder still says that a session is near
A_STEP = timedelta(minutes=5)
THE_DAY_BEFORE = ("session_before", "reminder_day")
BEFORE = (*THE_DAY_BEFORE, "reminder_hour")
KINDS = (*BEFORE, "session_after", "feedback")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to hear before a session. A day before, a partner's reminder asks how they are, too."""

    remind_day: bool = True
    remind_hour: bool = True


@dataclass(frozen=True, slots=True)
class Planned:
    """A note of this kind, from then on, of use until then."""

    kind: str
    due_at: datetime
    useful_until: datetime


def notes_for(
    now: datetime, starts_at: datetime, minutes: int, part: Part, wish: Wish, next_hours: NextHours
) -> list[Planned]:
    """The notes that one attendee gets because of a session. What is past already is left out.

    `next_hours` gives the first moment from a given one on in their hours. Where the day before has none that is early
    enough, as on a Sunday for whoever is written to on weekdays, the note comes on an earlier day. Where
    the last hour before is not theirs, the reminder comes as their hours end, if that is not long before; else there is
    none.
    """
    ends_at = starts_at + timedelta(minutes=minutes)
    asked_until = of_use_after(starts_at, minutes)
    notes = []
    if part in ("partner", "member"):
        if wish.remind_day:
            notes.append(Planned("session_before", starts_at - A_DAY, of_use_before(starts_at)))
        notes.append(Planned("session_after", ends_at + AN_HOUR / 2, asked_until))
    else:
        if wish.remind_day:
            notes.append(Planned("reminder_day", starts_at - A_DAY, starts_at - 2 * AN_HOUR))
        kind = "feedback" if part == "leader" else "session_after"
        notes.append(Planned(kind, ends_at + AN_HOUR / 6, asked_until))
    if wish.remind_hour and (at := _last_in_hours(starts_at, next_hours)) is not None:
        notes.append(Planned("reminder_hour", at, starts_at))
    wanted = [one for one in notes if one.useful_until > now and not _too_short(now, starts_at, one)]
    return [_in_time(one, next_hours) if one.kind in THE_DAY_BEFORE else one for one in wanted]


def of_use_before(starts_at: datetime) -> datetime:
    """Until when it is of use to ask whether a session is still good for somebody."""
    return starts_at - AN_HOUR


def of_use_after(starts_at: datetime, minutes: int) -> datetime:
    """Until when somebody may be asked how a session went."""
    return starts_at + timedelta(minutes=minutes) + AFTER_FOR


def _in_time(note: Planned, next_hours: NextHours) -> Planned:
    for days in range(A_WEEK.days):
        due_at = note.due_at - days * A_DAY
        if next_hours(due_at) <= note.useful_until - SOON:
            return Planned(note.kind, due_at, note.useful_until)
    return note


def _last_in_hours(starts_at: datetime, next_hours: NextHours) -> datetime | None:
    """When to remind somebody of what is near: an hour before, or a little before their hours end."""
    due_at = starts_at - AN_HOUR
    if next_hours(due_at) < starts_at:
        return due_at
    while due_at >= starts_at - HOURS_BEFORE:
        if next_hours(due_at) == due_at:
            return due_at
        due_at -= A_STEP
    return None


def _too_short(now: datetime, starts_at: datetime, note: Planned) -> bool:
    return note.kind in THE_DAY_BEFORE and starts_at - now < SOON
