"""A canary in every column: erasure leaves what it says that it leaves, and the copy holds all but what it names."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson

from storage import answers, belongings, consents, erasing
from storage.database import Database, Transaction
from storage.opening import open_database
from storage.values import instant
from tests.cast import ANA, BEN
from tests.databases import NOW
from tests.storage.canaries import Column, at, fill, row_id, shapes

LATER = at(9, 999)
TABLES = list(dict.fromkeys(shape.table for shape in shapes()))


def held(tx: Transaction) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    found = {table: tx.all(f"SELECT * FROM {table}") for table in TABLES}
    return {table: [{name: row[name] for name in row.keys()} for row in rows] for table, rows in found.items()}  # noqa: SIM118


def found(rows: dict[str, list[dict[str, Any]]], canaries: dict[Column, str]) -> set[Column]:
    """In which columns one of these canaries sits."""
    return {
        (table, name)
        for table, each in rows.items()
        for row in each
        for name, value in row.items()
        if any(canary in str(value) for canary in canaries.values())
    }


def test_every_table_goes_is_left_or_is_about_nobody() -> None:
    classes = (erasing.GOES, erasing.LEFT, erasing.ABOUT_NOBODY)
    assert sorted(table for each in classes for table in each) == sorted(TABLES)


def test_who_did_something_for_others_is_told_by_each_reference_that_stays() -> None:
    pointers = {(shape.table, shape.name) for shape in shapes() if shape.refers_to == "people"}
    own = {(table, "person_id") for table in TABLES}
    assert pointers - own == set(erasing.DONE_FOR_OTHERS)


async def test_after_erasure_only_what_is_listed_is_left_and_all_of_the_other_person(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[Any, ...]:
        ana, ben = fill(tx, ANA, 1), fill(tx, BEN, 2)
        before = held(tx)
        erasing.forget(tx, LATER, row_id("people", ANA))
        return ana, ben, before, held(tx)

    ana, ben, before, after = await database.write(unit)
    left = {(table, name) for table, names in erasing.LEFT.items() for name in names}
    nobody = {(table, name) for table, name in ana if table in erasing.ABOUT_NOBODY}
    assert found(before, ana) == set(ana)
    assert found(after, ana) == ({each for each in ana if each in left} | nobody) - {("people", "met_at")}
    assert not any("canary ana" in str(row) or str(ANA.chat_id) in str(row) for rows in after.values() for row in rows)
    assert found(after, ben) == set(ben)
    (tomb,) = (row for row in after["people"] if row["id"] == row_id("people", ANA))
    assert (tomb["met_at"], tomb["erased_at"]) == ("2026-03-01T00:00:00.000000Z", instant(LATER))
    (last,) = (row for row in after["consents"] if row["decision"] == "withdrawn")
    assert (last["person_id"], last["how"]) == (row_id("people", ANA), "erased")


async def test_not_a_byte_of_it_is_in_the_file_or_in_the_log_beside_it(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path}/voices.db", key=None, clock_now=NOW)
    try:
        ana, ben = await database.write(lambda tx: (fill(tx, ANA, 1), fill(tx, BEN, 2)))
        gone = [each for each in ana.values() if each.startswith("canary")]
        data = await bytes_in(tmp_path)
        assert [each for each in gone if each.encode() not in data] == []
        await database.write(lambda tx: erasing.forget(tx, LATER, row_id("people", ANA)))
        assert await database.tidy()
        data = await bytes_in(tmp_path)
    finally:
        await database.close()
    assert len(gone) > 50
    assert [each for each in gone if each.encode() in data] == []
    assert ANA.chat_id.to_bytes(6) not in data and str(ANA.chat_id).encode() not in data
    assert [each for each in ben.values() if not each.isdigit() and each.encode() not in data] == []
    assert BEN.chat_id.to_bytes(6) in data


async def bytes_in(folder: Path) -> bytes:
    return await asyncio.to_thread(lambda: b"".join(file.read_bytes() for file in folder.iterdir()))


async def test_tidying_waits_for_nobody(database: Database) -> None:
    assert await database.tidy()
    await database.write(lambda tx: fill(tx, ANA, 1))
    assert await database.tidy() and await database.tidy()
    assert await database.read(lambda tx: len(tx.all("SELECT id FROM people"))) == 2  # Ana and whom she works with


async def test_tidying_leaves_the_log_to_a_reader_who_still_needs_it(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path}/voices.db", key=None, clock_now=NOW)
    try:
        with closing(sqlite3.connect(tmp_path / "voices.db", isolation_level=None)) as reader:
            reader.execute("BEGIN")
            assert reader.execute("SELECT COUNT(*) FROM people").fetchone() == (0,)
            await database.write(lambda tx: fill(tx, ANA, 1))
            assert not await database.tidy()
            assert reader.execute("SELECT COUNT(*) FROM people").fetchone() == (0,)
            reader.execute("COMMIT")
        assert await database.tidy()
    finally:
        await database.close()


def test_what_is_not_handed_out_names_columns_that_exist() -> None:
    named = {(table, name) for table, names in belongings.NOT_HANDED_OUT.items() for name in names}
    assert named <= {(shape.table, shape.name) for shape in shapes()}


async def test_a_copy_holds_all_of_ones_own_but_what_is_named_and_nothing_of_anybody_else(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[Any, ...]:
        ana, ben = fill(tx, ANA, 1), fill(tx, BEN, 2)
        who = row_id("people", ANA)
        copy = {
            **belongings.theirs(tx, who),
            "consents": consents.history(tx, who),
            "answers": answers.of_person(tx, who),
        }
        return ana, ben, copy

    ana, ben, copy = await database.write(unit)
    kept_back = {(table, name) for table, names in belongings.NOT_HANDED_OUT.items() for name in names}
    text = orjson.dumps(copy).decode()
    handed_out = {column for column, canary in ana.items() if canary in text}
    assert {column for column in ana if column not in kept_back} == handed_out - {("outbox", "chat_id")} - chats(ana)
    assert not any(canary in text for canary in ben.values())
    # What cannot carry a canary is there by its name.
    names = {name for rows in copy.values() for row in rows for name in row}
    rest = {(shape.table, shape.name) for shape in shapes()} - set(ana) - kept_back
    assert {name for _, name in rest} <= names


def chats(canaries: dict[Column, str]) -> set[Column]:
    """Chat ids are the Telegram number, which is handed out as such."""
    return {(table, name) for table, name in canaries if name == "chat_id"}
