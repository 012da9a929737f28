"""Topics of interest: what staff made of them, and who has them."""

from __future__ import annotations

from storage import profiles, topics
from storage.database import Database, Transaction
from tests.databases import NOW
from tests.storage.met import meet


async def test_one_that_comes_with_the_programme_is_kept_only_once_it_is_changed(database: Database) -> None:
    def seen(tx: Transaction) -> list[tuple[str, str, str]]:
        return [(one.id, one.words, one.state) for one in topics.kept(tx)]

    def unit(tx: Transaction) -> list[list[tuple[str, str, str]]]:
        looks = [seen(tx)]
        topics.retire(tx, NOW, "research")
        looks.append(seen(tx))
        topics.rename(tx, NOW, "research", "Taking part in research")
        looks.append(seen(tx))
        topics.bring_back(tx, NOW, "research")
        return [*looks, seen(tx)]

    assert await database.write(unit) == [
        [],
        [("research", "", "retired")],
        [("research", "Taking part in research", "retired")],
        [("research", "Taking part in research", "in_use")],
    ]


async def test_whoever_typed_a_topic_has_it_once_staff_add_it(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[int, list[str], list[str], str]:
        ana, ben = meet(tx, 501), meet(tx, 502)
        profiles.keep_interests(tx, ana, ("gardening", "research"))
        added = topics.add(tx, NOW, "Gardening")
        profiles.keep_interests(tx, ben, ("gardening", added))
        return topics.take_over(tx, "gardening", added), topics.of_person(tx, ana), topics.of_person(tx, ben), added

    had, of_ana, of_ben, added = await database.write(unit)
    assert (had, of_ana, of_ben) == (2, sorted([added, "research"]), [added])


async def test_how_many_chose_each_is_counted(database: Database) -> None:
    def unit(tx: Transaction) -> dict[str, int]:
        for number in range(3):
            profiles.keep_interests(tx, meet(tx, 501 + number), ("research", *(("caring",) if number else ())))
        return dict(topics.chosen(tx))

    assert await database.write(unit) == {"caring": 2, "research": 3}
