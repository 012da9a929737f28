"""For coordinators: a quiet summary at the beginning of their hours, and at once what they chose to hear at once.

For safeguarding leads: at the beginning of theirs, who still waits for a person; and the card, when it wants checking.
"""

from __future__ import annotations

from datetime import datetime

from bot.actions import keeping_card, planning, rota, summing
from bot.rules.duty import next_duty
from bot.rules.ladder import Span
from bot.serving import Running
from storage import concern_lists, facts, notices, nudges_made, people
from storage.database import Transaction
from storage.people import Person
from storage.values import moment

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
    for lead in people.with_role(tx, rota.LEAD):
        _plan_open_ones(tx, now, lead)
    keeping_card.ask_leads(tx, now)
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
    span = _present(tx, now, somebody)
    if span is not None and not nudges_made.planned_since(tx, somebody.id, "digest", span[0]):
        planning.note(tx, now, somebody.id, "digest", useful_for=span[1] - now)


def _plan_open_ones(tx: Transaction, now: datetime, lead: Person) -> None:
    """Once in each span of their hours, of what was open when it began; of what comes in later they are alerted."""
    span = _present(tx, now, lead)
    if span is None or not any(moment(one.raised_at) < span[0] for one in concern_lists.still_open(tx)):
        return
    if not nudges_made.planned_since(tx, lead.id, "concerns_open", span[0]):
        planning.note(tx, now, lead.id, "concerns_open", useful_for=span[1] - now)


def _present(tx: Transaction, now: datetime, somebody: Person) -> Span | None:
    """Their hours in which we are now."""
    duty = rota.hours_of(tx, somebody)
    span = None if duty is None else next_duty(now, [duty])
    return span if span is not None and span[0] <= now else None
