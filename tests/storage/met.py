"""Somebody who has agreed to take part, a question that waits for them, and what may have come in between."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from storage import concerns, conversations, nudging, outbox, people, profiles
from storage.database import Transaction
from storage.outbox import PROACTIVE
from storage.values import instant
from tests import agreeing
from tests.databases import NOW

DAY, WEEK = timedelta(days=1), timedelta(days=7)
BEFORE = NOW + DAY  # everybody was heard at NOW, a day before

Change = Callable[[Transaction, str, str], object]  # of a person and their conversation


def meet(tx: Transaction, telegram_id: int = 501, *, agreed: str = "given") -> str:
    """Somebody who has agreed to take part."""
    person = people.meet(tx, NOW, telegram_id=telegram_id, timezone="Europe/London")
    if agreed:
        decide(tx, person.id, agreed)
    return person.id


def decide(tx: Transaction, person_id: str, decision: str, purpose: str = "take_part_health") -> None:
    agreeing.decide(tx, NOW, person_id, purpose, decision)


def ask(tx: Transaction, person_id: str, question: str | None = "how_are_you") -> str:
    """A conversation with a question that waits; its id."""
    begun = conversations.begin(tx, NOW, person_id, "check_in")
    begun.pending = question
    conversations.save(tx, begun)
    return begun.id


def write_to(tx: Transaction, who: str, at: datetime, priority: int = PROACTIVE) -> str:
    return outbox.add(tx, at, chat_id=501, payload={"text": "hi"}, person_id=who, priority=priority).id


LEFT_ALONE: dict[str, Change] = {
    "paused": lambda tx, who, _: people.pause(tx, NOW, who),
    "stopped": lambda tx, who, _: people.stop(tx, NOW, who),
    "cannot be reached": lambda tx, who, _: people.unreachable(tx, NOW, who, "blocked"),
    "erased": lambda tx, who, _: tx.run("UPDATE people SET telegram_id = NULL WHERE id = :id", id=who),
    "wants no notes": lambda tx, who, _: profiles.keep(tx, who, {"nudge_limit": 0}),
    "has an open concern": lambda tx, who, _: concerns.raise_(tx, NOW, who, None, "person"),
    "was reminded": lambda tx, _, talk: nudging.note_nudged(tx, NOW, talk),
    "was heard": lambda tx, who, _: tx.run(
        "UPDATE people SET seen_at = :at WHERE id = :id", at=instant(BEFORE + DAY), id=who
    ),
    "has nothing to answer": lambda tx, _, talk: tx.run(
        "UPDATE conversations SET pending = NULL WHERE id = :id", id=talk
    ),
    "is done with it": lambda tx, who, _: conversations.abandon(tx, NOW, who, "check_in"),
}
