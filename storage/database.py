"""The door to the database: what every driver offers, and nothing of any driver.

A *unit* is a plain function of a transaction. It runs whole, in one go, in the thread that owns the connection: a task
that is cancelled while it waits can never leave a transaction half open, and one hop serves a whole turn.
"""

from __future__ import annotations

from asyncio import Future
from collections.abc import Callable, Collection
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


class Row(Protocol):
    """One row of an answer, read by column name."""

    def __getitem__(self, column: str, /) -> Any: ...

    def keys(self) -> Any: ...


class Transaction(Protocol):
    """One open transaction. SQL is written once, with `:names`, in the subset that SQLite and PostgreSQL share.

    Nobody commits here: whoever opened the transaction closes it.
    """

    def run(self, sql: str, /, **values: Any) -> int:
        """Change something; the number of rows touched."""
        ...

    def one(self, sql: str, /, **values: Any) -> Row | None:
        """The first row, or None."""
        ...

    def again(self, sql: str, /, **values: Any) -> Row | None:
        """The first row, or None, of what a unit asks again and again: read once, until the unit changes something in
        one of the tables that `sql` names, or deletes anything."""
        ...

    def all(self, sql: str, /, **values: Any) -> list[Row]:
        """Every row, read to the end."""
        ...

    def unchanged(self, sql: str, of_time: Collection[str], months: Collection[str], /, **values: Any) -> list[Row]:
        """The same of a question that only counts: where the driver can tell that nothing of what it asks has changed
        since it was answered, it need not be read anew. Of the tables `of_time` it asks what is of these months (such
        as 2026-03) alone, by their own time or that of the conversation or answer to which they belong."""
        ...


class Database(Protocol):
    """An open database with one writer."""

    def hand_over(self, unit: Callable[[Transaction], T], /) -> Future[T]:
        """Queue `unit` at once, behind all that were handed over before; what `write` would return is in the future."""
        ...

    async def write(self, unit: Callable[[Transaction], T], /) -> T:
        """Run `unit` in a transaction and return what it returned, once that is safely on disk.

        Units are run in the order in which they were handed over; those that wait together are committed together, each
        in a savepoint of its own. What a unit raises is raised here and undoes that unit alone.
        """
        ...

    async def read(self, unit: Callable[[Transaction], T], /) -> T:
        """Run `unit` on a connection that cannot write; it never makes a writer wait."""
        ...

    async def tidy(self) -> bool:
        """Leave nothing of what was deleted in a log beside the data, as far as that is ours to do; whether it is done.

        Waits for nobody: while somebody reads it says False, and is worth another try.
        """
        ...

    async def close(self) -> None:
        """Finish what was handed over and let go of the file or the server."""
        ...


class DatabaseRefused(Exception):
    """The database cannot be used as it is. The message is one line for the operator: what is wrong, and what to do."""


class DatabaseHeld(DatabaseRefused):
    """Another process has this database."""
