"""Concerns: somebody asked for a person. Nothing closes one by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.database import Row, Transaction
from storage.values import instant, new_id

_COLUMNS = "id, person_id, kind, contact_by, raised_at, owner_id, closed_at"


@dataclass(frozen=True, slots=True)
class Concern:
    """Somebody asked for a person. `contact_by` is how to reach them, or ''; `owner_id` is who was in touch."""

    id: str
    person_id: str
    kind: str
    contact_by: str
    raised_at: str
    owner_id: str | None
    closed_at: str | None


def _concern(row: Row) -> Concern:
    return Concern(**{name: row[name] for name in Concern.__slots__})


def raise_(tx: Transaction, now: datetime, person_id: str, conversation_id: str | None, kind: str) -> str:
    """Open a concern, or give back the one that is open already; its id."""
    row = tx.one(
        "SELECT id FROM concerns WHERE person_id = :id AND closed_at IS NULL ORDER BY id LIMIT 1", id=person_id
    )
    if row is not None:
        return str(row["id"])
    concern_id = new_id(now)
    tx.run(
        """
        INSERT INTO concerns (id, person_id, conversation_id, kind, raised_at)
        VALUES (:id, :person_id, :conversation_id, :kind, :now)
        """,
        id=concern_id,
        person_id=person_id,
        conversation_id=conversation_id,
        kind=kind,
        now=instant(now),
    )
    return concern_id


def contact_by(tx: Transaction, concern_id: str, how: str) -> None:
    """How the person would like to be reached."""
    tx.run("UPDATE concerns SET contact_by = :how WHERE id = :id", how=how, id=concern_id)


def is_open(tx: Transaction, person_id: str) -> bool:
    """Whether somebody still owes this person an answer."""
    return (
        tx.one("SELECT id FROM concerns WHERE person_id = :id AND closed_at IS NULL LIMIT 1", id=person_id) is not None
    )


def still_open(tx: Transaction) -> list[Concern]:
    """Those of everybody to whom somebody owes an answer, those who wait longest first."""
    rows = tx.all(f"SELECT {_COLUMNS} FROM concerns WHERE closed_at IS NULL ORDER BY raised_at, id")  # noqa: S608 - constants
    return [_concern(row) for row in rows]


def by_id(tx: Transaction, concern_id: str) -> Concern | None:
    """The concern, open or closed."""
    row = tx.one(f"SELECT {_COLUMNS} FROM concerns WHERE id = :id", id=concern_id)  # noqa: S608 - constants
    return None if row is None else _concern(row)


def close(tx: Transaction, now: datetime, concern_id: str, owner_id: str, outcome: str) -> bool:
    """Somebody of the team was in touch, and what was agreed, if they said; False when it was closed before."""
    return (
        tx.run(
            """
            UPDATE concerns SET owner_id = :owner_id, closed_at = :now, outcome = :outcome
            WHERE id = :id AND closed_at IS NULL
            """,
            id=concern_id,
            owner_id=owner_id,
            outcome=outcome,
            now=instant(now),
        )
        == 1
    )


def person_of(tx: Transaction, concern_id: str) -> str:
    """The id of the person whose concern this is, or ''."""
    row = tx.one("SELECT person_id FROM concerns WHERE id = :id", id=concern_id)
    return "" if row is None else str(row["person_id"])


def people_with(tx: Transaction) -> set[str]:
    """The ids of all of whom there is a concern, open or closed."""
    return {row["person_id"] for row in tx.all("SELECT DISTINCT person_id FROM concerns")}


def of_person(tx: Transaction, person_id: str) -> list[Concern]:
    """Somebody's, the newest first."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM concerns WHERE person_id = :id ORDER BY raised_at DESC, id DESC",  # noqa: S608
        id=person_id,
    )
    return [_concern(row) for row in rows]
