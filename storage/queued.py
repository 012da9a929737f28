"""What waits to go to people of our own accord: notes that are planned, and what is sent to many. Read only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from storage import broadcasts
from storage.among import among
from storage.broadcasts import Broadcast
from storage.database import Transaction
from storage.values import instant


@dataclass(frozen=True, slots=True)
class Queued:
    """One note. `broadcast_id` is of what is sent to many, whose kinds are those of notes too; else ''."""

    kind: str
    broadcast_id: str
    due_at: str
    useful_until: str


def of_people(tx: Transaction, people: Collection[str], until: datetime) -> dict[str, list[Queued]]:
    """By person, what is due before then to these people, or to others as well where they are many; earliest first."""
    found: dict[str, list[Queued]] = defaultdict(list)
    theirs, ids = among("person_id", people)
    rows = tx.all(
        f"""
        SELECT person_id, kind, due_at, useful_until FROM nudges
        WHERE state = 'planned' AND due_at < :until AND {theirs} ORDER BY due_at, id
        """,  # noqa: S608 - names of our own
        until=instant(until),
        **ids,
    )
    for row in rows:
        found[row["person_id"]].append(Queued(row["kind"], "", row["due_at"], row["useful_until"]))
    for one in broadcasts.running(tx):
        for person_id, due_at in _waiting(tx, one, until):
            kind = "announcement" if one.opportunity_id is None else "opportunity"
            begins = max(due_at, one.starts_at or "")
            found[person_id].append(Queued(kind, one.id, begins, one.useful_until or begins))
    return {person_id: sorted(each, key=lambda one: one.due_at) for person_id, each in found.items()}


def _waiting(tx: Transaction, one: Broadcast, until: datetime) -> list[tuple[str, str]]:
    """Who waits for what goes out or is about to, and from when; nobody of what is paused."""
    rows = tx.all(
        """
        SELECT person_id, due_at FROM recipients
        WHERE broadcast_id = :id AND state = 'waiting' AND due_at < :until AND person_id IS NOT NULL
        """,
        id=one.id,
        until=instant(until),
    )
    return [] if one.state == "paused" else [(row["person_id"], row["due_at"]) for row in rows]


def sent_to_many(tx: Transaction, person_id: str) -> list[tuple[str, str, str]]:
    """What somebody waits for of what goes out or is about to: (id of the broadcast, of the recipient, from when)."""
    rows = tx.all(
        """
        SELECT broadcast_id, recipients.id, due_at FROM recipients JOIN broadcasts ON broadcasts.id = broadcast_id
        WHERE person_id = :id AND recipients.state = 'waiting' AND broadcasts.state IN ('confirmed', 'sending')
        ORDER BY due_at, recipients.id
        """,
        id=person_id,
    )
    return [(row["broadcast_id"], row["id"], row["due_at"]) for row in rows]
