"""Which note somebody gets now, of those that are due, and what becomes of the others. Plain data in, verdicts out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

A_DAY = timedelta(days=1)
A_WEEK = timedelta(days=7)
IN_MID_TALK = timedelta(minutes=30)  # so long after their last word a question that waits is still theirs
BETWEEN = timedelta(hours=2)  # two notes of one morning are not sent together


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of note: the story it begins, how useful it is (0 the most), whether it counts as one of the notes a week,
    and whether it is about a session that was agreed, and so goes on bank holidays and in the midst of other talk."""

    story: str
    rank: int
    counts: bool
    agreed: bool = False
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """A planned note whose time has come."""

    id: str
    kind: Kind
    due_at: datetime
    useful_until: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands as we are about to write to them.

    `barred` says why we may not write at all, or is ''. `next_hours` gives the first moment from a given one on in
    their hours; with `True` also on no bank holiday. `counted` are the times of the notes of the last week that count;
    `resting_until` is when a note would not be a second one within 24 hours.
    """

    barred: str
    talking_until: datetime | None
    limit: int
    counted: Sequence[datetime]
    resting_until: datetime
    next_hours: Callable[[datetime, bool], datetime]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one planned note: it goes now (`silent`: without a sound), waits until `at`, or lapses."""

    due: Due
    what: Literal["go", "wait", "lapse"]
    at: datetime | None = None
    why: str = ""
    silent: bool = False


def decide(now: datetime, dues: Sequence[Due], standing: Standing, *, after_downtime: bool) -> list[Verdict]:
    """A verdict for each that is due; at most one goes. After a downtime what does not go now lapses."""
    ranked = sorted(dues, key=lambda one: (one.kind.rank, one.due_at, one.id))
    verdicts: list[Verdict] = []
    gone = False
    for one in ranked:
        verdict = _alone(now, one, standing)
        if verdict.what == "go" and gone:
            verdict = _behind_another(now, one, standing, after_downtime)
        elif verdict.what == "wait" and after_downtime and (gone or _first_waits(verdicts)):
            verdict = Verdict(one, "lapse", why="after_downtime")
        gone = gone or verdict.what == "go"
        verdicts.append(verdict)
    return verdicts


def _first_waits(verdicts: Sequence[Verdict]) -> bool:
    """Whether a more useful one is kept for their next hours already."""
    return any(one.what == "wait" for one in verdicts)


def _alone(now: datetime, due: Due, standing: Standing) -> Verdict:
    """What would become of it if it were the only one."""
    if standing.barred:
        return Verdict(due, "lapse", why=standing.barred)
    if due.useful_until <= now:
        return Verdict(due, "lapse", why="too_late")
    at = standing.next_hours(now, not due.kind.agreed)
    if due.kind.counts:
        free = max(standing.resting_until, _under_the_limit(now, standing))
        at = standing.next_hours(max(now, free), True) if free > now else at
    if due.kind.counts and standing.limit == 0:
        return Verdict(due, "lapse", why="wants_no_notes")
    if not due.kind.agreed and standing.talking_until is not None and standing.talking_until > at:
        at = standing.next_hours(standing.talking_until, True)
    if at <= now:
        return Verdict(due, "go")
    if at < due.useful_until:
        return Verdict(due, "wait", at=at)
    if due.kind.urgent:
        return Verdict(due, "go", silent=True)
    return Verdict(due, "lapse", why="no_room" if due.kind.counts else "outside_their_hours")


def _under_the_limit(now: datetime, standing: Standing) -> datetime:
    """When one more note would not be more a week than they chose."""
    recent = sorted(at for at in standing.counted if at > now - A_WEEK)
    if len(recent) < standing.limit or standing.limit == 0:
        return now
    return recent[len(recent) - standing.limit] + A_WEEK


def _behind_another(now: datetime, due: Due, standing: Standing, after_downtime: bool) -> Verdict:
    if after_downtime:
        return Verdict(due, "lapse", why="after_downtime")
    wanted = now + (A_DAY if due.kind.counts else BETWEEN)
    at = standing.next_hours(wanted, not due.kind.agreed)
    if at < due.useful_until:
        return Verdict(due, "wait", at=at)
    return Verdict(due, "lapse", why="another_was_more_useful")
