"""One open transaction on a connection of sqlite3 or of SQLCipher, and what their errors mean."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, TypeVar

from storage.database import Row
from storage.errors import DatabaseDamaged, DatabaseFailed, DatabaseUnavailable, RuleBroken
from storage.remembering import Known
from storage.unchanged import NAME, Question, Unchanged

T = TypeVar("T")

NOTADB = 26
_CONSTRAINT = 19
_FOR_THE_MOMENT = {
    5: "another program has the database locked: close that one and try again",
    6: "another program has the database locked: close that one and try again",
    7: "there is not enough memory: make some and try again",
    8: "the database file cannot be written to: check its rights and its disk",
    10: "the disk does not do what it is told: check it, and how much room it has",
    13: "there is no room left on the disk: make some and try again",
    14: "the database file cannot be opened: check its rights and its folder",
}
_ONLY_READS = "this connection only reads"
DAMAGED = "it is damaged: do not use it any more, and restore a backup with voices restore FILE"


def code_of(error: Exception) -> int:
    """SQLite's primary result code, whichever driver the error comes from; 0 when there is none."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def trouble_of(error: Exception) -> DatabaseFailed:
    """The same trouble in our words, without what the driver quotes: its text on broken UTF-8 holds the text itself."""
    code = code_of(error)
    if code in _FOR_THE_MOMENT:
        return DatabaseUnavailable(_FOR_THE_MOMENT[code])
    if code == _CONSTRAINT:
        return RuleBroken(str(error))
    if code in (11, NOTADB) or isinstance(error, UnicodeDecodeError) or str(error).startswith("Could not decode"):
        return DatabaseDamaged(DAMAGED)
    return DatabaseFailed(str(error))


class SqliteTransaction:
    """Runs statements on `connection` in the thread that owns it."""

    __slots__ = ("_connection", "_errors", "_execute", "_reads", "_unchanged", "failed", "known", "lost")

    def __init__(
        self, connection: Any, driver: Any, *, reads: bool = False, unchanged: Unchanged | None = None
    ) -> None:
        self._connection = connection
        self._execute = connection.execute
        self._errors = (driver.Error, UnicodeDecodeError)
        self._reads = reads
        self._unchanged = unchanged
        self.known = Known()
        self.failed: Exception | None = None
        self.lost: Exception | None = None

    def run(self, sql: str, /, **values: Any) -> int:
        self.known.changed(sql)
        cursor, _ = self._rows(sql, values)
        if (
            cursor.rowcount < 0 and sql.lstrip()[:4].upper() == "WITH"
        ):  # the driver counts only what begins with its verb
            touched: int = self._execute("SELECT changes()").fetchone()[0]
            return touched
        return max(0, int(cursor.rowcount))

    def one(self, sql: str, /, **values: Any) -> Row | None:
        _, rows = self._rows(sql, values)
        return rows[0] if rows else None

    def again(self, sql: str, /, **values: Any) -> Row | None:
        return self.known.row(sql, values, self.one)

    def all(self, sql: str, /, **values: Any) -> list[Row]:
        return self._rows(sql, values)[1]

    def unchanged(self, sql: str, of_time: Collection[str], months: Collection[str], /, **values: Any) -> list[Row]:
        if self._unchanged is None or not self._reads:
            return self.all(sql, **values)
        question = Question(sql, tuple(sorted(values.items())), frozenset(of_time), tuple(months))
        row = self.again("SELECT times FROM counts WHERE name = :name", name=NAME)
        return self._unchanged.rows(question, int(row["times"]) if row else 0, lambda: self.all(sql, **values))

    def begin(self) -> None:
        self.failed = self.lost = None
        self.known.forget()
        if self._unchanged is not None and not self._reads:
            self._told(self._unchanged.tend)
        self.control("BEGIN" if self._reads else "BEGIN IMMEDIATE")

    def commit(self) -> None:
        noted = None if self._unchanged is None or self._reads else self._told(self._unchanged.noted)
        self.control("COMMIT")
        if self._unchanged is not None and noted is not None:
            self._unchanged.committed(*noted)

    def _told(self, tell: Callable[[Any], T]) -> T:
        """Tell of the connection to what knows which figures are unchanged."""
        try:
            return tell(self._connection)
        except self._errors as error:
            trouble = trouble_of(error)
        raise trouble

    def control(self, sql: str) -> None:
        try:
            self._execute(sql)
            return
        except self._errors as error:
            trouble = trouble_of(error)
        raise trouble

    def roll_back(self) -> None:
        if self._connection.in_transaction:
            try:
                self._execute("ROLLBACK")
            except self._errors:  # nothing is left that could be rolled back
                return

    def _rows(self, sql: str, values: dict[str, Any]) -> tuple[Any, list[Row]]:
        """Read to the end, always: an open cursor would forbid the commit."""
        if self.failed is not None:
            raise self.failed
        try:
            cursor = self._execute(sql, values)
            return cursor, cursor.fetchall()
        except self._errors as error:
            trouble = DatabaseFailed(_ONLY_READS) if self._reads and code_of(error) == 8 else trouble_of(error)
        self.failed = trouble
        if isinstance(trouble, DatabaseUnavailable) or not self._connection.in_transaction:
            self.lost = trouble
        raise trouble
