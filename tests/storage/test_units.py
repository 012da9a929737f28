"""What a unit is promised, on every database."""

from __future__ import annotations

import asyncio
import logging

import pytest

from storage.database import Database, Transaction
from storage.errors import DatabaseFailed, RuleBroken
from tests.storage.rows import INSERT, names, put


class Asked(BaseException):
    """Like the exception that ends a turn at a question: not an Exception."""


async def test_a_unit_gives_back_what_it_returned(database: Database) -> None:
    assert await database.write(put("a")) == "a"
    assert await database.read(names) == ["a"]


async def test_units_run_in_the_order_of_the_calls(database: Database) -> None:
    seen: list[int] = []

    def unit(number: int) -> int:
        seen.append(number)
        return number

    results = await asyncio.gather(*(database.write(lambda tx, n=n: unit(n)) for n in range(300)))  # type: ignore[misc]
    assert results == seen == list(range(300))


async def test_a_unit_that_raises_undoes_itself_and_nobody_else(database: Database) -> None:
    def fails(error: BaseException, name: str) -> object:
        def unit(tx: Transaction) -> None:
            put(name)(tx)
            raise error

        return unit

    units = [put("a"), fails(ValueError("no"), "x"), put("b"), fails(Asked(), "y"), put("c"), put("a"), put("d")]
    results = await asyncio.gather(*(database.write(unit) for unit in units), return_exceptions=True)  # type: ignore[arg-type]
    assert [r if isinstance(r, str) else type(r) for r in results] == [
        "a",
        ValueError,
        "b",
        Asked,
        "c",
        RuleBroken,
        "d",
    ]
    assert await database.read(names) == ["a", "b", "c", "d"]


@pytest.mark.parametrize("error", [ValueError("no"), Asked(), StopIteration()])
async def test_a_lone_unit_that_raises_leaves_nothing(database: Database, error: BaseException) -> None:
    def unit(tx: Transaction) -> None:
        put("x")(tx)
        raise error

    with pytest.raises((ValueError, Asked, RuntimeError)):
        await database.write(unit)
    await database.write(put("a"))
    assert await database.read(names) == ["a"]


async def test_hiding_a_failed_statement_does_not_help(database: Database) -> None:
    """PostgreSQL spoils the transaction, SQLite does not: here both do."""

    def hides(tx: Transaction) -> str:
        put("x")(tx)
        try:
            put("a")(tx)
        except RuleBroken:
            return "hidden"
        return "never"

    await database.write(put("a"))
    results = await asyncio.gather(
        database.write(hides), database.write(put("b")), database.write(hides), return_exceptions=True
    )
    assert [type(result) for result in results] == [RuleBroken, str, RuleBroken]
    with pytest.raises(RuleBroken):
        await database.write(hides)
    assert await database.read(names) == ["a", "b"]


async def test_errors_and_logs_never_hold_what_people_said(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = "my diagnosis"
    await database.write(put(secret))
    await database.read(lambda tx: tx.one("SELECT * FROM facts WHERE name = :name", name=secret))
    bad = [
        (INSERT, {"name": secret, "value": "", "noted_at": ""}),
        ("INSERT INTO counts (name, times) VALUES (:name, :times)", {"name": secret, "times": None}),
        ("SELECT nothing FROM facts WHERE name = :name", {"name": secret}),
    ]
    for sql, values in bad:
        with pytest.raises(DatabaseFailed) as caught:
            await database.write(lambda tx, s=sql, v=values: tx.run(s, **v))  # type: ignore[misc]
        assert secret not in repr(caught.value)
        assert caught.value.__cause__ is None
        assert caught.value.__context__ is None
    assert secret not in caplog.text


async def test_a_reader_cannot_write(database: Database) -> None:
    for sql in ("DELETE FROM facts", "CREATE TABLE more (id TEXT)", "UPDATE facts SET value = ''"):
        with pytest.raises(DatabaseFailed):
            await database.read(lambda tx, s=sql: tx.run(s))  # type: ignore[misc]
    await database.write(put("a"))


async def test_a_reader_sees_one_state(database: Database) -> None:
    loop = asyncio.get_running_loop()
    await database.write(put("a"))

    def report(tx: Transaction) -> tuple[list[str], list[str]]:
        before = names(tx)
        asyncio.run_coroutine_threadsafe(database.write(put("b")), loop).result(10)
        return before, names(tx)

    assert await database.read(report) == (["a"], ["a"])
    assert await database.read(names) == ["a", "b"]


async def test_rows_are_counted_and_read_by_name(database: Database) -> None:
    def unit(tx: Transaction) -> list[object]:
        for name in "abc":
            put(name)(tx)
        changed = tx.run("UPDATE facts SET value = :v WHERE name > :name", v="x", name="a")
        chosen = tx.run("WITH x AS (SELECT 'b' AS n) UPDATE facts SET value = 'y' WHERE name IN (SELECT n FROM x)")
        returned = tx.one("UPDATE facts SET value = 'z' RETURNING name, value")
        twice = tx.run("INSERT INTO facts SELECT name, value, noted_at FROM facts WHERE TRUE ON CONFLICT DO NOTHING")
        nobody = tx.one("SELECT name FROM facts WHERE name = 'q'")
        assert returned is not None
        return [changed, chosen, returned["value"], sorted(returned.keys()), twice, nobody, tx.run("DELETE FROM facts")]

    assert await database.write(unit) == [2, 1, "z", ["name", "value"], 0, None, 3]


async def test_any_text_comes_back_as_it_went_in(database: Database) -> None:
    words = 'It\'s 100% :name ::text "quoted" $$ \U0001f642 -- e\u0301'
    await database.write(put("a", words))
    row = await database.read(lambda tx: tx.one("SELECT value FROM facts WHERE value = :words", words=words))
    assert row is not None
    assert row["value"] == words


async def test_a_closed_database_takes_nothing_more_but_finishes_what_it_has(database: Database) -> None:
    waiting = [asyncio.create_task(database.write(put(str(n)))) for n in range(200)]
    await asyncio.sleep(0)
    await database.close()
    assert [task.result() for task in waiting] == [str(n) for n in range(200)]
    await database.close()
    with pytest.raises(RuntimeError, match="closed"):
        await database.write(names)
    with pytest.raises(RuntimeError, match="closed"):
        await database.read(names)


async def test_consents_audit_and_readings_are_append_only(database: Database) -> None:
    def fill(tx: Transaction) -> None:
        tx.run("INSERT INTO people (id, number, timezone, met_at, seen_at) VALUES ('p', 1, 'UTC', '', '')")
        tx.run("INSERT INTO audit VALUES ('u', '', '', '', '', '', '')")
        tx.run("INSERT INTO consents VALUES ('c', 'p', 'x', 'given', '', '', '', '', 'en', '', '', '', NULL, '')")
        tx.run(
            "INSERT INTO answers (id, person_id, question, answer, value, wording, language, asked_at, answered_at,"
            " visible_to) VALUES ('a', 'p', '', '', '', '', '', '', '', '')"
        )
        tx.run("INSERT INTO readings VALUES ('r', 'a', 'p', 'asked to', '', 'coordinator')")

    await database.write(fill)
    for sql in (
        "UPDATE audit SET detail = 'x'",
        "DELETE FROM audit",
        "UPDATE consents SET decision = 'refused'",
        "DELETE FROM consents",
        "UPDATE readings SET reason = 'x'",
        "DELETE FROM people",
    ):
        with pytest.raises(RuleBroken):
            await database.write(lambda tx, s=sql: tx.run(s))  # type: ignore[misc]
    assert await database.write(lambda tx: tx.run("UPDATE readings SET read_by = NULL")) == 1
