"""Once an hour: opportunities whose last day is over take no more answers, and decisions that are due are asked for."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.actions import planning, team
from bot.rules.offers import ANSWER_WITHIN, takes_answers
from bot.serving import Running
from storage import facts, nudges, nudges_made, opportunities, responses
from storage.database import Transaction
from storage.opportunities import Opportunity
from storage.values import instant, moment

log = logging.getLogger(__name__)

EVERY = timedelta(hours=1)
LAST_TIME = "last_look_at_opportunities"
AGAIN_AFTER = timedelta(hours=20)  # a decision that is overdue is asked for each working day


async def decisions(running: Running) -> None:
    """Close what is over, and ask whoever looks after it for what is due; at most once an hour."""
    now, database = running.parts.clock.now(), running.parts.database
    last = await database.read(lambda tx: facts.fact(tx, LAST_TIME))
    if last is None or not timedelta(0) <= now - moment(last) < EVERY:
        await database.write(lambda tx: _look(tx, now))


def _look(tx: Transaction, now: datetime) -> None:
    facts.note(tx, now, LAST_TIME, instant(now))
    for one in opportunities.in_hand(tx):
        if one.state == "open" and not takes_answers(one.state, one.closes_on, one.timezone, now):
            opportunities.closed(tx, one.id)
            log.info("opportunity_closed opportunity=%s", one.id)
            if _everybody_knows(tx, one):
                opportunities.ended(tx, now, one.id, "decided")
            else:
                _ask(tx, now, one)
        elif one.state == "closed" and _is_due(one, now):
            if _everybody_knows(tx, one):
                opportunities.ended(tx, now, one.id, "decided")
            else:
                _ask(tx, now, one)
    for opportunity_id in responses.untold(tx):  # decided once more, and nobody has said so
        decided = opportunities.by_id(tx, opportunity_id)
        if decided is not None:
            _ask(tx, now, decided)
    for each in responses.chosen_and_silent(tx, now - ANSWER_WITHIN):
        _ask_about_place(tx, now, each.opportunity_id)


def _everybody_knows(tx: Transaction, one: Opportunity) -> bool:
    """Whether nobody who is interested waits to hear; where nobody is, the coordinator is told that once."""
    said = [each for each in responses.to(tx, one.id) if each.said == responses.INTERESTED]
    if not said:
        return one.state == "closed"
    return all(each.told_at is not None for each in said)


def _is_due(one: Opportunity, now: datetime) -> bool:
    return one.decides_on is not None and now.astimezone(ZoneInfo(one.timezone)).date().isoformat() >= one.decides_on


def _ask(tx: Transaction, now: datetime, one: Opportunity) -> None:
    """Ask for the decision, unless that was done a moment ago."""
    for person_id in team.who_looks_after(tx, one.made_by):
        last = nudges_made.last_made_about(tx, person_id, "to_decide", one.id)
        lately = last is not None and now - last < AGAIN_AFTER
        if not lately and not nudges.is_planned(tx, person_id, "to_decide", one.id):
            planning.note(tx, now, person_id, "to_decide", one.id)


def _ask_about_place(tx: Transaction, now: datetime, opportunity_id: str) -> None:
    """A place has been offered and nobody has answered for days: once, whoever looks after it hears."""
    one = opportunities.by_id(tx, opportunity_id)
    for person_id in team.who_looks_after(tx, one.made_by) if one else ():
        if nudges_made.last_made_about(tx, person_id, "place_unanswered", opportunity_id) is None:
            planning.note(tx, now, person_id, "place_unanswered", opportunity_id)
