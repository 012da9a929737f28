"""Steps of a text: only added, and the last one says how it stands."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage import text_versions
from storage.database import Database, Transaction
from tests.databases import NOW
from tests.storage.met import meet


def step(tx: Transaction, who: str, state: str, words: str, after: int, language: str = "en") -> str:
    at: datetime = NOW + timedelta(minutes=after)
    what = {"address": "reflect.why", "made_from": "m", "instead_of": "i"}
    return text_versions.add(tx, at, who, language=language, state=state, words=words, **what)


async def test_the_last_step_says_how_a_text_stands(database: Database) -> None:
    def unit(tx: Transaction) -> list[object]:
        who = meet(tx)
        seen: list[object] = []
        for after, (state, words) in enumerate((("draft", "a"), ("live", "a"), ("draft", "b"), ("dropped", "b"))):
            step(tx, who, state, words, after)
            stands = [(one.state, one.words) for one in text_versions.standing(tx)]
            opened = [(one.state, one.words) for one in text_versions.opened(tx)]
            seen.append((stands, opened, text_versions.how_many(tx)))
        return seen

    a = [("live", "a")]
    assert await database.write(unit) == [
        ([], [("draft", "a")], 1),
        (a, [], 2),
        (a, [("draft", "b")], 3),
        (a, [], 4),
    ]


async def test_each_language_stands_by_itself_and_the_history_is_whole(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[list[str], list[str], str]:
        who = meet(tx)
        step(tx, who, "live", "a", 0)
        step(tx, who, "shipped", "", 1)
        welsh = step(tx, who, "live", "w", 2, "cy")
        found = text_versions.by_id(tx, welsh)
        history = [one.words for one in text_versions.history(tx, "reflect.why", ("en", "cy"))]
        assert found is not None and found.made_by == who
        return history, [one.state for one in text_versions.standing(tx)], found.words

    assert await database.write(unit) == (["w", "", "a"], ["shipped", "live"], "w")


async def test_what_was_asked_about_is_known_and_what_began_so(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[set[str], set[tuple[str, str]], set[tuple[str, str]]]:
        who = meet(tx)
        step(tx, who, "asked", "a", 0)
        began = text_versions.begun_by_asking(tx)
        for after, state in enumerate(("draft", "asked"), start=1):
            step(tx, who, state, "w", after, "cy")
        step(tx, who, "live", "a", 3)
        return text_versions.asked_about(tx), began, text_versions.begun_by_asking(tx)

    assert await database.write(unit) == ({"reflect.why"}, {("en", "reflect.why")}, {("en", "reflect.why")})
