"""No room left, and then room again."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from storage.database import Transaction
from storage.errors import DatabaseUnavailable
from storage.sqlite import SqliteDatabase, open_sqlite
from tests.databases import KEY, NOW
from tests.storage.rows import names, put

BIG = "x" * 20_000


async def limit(database: SqliteDatabase, pages: int) -> None:
    await database._writer.hand_over(lambda c: c.execute(f"PRAGMA max_page_count = {pages}").fetchall())


@pytest.mark.parametrize("key", [None, KEY])
@pytest.mark.parametrize("together", [1, 4])
async def test_what_does_not_fit_is_undone_and_later_all_goes_on(
    tmp_path: Path, key: bytes | None, together: int
) -> None:
    database = await open_sqlite(tmp_path / "voices.db", now=NOW, key=key)
    await database.write(put("before"))
    await limit(database, 1)  # SQLite takes the present size: nothing may grow
    units = [put(f"big {n}", BIG) for n in range(together)]
    results = await asyncio.gather(*(database.write(unit) for unit in units), return_exceptions=True)
    assert {str(result) for result in results} == {"there is no room left on the disk: make some and try again"}
    assert {type(result) for result in results} == {DatabaseUnavailable}
    assert await database.read(names) == ["before"]
    await limit(database, 1_000_000)
    await asyncio.gather(*(database.write(unit) for unit in units))
    assert len(await database.read(names)) == together + 1
    await database.close()


async def test_a_unit_that_swallows_the_error_writes_nothing_behind_our_back(tmp_path: Path) -> None:
    """A full disk ends the transaction: what ran after it would be committed statement by statement."""
    database = await open_sqlite(tmp_path / "voices.db", now=NOW)

    def stubborn(tx: Transaction) -> None:
        try:
            put("big", BIG)(tx)
        except DatabaseUnavailable:
            put("small")(tx)

    await limit(database, 1)
    with pytest.raises(DatabaseUnavailable):
        await database.write(stubborn)
    assert await database.read(names) == []
    await database.close()


async def test_a_commit_that_fails_is_told_to_everybody_in_it(tmp_path: Path) -> None:
    database = await open_sqlite(tmp_path / "voices.db", now=NOW)
    orphan = "INSERT INTO roles (person_id, role, given_at) VALUES ('nobody', 'partner', '')"

    def breaks_the_commit(tx: Transaction) -> None:
        tx.run("PRAGMA defer_foreign_keys = ON")
        tx.run(orphan)

    units = (put("a"), breaks_the_commit, put("b"))
    results = await asyncio.gather(*(database.write(unit) for unit in units), return_exceptions=True)
    assert [str(result) for result in results] == ["FOREIGN KEY constraint failed"] * 3
    await database.write(put("c"))
    assert await database.read(names) == ["c"]
    await database.close()
