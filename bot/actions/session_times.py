"""Until when it is of use to ask about a session, for each talk about one: the session as it is planned now says so."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.rules import calendar
from storage import sessions
from storage.database import Transaction
from storage.values import moment

LONG_AGO = datetime.min.replace(tzinfo=UTC)


def while_it_can_change(tx: Transaction, session_id: str) -> datetime | None:
    """Until there is no time left to change it."""
    session = sessions.by_id(tx, session_id)
    return calendar.of_use_before(moment(session.starts_at)) if session is not None else None


def while_it_can_move(tx: Transaction, session_id: str) -> datetime | None:
    """Until it begins, and not once it is called off."""
    session = sessions.by_id(tx, session_id)
    if session is None:
        return None
    return moment(session.starts_at) if session.state == "planned" else LONG_AGO


def until_it_begins(tx: Transaction, session_id: str) -> datetime | None:
    """Until it begins, for what somebody has begun to say before it."""
    session = sessions.by_id(tx, session_id)
    return moment(session.starts_at) if session is not None else None


def while_it_is_asked_for(tx: Transaction, session_id: str) -> datetime | None:
    """Until nobody is asked any more how it went."""
    session = sessions.by_id(tx, session_id)
    return calendar.of_use_after(moment(session.starts_at), session.minutes) if session is not None else None
