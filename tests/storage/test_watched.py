"""All that is read for an answer that stays known is watched, for changes of it end that."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from pathlib import Path
from typing import Any

from storage.database import Row, Transaction
from storage.sqlite import open_sqlite
from storage.unchanged import ALONE, WATCHED, tables_of
from storage.within import Within
from tests.databases import NOW
from tests.storage.test_unchanged import FEBRUARY, MONTHS, asked


class Asking:
    """A transaction that notes what is asked to stay known."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self.asked: dict[str, dict[str, Any]] = {}

    def run(self, sql: str, /, **values: Any) -> int:
        return self._tx.run(sql, **values)

    def one(self, sql: str, /, **values: Any) -> Row | None:
        return self._tx.one(sql, **values)

    def again(self, sql: str, /, **values: Any) -> Row | None:
        return self._tx.again(sql, **values)

    def all(self, sql: str, /, **values: Any) -> list[Row]:
        return self._tx.all(sql, **values)

    def unchanged(self, sql: str, of_time: Collection[str], months: Collection[str], /, **values: Any) -> list[Row]:
        self.asked[sql] = values
        return self._tx.all(sql, **values)


async def test_all_that_such_a_question_reads_is_watched(tmp_path: Path) -> None:
    """As SQLite itself says it, of a short time and of a long one: a table that nobody watches, or a column of which
    changes are let pass, would be told as it was."""
    database = await open_sqlite(tmp_path / "voices.db", now=NOW)

    def unit(tx: Transaction) -> dict[str, dict[str, Any]]:
        asking = Asking(tx)
        for within in (FEBRUARY, Within(MONTHS[0][0], NOW), Within(FEBRUARY.since, NOW, group_id="?")):
            asked(asking, within)
        return asking.asked

    questions = await database.write(unit)
    await database.close()
    connection = sqlite3.connect(tmp_path / "voices.db")
    read: set[tuple[str, str]] = set()
    connection.set_authorizer(lambda kind, one, other, *_: _noted(read, kind, one, other))
    assert len(questions) > 15
    for sql, values in questions.items():
        read.clear()
        connection.execute(f"EXPLAIN {sql}", values).fetchall()
        tables = {table for table, _ in read}
        assert {"people", "roles"} <= tables <= {*WATCHED} & tables_of(sql)
        assert all(column in (*ALONE[table], "") for table, column in read if table in ALONE)
    connection.close()


def _noted(read: set[tuple[str, str]], kind: int, one: str | None, other: str | None) -> int:
    if kind == sqlite3.SQLITE_READ and one and one.islower():
        read.add((one, other or ""))
    return sqlite3.SQLITE_OK
