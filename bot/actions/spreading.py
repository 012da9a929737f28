"""When those get it to whom something goes: how many as soon as it begins, how many later and by when.

What is on its way to each of them already is counted, by the rules that decide it when its time has come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial

from bot.actions import broadcasting
from bot.actions.naming import when
from bot.chat.scene import Scene
from bot.rules.bank_holidays import never, off_days
from bot.rules.contact import next_time
from bot.rules.kinds import COUNTED, KINDS, RESTS
from bot.rules.manners import manners_for
from bot.rules.notes import Due
from bot.rules.nudging import A_DAY, A_WEEK, Standing, earliest, gives_way, kept_by
from storage import queued, rhythms
from storage.broadcasts import Broadcast
from storage.database import Transaction
from storage.nudges import Nudge
from storage.queued import Queued
from storage.rhythms import Rhythm
from storage.values import moment

STORY = "send_broadcast"
KIND = KINDS["opportunity"]  # an announcement is counted in the same way


@dataclass(frozen=True, slots=True)
class Spread:
    """How many get it `at_once`, how many `later` and the last of these `by` when; how many `in_vain`, by the
    text that says what keeps it from them: their hours, or the number of notes a week that they chose."""

    at_once: int
    later: int = 0
    by: datetime | None = None
    in_vain: Mapping[str, int] = field(default_factory=dict)


def spread(tx: Transaction, now: datetime, one: Broadcast, people: Sequence[str], starts_at: datetime | None) -> Spread:
    """As things stand now, if it begins at `starts_at`, or now. Minutes are not looked at: not who is in mid-talk."""
    begins = max(now, starts_at or now)
    until = broadcasting.useful_until(tx, begins, one)
    known, hours = rhythms.of_people(tx, people, now - A_WEEK), cache(_next_hours)
    before, ours = queued.of_people(tx, people, until), Due("", KIND, begins, until)
    firsts, in_vain = list[datetime](), Counter[str]()
    for each in people:
        if each not in known:
            continue
        standing = _lived(now, _standing(now, known[each], hours), before.get(each, ()), one.id, ours)
        at = earliest(begins, KIND, standing)
        firsts.append(at)
        if at >= until:
            in_vain[_why_in_vain(begins, until, standing)] += 1
    later = [at for at in firsts if begins < at < until]
    at_once = sum(at <= begins < until for at in firsts)
    return Spread(at_once, len(later), max(later, default=None), in_vain)


def _why_in_vain(begins: datetime, until: datetime, standing: Standing) -> str:
    """The text that says why it does not reach somebody in time."""
    if begins >= until:
        return "in_vain_late"
    return "in_vain_hours" if kept_by(begins, KIND, standing) == "their_hours" else "in_vain_notes"


def foreseen(tx: Transaction, now: datetime, planned: Iterable[Nudge]) -> dict[str, tuple[datetime, str]]:
    """Before when each of these notes does not go, by its id, and what keeps it until then, in a word of the rule ('':
    nothing). What waits before it is left out: it may lapse, or be called off, and then the note would go sooner. It is
    not there where it does not go while it is of use."""
    several, hours, found = list(planned), cache(_next_hours), dict[str, tuple[datetime, str]]()
    known = rhythms.of_people(tx, {one.person_id for one in several}, now - A_WEEK)
    for one in several:
        due = Due(one.id, KINDS[one.kind], max(now, moment(one.due_at)), moment(one.useful_until))
        rhythm = known.get(one.person_id)
        if rhythm is None or rhythm.nudge_limit == 0:
            continue
        standing = _standing(now, rhythm, hours)
        at = earliest(due.due_at, due.kind, standing)
        if at < due.useful_until:
            found[one.id] = at, "" if at == due.due_at else kept_by(due.due_at, due.kind, standing)
    return found


def _lived(now: datetime, standing: Standing, before: Sequence[Queued], own: str, ours: Due) -> Standing:
    """How somebody stands when `ours` begins: after the notes that count and reach them before it does."""
    waits = [
        (one, Due(one.broadcast_id, KINDS[one.kind], moment(one.due_at), moment(one.useful_until)))
        for one in before
        if one.kind in KINDS and KINDS[one.kind].counts and one.broadcast_id != own
    ]
    for place, (one, due) in enumerate(waits):
        dated = [ours, *(each for other, each in waits[place:] if other.broadcast_id)]
        goes = earliest(max(now, due.due_at), due.kind, standing)
        if goes >= due.useful_until or (not one.broadcast_id and goes >= ours.due_at):
            continue  # it is let go, or ours goes first
        if one.broadcast_id or not gives_way(goes, due, standing, dated):
            standing = standing.after(goes)
    return standing


def _standing(begins: datetime, one: Rhythm, hours: Callable[..., datetime]) -> Standing:
    """What the rule asks about somebody, but for what changes within the hour."""
    unhurried = manners_for(one.needs).unhurried
    rest = 2 * A_DAY if unhurried else A_DAY
    told = (one.timezone, one.nation, one.contact_days, one.contact_from, one.contact_until)
    return Standing(
        barred="",
        talking_until=None,
        limit=one.nudge_limit,
        counted=[at for why, at in one.written if why in COUNTED],
        resting_until=max((at + rest for why, at in one.written if why in RESTS), default=begins),
        spared_until=begins,
        next_hours=partial(hours, *told),
        unhurried=unhurried,
    )


def _next_hours(
    timezone: str, nation: str, days: str, since: str | None, until: str | None, at: datetime, holidays_too: bool
) -> datetime:
    """Many have the same hours and may be written to from the same moment on, so it is kept while we count."""
    off = off_days(nation, timezone) if holidays_too else never
    return next_time(at, timezone, days, since, until, off)


def in_words(scene: Scene, found: Spread) -> list[str]:
    """A line each for those who get it at once, later, and not in time; none when all get it at once."""
    return [*when_in_words(scene, found), *warned(scene, found)]


def when_in_words(scene: Scene, found: Spread) -> list[str]:
    """A line for those who get it at once and for those who get it later; none when all get it at once."""
    if not found.later and not found.in_vain:
        return []
    lines = [scene.voice.says(STORY, "get_it_at_once", {"people": found.at_once})]
    if found.by is not None:
        lines.append(scene.voice.says(STORY, "get_it_later", {"people": found.later, "by": when(scene, found.by)}))
    return lines


def warned(scene: Scene, found: Spread) -> list[str]:
    """A line for each thing that may keep it from some of them until it is too late."""
    return [scene.voice.says(STORY, why, {"people": many}) for why, many in sorted(found.in_vain.items())]


def begins_at(one: Broadcast) -> datetime | None:
    """The time that was chosen for it, if any."""
    return moment(one.starts_at) if one.starts_at else None
