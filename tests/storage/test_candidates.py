"""Who might be written to, as the tables say it, on every kind of database."""

from __future__ import annotations

from storage import candidates, concerns, erasures, people
from storage.database import Database, Transaction
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


async def test_whoever_asked_for_deletion_or_leaves_is_known_to_be_on_their_way_out(database: Database) -> None:
    def unit(tx: Transaction) -> list[bool]:
        for number, kind in enumerate((erasures.ALL, erasures.LEAVING, erasures.HEALTH, ""), 7_100_000_001):
            one = people.meet(tx, NOW, telegram_id=number, timezone="Europe/London").id
            people.joined(tx, NOW, one)
            if kind:
                erasures.plan(tx, NOW, one, kind, NOW)
        return [one.leaving for one in candidates.everybody(tx)]

    assert await database.write(unit) == [True, True, False, False]
