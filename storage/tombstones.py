"""Tombstones: what keeps counts true once somebody is forgotten. Nothing in one says who it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.database import Transaction
from storage.values import instant


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody gave: how often they met in sessions that were held, for how many minutes, and how often they
    answered."""

    sessions: int
    minutes: int
    answers: int


def given(tx: Transaction, person_id: str) -> Given:
    """What somebody has given so far."""
    met = tx.one(
        """
        SELECT COUNT(*) AS sessions, COALESCE(SUM(minutes), 0) AS minutes FROM sessions
        LEFT JOIN pairings ON pairings.id = pairing_id
        WHERE sessions.state = 'held' AND (partner_id = :id OR leader_id = :id
          OR group_id IN (SELECT group_id FROM memberships WHERE person_id = :id))
        """,
        id=person_id,
    )
    said = tx.one(
        """
        SELECT COUNT(*) AS times FROM answers
        WHERE person_id = :id AND replaced_at IS NULL AND counts = TRUE AND answer <> ''
        """,
        id=person_id,
    )
    assert met is not None and said is not None
    return Given(int(met["sessions"]), int(met["minutes"]), int(said["times"]))


def set_up(tx: Transaction, now: datetime, person_id: str) -> None:
    """Somebody is about to be forgotten: what they gave stays counted, with their parts and the months."""
    gave = given(tx, person_id)
    roles = tx.all("SELECT role FROM roles WHERE person_id = :id ORDER BY role", id=person_id)
    person = tx.one("SELECT joined_at FROM people WHERE id = :id", id=person_id)
    tx.run(
        """
        INSERT INTO tombstones (person_id, roles, joined_on, left_on, answers, sessions, minutes)
        VALUES (:id, :roles, :joined_on, :left_on, :answers, :sessions, :minutes)
        ON CONFLICT (person_id) DO NOTHING
        """,
        id=person_id,
        roles=",".join(row["role"] for row in roles),
        joined_on=person["joined_at"][:7] if person and person["joined_at"] else None,
        left_on=instant(now)[:7],
        answers=gave.answers,
        sessions=gave.sessions,
        minutes=gave.minutes,
    )
