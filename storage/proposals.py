"""Proposals: another time for a session, as one side would like it. Of each session one at a time stands open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from storage.database import Row, Transaction
from storage.values import instant, new_id

Decision = Literal["accepted", "declined", "overtaken"]

_COLUMNS = "id, session_id, person_id, starts_at, decision"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody would like the session to begin then. `decision` is None while it stands open."""

    id: str
    session_id: str
    person_id: str
    starts_at: str
    decision: str | None


def _proposal(row: Row) -> Proposal:
    return Proposal(**{name: row[name] for name in Proposal.__slots__})


def propose(tx: Transaction, now: datetime, session_id: str, person_id: str, starts_at: datetime) -> str:
    """Somebody would like another time; what was proposed before is overtaken. The proposal's id."""
    overtake(tx, now, session_id)
    proposal_id = new_id(now)
    tx.run(
        """
        INSERT INTO proposals (id, session_id, person_id, starts_at, proposed_at)
        VALUES (:id, :session_id, :person_id, :starts_at, :now)
        """,
        id=proposal_id,
        session_id=session_id,
        person_id=person_id,
        starts_at=instant(starts_at),
        now=instant(now),
    )
    return proposal_id


def open_about(tx: Transaction, session_id: str) -> Proposal | None:
    """The proposal that waits for an answer."""
    row = tx.one(
        f"SELECT {_COLUMNS} FROM proposals WHERE session_id = :id AND decision IS NULL ORDER BY id DESC LIMIT 1",  # noqa: S608 - constants
        id=session_id,
    )
    return None if row is None else _proposal(row)


def last_of(tx: Transaction, session_id: str, person_id: str) -> Proposal | None:
    """What somebody proposed last for this session, decided or not."""
    row = tx.one(
        f"""
        SELECT {_COLUMNS} FROM proposals WHERE session_id = :session_id AND person_id = :person_id
        ORDER BY id DESC LIMIT 1
        """,  # noqa: S608 - constants
        session_id=session_id,
        person_id=person_id,
    )
    return None if row is None else _proposal(row)


def decide(tx: Transaction, now: datetime, proposal_id: str, decision: Decision) -> bool:
    """It is decided; False when it was before."""
    return (
        tx.run(
            "UPDATE proposals SET decision = :decision, decided_at = :now WHERE id = :id AND decision IS NULL",
            decision=decision,
            now=instant(now),
            id=proposal_id,
        )
        == 1
    )


def overtake(tx: Transaction, now: datetime, session_id: str) -> int:
    """The session was moved or cancelled: what was proposed for it waits no longer; how many that were."""
    return tx.run(
        "UPDATE proposals SET decision = 'overtaken', decided_at = :now WHERE session_id = :id AND decision IS NULL",
        now=instant(now),
        id=session_id,
    )
