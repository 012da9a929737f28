"""Write schema.sql, what the migrations add up to: python -m storage.schema. It is for people and for diffs."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from storage.migrate import migrate
from storage.sqlite_transaction import SqliteTransaction

SCHEMA = Path(__file__).parent / "schema.sql"
_HEAD = "-- Written by python -m storage.schema from the migrations. Do not edit: add a migration.\n"
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
_IN_ORDER = """
SELECT sqlite_master.sql FROM sqlite_master JOIN sqlite_master AS tables ON tables.name = sqlite_master.tbl_name
WHERE sqlite_master.sql IS NOT NULL AND tables.type = 'table'
ORDER BY tables.rowid, sqlite_master.type != 'table', sqlite_master.rowid
"""


def schema() -> str:
    """The tables in the order in which they were made, each followed by its indexes and triggers."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        tx = SqliteTransaction(connection, sqlite3)
        tx.begin()
        migrate(tx, "sqlite", _ANY_TIME)
        tx.commit()
        return _HEAD + "".join(f"\n{row['sql']};\n" for row in connection.execute(_IN_ORDER))


if __name__ == "__main__":
    SCHEMA.write_text(schema(), encoding="utf-8")
