"""How somebody stands as we are about to write to them: may we, when, and how often we did."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.actions.crisis import OFFERING
from bot.rules.bank_holidays import never, off_days
from bot.rules.contact import next_time
from bot.rules.kinds import COUNTED, IN_TURN, REMINDERS, RESTS, WEIGHTY
from bot.rules.manners import manners_for
from bot.rules.nudging import (
    A_DAY,
    A_WEEK,
    DEFAULT_LIMIT,
    IN_MID_TALK,
    OPEN_CONCERN,
    OUTDATED,
    PAUSED,
    SAID_NO,
    TAKEN_BACK,
    WEIGHS,
    Standing,
)
from storage import concerns, consents, conversations, directory, erasures, nudging, people, profiles, quiet
from storage.database import Transaction
from storage.people import Person
from storage.values import moment

STAFF = ("coordinator", "safeguarding-lead", "learning-partner", "admin")


def standing_of(tx: Transaction, now: datetime, person: Person, back_at: datetime | None = None) -> Standing:
    """Everything the rule asks about this person. `back_at` is when we were last back after we had been away."""
    told = profiles.of(tx, person.id)
    days, since, until = (told.get(name) or "" for name in ("contact_days", "contact_from", "contact_until"))
    off = off_days(told.get("nation") or "", person.timezone)
    written = nudging.written_since(tx, person.id, now - A_WEEK)
    since_back = [at for why, at in written if back_at is not None and at >= back_at and why not in REMINDERS]
    limit = told.get("nudge_limit")

    def next_hours(at: datetime, holidays_too: bool) -> datetime:
        return next_time(at, person.timezone, days, since or None, until or None, off if holidays_too else never)

    unhurried = manners_for(directory.needs_to_heed(tx, person.id)).unhurried
    rest = 2 * A_DAY if unhurried else A_DAY
    return Standing(
        barred=barred(tx, person),
        talking_until=_talking_until(tx, now, person, 2 * IN_MID_TALK if unhurried else IN_MID_TALK),
        limit=DEFAULT_LIMIT if limit is None else int(limit),
        counted=[at for why, at in written if why in COUNTED],
        resting_until=max((at + rest for why, at in written if why in RESTS), default=now),
        spared_until=max((at + A_DAY for at in since_back), default=now) if _lately(now, back_at) else now,
        next_hours=next_hours,
        unhurried=unhurried,
        weighing=_weighs(tx, now, person),
        asked=_asked(tx, now, person),
    )


def _lately(now: datetime, back_at: datetime | None) -> bool:
    return back_at is not None and now - back_at < A_DAY


def barred(tx: Transaction, person: Person) -> str:
    """Why we may not write to them of our own accord at all, or ''."""
    return OPEN_CONCERN if concerns.holds(tx, person.id) else barred_besides(tx, person)


def barred_besides(tx: Transaction, person: Person) -> str:
    """The same, but for a concern of theirs: what keeps us from it even once the team lets us write first again."""
    states = {"unreachable": person.unreachable_at, "left": person.left_at, "stopped": person.stopped_at}
    states[PAUSED] = person.paused_at
    found = next((name for name, at in states.items() if at is not None), "")
    if found == PAUSED and quiet.is_by_a_no(tx, person.id):
        return SAID_NO
    if found or person.telegram_id is None:
        return found or "erased"
    if any(role in STAFF for role in people.roles_of(tx, person.id)):
        return ""  # it is their work
    planned = erasures.planned(tx, person.id)
    if planned is not None and planned.kind != erasures.HEALTH:
        return "leaving" if planned.kind == erasures.LEAVING else "deleting"
    if planned is not None or consents.took_back_health(tx, person.id):
        return TAKEN_BACK
    if consents.takes_part(tx, person.id):
        return ""
    return OUTDATED if consents.is_outdated(tx, person.id) else "not_agreed"


def _weighs(tx: Transaction, now: datetime, person: Person) -> bool:
    """Whether a question waits for them that nothing may be put on top of; what the team does is their work, and
    goes on."""
    if any(role in STAFF for role in people.roles_of(tx, person.id)):
        return False
    until = weighs_until(tx, person.id)
    return until is not None and now < until


def weighs_until(tx: Transaction, person_id: str) -> datetime | None:
    """Until when the last question that weighs, of those that wait for them, keeps anything away: for a week. To
    whoever wants one thing at a time the offer of a person is such a question; it is forgotten after a day."""
    one_thing = manners_for(directory.needs_to_heed(tx, person_id)).one_at_a_time
    weighty = WEIGHTY.union(OFFERING) if one_thing else WEIGHTY
    waiting = [one for one in conversations.open_of(tx, person_id) if one.kind in weighty and one.pending]
    return max((moment(one.attention_at) + WEIGHS for one in waiting if one.attention_at is not None), default=None)


def _asked(tx: Transaction, now: datetime, person: Person) -> bool:
    """Whether a question without a date was put to them within a week, and waits for their answer."""
    waiting = [one for one in conversations.open_of(tx, person.id) if one.kind in IN_TURN and one.pending]
    return any(one.attention_at is not None and now < moment(one.attention_at) + WEIGHS for one in waiting)


def _talking_until(tx: Transaction, now: datetime, person: Person, so_long: timedelta) -> datetime | None:
    """Until when a question that waits is still theirs to answer, or None when they are in no talk."""
    until = moment(person.seen_at) + so_long
    if until <= now:
        return None
    waiting = conversations.in_attention(tx, person.id)
    return until if waiting is not None and waiting.pending is not None else None
