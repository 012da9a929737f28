"""How long each class of what is kept stays: the defaults; an installation may choose others, within bounds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage import facts
from storage.database import Transaction

_CHOSEN = "terms_in_days"
_MIND_HOURS = "hours_to_change_ones_mind"
HOURS_TO_CHANGE_ONES_MIND = 24


@dataclass(frozen=True, slots=True)
class Term:
    """A number of days, and between which it may be chosen."""

    days: int
    least: int
    most: int = 3650


# From when on it counts is said where it is told, in config/texts/*/kept.toml.
TERMS: Mapping[str, Term] = {
    "received": Term(7, 2),  # what came in, after it was handled: a kill and three tries need it no longer
    "set_aside": Term(30, 7),  # what came in and could not be handled: so long staff can read it
    "ids": Term(30, 8),  # Telegram delivers nothing again after 24 hours; ids may start anew after a quiet week
    "sent": Term(30, 1),
    "sent_rows": Term(396, 31, 396),  # that we wrote, and when
    "asked": Term(396, 31),  # as long as an old button may still be pressed
    "notes": Term(396, 31),  # when we meant to write, and why we did not
    "answers": Term(730, 30),  # after the programme ended for somebody, and after they were last heard from
    "silence": Term(365, 30),  # then they are asked whether we shall go on keeping it
    "voice_notes": Term(90, 1, 90),  # no longer than people were told when they said yes
    "contact": Term(30, 0, 365),  # after somebody has left
    "concerns": Term(2190, 365),  # after they were closed
    "consents": Term(2190, 365),  # after nothing relies on them any more
    "invites": Term(14, 0, 365),  # after they ran out
    "links": Term(30, 1, 365),  # after they ran out
    "notices": Term(90, 7, 730),  # after they were seen
    "audit": Term(730, 365),
    "exports": Term(7, 1, 7),  # after they were asked for; copies that were fetched are for people to look after
}
# What no program can delete for others: promised in the documents, and looked after by people.
BY_PEOPLE: Mapping[str, int] = {"backups": 35, "exports": 7, "logs": 30}


class TermRefused(ValueError):
    """A term that cannot be used; the text says why, as the end of a sentence about the setting."""


def read(chosen: str) -> dict[str, int]:
    """The terms in "answers=365, voice_notes=30". Raises TermRefused."""
    found: dict[str, int] = {}
    for each in chosen.replace(",", " ").split():
        name, _, days = each.partition("=")
        if name not in TERMS:
            raise TermRefused(f"names something that is not kept; there are: {', '.join(TERMS)}")
        term = TERMS[name]
        if not days.isdigit() or not term.least <= int(days) <= term.most:
            raise TermRefused(f"must give {name} a whole number of days from {term.least} to {term.most}")
        found[name] = int(days)
    return found


def choose(tx: Transaction, now: datetime, chosen: Mapping[str, int], hours: int = HOURS_TO_CHANGE_ONES_MIND) -> None:
    """From now on these terms differ from the defaults, and there are so many hours to change one's mind."""
    facts.note(tx, now, _CHOSEN, json.dumps(dict(chosen)))
    facts.note(tx, now, _MIND_HOURS, str(hours))


def of(tx: Transaction) -> dict[str, timedelta]:
    """How long each class is kept in this installation."""
    chosen = json.loads(facts.fact(tx, _CHOSEN) or "{}")
    return {name: timedelta(days=int(chosen.get(name, term.days))) for name, term in TERMS.items()}


def to_change_ones_mind(tx: Transaction) -> timedelta:
    """How long somebody has to change their mind before what they decided is done."""
    return timedelta(hours=int(facts.fact(tx, _MIND_HOURS) or HOURS_TO_CHANGE_ONES_MIND))
