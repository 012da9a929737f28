"""For coordinators: a quiet summary at the beginning of their hours, and at once what they chose to hear at once.

For safeguarding leads: at the beginning of theirs, who still waits for a person; and the card, when it wants checking.
"""

from __future__ import annotations

from datetime import datetime

from bot.actions import keeping_card, planning, rota, summing
from bot.rules.duty import next_duty
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
        _plan_summary(tx, now, somebody, "digest")
    for lead in people.with_role(tx, "safeguarding-lead"):
        _plan_summary(tx, now, lead, "concerns_open")
    keeping_card.ask_leads(tx, now)
    new = notices.to_look_at(tx, facts.fact(tx, LAST_NOTICE) or "")
    if not new:
        return
    kinds = {one.kind for one in new}
    for somebody in coordinators:
        if kinds & summing.wanted_at_once(tx, somebody.id):
            planning.note(tx, now, somebody.id, "at_once")
    facts.note(tx, now, LAST_NOTICE, new[-1].id)


def _plan_summary(tx: Transaction, now: datetime, somebody: Person, kind: str) -> None:
    """Once in each span of their hours."""
    duty = rota.hours_of(tx, somebody)
    span = None if duty is None else next_duty(now, [duty])
    if span is not None and span[0] <= now and not nudges_made.planned_since(tx, somebody.id, kind, span[0]):
        planning.note(tx, now, somebody.id, kind, useful_for=span[1] - now)
