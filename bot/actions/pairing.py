"""Putting two people together, and taking that back while nothing has come of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.actions import planning, scheduling
from storage import audit, conversations, nudges, nudges_made, outbox, pairings, people, sessions
from storage.database import Transaction
from storage.pairings import Pairing

GRACE = timedelta(minutes=5)  # in which nobody has heard of it yet
ASKING = "agree_pairing"


@dataclass(frozen=True, slots=True)
class Made:
    """The new pairing's id, or why there is none (and about whom that is said)."""

    id: str = ""
    refused: str = ""
    who: str = ""


def propose(
    tx: Transaction,
    now: datetime,
    *,
    partner_id: str,
    leader_id: str,
    from_on: date,
    until_on: date | None = None,
    made_by: str | None = None,
) -> Made:
    """Put two people together, unless that cannot be; both are asked after a moment, in their own hours."""
    refused = why_not(tx, partner_id, leader_id)
    if refused.refused:
        return refused
    if no_day := why_not_until(now, from_on, until_on):
        return Made(refused=no_day)
    made = pairings.propose(
        tx, now, partner_id=partner_id, leader_id=leader_id, from_on=from_on, until_on=until_on, made_by=made_by
    )
    for person_id in (partner_id, leader_id):
        planning.note(tx, now, person_id, ASKING, made, after=GRACE)
    audit.note(tx, now, actor=made_by or "", action="pairing_proposed", about=made)
    return Made(made)


def why_not(tx: Transaction, partner_id: str, leader_id: str) -> Made:
    """Why these two cannot be put together: "themselves", "gone", "stopped", "same" (they are already); or nothing."""
    if partner_id == leader_id:
        return Made(refused="themselves", who=partner_id)
    for person_id in (partner_id, leader_id):
        person = people.by_id(tx, person_id)
        if person is None or person.joined_at is None or person.left_at is not None:
            return Made(refused="gone")
        if person.stopped_at is not None:
            return Made(refused="stopped", who=person_id)
    theirs = [one for one in pairings.standing_of(tx, partner_id) if one.leader_id == leader_id]
    return Made(theirs[0].id, "same") if theirs else Made()


def why_not_until(now: datetime, from_on: date, until_on: date | None) -> str:
    """Why this cannot be the last day: "ends_first", before the first one; "gone_by"; or ''."""
    if until_on is None or until_on >= max(from_on, now.date()):
        return ""
    return "ends_first" if until_on < from_on else "gone_by"


def is_past(one: Pairing, now: datetime) -> bool:
    """Whether its last day is over."""
    return one.until_on is not None and one.until_on < now.date().isoformat()


def others(tx: Transaction, partner_id: str, leader_id: str) -> list[Pairing]:
    """The pairings in which one of the two is already, with somebody else."""
    found = pairings.standing_of(tx, partner_id) + pairings.standing_of(tx, leader_id)
    return list({one.id: one for one in found}.values())


def undo(tx: Transaction, now: datetime, pairing_id: str, by: str) -> str:
    """Take it back with everything that was planned: "undone" ("undone_aloud" when somebody has heard of it, who
    is told); or what is in the way: "answered", "agreed", "over"."""
    found = pairings.by_id(tx, pairing_id)
    if found is None or found.state not in ("proposed", "agreed"):
        return "over"
    if found.state == "agreed" or found.partner_said or found.leader_said:
        return "agreed" if found.state == "agreed" else "answered"
    pairings.close(tx, now, pairing_id, "undone")
    call_off(tx, now, pairing_id)
    told = [stop_asking(tx, now, found, one) for one in (found.partner_id, found.leader_id)]
    audit.note(tx, now, actor=by, action="pairing_undone", about=pairing_id)
    return "undone_aloud" if any(told) else "undone"


def call_off(tx: Transaction, now: datetime, pairing_id: str) -> None:
    """What was planned for two who will not work together does not take place; nobody has heard of it."""
    for one in sessions.of_pairing(tx, pairing_id):
        scheduling.cancel(tx, now, one.id, by=None)


def stop_asking(tx: Transaction, now: datetime, pairing: Pairing, person_id: str) -> bool:
    """Nobody is asked any more about a pairing that does not stand; whether this person had been, and so is told."""
    nudges.withdraw_about(tx, now, pairing.id, "taken_back", ASKING)
    if nudges_made.last_made_about(tx, person_id, ASKING, pairing.id) is None:
        return False
    conversations.abandon(tx, now, person_id, ASKING, pairing.id)
    if outbox.recall(tx, now, f"nudge_{ASKING}", person_id) > 0:
        return False
    planning.note(tx, now, person_id, "pairing_news", pairing.id)
    return True


def ask_again(tx: Transaction, now: datetime) -> int:
    """Whoever has not heard of a proposed pairing, because they could not be written to then, is asked now; how many.

    Such as after a pause, or after a day on which we were not there.
    """
    asked = 0
    for one in pairings.proposed(tx):
        for person_id, said in ((one.partner_id, one.partner_said), (one.leader_id, one.leader_said)):
            if said is None and not has_heard(tx, person_id, ASKING, one.id):
                planning.note(tx, now, person_id, ASKING, one.id)
                asked += 1
    return asked


def has_heard(tx: Transaction, person_id: str, kind: str, about: str) -> bool:
    """Whether somebody was asked about this, will be, or cannot be."""
    person = people.by_id(tx, person_id)
    if person is None or person.telegram_id is None or person.paused_at or person.stopped_at or person.unreachable_at:
        return True
    planned = any(one.person_id == person_id and one.kind == kind for one in nudges.planned_about(tx, about))
    return planned or nudges_made.last_made_about(tx, person_id, kind, about) is not None
