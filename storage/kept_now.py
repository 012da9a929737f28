"""Kept now: what was kept of one update in the turn that it began."""

from __future__ import annotations

from datetime import datetime

from storage.database import Transaction
from storage.values import instant


def kept_as(tx: Transaction, now: datetime, person_id: str, update_id: int | None) -> str | None:
    """The words of the answer that was made of this update in this turn and stands; None when none does."""
    row = tx.one(
        """
        SELECT answer FROM answers
        WHERE person_id = :person_id AND answered_at = :now AND update_id = :update_id AND replaced_at IS NULL
        """,
        person_id=person_id,
        now=instant(now),
        update_id=update_id,
    )
    return None if row is None else str(row["answer"])


def is_for_the_team(tx: Transaction, now: datetime, person_id: str, update_id: int) -> bool:
    """Whether words of this update were kept in this turn beside every answer, for the team to read."""
    row = tx.one(
        """
        SELECT 1 FROM answers
        WHERE person_id = :person_id AND answered_at = :now AND update_id = :update_id AND answer <> ''
          AND replaced_at = answered_at AND visible_to <> 'me'
        """,
        person_id=person_id,
        now=instant(now),
        update_id=update_id,
    )
    return row is not None


def was_kept(tx: Transaction, now: datetime, person_id: str, update_id: int) -> bool:
    """Whether words of this update were kept in this turn, whatever they answer."""
    row = tx.one(
        """
        SELECT 1 FROM answers
        WHERE person_id = :person_id AND answered_at = :now AND update_id = :update_id AND answer <> ''
        """,
        person_id=person_id,
        now=instant(now),
        update_id=update_id,
    )
    return row is not None
