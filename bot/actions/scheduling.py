"""Sessions are planned, moved, given another place and cancelled. Those concerned hear of it, in their own hours, once,
and as it stands then: whoever changes something three times in a row has told them once.

`by` is the id of the person who does it, who is not told again; None when it is nobody who comes to sessions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.actions import planning
from storage import notices, nudges, proposals, sessions
from storage.database import Transaction
from storage.sessions import Session
from storage.values import moment, new_id

TAKEN_BACK = timedelta(minutes=5)  # so long something can be undone or changed again before anybody has heard of it
SOON = timedelta(hours=3)  # what begins so soon is told at once
AT_LEAST = timedelta(hours=1)  # so long a note about a change is of use, however near the session is
NEWS = ("session_planned", "session_changed")


@dataclass(frozen=True, slots=True)
class Slot:
    """When a session is to begin, how long it is and where."""

    starts_at: datetime
    minutes: int = 60
    place: str = ""


def plan(
    tx: Transaction,
    now: datetime,
    *,
    by: str | None,
    pairing_id: str | None = None,
    group_id: str | None = None,
    slot: Slot,
    timezone: str,
) -> Session:
    """Plan one session, and the notes because of it; the one that is planned for then already, if there is one."""
    planned = plan_series(tx, now, by=by, pairing_id=pairing_id, group_id=group_id, slots=[slot], timezone=timezone)
    return planned[0]


def plan_series(
    tx: Transaction,
    now: datetime,
    *,
    by: str | None,
    pairing_id: str | None = None,
    group_id: str | None = None,
    slots: Sequence[Slot],
    timezone: str,
) -> list[Session]:
    """Plan these sessions, earliest first, which belong together when they are more than one. Those concerned
    are told of all of them in one note, about the first that is new."""
    series_id = new_id(now) if len(slots) > 1 else None
    planned, new = [], []
    for slot in slots:
        session = sessions.planned_at(tx, slot.starts_at, pairing_id=pairing_id, group_id=group_id)
        if session is None:
            session = sessions.plan(
                tx,
                now,
                pairing_id=pairing_id,
                group_id=group_id,
                starts_at=slot.starts_at,
                timezone=timezone,
                minutes=slot.minutes,
                place=slot.place,
                series_id=series_id,
                made_by=by,
            )
            planning.plan_session(tx, now, session)
            new.append(session)
        planned.append(session)
    if new:
        _tell(tx, now, new[0], by, "session_planned")
    return planned


def move(tx: Transaction, now: datetime, session_id: str, starts_at: datetime, *, by: str | None) -> bool:
    """It begins at another time; False when it is not planned any more."""
    return _change(tx, now, session_id, starts_at, None, by)


def change_place(tx: Transaction, now: datetime, session_id: str, place: str, *, by: str | None) -> bool:
    """It is somewhere else, or by another link; False when it is not planned any more."""
    session = sessions.by_id(tx, session_id)
    return session is not None and _change(tx, now, session_id, moment(session.starts_at), place, by)


def cancel(tx: Transaction, now: datetime, session_id: str, *, by: str | None, and_later: bool = False) -> int:
    """It will not take place, and with `and_later` neither will those of its series that come after it; how many were
    cancelled. Those concerned are told in one note, unless they have not heard of the session at all yet."""
    session = sessions.by_id(tx, session_id)
    if session is None:
        return 0
    series = _series(tx, session) if and_later else [session]
    wanted = [one for one in series if one.state == "planned" and one.starts_at >= session.starts_at]
    for one in wanted:
        _cancel(tx, now, one, by, told=one is not wanted[0])
    return len(wanted)


def undo(tx: Transaction, now: datetime, session_id: str, *, by: str | None) -> int:
    """Take back what was planned, with its whole series; how many sessions that were."""
    session = sessions.by_id(tx, session_id)
    first = next((one for one in _series(tx, session) if one.state == "planned"), None) if session else None
    return cancel(tx, now, first.id, by=by, and_later=True) if first else 0


def _change(
    tx: Transaction, now: datetime, session_id: str, starts_at: datetime, place: str | None, by: str | None
) -> bool:
    before = sessions.by_id(tx, session_id)
    if before is None or (moment(before.starts_at), place or before.place) == (starts_at, before.place):
        return before is not None and before.state == "planned"
    if not sessions.move(tx, session_id, starts_at, place=place):
        return False
    _overtake(tx, now, session_id)
    nudges.withdraw_about(tx, now, session_id, "moved", "proposal")
    session = sessions.by_id(tx, session_id)
    assert session is not None
    if session.starts_at != before.starts_at:
        planning.plan_session(tx, now, session)
    _tell(tx, now, session, by, "session_changed", was_at=before.starts_at)
    return True


def _overtake(tx: Transaction, now: datetime, session_id: str) -> None:
    """Nobody needs to decide about another time any more, nor to be asked by the team."""
    proposals.overtake(tx, now, session_id)
    notices.withdraw(tx, "session_time_not_asked", session_id)


def _cancel(tx: Transaction, now: datetime, session: Session, by: str | None, *, told: bool) -> None:
    """`told`: that of an earlier one of the series tells of this one, too."""
    others = [one for one in sessions.attendees(tx, session) if one != by]
    unheard = [one for one in others if _is_unheard(tx, session, one)]
    known = nudges.known_times(tx, session.id, "session_changed")
    sessions.becomes(tx, session.id, "cancelled")
    _overtake(tx, now, session.id)
    planning.unplan_session(tx, now, session.id, "cancelled")
    left = next((one for one in _series(tx, session) if one.state == "planned" and one.id != session.id), None)
    for person_id in others:
        if person_id not in unheard and not told:
            _note(tx, now, session, person_id, "session_changed", was_at=known.get(person_id, session.starts_at))
        elif person_id in unheard and left is not None and not _is_unheard(tx, left, person_id):
            _note(tx, now, left, person_id, "session_planned")


def _series(tx: Transaction, session: Session) -> list[Session]:
    """The sessions that were planned with this one, itself among them."""
    return sessions.of_series(tx, session.series_id) if session.series_id else [session]


def _tell(tx: Transaction, now: datetime, session: Session, by: str | None, kind: str, *, was_at: str = "") -> None:
    """Mean to tell those who come. Who has not heard of it at all yet hears of it once, as it is then."""
    for person_id in sessions.attendees(tx, session):
        if person_id == by:
            nudges.withdraw_for(tx, now, person_id, session.id, "knows", *NEWS)
        elif not _is_unheard(tx, session, person_id):
            _note(tx, now, session, person_id, kind, was_at=was_at)


def _note(tx: Transaction, now: datetime, session: Session, person_id: str, kind: str, *, was_at: str = "") -> None:
    begins = moment(session.starts_at)
    after = TAKEN_BACK if begins - now > SOON else timedelta()
    left = max(begins - now - after, AT_LEAST)
    planning.note(tx, now, person_id, kind, session.id, after=after, useful_for=left, was_at=was_at)


def is_heard(tx: Transaction, session: Session, *, but: str) -> bool:
    """Whether anybody of those who come, but this person, has heard of it and so hears when it is cancelled."""
    return any(not _is_unheard(tx, session, one) for one in sessions.attendees(tx, session) if one != but)


def _is_unheard(tx: Transaction, session: Session, person_id: str) -> bool:
    """Whether the note that this session, or its series, is planned at all has still to reach them."""
    return any(
        one.person_id == person_id and one.kind == "session_planned"
        for each in _series(tx, session)
        for one in nudges.planned_about(tx, each.id)
    )
