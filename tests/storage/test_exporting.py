"""Exports: every table leaves or is kept back on purpose, what opens doors stays, and test people are marked."""

from __future__ import annotations

from storage import counting, exporting, facts, invites, people
from storage.database import Database, Transaction
from storage.migrate import known
from tests.databases import NOW


def tables_made() -> set[str]:
    words = [step.sql.split() for step in known("sqlite")]
    pairs = [pair for each in words for pair in zip(each, each[1:], each[2:], strict=False)]
    return {name for create, table, name in pairs if (create.upper(), table.upper()) == ("CREATE", "TABLE")}


def test_every_table_is_handed_out_or_kept_back_on_purpose() -> None:
    named = {each.table for each in exporting.TABLES} | set(exporting.KEPT_BACK)
    assert tables_made() | {"migrations"} == named


async def test_every_table_can_be_read_and_what_opens_doors_is_not_in_it(database: Database) -> None:
    def unit(tx: Transaction) -> dict[str, list[str]]:
        for each in exporting.TABLES:
            list(exporting.rows(tx, each))
        return {each.table: exporting.columns(tx, each) for each in exporting.TABLES}

    columns = await database.read(unit)
    assert all(found[-1] == exporting.MARK for found in columns.values())
    assert not {"code_hash", "body", "body_hash", "payload", "file_text"} & {
        name for each in columns.values() for name in each
    }


async def test_what_is_about_a_test_person_is_marked(database: Database) -> None:
    def unit(tx: Transaction) -> dict[str, list[object]]:
        for number, is_test in enumerate((True, False)):
            person = people.meet(tx, NOW, telegram_id=100 + number, timezone="Europe/London", is_test=is_test)
            people.give_role(tx, NOW, person.id, "partner")
        invites.make(tx, NOW, role="partner", uses=1)
        return {each.table: [row[exporting.MARK] for row in exporting.rows(tx, each)] for each in exporting.TABLES}

    marks = await database.write(unit)
    assert sorted(map(bool, marks["people"])) == [False, True]
    assert sorted(map(bool, marks["roles"])) == [False, True]
    assert marks["invites"] == [None]


async def test_a_fact_is_what_was_noted_last(database: Database) -> None:
    def unit(tx: Transaction) -> list[str | None]:
        before = facts.fact(tx, "bot_username")
        facts.note(tx, NOW, "bot_username", "old_bot")
        facts.note(tx, NOW, "bot_username", "new_bot")
        return [before, facts.fact(tx, "bot_username")]

    assert await database.write(unit) == [None, "new_bot"]


async def test_counts_go_up_by_one(database: Database) -> None:
    def unit(tx: Transaction) -> list[int]:
        before = counting.counted(tx, "strangers")
        counting.count(tx, "strangers")
        counting.count(tx, "strangers")
        return [before, counting.counted(tx, "strangers")]

    assert await database.write(unit) == [0, 2]
