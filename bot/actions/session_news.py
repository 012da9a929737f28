"""What those who come to a session hear of it: that it is planned, that it has changed, or that it does not take place.

`by` is the id of the person who does it, who is not told again; None when it is nobody who comes to sessions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.actions import planning
from storage import nudges, sessions
from storage.database import Transaction
from storage.sessions import Session
from storage.values import moment

TAKEN_BACK = timedelta(minutes=5)  # so long something can be undone or changed again before anybody has heard of it
SOON = timedelta(hours=3)  # what begins so soon is told at once
AT_LEAST = timedelta(hours=1)  # so long a note about a change is of use, however near the session is
PLANNED, CHANGED = NEWS = ("session_planned", "session_changed")
Known = Mapping[
    str, tuple[Session, str]
]  # by person: a session that they have heard of, and when it is as they know it


def tell(tx: Transaction, now: datetime, session: Session, by: str | None, kind: str, *, was_at: str = "") -> None:
    """Mean to tell those who come. Who has not heard of it at all yet hears of it once, as it is then."""
    for person_id in sessions.attendees(tx, session):
        if person_id == by:
            nudges.withdraw_for(tx, now, person_id, session.id, "knows", *NEWS)
        elif not is_unheard(tx, session, person_id):
            note(tx, now, session, person_id, kind, was_at=was_at)


def note(tx: Transaction, now: datetime, session: Session, person_id: str, kind: str, *, was_at: str = "") -> None:
    """Mean to tell one of them. `was_at`: when it is as they know it."""
    begins = moment(session.starts_at)
    after = TAKEN_BACK if begins - now > SOON else timedelta()
    left = max(begins - now - after, AT_LEAST)
    planning.note(tx, now, person_id, kind, session.id, after=after, useful_for=left, was_at=was_at)


def is_heard(tx: Transaction, session: Session, *, but: str) -> bool:
    """Whether anybody of those who come, but this person, has heard of it and so hears when it is cancelled."""
    return any(not is_unheard(tx, session, one) for one in sessions.attendees(tx, session) if one != but)


def is_unheard(tx: Transaction, session: Session, person_id: str) -> bool:
    """Whether the note that this session, or its series, is planned at all has still to reach them."""
    return any(
        one.person_id == person_id and one.kind == PLANNED
        for each in series_of(tx, session)
        for one in nudges.planned_about(tx, each.id)
    )


def tell_newcomer(tx: Transaction, now: datetime, person_id: str, held: Sequence[Session]) -> None:
    """Somebody comes to these from now on: they hear of what is to come, in one note of what was planned together, and
    get the notes because of each."""
    told = set()
    for one in to_come(held, now):
        planning.plan_again_for(tx, now, one, person_id)
        together = one.series_id or one.id
        if one.made_by != person_id and together not in told:
            note(tx, now, one, person_id, PLANNED)
        told.add(together)


def leave_out(tx: Transaction, now: datetime, person_id: str, held: Sequence[Session]) -> None:
    """Somebody comes to none of these any more: nothing more is written to them because of one."""
    for one in held:
        nudges.withdraw_for(tx, now, person_id, one.id, "not_in_it")


def series_of(tx: Transaction, session: Session) -> list[Session]:
    """The sessions that were planned with this one, itself among them."""
    return sessions.of_series(tx, session.series_id) if session.series_id else [session]


def to_come(held: Sequence[Session], now: datetime) -> list[Session]:
    """Those of these that are planned, and have not begun."""
    return [one for one in held if one.state == "planned" and moment(one.starts_at) > now]


def first_known(tx: Transaction, coming: Sequence[Session], *, but: str | None) -> Known:
    """The first of these sessions, which are in their order, that each of those who come has heard of."""
    found: dict[str, tuple[Session, str]] = {}
    for one in coming:
        known = nudges.known_times(tx, one.id, CHANGED)
        for person_id in sessions.attendees(tx, one):
            if person_id != but and person_id not in found and not is_unheard(tx, one, person_id):
                found[person_id] = (one, known.get(person_id, one.starts_at))
    return found


def tell_it_is_over(tx: Transaction, now: datetime, known: Known) -> None:
    """These sessions do not take place, as what they belong to is over: each is told of the one that they would come
    to first. This is planned after the note that all is over: whoever hears that needs no other (`heard_it_is_over`).
    """
    for person_id, (one, was_at) in known.items():
        note(tx, now, one, person_id, CHANGED, was_at=was_at)


def heard_it_is_over(tx: Transaction, now: datetime, person_id: str, held: Sequence[Session]) -> None:
    """Somebody is told that what these belong to is over, and that none of them takes place."""
    for one in held:
        nudges.withdraw_for(tx, now, person_id, one.id, "knows", CHANGED)
