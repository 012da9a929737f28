"""Meaning to write to people: notes because of a session, and others that an action wants sent in their own hours.

Nothing is sent here. A job looks at what is due and decides by the rules whether, when and in which order.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.rules.calendar import BEFORE, KINDS, Part, Planned, Wish, notes_for
from bot.rules.contact import next_time
from bot.rules.kinds import OPENS
from storage import groups, nudges, nudges_made, pairings, people, profiles, sessions
from storage.database import Transaction
from storage.sessions import Session
from storage.values import moment

USEFUL_FOR = timedelta(days=14)
AHEAD = timedelta(days=3 * 366)  # as far as anything is planned


def note(
    tx: Transaction,
    now: datetime,
    person_id: str,
    kind: str,
    about: str = "",
    *,
    after: timedelta = timedelta(),
    useful_for: timedelta = USEFUL_FOR,
    was_at: str = "",
) -> None:
    """Mean to begin the story of this kind of note with somebody, in their hours, `after` a while."""
    due_at = now + after
    nudges.plan(
        tx,
        now,
        person_id=person_id,
        kind=kind,
        about=about,
        due_at=due_at,
        useful_until=due_at + useful_for,
        was_at=was_at,
    )


def plan_session(tx: Transaction, now: datetime, session: Session) -> None:
    """Plan anew every note because of this session; of one that is not planned any more only what comes after it."""
    nudges.withdraw_about(tx, now, session.id, "planned_anew", *KINDS)
    if session.state != "planned":
        return
    for person_id in sessions.attendees(tx, session):
        _plan_for(tx, now, session, person_id, _notes_for(tx, now, session, person_id))


def plan_again_for(tx: Transaction, now: datetime, session: Session, person_id: str) -> None:
    """Plan the notes because of this session that one attendee has not had yet: they are back after a while."""
    notes = _notes_for(tx, now, session, person_id) if session.state == "planned" else []
    had = {one.kind: nudges_made.last_made_about(tx, person_id, one.kind, session.id) for one in notes}
    missing = [one for one in notes if (at := had[one.kind]) is None or at < one.due_at]
    _plan_for(tx, now, session, person_id, missing)


def _notes_for(tx: Transaction, now: datetime, session: Session, person_id: str) -> list[Planned]:
    part, person = part_of(tx, session, person_id), people.by_id(tx, person_id)
    told = profiles.of(tx, person_id)
    timezone = person.timezone if person else session.timezone
    days, since, until = told.get("contact_days") or "", told.get("contact_from"), told.get("contact_until")
    return notes_for(
        now,
        moment(session.starts_at),
        session.minutes,
        part,
        Wish(bool(told.get("remind_day", True)), bool(told.get("remind_hour", True))),
        lambda at: next_time(at, timezone, days, since, until),
    )


def _plan_for(tx: Transaction, now: datetime, session: Session, person_id: str, notes: list[Planned]) -> None:
    for one in notes:
        nudges.plan(
            tx,
            now,
            person_id=person_id,
            kind=one.kind,
            about=session.id,
            due_at=one.due_at,
            useful_until=one.useful_until,
        )


def plan_anew(tx: Transaction, now: datetime, person_id: str) -> None:
    """Nothing of ours went to somebody for a while: plan again what lies ahead of them."""
    for session in sessions.of_person(tx, person_id, now, now + AHEAD):
        plan_again_for(tx, now, session, person_id)
    if "partner" in people.roles_of(tx, person_id):
        plan_reflection(tx, now, person_id)
    bring_forward(tx, now, person_id)


def bring_forward(tx: Transaction, now: datetime, person_id: str) -> None:
    """Nothing keeps us from writing to somebody any more: that we may comes before all else that we write."""
    nudges.bring_forward(tx, now, person_id, *OPENS)


def unplan_session(tx: Transaction, now: datetime, session_id: str, why: str) -> None:
    """Nothing more is written because of this session."""
    nudges.withdraw_about(tx, now, session_id, why)


def plan_reminders(tx: Transaction, now: datetime, person_id: str) -> None:
    """Somebody's wishes have changed: plan anew what is still to come before their sessions, and nothing twice."""
    for session in sessions.of_person(tx, person_id, now, now + AHEAD):
        nudges.withdraw_for(tx, now, person_id, session.id, "planned_anew", *BEFORE)
        if session.state != "planned":
            continue
        notes = _notes_for(tx, now, session, person_id)
        _plan_for(tx, now, session, person_id, [one for one in notes if one.kind in BEFORE and one.due_at > now])


def part_of(tx: Transaction, session: Session, person_id: str) -> Part:
    """As what somebody comes to a session."""
    if session.pairing_id is not None:
        pairing = pairings.by_id(tx, session.pairing_id)
        return "leader" if pairing is not None and pairing.leader_id == person_id else "partner"
    group = groups.by_id(tx, session.group_id or "")
    return "facilitator" if group is not None and group.facilitator_id == person_id else "member"


def plan_reflection(tx: Transaction, now: datetime, person_id: str) -> None:
    """Plan the next thought to offer by the rhythm that somebody chose; none when they chose never."""
    nudges.withdraw_of(tx, now, person_id, "planned_anew", "reflection")
    every = int(profiles.of(tx, person_id).get("reflect_every") or 0)
    if every > 0:
        note(tx, now, person_id, "reflection", after=timedelta(days=every), useful_for=timedelta(days=every))


def snooze(tx: Transaction, now: datetime, person_id: str, kind: str, about: str = "", *, days: float) -> None:
    """The same note again in so many days."""
    note(tx, now, person_id, kind, about, after=timedelta(days=days))
