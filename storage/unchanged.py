"""What was counted stays known until something changes in what was asked: exact at every moment, and never a sum.

With each change a number is counted up in the same transaction, whichever program makes it, so that whoever reads knows
from the state they see how old it is. While somebody looks at figures, the connection that writes has triggers of its
own, which note the table and the months of each change. What is known of an older state goes by what has changed since
then; where another program has changed anything, nothing is known any more. Numbers alone belong in here, never what
people said.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from storage.database import Row

NAME = "changes_counted"  # of the number, in the table of what is counted
KEPT = 100  # questions; the one that was asked first goes first
LOOKED_AT_LAST = 2000  # commits ago; from then on nobody pays for triggers until somebody looks again
AT_ANY_TIME = ""
Change = tuple[str, str]  # a table, and a month such as 2026-03, or AT_ANY_TIME

# By table the months that one of its rows is of: its own, and that of what it belongs to. Others are of no time.
_MONTHS: Mapping[str, Sequence[str]] = {
    "answers": (
        "SUBSTR({row}.answered_at, 1, 7)",
        "(SELECT SUBSTR(begun_at, 1, 7) FROM conversations WHERE conversations.id = {row}.conversation_id)",
    ),
    "conversations": ("SUBSTR({row}.begun_at, 1, 7)",),
    "readings": ("(SELECT SUBSTR(answered_at, 1, 7) FROM answers WHERE answers.id = {row}.answer_id)",),
    "sessions": ("SUBSTR({row}.starts_at, 1, 7)",),
    "commitments": ("SUBSTR({row}.made_at, 1, 7)",),
}
_OF_NO_TIME = (
    *("people", "roles", "memberships", "pairings", "consents", "wordings"),
    *("opportunities", "broadcasts", "recipients", "responses"),
)
WATCHED = (*_MONTHS, *_OF_NO_TIME)
# Of these tables the changes of these columns matter alone: with each message something else is written into the row of
# a person and of a conversation.
ALONE: Mapping[str, Sequence[str]] = {
    "people": ("id", "is_test"),
    "conversations": ("id", "person_id", "kind", "begun_at", "answered"),
}
_KINDS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
_NAMED = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)")
# Of the statement that sets off a trigger the way with a conflict goes for what the trigger does: so there is none.
_NOTE = """INSERT INTO noted (what, month) SELECT '{table}', at FROM (SELECT COALESCE({month}, '') AS at) AS found
  WHERE NOT EXISTS (SELECT 1 FROM noted WHERE what = '{table}' AND month = at);"""


def _triggers() -> Iterator[str]:
    for table in WATCHED:
        for kind, rows in _KINDS.items():
            of = f" OF {', '.join(ALONE[table])}" if kind == "UPDATE" and table in ALONE else ""
            months = [one.format(row=row) for row in rows for one in _MONTHS.get(table, ("''",))]
            notes = " ".join(_NOTE.format(table=table, month=month) for month in dict.fromkeys(months))
            when = f"AFTER {kind}{of} ON main.{table}"
            yield f"CREATE TEMP TRIGGER IF NOT EXISTS note_{table}_{kind.lower()} {when} BEGIN {notes} END"


_WATCH = (
    "CREATE TEMP TABLE IF NOT EXISTS noted (what TEXT, month TEXT, PRIMARY KEY (what, month)) WITHOUT ROWID",
    *_triggers(),
)
_LEAVE = (
    *(f"DROP TRIGGER IF EXISTS temp.note_{table}_{kind.lower()}" for table in WATCHED for kind in _KINDS),
    "DROP TABLE IF EXISTS temp.noted",
)
_NOTHING_IS_KNOWN = (0, -1)  # of any state


@lru_cache(200)
def tables_of(sql: str) -> frozenset[str]:
    """The names in a question of what it reads, and of its own parts."""
    return frozenset(_NAMED.findall(sql))


class Question(NamedTuple):
    """What is asked; of the tables `of_time` it asks what is of these `months` alone."""

    sql: str
    values: tuple[tuple[str, Any], ...]
    of_time: frozenset[str]
    months: tuple[str, ...]


class Unchanged:
    """What is known of one open SQLite file. Its methods are called in several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[Question, tuple[int, list[Row]]] = {}
        self._changed: dict[Change, int] = {}
        self._since, self._until = _NOTHING_IS_KNOWN
        self._tables: frozenset[str] = frozenset()
        self._watches = False
        self._unasked = LOOKED_AT_LAST  # commits since somebody looked
        self._touched = 0

    def tend(self, connection: Any) -> None:
        """Begin to watch what this connection changes when somebody looks at figures, and cease when nobody does; it is
        the one that writes, in its thread, between two transactions."""
        if self._watches == (self._unasked < LOOKED_AT_LAST):
            return
        for statement in _LEAVE if self._watches else _WATCH:
            connection.execute(statement)
        named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        with self._lock:
            self._watches = not self._watches
            self._known.clear()
            self._changed.clear()
            self._tables = frozenset(row[0] for row in named)
            number = _number(connection)
            self._since, self._until = (number, number) if self._watches else _NOTHING_IS_KNOWN

    def noted(self, connection: Any) -> tuple[int, list[Change]] | None:
        """What this transaction has changed, just before it is committed, and the number of that; None if nothing was,
        or nobody watches."""
        self._unasked += 1
        if not self._watches:
            if connection.total_changes != self._touched:
                _count_up(connection)
                self._touched = connection.total_changes
            return None
        changes = [(row[0], row[1]) for row in connection.execute("SELECT what, month FROM noted").fetchall()]
        if not changes:
            return None
        connection.execute("DELETE FROM noted").fetchall()
        _count_up(connection)
        return _number(connection), changes

    def committed(self, number: int, changes: Collection[Change]) -> None:
        """It is on disk."""
        with self._lock:
            if number != self._until + 1:  # another program was there meanwhile
                self._known.clear()
                self._changed.clear()
                self._since = number
            self._until = number
            for table, month in changes:
                self._changed[table, month] = self._changed[table, AT_ANY_TIME] = number

    def rows(self, question: Question, number: int, find: Callable[[], list[Row]]) -> list[Row]:
        """What is known of this question, or what `find` says; whoever asks sees the state of this number."""
        self._unasked = 0
        watched = self._what(question) if self._watches else None
        if watched is None:
            return find()
        with self._lock:
            then, known = self._known.get(question, (-1, []))
            if self._is_known(then) and self._is_known(number) and self._last(watched) <= min(then, number):
                return [*known]
        found = find()
        with self._lock:
            if self._is_known(number) and number >= then:
                self._known.pop(question, None)
                self._known[question] = (number, found)
                if len(self._known) > KEPT:
                    del self._known[next(iter(self._known))]
        return [*found]

    def _is_known(self, number: int) -> bool:
        """Whether everything that has changed from that state on is known, as far as it is committed."""
        return self._since <= number <= self._until

    def _last(self, watched: Collection[Change]) -> int:
        return max((self._changed.get(one, -1) for one in watched), default=-1)

    def _what(self, question: Question) -> list[Change] | None:
        """The changes that such an answer does not outlive; None where not all that is read is watched."""
        read = tables_of(question.sql) & self._tables
        if not read <= {*WATCHED}:
            return None
        timed = question.of_time & _MONTHS.keys()
        return [(table, month) for table in read for month in (question.months if table in timed else (AT_ANY_TIME,))]


def _count_up(connection: Any) -> None:
    connection.execute(
        "INSERT INTO counts (name, times) VALUES (:name, 1) ON CONFLICT (name) DO UPDATE SET times = counts.times + 1",
        {"name": NAME},
    ).fetchall()


def _number(connection: Any) -> int:
    row = connection.execute("SELECT times FROM counts WHERE name = :name", {"name": NAME}).fetchone()
    return 0 if row is None else int(row[0])
