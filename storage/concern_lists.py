"""Concerns as whoever works through them needs them: those that wait, are held or are over, and whose they are."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.concerns import COLUMNS, Concern, read_concern
from storage.database import Transaction
from storage.values import instant

READ_AFTER = timedelta(days=7)  # a lead reads what somebody said for so long after their last concern was closed


def still_open(tx: Transaction) -> list[Concern]:
    """Those of everybody to whom somebody owes an answer, those who wait longest first."""
    rows = tx.all(f"SELECT {COLUMNS} FROM concerns WHERE closed_at IS NULL ORDER BY raised_at, id")  # noqa: S608 - constants
    return [read_concern(row) for row in rows]


def still_held(tx: Transaction) -> list[Concern]:
    """Those that are closed, and nothing of our own may go to the person yet; oldest first."""
    rows = tx.all(
        f"SELECT {COLUMNS} FROM concerns WHERE closed_at IS NOT NULL AND lifted_at IS NULL ORDER BY raised_at, id"  # noqa: S608
    )
    return [read_concern(row) for row in rows]


def over(tx: Transaction, limit: int, offset: int = 0) -> list[Concern]:
    """Those that are closed and whose person may be written to again, the last closed first."""
    rows = tx.all(
        f"""
        SELECT {COLUMNS} FROM concerns WHERE closed_at IS NOT NULL AND lifted_at IS NOT NULL
        ORDER BY closed_at DESC, id DESC LIMIT :limit OFFSET :offset
        """,  # noqa: S608 - constants
        limit=limit,
        offset=offset,
    )
    return [read_concern(row) for row in rows]


def unanswered(tx: Transaction) -> list[Concern]:
    """Those of which nobody has said that they are on it, those who wait longest first."""
    rows = tx.all(
        f"SELECT {COLUMNS} FROM concerns WHERE waiting_since IS NOT NULL ORDER BY waiting_since, id"  # noqa: S608
    )
    return [read_concern(row) for row in rows]


def taken_on(tx: Transaction) -> list[Concern]:
    """Those that are open, and somebody has said that they are on them, those who wait longest first."""
    return [one for one in still_open(tx) if one.owner_id is not None and one.waiting_since is None]


def people_with(tx: Transaction, now: datetime) -> set[str]:
    """The ids of all of whom there is a concern that is open, or was closed so lately that a lead may look back."""
    rows = tx.all(
        "SELECT DISTINCT person_id FROM concerns WHERE closed_at IS NULL OR closed_at > :since",
        since=instant(now - READ_AFTER),
    )
    return {row["person_id"] for row in rows}


def of_person(tx: Transaction, person_id: str) -> list[Concern]:
    """Somebody's, the newest first."""
    rows = tx.all(
        f"SELECT {COLUMNS} FROM concerns WHERE person_id = :id ORDER BY raised_at DESC, id DESC",  # noqa: S608
        id=person_id,
    )
    return [read_concern(row) for row in rows]


def raised_between(tx: Transaction, since: datetime, until: datetime) -> list[Concern]:
    """Those that were raised from `since` on and before `until`, oldest first."""
    rows = tx.all(
        f"SELECT {COLUMNS} FROM concerns WHERE raised_at >= :since AND raised_at < :until ORDER BY raised_at, id",  # noqa: S608
        since=instant(since),
        until=instant(until),
    )
    return [read_concern(row) for row in rows]


def person_of(tx: Transaction, concern_id: str) -> str:
    """The id of the person whose concern this is, or ''."""
    row = tx.one("SELECT person_id FROM concerns WHERE id = :id", id=concern_id)
    return "" if row is None else str(row["person_id"])
