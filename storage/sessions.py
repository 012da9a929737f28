"""Sessions: when a pairing or a group meets, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from storage import attending
from storage.database import Row, Transaction
from storage.values import instant, new_id

State = Literal["planned", "held", "missed", "cancelled"]

_COLUMNS = "id, pairing_id, group_id, series_id, starts_at, minutes, timezone, place, state, changes, made_by, made_at"


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting of a pairing or of a group, whichever is not None. `place` is where, or a link, or ''.

    `changes` counts how often it was moved or cancelled, for calendars.
    """

    id: str
    pairing_id: str | None
    group_id: str | None
    series_id: str | None
    starts_at: str
    minutes: int
    timezone: str
    place: str
    state: str
    changes: int
    made_by: str | None
    made_at: str


def _session(row: Row) -> Session:
    return Session(**{name: row[name] for name in Session.__slots__})


def plan(
    tx: Transaction,
    now: datetime,
    *,
    pairing_id: str | None = None,
    group_id: str | None = None,
    starts_at: datetime,
    timezone: str,
    minutes: int = 60,
    place: str = "",
    series_id: str | None = None,
    made_by: str | None = None,
) -> Session:
    """Plan a session. What we write because of it is planned by the action, not here."""
    session_id = new_id(now)
    tx.run(
        """
        INSERT INTO sessions (id, pairing_id, group_id, series_id, starts_at, minutes, timezone, place, state, made_by,
          made_at)
        VALUES (:id, :pairing_id, :group_id, :series_id, :starts_at, :minutes, :timezone, :place, 'planned', :made_by,
          :now)
        """,
        id=session_id,
        pairing_id=pairing_id,
        group_id=group_id,
        series_id=series_id,
        starts_at=instant(starts_at),
        minutes=minutes,
        timezone=timezone,
        place=place,
        made_by=made_by,
        now=instant(now),
    )
    planned = by_id(tx, session_id)
    assert planned is not None
    return planned


def by_id(tx: Transaction, session_id: str) -> Session | None:
    """This session, in whatever state."""
    row = tx.one(f"SELECT {_COLUMNS} FROM sessions WHERE id = :id", id=session_id)  # noqa: S608 - constants
    return None if row is None else _session(row)


def attendees(tx: Transaction, session: Session) -> list[str]:
    """The ids of those who meet: whoever has said yes to what it belongs to, and was not gone as it begins."""
    return attending.attendees(tx, pairing_id=session.pairing_id, group_id=session.group_id, at=session.starts_at)


def expected(tx: Transaction, session: Session) -> list[str]:
    """The same, and those who may yet say yes."""
    return attending.expected(tx, pairing_id=session.pairing_id, group_id=session.group_id)


def of_person(tx: Transaction, person_id: str, since: datetime, until: datetime) -> list[Session]:
    """Somebody's sessions that begin between the two, in whatever state, earliest first."""
    return _of_person(tx, person_id, since, until, attending.PAIRINGS_OF, attending.GROUPS_OF)


def around_person(tx: Transaction, person_id: str, since: datetime, until: datetime) -> list[Session]:
    """The same, and those to which they come once they have said yes, as the team sees them."""
    return _of_person(tx, person_id, since, until, attending.PAIRINGS_AROUND, attending.GROUPS_AROUND)


def _of_person(
    tx: Transaction, person_id: str, since: datetime, until: datetime, pairings: str, groups: str
) -> list[Session]:
    """Those of pairings and groups that these questions for ids find."""
    rows = tx.all(
        f"""
        SELECT {_COLUMNS} FROM sessions WHERE starts_at >= :since AND starts_at < :until AND (
          pairing_id IN ({pairings}) OR (group_id IN ({groups})
            AND starts_at < (SELECT COALESCE({attending.GONE_AT}, :from_now_on) FROM people WHERE id = :id)))
        ORDER BY starts_at, id
        """,  # noqa: S608 - constants
        id=person_id,
        since=instant(since),
        until=instant(until),
        from_now_on=attending.FROM_NOW_ON,
    )
    return [_session(row) for row in rows]


def with_one_at_most(tx: Transaction, now: datetime) -> list[Session]:
    """Sessions of groups, planned and still to come, to which one comes or nobody as it stands, earliest first."""
    rows = tx.all(
        f"""
        SELECT {_COLUMNS} FROM sessions WHERE state = 'planned' AND starts_at > :now AND group_id IS NOT NULL
          AND {attending.ALONE}
        ORDER BY starts_at, id
        """,  # noqa: S608 - constants
        now=instant(now),
        at=attending.FROM_NOW_ON,
    )
    return [_session(row) for row in rows]


def of_pairing(tx: Transaction, pairing_id: str) -> list[Session]:
    """Every session of a pairing, earliest first."""
    rows = tx.all(f"SELECT {_COLUMNS} FROM sessions WHERE pairing_id = :id ORDER BY starts_at, id", id=pairing_id)  # noqa: S608
    return [_session(row) for row in rows]


def of_group(tx: Transaction, group_id: str) -> list[Session]:
    """Every session of a group, earliest first."""
    rows = tx.all(f"SELECT {_COLUMNS} FROM sessions WHERE group_id = :id ORDER BY starts_at, id", id=group_id)  # noqa: S608
    return [_session(row) for row in rows]


def planned_between(tx: Transaction, since: datetime, until: datetime) -> list[Session]:
    """Sessions that are planned to begin between the two, earliest first."""
    rows = tx.all(
        f"""
        SELECT {_COLUMNS} FROM sessions WHERE state = 'planned' AND starts_at >= :since AND starts_at < :until
        ORDER BY starts_at, id
        """,  # noqa: S608 - constants
        since=instant(since),
        until=instant(until),
    )
    return [_session(row) for row in rows]


def how_many_planned(tx: Transaction, since: datetime, until: datetime) -> int:
    """How many sessions are planned to begin between the two."""
    row = tx.one(
        """
        SELECT COUNT(*) AS times FROM sessions
        WHERE state = 'planned' AND starts_at >= :since AND starts_at < :until
        """,
        since=instant(since),
        until=instant(until),
    )
    return int(row["times"]) if row else 0


def between(tx: Transaction, since: datetime, until: datetime) -> list[Session]:
    """Every session that begins between the two, in whatever state, earliest first."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM sessions WHERE starts_at >= :since AND starts_at < :until ORDER BY starts_at, id",  # noqa: S608
        since=instant(since),
        until=instant(until),
    )
    return [_session(row) for row in rows]


def of_series(tx: Transaction, series_id: str) -> list[Session]:
    """The sessions that were planned together, earliest first."""
    rows = tx.all(f"SELECT {_COLUMNS} FROM sessions WHERE series_id = :id ORDER BY starts_at, id", id=series_id)  # noqa: S608
    return [_session(row) for row in rows]


def planned_at(
    tx: Transaction, starts_at: datetime, *, pairing_id: str | None = None, group_id: str | None = None
) -> Session | None:
    """The session that this pairing or group has planned for exactly then."""
    row = tx.one(
        f"""
        SELECT {_COLUMNS} FROM sessions WHERE state = 'planned' AND starts_at = :at
          AND (pairing_id = :pairing_id OR group_id = :group_id)
        """,  # noqa: S608 - constants
        at=instant(starts_at),
        pairing_id=pairing_id or "",
        group_id=group_id or "",
    )
    return None if row is None else _session(row)


def move(tx: Transaction, session_id: str, starts_at: datetime, *, place: str | None = None) -> bool:
    """A planned session begins at another time (and place, unless None); False when it is not planned any more."""
    return (
        tx.run(
            """
            UPDATE sessions SET starts_at = :starts_at, place = COALESCE(:place, place), changes = changes + 1
            WHERE id = :id AND state = 'planned'
            """,
            starts_at=instant(starts_at),
            place=place,
            id=session_id,
        )
        == 1
    )


def becomes(tx: Transaction, session_id: str, state: State, *, unless: tuple[str, ...] = ()) -> bool:
    """What became of it; False, and nothing changes, when it is so already or is one of `unless`."""
    found = by_id(tx, session_id)
    if found is None or found.state == state or found.state in unless:
        return False
    tx.run(
        "UPDATE sessions SET state = :state, changes = changes + :one WHERE id = :id",
        state=state,
        one=1 if state == "cancelled" else 0,
        id=session_id,
    )
    return True
