"""A small programme in a database: Ana and Ben work together, Cora coordinates, Eve and Finn have met nobody yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from storage import groups, nudges, pairings, people
from storage.database import Transaction
from tests.databases import NOW

IN_A_WEEK = NOW + timedelta(days=8, hours=5)  # Tuesday 10 March 2026, 14:00 in London
LONDON = "Europe/London"


@dataclass(frozen=True)
class Programme:
    """Who is there, by id."""

    ana: str
    ben: str
    cora: str
    eve: str
    finn: str
    pairing: str
    group: str


def programme(tx: Transaction) -> Programme:
    """Put it into an empty database."""
    roles = {"ana": "partner", "ben": "leader", "cora": "coordinator", "eve": "partner", "finn": "leader"}
    ids = {name: join(tx, name.capitalize(), role, number) for number, (name, role) in enumerate(roles.items())}
    pairing = pairings.propose(
        tx, NOW, partner_id=ids["ana"], leader_id=ids["ben"], from_on=date(2026, 3, 2), until_on=date(2026, 12, 31)
    )
    pairings.say(tx, NOW, pairing, "partner", "yes")
    pairings.say(tx, NOW, pairing, "leader", "yes")
    group = groups.form(tx, NOW, name="Listening well", members=[ids["ana"], ids["eve"]], facilitator_id=ids["cora"])
    for name in ("ana", "eve"):
        groups.say(tx, group, ids[name], "yes")
    return Programme(**ids, pairing=pairing, group=group)


def join(tx: Transaction, name: str, role: str, number: int = 99) -> str:
    """Somebody who has joined; their id."""
    person = people.meet(tx, NOW, telegram_id=900 + number, timezone=LONDON)
    people.give_role(tx, NOW, person.id, role)
    people.call(tx, person.id, name=name, pronouns="", language="en")
    people.joined(tx, NOW, person.id)
    return person.id


def planned(tx: Transaction, person_id: str, *, kinds: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    """What is planned for somebody: kind, from when on and until when."""
    rows = nudges.planned_of(tx, person_id)
    return [(one.kind, one.due_at, one.useful_until) for one in rows if not kinds or one.kind in kinds]
