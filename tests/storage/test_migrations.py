"""Migrations: whole or not at all (R10), once, in order, and never by an older program."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from psycopg.rows import dict_row

from storage import sqlite_file
from storage.database import Database, DatabaseRefused, Transaction
from storage.migrate import known, migrate, statements
from storage.opening import open_database
from storage.postgres_transaction import Connection, PostgresTransaction
from storage.schema import SCHEMA, schema
from storage.sqlite_file import SqliteFile
from tests.databases import NOW, Server
from tests.storage.canaries import shapes
from tests.storage.other_process import ROOT


@pytest.mark.parametrize("steps", range(len(known("sqlite"))))
def test_killed_at_every_statement_the_schema_is_the_old_or_the_new(tmp_path: Path, steps: int) -> None:
    command = [sys.executable, "-m", "tests.storage.dying", str(tmp_path), str(steps)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.stderr == ""
    assert int(said.stdout) > 10


class Dies(PostgresTransaction):
    """Raises at its n-th statement."""

    left = 0

    def run(self, sql: str, /, **values: object) -> int:
        Dies.left -= 1
        if Dies.left < 0:
            raise InterruptedError
        return super().run(sql, **values)


def tables(connection: Connection) -> list[str]:
    rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
    return [row["tablename"] for row in rows]


def test_on_postgres_an_interrupted_migration_leaves_nothing(postgres_server: Server) -> None:
    url = postgres_server.new_database("template0")
    with psycopg.connect(url, autocommit=True, row_factory=dict_row) as connection:
        for n in range(2 * len(known("postgres")) + 1):
            Dies.left = n
            tx = Dies(connection)
            tx.begin()
            with pytest.raises(InterruptedError):
                migrate(tx, "postgres", NOW)
            tx.roll_back()
            assert tables(connection) == []
        Dies.left = 1_000
        tx = Dies(connection)
        tx.begin()
        assert migrate(tx, "postgres", NOW) == [step.name for step in known("postgres")]
        tx.commit()
        assert "people" in tables(connection)


async def test_each_migration_is_noted_once(address: tuple[str, bytes | None]) -> None:
    def noted(tx: Transaction) -> list[tuple[str, str, str]]:
        rows = tx.all("SELECT name, sha256, applied_at FROM migrations ORDER BY name")
        return [(row["name"], row["sha256"], row["applied_at"]) for row in rows]

    dialect = "postgres" if address[0].startswith("postgres") else "sqlite"
    steps = known(dialect)
    for _ in range(2):
        database = await open_database(address[0], key=address[1], clock_now=NOW)
        found = await database.read(noted)
        await database.close()
        assert found == [(step.name, step.checksum, "2026-03-02T09:00:00.000000Z") for step in steps]


async def test_an_older_program_refuses_a_newer_schema(address: tuple[str, bytes | None], database: Database) -> None:
    await database.write(lambda tx: tx.run("INSERT INTO migrations VALUES ('0099_more', '', '')"))
    await database.close()
    with pytest.raises(DatabaseRefused, match="newer version") as caught:
        await open_database(address[0], key=address[1], clock_now=NOW)
    assert "\n" not in str(caught.value)


def test_both_dialects_have_the_same_steps() -> None:
    assert [step.name for step in known("sqlite")] == [step.name for step in known("postgres")]


async def test_both_dialects_have_the_same_columns(database: Database) -> None:
    def columns(tx: Transaction) -> dict[str, list[str]]:
        rows = tx.all("SELECT name FROM migrations")
        assert rows
        return {table: sorted(tx_columns(tx, table)) for table in ("people", "answers", "inbox", "outbox")}

    def tx_columns(tx: Transaction, table: str) -> list[str]:
        row = tx.one(f"SELECT * FROM (SELECT 1 AS one_) AS dummy LEFT JOIN {table} ON FALSE")
        assert row is not None
        return [name for name in row.keys() if name != "one_"]  # noqa: SIM118 - a Row is no mapping

    found = await database.read(columns)
    for table, names in found.items():
        assert sorted(shape.name for shape in shapes() if shape.table == table) == names


def test_schema_sql_is_what_the_migrations_add_up_to() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema(), "run: python -m storage.schema"


def test_a_trigger_is_one_statement() -> None:
    trigger = "CREATE TRIGGER t BEFORE UPDATE ON a BEGIN SELECT 1; SELECT 2; END;"
    assert list(statements(f"-- about; this\nSELECT ';';\n{trigger}\n-- the end;\n")) == [
        "-- about; this\nSELECT ';';",
        trigger,
    ]


def test_a_statement_without_an_end_is_an_error() -> None:
    with pytest.raises(ValueError, match="does not end"):
        list(statements("SELECT 1; SELECT 2"))


@pytest.mark.parametrize("names", [["0001_a.sql", "0003_b.sql"], ["one.sql"], ["0001_a.sql", "0001_b.sql"]])
def test_wrongly_numbered_files_are_an_error(tmp_path: Path, names: list[str]) -> None:
    for name in names:
        (tmp_path / name).write_text("SELECT 1;")
    with pytest.raises(ValueError, match=r"number|named"):
        known("sqlite", tmp_path)


def test_a_migration_that_leaves_rows_pointing_nowhere_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(tx: Transaction, *_: object) -> list[str]:
        tx.run("INSERT INTO roles VALUES ('nobody', 'partner', '')")
        return ["0099_careless"]

    path = tmp_path / "voices.db"
    SqliteFile(path).open_writer(NOW).close()
    monkeypatch.setattr(sqlite_file, "migrate", careless)
    with pytest.raises(DatabaseRefused, match="point nowhere"):
        SqliteFile(path).open_writer(NOW)
    with closing(SqliteFile(path).open_reader()) as connection:
        assert connection.execute("SELECT COUNT(*) FROM roles").fetchone()[0] == 0
