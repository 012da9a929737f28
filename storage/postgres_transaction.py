"""One open transaction on a connection of psycopg, and what its errors mean."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

from storage.database import Row
from storage.errors import DatabaseFailed, DatabaseUnavailable, RuleBroken
from storage.named import with_percents
from storage.remembering import Known

Connection = psycopg.Connection[dict[str, Any]]
_BEGIN_TO_WRITE = "BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT pg_current_xact_id()::text AS id"
_BEGIN_TO_READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_OPEN = (TransactionStatus.INTRANS, TransactionStatus.INERROR, TransactionStatus.ACTIVE)
_PASSING = ("08", "40001", "40P01", "57P01", "57P02", "57P03")
_FOR_THE_MOMENT = {
    "53": "the server has no room or no connection left: make some and try again",
    "55P03": "another program has it locked: close that one and try again",
    "57014": "the server gave up a statement that took too long",
}


def passes(error: psycopg.Error) -> bool:
    """Whether the same transaction may well succeed at once: the server went away, or another process was first."""
    if error.sqlstate is None:
        return isinstance(error, psycopg.OperationalError)
    return error.sqlstate.startswith(_PASSING)


def trouble_of(error: psycopg.Error) -> DatabaseFailed:
    """The same trouble in our words. PostgreSQL quotes the row in its details and often in its message; we do not."""
    state = error.sqlstate or ""
    if passes(error):
        return DatabaseUnavailable("PostgreSQL went away, or another process was first: try again")
    for beginning, words in _FOR_THE_MOMENT.items():
        if state.startswith(beginning):
            return DatabaseUnavailable(words)
    if state.startswith("23"):
        return RuleBroken(error.diag.message_primary or "a rule of the schema")
    if state == "25006":
        return DatabaseFailed("this connection only reads")
    if state.startswith("42"):
        return DatabaseFailed(error.diag.message_primary or state)
    return DatabaseFailed(f"{type(error).__name__} {state}".strip())


class PostgresTransaction:
    """Runs statements on `connection`. `another_try` says afterwards whether the whole is worth another try."""

    def __init__(
        self, connection: Connection, *, reads: bool = False, landed: Callable[[str], bool] | None = None
    ) -> None:
        self._connection = connection
        self._reads = reads
        self._landed = landed
        self._id = ""
        self.known = Known()
        self.another_try = False
        self.failed: Exception | None = None
        self.lost: Exception | None = None

    def run(self, sql: str, /, **values: Any) -> int:
        self.known.changed(sql)
        return max(0, self._execute(sql, values).rowcount)

    def one(self, sql: str, /, **values: Any) -> Row | None:
        return self._execute(sql, values).fetchone()

    def again(self, sql: str, /, **values: Any) -> Row | None:
        return self.known.row(sql, values, self.one)

    def all(self, sql: str, /, **values: Any) -> list[Row]:
        return [*self._execute(sql, values).fetchall()]

    def unchanged(self, sql: str, of_time: Collection[str], months: Collection[str], /, **values: Any) -> list[Row]:
        """Always read: what each process changes is known to the server alone."""
        return self.all(sql, **values)

    def begin(self) -> None:
        self.failed = self.lost = None
        self.known.forget()
        cursor = self._execute(_BEGIN_TO_READ if self._reads else _BEGIN_TO_WRITE, {})
        if not self._reads:
            cursor.nextset()
            row = cursor.fetchone()
            self._id = "" if row is None else row["id"]

    def control(self, sql: str) -> None:
        """SAVEPOINT and the like: they also mend what a failed statement spoilt."""
        self.failed = None
        self._execute(sql, {})

    def commit(self) -> None:
        """COMMIT. When its answer is lost, find out, rather than do everything twice."""
        try:
            self.control("COMMIT")
        except DatabaseUnavailable:
            if not self._connection.broken or self._landed is None or not self._has_landed(self._landed):
                raise
            self.another_try, self.lost = False, None

    def roll_back(self) -> None:
        with suppress(psycopg.Error):
            if self._connection.info.transaction_status in _OPEN:
                self._connection.execute("ROLLBACK")

    def _has_landed(self, landed: Callable[[str], bool]) -> bool:
        self.another_try, again = False, self.another_try  # should nobody know, then nobody may repeat it
        result = not self._reads and landed(self._id)
        self.another_try = again
        return result

    def _execute(self, sql: str, values: dict[str, Any]) -> psycopg.Cursor[dict[str, Any]]:
        if self.failed is not None:
            raise self.failed
        try:
            if values:
                return self._connection.execute(with_percents(sql), values)
            return self._connection.execute(sql.encode())
        except psycopg.Error as error:
            self.another_try = passes(error)
            self.failed = trouble = trouble_of(error)
        if isinstance(trouble, DatabaseUnavailable):
            self.lost = trouble
        raise trouble
