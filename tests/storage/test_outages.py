"""PostgreSQL goes away or loses an answer: whole transactions are repeated, and none counts twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from itertools import count
from typing import Any

import psycopg
import pytest

from storage.database import Transaction
from storage.errors import DatabaseUnavailable
from storage.postgres import PostgresDatabase, open_postgres
from storage.postgres_transaction import PostgresTransaction
from tests.databases import NOW, Server
from tests.storage.rows import names, put


@pytest.fixture
def url(postgres_server: Server) -> str:
    return postgres_server.new_database()


@pytest.fixture
async def database(url: str) -> AsyncIterator[PostgresDatabase]:
    opened = await open_postgres(url, now=NOW)
    yield opened
    await opened.close()


def cut_everybody_off(url: str) -> None:
    """What they all notice when the server is restarted, in a hundredth of the time."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid != pg_backend_pid()"
        )


async def test_connections_cut_under_load_lose_and_repeat_nothing(database: PostgresDatabase, url: str) -> None:
    add = "INSERT INTO counts VALUES (:name, 1) ON CONFLICT (name) DO UPDATE SET times = counts.times + 1"
    stopped = False
    done: list[int] = []

    async def talk(person: int) -> None:
        while not stopped:
            await database.write(lambda tx: tx.run(add, name=str(person)))
            done.append(person)

    people = [asyncio.create_task(talk(person)) for person in range(10)]
    for _ in range(10):
        await asyncio.to_thread(cut_everybody_off, url)
        await database.read(names)
    stopped = True
    await asyncio.gather(*people)
    rows = await database.read(lambda tx: tx.all("SELECT name, times FROM counts"))
    assert {int(row["name"]): row["times"] for row in rows} == {person: done.count(person) for person in set(done)}


@pytest.fixture
def lost_answers(monkeypatch: pytest.MonkeyPatch, url: str) -> Iterator[list[int]]:
    """The connection breaks just after the first COMMIT (the list says before or after it was carried out)."""
    seen: list[int] = []
    execute = PostgresTransaction._execute

    def breaks(self: PostgresTransaction, sql: str, values: dict[str, Any]) -> object:
        if sql != "COMMIT" or self._landed is None or len(seen) > 1:
            return execute(self, sql, values)
        seen.append(1)
        if len(seen) == 2:  # this time it is carried out before the line goes dead
            execute(self, sql, values)
        cut_everybody_off(url)
        return execute(self, sql, values)

    monkeypatch.setattr(PostgresTransaction, "_execute", breaks)
    yield seen


async def test_a_commit_without_an_answer_is_neither_lost_nor_repeated(
    database: PostgresDatabase, lost_answers: list[int]
) -> None:
    runs = count()

    def unit(tx: Transaction) -> int:
        put(f"run {next(runs)}")(tx)
        return len(names(tx))

    assert await database.write(unit) == 1
    assert len(lost_answers) == 2
    assert await database.read(names) == ["run 1"]  # the first was lost and repeated, the second was kept


async def test_two_programs_that_read_and_then_write_lose_no_change(database: PostgresDatabase, url: str) -> None:
    """Without serialisable transactions and their repetition some of these would be lost."""
    second = await open_postgres(url, now=NOW)

    def add(tx: Transaction) -> None:
        row = tx.one("SELECT times FROM counts WHERE name = 'x'")
        assert row is not None
        tx.run("UPDATE counts SET times = :times WHERE name = 'x'", times=row["times"] + 1)

    await database.write(lambda tx: tx.run("INSERT INTO counts VALUES ('x', 0)"))

    async def several(door: PostgresDatabase) -> None:
        for _ in range(20):
            await door.write(add)

    await asyncio.gather(several(database), several(second))
    row = await second.read(lambda tx: tx.one("SELECT times FROM counts"))
    assert row is not None
    assert row["times"] == 40
    await second.close()


async def test_a_lock_that_stays_is_said(database: PostgresDatabase, url: str) -> None:
    with psycopg.connect(url) as other:
        other.execute("LOCK TABLE facts")

        def impatient(tx: Transaction) -> None:
            tx.run("SET LOCAL lock_timeout = 50")
            put("a")(tx)

        with pytest.raises(DatabaseUnavailable, match="locked"):
            await database.write(impatient)
    assert await database.write(put("b")) == "b"
