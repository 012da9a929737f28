"""When those get it to whom something goes: how many as soon as it begins, how many later and by when."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial

from bot.actions import broadcasting
from bot.actions.naming import when
from bot.chat.scene import Scene
from bot.rules.bank_holidays import never, off_days
from bot.rules.contact import next_time
from bot.rules.kinds import COUNTED, KINDS, RESTS
from bot.rules.manners import manners_for
from bot.rules.nudging import A_DAY, A_WEEK, Standing, earliest
from storage import rhythms
from storage.broadcasts import Broadcast
from storage.database import Transaction
from storage.rhythms import Rhythm
from storage.values import moment

STORY = "send_broadcast"
KIND = KINDS["opportunity"]  # an announcement is counted in the same way


@dataclass(frozen=True, slots=True)
class Spread:
    """How many get it `at_once`, how many `later` and the last of these `by` when, and how many `in_vain`: before there
    is room for it, it is of no use any more."""

    at_once: int
    later: int = 0
    by: datetime | None = None
    in_vain: int = 0


def spread(tx: Transaction, now: datetime, one: Broadcast, people: Iterable[str], starts_at: datetime | None) -> Spread:
    """As things stand now, if it begins at `starts_at`, or now. Minutes are not looked at: not who is in mid-talk."""
    begins = max(now, starts_at or now)
    until = broadcasting.useful_until(tx, begins, one)
    known, hours = rhythms.of_everybody(tx, begins - A_WEEK), cache(_next_hours)
    firsts = [earliest(begins, KIND, _standing(begins, known[each], hours)) for each in people if each in known]
    later = [at for at in firsts if begins < at < until]
    at_once = sum(at <= begins < until for at in firsts)
    return Spread(at_once, len(later), max(later, default=None), len(firsts) - at_once - len(later))


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
    if not found.later and not found.in_vain:
        return []
    lines = [scene.voice.says(STORY, "get_it_at_once", {"people": found.at_once})]
    if found.by is not None:
        lines.append(scene.voice.says(STORY, "get_it_later", {"people": found.later, "by": when(scene, found.by)}))
    if found.in_vain:
        lines.append(scene.voice.says(STORY, "get_it_in_vain", {"people": found.in_vain}))
    return lines


def begins_at(one: Broadcast) -> datetime | None:
    """The time that was chosen for it, if any."""
    return moment(one.starts_at) if one.starts_at else None
