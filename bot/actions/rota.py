"""Who of the team looks after concerns, when, who stands in, and what is missing before a programme may begin."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.rules.bank_holidays import off_days
from bot.rules.duty import Duty, first_on_duty, next_duty
from storage import parts, people, profiles
from storage.concerns import Concern
from storage.database import Transaction
from storage.people import Person

LEAD, COORDINATOR, ADMIN = "safeguarding-lead", "coordinator", "admin"
TEAM = (LEAD, COORDINATOR)
JOINING = ("onboarding_coordinator", "onboarding_staff")


def hours_of(tx: Transaction, person: Person) -> Duty | None:
    """The hours in which somebody of the team reads what comes in; None when they told us none."""
    told: dict[str, Any] = profiles.of(tx, person.id)
    if not (
        _is_there(tx, person) and told.get("contact_days") and told.get("contact_from") and told.get("contact_until")
    ):
        return None
    off = off_days(told.get("nation") or "", person.timezone)
    return Duty(person.timezone, told["contact_days"], told["contact_from"], told["contact_until"], off)


def duties(tx: Transaction, *roles: str, without: str = "") -> dict[str, Duty]:
    """The hours of all of these roles (of the whole team, for none) who have any and are not away, by their ids."""
    there = [one for one in people.with_role(tx, *(roles or TEAM)) if one.paused_at is None and one.id != without]
    found = {one.id: hours_of(tx, one) for one in there}
    return {one: duty for one, duty in found.items() if duty is not None}


def rungs(tx: Transaction, now: datetime, concern: Concern) -> list[list[str]]:
    """Whom to tell of it, step by step: who is on it or on duty, who stands in for them, the whole team, the admins.

    Nobody is told of their own.
    """
    team = _ids(tx, concern, *TEAM)
    first = [concern.owner_id] if concern.owner_id in team else _on_duty(tx, now, concern)
    stand_in = [one for each in first if (one := deputy_of(tx, each)) and one in team]
    return [first, stand_in or _ids(tx, concern, LEAD), team, _ids(tx, concern, ADMIN)]


def _on_duty(tx: Transaction, now: datetime, concern: Concern) -> list[str]:
    """Who reads now, a lead before a coordinator; else who reads next; else all of whom no hours are known."""
    leads, others = (duties(tx, role, without=concern.person_id) for role in TEAM)
    for known in (_present(now, leads), _present(now, others), leads, others):
        if (one := first_on_duty(now, known)) is not None:
            return [one]
    return _ids(tx, concern, LEAD) or _ids(tx, concern, COORDINATOR)


def _present(now: datetime, known: Mapping[str, Duty]) -> dict[str, Duty]:
    spans = {one: next_duty(now, [duty]) for one, duty in known.items()}
    return {one: known[one] for one, span in spans.items() if span is not None and span[0] <= now}


def _ids(tx: Transaction, concern: Concern, *roles: str) -> list[str]:
    return [one.id for one in people.with_role(tx, *roles) if one.id != concern.person_id]


def deputy_of(tx: Transaction, person_id: str) -> str:
    """The id of whoever stands in for somebody, or ''."""
    return str(profiles.of(tx, person_id).get("deputy_id") or "")


def whose_deputy(tx: Transaction, person_id: str) -> list[Person]:
    """For whom of the team somebody stands in."""
    team = people.with_role(tx, *TEAM)
    return [one for one in team if one.id != person_id and deputy_of(tx, one.id) == person_id]


def _is_there(tx: Transaction, person: Person) -> bool:
    """Whether somebody has joined, and as one of the team: the hours of whoever was something else first, and has not
    been asked when they read what comes in, say nothing about that."""
    return person.joined_at is not None and not parts.joining(tx, person.id, *JOINING)


def missing(tx: Transaction, without: str = "") -> list[str]:
    """What a programme needs before a partner is invited, and does not have: a "lead", their "hours", a "deputy"; as it
    would be `without` somebody."""
    leads = [one for one in people.with_role(tx, LEAD) if _is_there(tx, one) and not one.is_test and one.id != without]
    on_duty = [one for one in leads if hours_of(tx, one) is not None]
    team = {
        one.id for one in people.with_role(tx, *TEAM) if _is_there(tx, one) and not one.is_test and one.id != without
    }
    stand_ins = [deputy for one in leads if (deputy := deputy_of(tx, one.id)) in team and deputy != one.id]
    there = {"lead": leads, "hours": on_duty, "deputy": stand_ins}
    return [what for what, found in there.items() if not found]
