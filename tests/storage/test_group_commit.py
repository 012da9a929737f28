"""Units that wait together share a commit; a lone one costs nothing extra."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from threading import Event

import pytest

from storage.sqlite import SqliteDatabase, open_sqlite
from tests.databases import KEY, NOW
from tests.storage.rows import names, put


@pytest.fixture(params=[None, KEY], ids=["plain", "encrypted"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    opened = await open_sqlite(tmp_path / "voices.db", now=NOW, key=request.param)
    yield opened
    await opened.close()


@pytest.fixture
async def statements(database: SqliteDatabase) -> list[str]:
    seen: list[str] = []
    await database._writer.hand_over(lambda connection: connection.set_trace_callback(seen.append))
    return seen


async def test_a_lone_unit_costs_one_commit_and_no_savepoint(database: SqliteDatabase, statements: list[str]) -> None:
    await database.write(put("a"))
    assert [statement.split()[0] for statement in statements] == ["BEGIN", "INSERT", "INSERT", "COMMIT"]


async def test_many_waiting_units_need_few_commits(database: SqliteDatabase, statements: list[str]) -> None:
    await asyncio.gather(*(database.write(put(f"{n:04}")) for n in range(1000)))
    assert statements.count("COMMIT") == 8
    assert await database.read(names) == [f"{n:04}" for n in range(1000)]


async def test_the_next_group_gathers_while_one_is_being_run(database: SqliteDatabase, statements: list[str]) -> None:
    begun, go_on = Event(), Event()

    def slow(tx: object) -> bool:
        begun.set()
        return go_on.wait(10)

    first = asyncio.create_task(database.write(slow))
    assert await asyncio.to_thread(begun.wait, 10)
    others = [asyncio.create_task(database.write(put(str(n)))) for n in range(100)]
    await asyncio.wait(others, timeout=0.01)
    go_on.set()
    assert await first
    await asyncio.gather(*others)
    assert statements.count("COMMIT") == 2


async def test_a_unit_that_undoes_itself_costs_the_others_no_commit(
    database: SqliteDatabase, statements: list[str]
) -> None:
    await asyncio.gather(*(database.write(put("same")) for _ in range(50)), return_exceptions=True)
    assert statements.count("COMMIT") == 1
    assert statements.count("ROLLBACK TO SAVEPOINT unit") == 49


async def test_the_thread_of_aiosqlite_takes_plain_functions(database: SqliteDatabase) -> None:
    """The contract with aiosqlite 0.22: its protected `_execute` runs any function where the connection lives."""
    answers: list[object] = []
    await database._writer.hand_over(lambda connection: answers.append(connection.execute("SELECT 42").fetchone()[0]))
    assert answers == [42]
