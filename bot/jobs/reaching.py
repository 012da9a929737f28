"""How somebody stands as we are about to write to them: may we, when, and how often we did."""

from __future__ import annotations

from datetime import datetime

from bot.jobs.kinds import KINDS
from bot.rules.contact import next_time
from bot.rules.nudging import A_DAY, A_WEEK, IN_MID_TALK, Standing
from storage import concerns, consents, conversations, nudging, people
from storage.database import Transaction
from storage.people import Person
from storage.values import moment

COUNTED = (*(f"nudge_{name}" for name, kind in KINDS.items() if kind.counts), "nudge_unanswered")
STAFF = ("coordinator", "safeguarding-lead", "learning-partner", "admin")
DEFAULT_LIMIT = 2


def standing_of(tx: Transaction, now: datetime, person: Person) -> Standing:
    """Everything the rule asks about this person."""
    told = people.profile_of(tx, person.id)
    days, since, until = (told.get(name) or "" for name in ("contact_days", "contact_from", "contact_until"))
    times = nudging.times_of(tx, person.id, now - A_WEEK, COUNTED)
    limit = told.get("nudge_limit")

    def next_hours(at: datetime, holidays_too: bool) -> datetime:
        return next_time(at, person.timezone, days, since or None, until or None)

    return Standing(
        barred=_barred(tx, person),
        talking_until=_talking_until(tx, now, person),
        limit=DEFAULT_LIMIT if limit is None else int(limit),
        counted=times,
        resting_until=max((at + A_DAY for at in times), default=now),
        next_hours=next_hours,
    )


def _barred(tx: Transaction, person: Person) -> str:
    """Why we may not write to them of our own accord at all, or ''."""
    states = {"unreachable": person.unreachable_at, "stopped": person.stopped_at, "paused": person.paused_at}
    found = next((name for name, at in states.items() if at is not None), "")
    if found or person.telegram_id is None:
        return found or "erased"
    if concerns.is_open(tx, person.id):
        return "open_concern"
    if any(role in STAFF for role in people.roles_of(tx, person.id)):
        return ""  # it is their work
    decided = consents.decisions(tx, person.id)
    agreed = "given" in (decided.get("take_part_health"), decided.get("take_part"))
    return "" if agreed else "not_agreed"


def _talking_until(tx: Transaction, now: datetime, person: Person) -> datetime | None:
    """Until when a question that waits is still theirs to answer, or None when they are in no talk."""
    until = moment(person.seen_at) + IN_MID_TALK
    if until <= now:
        return None
    waiting = conversations.in_attention(tx, person.id)
    return until if waiting is not None and waiting.pending is not None else None
