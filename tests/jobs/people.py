"""People as the jobs find them: who agreed to take part, with their hours and a question that waits."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from storage import conversations, people, profiles
from storage.database import Transaction
from storage.values import instant
from tests.agreeing import agree
from tests.cast import ANA, Member


def settle(tx: Transaction, now: datetime, who: Member = ANA, role: str = "partner", **profile: Any) -> str:
    """Somebody who has joined and agreed; their id."""
    person_id = people.meet(tx, now, telegram_id=who.chat_id, timezone=profile.pop("timezone", "Europe/London")).id
    people.give_role(tx, now, person_id, role)
    people.joined(tx, now, person_id)
    profiles.keep(tx, person_id, profile)
    agree(tx, now, person_id, "take_part_health" if role == "partner" else "take_part", "keep_voice")
    return person_id


def ask(tx: Transaction, now: datetime, person_id: str) -> str:
    """A question that waits for them; the id of its conversation."""
    talk = conversations.begin(tx, now, person_id, "check_in")
    talk.pending = "how_are_you"
    conversations.save(tx, talk)
    return talk.id


def hear(tx: Transaction, now: datetime, person_id: str) -> None:
    """They write to us."""
    tx.run("UPDATE people SET seen_at = :now WHERE id = :id", now=instant(now), id=person_id)


def notes(tx: Transaction) -> list[tuple[str, str]]:
    """What we decided to write of our own accord: why, and what became of it."""
    rows = tx.all("SELECT reason, state FROM outbox WHERE priority = 1 ORDER BY id")
    return [(row["reason"], row["state"]) for row in rows]
