"""Every table as rows to hand out: without what opens doors and without raw traffic, and with test people marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from storage import consents, data_map
from storage.database import Transaction

MARK = "of_a_test_person"
# Words that leave the house only while a yes stands, asked at the moment of the export.
NEEDED = {"answers": "take_part_health", "quotations": "quote_anonymous"}


@dataclass(frozen=True, slots=True)
class Exported:
    """A table that is handed out, the columns that are not, and the SQL that leads from a row to its person, or ""."""

    table: str
    person: str = ""
    without: tuple[str, ...] = ()


TABLES = tuple(Exported(each.table, each.person, each.sealed) for each in data_map.TABLES if not each.kept_back)
_TRUE_OR_FALSE = (
    *(MARK, "is_test", "share_with_leader", "counts", "fleeting", "uncertain", "remind_day", "remind_hour", "shared"),
    *(
        "agreed",
        "opens_once",
        "took_part",
        "is_final",
        "named",
        "has_fate",
        "says",
        "of_substance",
        "in_words",
        "answered",
        "unanswered",
    ),
)
KEPT_BACK = tuple(each.table for each in data_map.TABLES if each.kept_back)


def rows(tx: Transaction, exported: Exported) -> Iterator[dict[str, Any]]:
    """The rows of one table, in a fixed order, each with `of_a_test_person` (None where it is about nobody)."""
    sql = f"""
        SELECT t.*, (SELECT is_test FROM people WHERE people.id = {exported.person or "NULL"}) AS {MARK}
        FROM {exported.table} AS t ORDER BY 1, 2
        """  # noqa: S608 - constants
    without = _without_a_yes(tx, exported.table)
    for row in tx.all(sql):
        told = {name: _told(name, row[name]) for name in row.keys() if name not in exported.without}  # noqa: SIM118
        yield _promised(exported.table, told, without)


def _without_a_yes(tx: Transaction, table: str) -> set[str]:
    """Those whose words in this table do not leave the house: their yes to that does not stand just now."""
    purpose = NEEDED.get(table)
    if purpose is None:
        return set()
    told = {str(row["person_id"]) for row in tx.all(f"SELECT DISTINCT person_id FROM {table}")}  # noqa: S608 - constants
    if table == "answers":  # leaders and staff are asked nothing about their health
        told &= {str(row["person_id"]) for row in tx.all("SELECT person_id FROM roles WHERE role = 'partner'")}
    return told - consents.who_gave(tx, purpose)


def _promised(table: str, row: dict[str, Any], without: set[str]) -> dict[str, Any]:
    """As was promised when it was asked: what only they may see has no words, what is for figures only has no name, and
    words for which there is no yes any more are left out."""
    if table in NEEDED and row["person_id"] in without:
        row = row | {name: "" for name in ("answer", "value", "words", "changed_to") if name in row}
    if table != "answers":
        return row
    if row["visible_to"] == "me":
        return row | dict.fromkeys(("answer", "value"), "")
    if row["visible_to"] == "figures":
        return row | dict.fromkeys(("person_id", "conversation_id", "chat_id", "message_id", "update_id"))
    return row


def _told(column: str, value: Any) -> Any:
    """SQLite says 0 and 1 where PostgreSQL says false and true."""
    return bool(value) if column in _TRUE_OR_FALSE and value is not None else value


def columns(tx: Transaction, exported: Exported) -> list[str]:
    """The names of the columns that `rows` gives, also of an empty table."""
    row = tx.one(f"SELECT t.* FROM (SELECT 1 AS one) AS o LEFT JOIN {exported.table} AS t ON 1 = 1 LIMIT 1")  # noqa: S608
    assert row is not None
    return [*(column for column in row.keys() if column not in exported.without), MARK]  # noqa: SIM118
