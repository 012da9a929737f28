"""A partner, a leader and a coordinator who have joined, for what is done with them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actions import pairing
from storage import nudges, people
from storage.database import Transaction
from tests.databases import NOW


@dataclass(frozen=True)
class Three:
    """Their ids."""

    ana: str
    ben: str
    cora: str


def join(tx: Transaction, telegram_id: int, name: str, role: str) -> str:
    person = people.meet(tx, NOW, telegram_id=telegram_id, timezone="Europe/London")
    people.give_role(tx, NOW, person.id, role)
    people.call(tx, person.id, name=name, pronouns="", language="en")
    people.joined(tx, NOW, person.id)
    return person.id


def three(tx: Transaction) -> Three:
    return Three(join(tx, 1, "Ana", "partner"), join(tx, 2, "Ben", "leader"), join(tx, 3, "Cora", "coordinator"))


def paired(tx: Transaction, who: Three) -> str:
    """The two are put together by Cora; the pairing's id."""
    made = pairing.propose(tx, NOW, partner_id=who.ana, leader_id=who.ben, from_on=NOW.date(), made_by=who.cora)
    assert made.refused == ""
    return made.id


def planned(tx: Transaction, person_id: str) -> list[str]:
    """The kinds of the notes that are planned for somebody."""
    return [one.kind for one in nudges.planned_of(tx, person_id)]


def has_been_asked(tx: Transaction, pairing_id: str) -> None:
    """Every note that is planned about it has gone out."""
    for one in nudges.planned_about(tx, pairing_id):
        nudges.made(tx, NOW, one.id)
