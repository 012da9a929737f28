"""Whom of the team something is told."""

from __future__ import annotations

from datetime import datetime

from bot.actions import planning
from storage import answers, conversations, people
from storage.database import Transaction


def tell(tx: Transaction, now: datetime, kind: str, about: str, made_by: str | None, *, wish: str = "") -> None:
    """Mean to tell whoever made it, and those who asked at the start to hear of such things at once."""
    for person_id in who_hears(tx, made_by, wish):
        planning.note(tx, now, person_id, kind, about)


def who_hears(tx: Transaction, made_by: str | None, wish: str = "") -> list[str]:
    """The coordinator who made it and those with this wish; all coordinators, where these can not be reached."""
    coordinators = [one.id for one in people.with_role(tx, "coordinator")]
    chosen = [one for one in coordinators if one == made_by or (wish and wish in _wishes(tx, one))]
    return chosen or coordinators


def who_looks_after(tx: Transaction, made_by: str | None, *, but: str = "") -> list[str]:
    """The coordinator who made something, or all when they cannot be reached; never `but` this person."""
    there = [each.id for each in people.with_role(tx, "coordinator") if each.joined_at and each.id != but]
    return [each for each in there if each == made_by] or there


def _wishes(tx: Transaction, person_id: str) -> list[str]:
    """What somebody wants to be told at once."""
    met = conversations.last_of_kind(tx, person_id, "onboarding_coordinator")
    return list((met and answers.standing(tx, met.id).get("at_once")) or ())
