"""Everybody as the team looks them up: how each stands in pairings, and in which order they come."""

from __future__ import annotations

from bot.actions import pairing
from storage import directory, pairings, people
from storage.database import Database, Transaction
from tests.databases import NOW


def _meet(tx: Transaction, number: int, name: str) -> str:
    met = people.meet(tx, NOW, telegram_id=number, timezone="Europe/London")
    people.call(tx, met.id, name=name, pronouns="", language="en")
    people.joined(tx, NOW, met.id)
    people.give_role(tx, NOW, met.id, "partner" if number % 2 else "leader")
    return met.id


def _looked_up(tx: Transaction, person_id: str) -> str:
    """The same of one person, and plainly: as they stand in the pairing of theirs that stands best."""
    rows = tx.all("SELECT state FROM pairings WHERE partner_id = :id OR leader_id = :id", id=person_id)
    states = {row["state"] for row in rows}
    return next((one for one in ("agreed", "proposed") if one in states), "")


async def test_those_in_no_pairing_come_first_then_those_with_one_agreed_and_each_by_name(database: Database) -> None:
    def unit(tx: Transaction) -> list[tuple[str, str, bool]]:
        ana, bo, cai, dee, fay = (_meet(tx, at + 1, name) for at, name in enumerate("fedca"))
        for number, name in ((8, "a"), (7, "g"), (9, "b")):
            _meet(tx, number, name)
        for partner, leader, said in ((ana, bo, "yes"), (ana, dee, ""), (cai, dee, ""), (cai, fay, "no")):
            made = pairing.propose(tx, NOW, partner_id=partner, leader_id=leader, from_on=NOW.date())
            for side in ("partner", "leader") if said else ():
                pairings.say(tx, NOW, made.id, side, said)
        listed = directory.everybody(tx)
        return [(one.name, one.paired, one.paired == _looked_up(tx, one.id)) for one in listed]

    assert await database.write(unit) == [
        *(("a", "", True), ("a", "", True), ("b", "", True), ("g", "", True)),
        *(("e", "agreed", True), ("f", "agreed", True)),
        *(("c", "proposed", True), ("d", "proposed", True)),
    ]
