"""Who might be written to, as the tables say it, on every kind of database."""

from __future__ import annotations

from bot.actions import reaching
from bot.rules.who_gets_it import why_not
from storage import candidates, concerns, consents, erasures, groups, people
from storage.database import Database, Transaction
from tests.agreeing import agree, decide
from tests.databases import NOW, address, database

__all__ = ["address", "database"]


async def test_a_concern_that_is_closed_holds_until_somebody_lifts_it(database: Database) -> None:
    def unit(tx: Transaction) -> list[bool]:
        ana, cora = (
            people.meet(tx, NOW, telegram_id=number, timezone="Europe/London").id for number in (7_100_000_001, 3)
        )
        for one in (ana, cora):
            people.joined(tx, NOW, one)
        raised = concerns.raise_(tx, NOW, ana, None, "contact_me")
        held = [candidates.everybody(tx)[0].has_concern]
        concerns.close(tx, NOW, raised, cora, "They talked.")
        held.append(candidates.everybody(tx)[0].has_concern)
        concerns.lift(tx, NOW, raised, cora)
        return [*held, candidates.everybody(tx)[0].has_concern]

    assert await database.write(unit) == [True, True, False]


async def test_in_a_group_is_who_has_said_yes_to_it(database: Database) -> None:
    def unit(tx: Transaction) -> list[bool]:
        ana = people.meet(tx, NOW, telegram_id=7_100_000_001, timezone="Europe/London").id
        people.joined(tx, NOW, ana)
        circle, found = groups.form(tx, NOW, name="Circle", members=[ana]), []
        for said in (None, "yes", "no"):
            if said:
                groups.say(tx, circle, ana, said)
            found.append(circle in candidates.everybody(tx)[0].groups)
        return found

    assert await database.write(unit) == [False, True, False]


async def test_whoever_asked_for_deletion_or_leaves_is_known_to_be_on_their_way_out(database: Database) -> None:
    def unit(tx: Transaction) -> list[bool]:
        for number, kind in enumerate((erasures.ALL, erasures.LEAVING, erasures.HEALTH, ""), 7_100_000_001):
            one = people.meet(tx, NOW, telegram_id=number, timezone="Europe/London").id
            people.joined(tx, NOW, one)
            if kind:
                erasures.plan(tx, NOW, one, kind, NOW)
        return [one.leaving for one in candidates.everybody(tx)]

    assert await database.write(unit) == [True, True, False, False]


async def test_whoever_counts_is_whoever_may_be_written_to_when_it_goes_out(database: Database) -> None:
    """A yes to an earlier wording, and what was taken back, are read in one way."""

    def unit(tx: Transaction) -> list[tuple[str, str]]:
        told = []
        for number in range(5):
            person = people.meet(tx, NOW, telegram_id=7_100_000_001 + number, timezone="Europe/London")
            people.joined(tx, NOW, person.id)
            agree(
                tx,
                NOW,
                person.id,
                *(("take_part_health",), ("take_part",), ("take_part", "take_part_health"))[number % 3],
            )
            told.append(person)
        decide(tx, NOW, told[2].id, "take_part_health", "withdrawn")
        erasures.plan(tx, NOW, told[4].id, erasures.HEALTH, NOW)
        consents.require(tx, NOW, {"take_part_health": "2"})
        counted = {one.id: why_not(one, topic="", opportunity=False) for one in candidates.everybody(tx)}
        return [(counted[one.id], reaching.standing_of(tx, NOW, one, None).barred) for one in told]

    found = await database.write(unit)
    assert [why for why, _ in found] == ["not_agreed", "", "not_agreed", "not_agreed", "not_agreed"]
    assert [bool(why) for why, _ in found] == [bool(barred) for _, barred in found]
