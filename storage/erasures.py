"""What somebody decided to have deleted, and until when they can change their mind. One plan a person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from storage import ledger
from storage.database import Row, Transaction
from storage.values import instant

ALL, LEAVING, HEALTH = "all", "leaving", "health"


@dataclass(frozen=True, slots=True)
class Planned:
    """`kind` says what: all, leaving (by `choices`: words, sounds, promises, each keep, without_name or delete), or
    health: what was told under a yes that was taken back."""

    person_id: str
    kind: str
    choices: dict[str, str]
    due_at: str


def plan(
    tx: Transaction,
    now: datetime,
    person_id: str,
    kind: str,
    due_at: datetime,
    choices: Mapping[str, str] | None = None,
) -> None:
    """Mean to do this then, instead of whatever was meant before."""
    tx.run(
        """
        INSERT INTO erasures (person_id, kind, choices, asked_at, due_at) VALUES (:id, :kind, :choices, :now, :due_at)
        ON CONFLICT (person_id) DO UPDATE SET kind = excluded.kind, choices = excluded.choices,
          asked_at = excluded.asked_at, due_at = excluded.due_at
        """,
        id=person_id,
        kind=kind,
        choices=json.dumps(dict(choices or {}), sort_keys=True),
        now=instant(now),
        due_at=instant(due_at),
    )
    ledger.note(tx, now, person_id, f"planned:{kind}:{instant(due_at)}")


def planned(tx: Transaction, person_id: str) -> Planned | None:
    """What is meant to be deleted of somebody."""
    row = tx.again("SELECT person_id, kind, choices, due_at FROM erasures WHERE person_id = :id", id=person_id)
    return None if row is None else _planned(row)


def due(tx: Transaction, now: datetime) -> list[Planned]:
    """What nobody has changed their mind about in time, the longest due first."""
    rows = tx.all(
        "SELECT person_id, kind, choices, due_at FROM erasures WHERE due_at <= :now ORDER BY due_at", now=instant(now)
    )
    return [_planned(row) for row in rows]


def call_off(tx: Transaction, now: datetime, person_id: str, *kinds: str) -> bool:
    """They changed their mind, about anything or what is of these kinds; False when nothing was meant."""
    found = planned(tx, person_id)
    if found is None or (kinds and found.kind not in kinds):
        return False
    ledger.note(tx, now, person_id, "called_off")
    return tx.run("DELETE FROM erasures WHERE person_id = :id", id=person_id) == 1


def _planned(row: Row) -> Planned:
    return Planned(row["person_id"], row["kind"], json.loads(row["choices"]), row["due_at"])
