"""Prompts: suggested, taken, added, retired, at the front; and what was offered to whom."""

from __future__ import annotations

from datetime import timedelta

from storage import prompts
from storage.database import Database, Transaction
from tests.databases import NOW
from tests.storage.met import meet

LATER = NOW + timedelta(days=1)


async def test_one_of_the_library_is_kept_only_once_it_is_changed(database: Database) -> None:
    def unit(tx: Transaction) -> list[tuple[str, str, int | None]]:
        seen = [(one.id, one.state, one.position) for one in prompts.kept(tx)]
        prompts.retire(tx, NOW, "who_spoke_most")
        prompts.to_front(tx, NOW, "who_spoke_most")
        prompts.bring_back(tx, LATER, "who_spoke_most")
        seen += [(one.id, one.state, one.position) for one in prompts.kept(tx)]
        prompts.to_its_place(tx, LATER, "who_spoke_most")
        return seen + [(one.id, one.words, one.position) for one in prompts.kept(tx)]

    kept = await database.write(unit)
    assert kept == [("who_spoke_most", "in_use", -1), ("who_spoke_most", "", None)]


async def test_what_is_moved_to_the_front_later_comes_before_what_was_there(database: Database) -> None:
    def unit(tx: Transaction) -> dict[str, int | None]:
        for one in ("first", "second", "third"):
            prompts.to_front(tx, NOW, one)
        return {one.id: one.position for one in prompts.kept(tx)}

    assert await database.write(unit) == {"first": -1, "second": -2, "third": -3}


async def test_a_suggestion_is_decided_about_once(database: Database) -> None:
    def unit(tx: Transaction) -> list[object]:
        ana = meet(tx)
        taken = prompts.suggest(tx, NOW, "Who made the tea?", "en", ana)
        left = prompts.suggest(tx, NOW, "Why?", "en", ana)
        decided: list[object] = [prompts.decide(tx, LATER, taken, theme="power")]
        decided.append(prompts.decide(tx, LATER, left, theme=None))
        decided.append(prompts.decide(tx, LATER, taken, theme=None))
        return decided + [(one.state, one.theme, one.stage, one.words) for one in prompts.kept(tx)]

    assert await database.write(unit) == [
        True,
        True,
        False,
        ("in_use", "power", "any", "Who made the tea?"),
        ("retired", "", "any", "Why?"),
    ]


async def test_one_that_is_added_is_in_use_and_nobody_suggested_it(database: Database) -> None:
    added = await database.write(lambda tx: prompts.add(tx, NOW, "Why?", "en", theme="craft", stage="middle"))
    found = await database.read(lambda tx: prompts.by_id(tx, added))
    assert found is not None
    assert (found.state, found.theme, found.stage, found.suggested_by) == ("in_use", "craft", "middle", None)
    assert await database.read(lambda tx: prompts.by_id(tx, "who_spoke_most")) is None


async def test_the_last_offer_of_each_prompt_is_told_apart_by_person(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[dict[str, str], dict[str, str], list[str]]:
        ana, ben = meet(tx), meet(tx, 502)
        offers = [prompts.offer(tx, NOW, ana, one) for one in ("why", "who", "why")]
        prompts.swap(tx, LATER, offers[0])
        return prompts.offered(tx, ana), prompts.offered(tx, ben), offers

    hers, his, offers = await database.write(unit)
    assert hers == {"why": offers[2], "who": offers[1]} and offers[1] < offers[2]
    assert his == {}
