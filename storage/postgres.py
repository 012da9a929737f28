"""The door to PostgreSQL, for when one machine is outgrown; the only import of psycopg.

Writes are serialisable, as they are on SQLite by nature, so that the same functions mean the same on both.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from typing import Any, TypeVar

import psycopg
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from storage.database import DatabaseRefused, Transaction
from storage.errors import DatabaseFailed, DatabaseUnavailable
from storage.grouping import Grouping, Waiting, commit_together
from storage.migrate import migrate
from storage.postgres_transaction import Connection, PostgresTransaction

T = TypeVar("T")
READERS = 3
TRIES = 10
WAIT_FOR_SERVER = 30.0


class PostgresDatabase:
    """An open PostgreSQL database; made by `open_postgres`."""

    def __init__(self, url: str) -> None:
        self._pool: ConnectionPool[Connection] = ConnectionPool(
            url,
            kwargs=_MANNERS,
            min_size=1,
            max_size=1 + READERS,
            timeout=WAIT_FOR_SERVER,
            num_workers=1,
            open=False,
        )
        self._threads = ThreadPoolExecutor(1 + READERS, thread_name_prefix="postgres")
        self._grouping = Grouping(self._carry_out)
        self._closing: asyncio.Task[None] | None = None

    def hand_over(self, unit: Callable[[Transaction], T], /) -> asyncio.Future[T]:
        return self._grouping.add(unit)

    async def write(self, unit: Callable[[Transaction], T], /) -> T:
        """What `unit` returned, once kept. Raises what the unit raised, or DatabaseFailed; nothing of it is kept then.

        A unit may be run more than once, when the server or another process undid it the first time.
        """
        return await self.hand_over(unit)

    async def read(self, unit: Callable[[Transaction], T], /) -> T:
        """What `unit` returned: it saw one state of the database throughout, and cannot have changed it."""
        if self._closing is not None:
            raise RuntimeError("the database is closed")
        loop = asyncio.get_running_loop()
        waiting = Waiting(unit, loop.create_future())
        await loop.run_in_executor(self._threads, self._until_it_holds, [waiting], True)
        waiting.settle()
        result: T = waiting.future.result()
        return result

    async def tidy(self) -> bool:
        """The server vacuums by itself, and its log is in the hands of who runs it."""
        return True

    async def close(self) -> None:
        """Finish what was handed over, then let go of the server. The second time it does nothing more."""
        if self._closing is None:
            self._closing = asyncio.create_task(self._close())
        await asyncio.shield(self._closing)

    async def _close(self) -> None:
        await self._grouping.close()
        await asyncio.get_running_loop().run_in_executor(None, self._let_go)

    def _let_go(self) -> None:
        self._threads.shutdown()
        self._pool.close()

    async def _carry_out(self, group: Sequence[Waiting]) -> None:
        await asyncio.get_running_loop().run_in_executor(self._threads, self._until_it_holds, group, False)

    def _until_it_holds(self, group: Sequence[Waiting], reads: bool) -> None:
        """Whole transactions, again and again while the trouble is one that passes."""
        for attempt in range(TRIES):
            time.sleep(0.01 * attempt)
            if not self._once(group, reads):
                return

    def _once(self, group: Sequence[Waiting], reads: bool) -> bool:
        """Run the group; whether it is worth another try."""
        try:
            connection = self._pool.getconn()
        except psycopg.OperationalError:  # it has waited long enough
            for waiting in group:
                waiting.error = DatabaseUnavailable("PostgreSQL does not answer: check that it runs")
            return False
        tx = PostgresTransaction(connection, reads=reads, landed=self._landed)
        try:
            commit_together(tx, group)
        finally:
            self._pool.putconn(connection)
        return tx.another_try

    def _landed(self, transaction_id: str) -> bool:
        """Whether a transaction was committed whose COMMIT got no answer; asked elsewhere until it is decided."""
        for attempt in range(TRIES):
            time.sleep(0.01 * attempt)
            with suppress(psycopg.OperationalError), self._pool.connection() as connection:
                row = connection.execute("SELECT pg_xact_status(%s::xid8) AS status", (transaction_id,)).fetchone()
                if row is not None and row["status"] != "in progress":
                    return bool(row["status"] == "committed")
        raise DatabaseUnavailable("PostgreSQL does not say whether the last change was kept: look before you repeat it")

    def open(self, url: str, now: datetime) -> None:
        """Connect and migrate. Raises DatabaseRefused, in one line."""
        try:
            with psycopg.connect(url, connect_timeout=10, **_MANNERS) as connection:
                _bring_up_to_date(connection, now)
        except psycopg.OperationalError as error:
            reason = (str(error).strip().splitlines() or ["no answer"])[-1].strip()
            refused = DatabaseRefused(
                f"PostgreSQL cannot be used ({reason}): check VOICES_DATABASE_URL and the server."
            )
        except psycopg.Error as error:
            refused = DatabaseRefused(f"VOICES_DATABASE_URL is not understood ({type(error).__name__}): check it.")
        except DatabaseFailed as trouble:
            refused = DatabaseRefused(f"PostgreSQL cannot be used: {trouble}.")
        else:
            self._pool.open()
            return
        raise refused


_MANNERS: dict[str, Any] = {
    "autocommit": True,  # we write BEGIN ourselves
    "row_factory": dict_row,
    "client_encoding": "utf8",
    "options": "-c lock_timeout=5000 -c application_name=voices",
}


def _bring_up_to_date(connection: Connection, now: datetime) -> None:
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise DatabaseRefused(f"The PostgreSQL database is in {encoding}: make one with ENCODING 'UTF8'.")
    tx = PostgresTransaction(connection)
    tx.begin()
    try:
        migrate(tx, "postgres", now)
        tx.commit()
    finally:
        tx.roll_back()


async def open_postgres(url: str, *, now: datetime) -> PostgresDatabase:
    """Open the database at `url`, migrated as needed. Raises DatabaseRefused, in one line for the operator."""
    database = PostgresDatabase(url)
    try:
        await asyncio.get_running_loop().run_in_executor(database._threads, database.open, url, now)
    except BaseException:
        await database.close()
        raise
    return database
