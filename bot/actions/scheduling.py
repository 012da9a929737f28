"""Sessions are planned, moved, given another place and cancelled. Those concerned hear of it, in their own hours, once,
and as it stands then: whoever changes something three times in a row has told them once.

`by` is the id of the person who does it, who is not told again; None when it is nobody who comes to sessions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.actions import planning
from bot.actions.session_news import is_unheard, note, series_of, tell
from storage import audit, notices, nudges, proposals, sessions
from storage.database import Transaction
from storage.sessions import Session
from storage.values import instant, moment, new_id

MOVED, TO = "session_moved", " > "  # as the log has it, with when it was to begin before and after


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
        tell(tx, now, new[0], by, "session_planned")
    return planned


def move(tx: Transaction, now: datetime, session_id: str, starts_at: datetime, *, by: str | None) -> bool:
    """It begins at another time, which is in the log with the one before; False when it is not planned any more."""
    before = sessions.by_id(tx, session_id)
    if before is None or not _change(tx, now, session_id, starts_at, None, by):
        return False
    if moment(before.starts_at) != starts_at:
        from_to = f"{before.starts_at}{TO}{instant(starts_at)}"
        audit.note(tx, now, actor=by or "", action=MOVED, about=session_id, detail=from_to)
    return True


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
    series = series_of(tx, session) if and_later else [session]
    wanted = [one for one in series if one.state == "planned" and one.starts_at >= session.starts_at]
    for one in wanted:
        _cancel(tx, now, one, by, told=one is not wanted[0])
    return len(wanted)


def undo(tx: Transaction, now: datetime, session_id: str, *, by: str | None) -> int:
    """Take back what was planned, with its whole series; how many sessions that were."""
    session = sessions.by_id(tx, session_id)
    first = next((one for one in series_of(tx, session) if one.state == "planned"), None) if session else None
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
    tell(tx, now, session, by, "session_changed", was_at=before.starts_at)
    return True


def call_off(tx: Transaction, now: datetime, session_id: str, why: str) -> None:
    """It does not take place, and nothing is written because of it."""
    sessions.becomes(tx, session_id, "cancelled")
    _overtake(tx, now, session_id)
    planning.unplan_session(tx, now, session_id, why)


def _overtake(tx: Transaction, now: datetime, session_id: str) -> None:
    """Nobody needs to decide about another time any more, nor to be asked by the team."""
    proposals.overtake(tx, now, session_id)
    notices.withdraw(tx, "session_time_not_asked", session_id)


def _cancel(tx: Transaction, now: datetime, session: Session, by: str | None, *, told: bool) -> None:
    """`told`: that of an earlier one of the series tells of this one, too."""
    others = [one for one in sessions.attendees(tx, session) if one != by]
    unheard = [one for one in others if is_unheard(tx, session, one)]
    known = nudges.known_times(tx, session.id, "session_changed")
    call_off(tx, now, session.id, "cancelled")
    left = next((one for one in series_of(tx, session) if one.state == "planned" and one.id != session.id), None)
    for person_id in others:
        if person_id not in unheard and not told:
            note(tx, now, session, person_id, "session_changed", was_at=known.get(person_id, session.starts_at))
        elif person_id in unheard and left is not None and not is_unheard(tx, left, person_id):
            note(tx, now, left, person_id, "session_planned")
