"""Profiles: what people told us of themselves so that taking part suits them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from storage.database import Transaction

_PROFILE = (
    "contact_days",
    "contact_from",
    "contact_until",
    "nudge_limit",
    "silence_means",
    "availability",
    "available_from",
    "payment",
    "nation",
    "deputy_id",
    "remind_day",
    "remind_hour",
    "reflect_every",
    "reflect_themes",
    "away_means",
    "region",
)


def keep(tx: Transaction, person_id: str, told: Mapping[str, Any]) -> None:
    """Store those of the profile's columns that are in `told`; the others stay as they are.

    Raises KeyError for a name that is not a column.
    """
    unknown = set(told) - set(_PROFILE)
    if unknown:
        raise KeyError(f"not in the profile: {sorted(unknown)}")
    # Where they live is not known until they say so, whatever the column has by itself.
    tx.run("INSERT INTO profiles (person_id, nation) VALUES (:id, '') ON CONFLICT (person_id) DO NOTHING", id=person_id)
    for column, value in told.items():
        tx.run(f"UPDATE profiles SET {column} = :value WHERE person_id = :id", value=value, id=person_id)  # noqa: S608 - checked above


def of(tx: Transaction, person_id: str) -> dict[str, Any]:
    """Their profile by column name; empty when they have not told us anything."""
    row = tx.one(f"SELECT {', '.join(_PROFILE)} FROM profiles WHERE person_id = :id", id=person_id)  # noqa: S608 - constants
    return {} if row is None else {column: row[column] for column in _PROFILE}


def keep_needs(tx: Transaction, person_id: str, needs: Iterable[str], tell_leader: Iterable[str]) -> None:
    """What makes it easier for them to take part, and which of it their leader may be told."""
    told = set(tell_leader)
    tx.run("DELETE FROM access_needs WHERE person_id = :id", id=person_id)
    for need in needs:
        tx.run(
            "INSERT INTO access_needs (person_id, need, share_with_leader) VALUES (:id, :need, :share)",
            id=person_id,
            need=need,
            share=need in told,
        )


def keep_interests(tx: Transaction, person_id: str, topics: Iterable[str]) -> None:
    """What they want to hear about; replaces what was there."""
    tx.run("DELETE FROM interests WHERE person_id = :id", id=person_id)
    for topic in topics:
        tx.run("INSERT INTO interests (person_id, topic) VALUES (:id, :topic)", id=person_id, topic=topic)


def forget_told(tx: Transaction, person_id: str) -> None:
    """What somebody told of themselves goes; how and when they are to be reached stays, and in which nation help is."""
    tx.run(
        """
        UPDATE profiles SET availability = '', available_from = NULL, payment = '', region = '', reflect_themes = ''
        WHERE person_id = :id
        """,
        id=person_id,
    )
