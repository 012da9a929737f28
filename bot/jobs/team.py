"""For coordinators: a quiet summary at the beginning of their hours, and at once what they chose to hear at once."""

from __future__ import annotations

from datetime import datetime

from bot.actions import planning, summing
from bot.rules.bank_holidays import off_days
from bot.rules.duty import Duty, next_duty
from bot.serving import Running
from storage import facts, notices, nudges_made, people
from storage.database import Transaction
from storage.people import Person

LAST_NOTICE = "last_notice_told_at_once"


async def tell_the_team(running: Running) -> None:
    """Plan what coordinators should hear; their hours, and whether there is anything to say, are looked at later."""
    if not await running.standing.knows_the_time():
        return
    now = running.parts.clock.now()
    await running.parts.database.write(lambda tx: _plan(tx, now))


def _plan(tx: Transaction, now: datetime) -> None:
    coordinators = [one for one in people.with_role(tx, "coordinator") if one.joined_at]
    for somebody in coordinators:
        _plan_summary(tx, now, somebody)
    new = notices.to_look_at(tx, facts.fact(tx, LAST_NOTICE) or "")
    if not new:
        return
    kinds = {one.kind for one in new}
    for somebody in coordinators:
        if kinds & summing.wanted_at_once(tx, somebody.id):
            planning.note(tx, now, somebody.id, "at_once")
    facts.note(tx, now, LAST_NOTICE, new[-1].id)


def _plan_summary(tx: Transaction, now: datetime, somebody: Person) -> None:
    """Once in each span of their hours."""
    told = people.profile_of(tx, somebody.id)
    if not (told.get("contact_days") and told.get("contact_from") and told.get("contact_until")):
        return
    off = off_days(told.get("nation") or "", somebody.timezone)
    duty = Duty(somebody.timezone, told["contact_days"], told["contact_from"], told["contact_until"], off)
    span = next_duty(now, [duty])
    if span is not None and span[0] <= now and not nudges_made.planned_since(tx, somebody.id, "digest", span[0]):
        planning.note(tx, now, somebody.id, "digest", useful_for=span[1] - now)
