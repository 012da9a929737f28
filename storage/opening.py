"""Open the database that a URL names; the driver is imported only when its scheme asks for it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from storage import values
from storage.database import Database, DatabaseRefused, Transaction

_SQLITE = "sqlite:///"
_HOW = "use sqlite:///relative/path, sqlite:////absolute/path or postgresql://user@host/name"
_READ_IN_ORDER = ("inbox", "outbox", "audit", "consents", "conversations", "answers")  # of their ids, which is of time


async def open_database(url: str, *, key: bytes | None, clock_now: datetime) -> Database:
    """The database at `url`, made and migrated as needed; ids made from now on are greater than all it holds.

    Raises DatabaseRefused, in one line for the operator, when it cannot be used as it is.
    """
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        database = await _open_sqlite(sqlite_path(url), key, clock_now)
    elif scheme in ("postgresql", "postgres"):
        database = await _open_postgres(url, clock_now)
    else:
        raise DatabaseRefused(f"VOICES_DATABASE_URL begins with {scheme or 'nothing'!r}, which is no database: {_HOW}.")
    try:
        values.ids_start_after(await database.write(_greatest_id))
    except BaseException:
        await database.close()
        raise
    return database


def sqlite_path(url: str) -> Path:
    """The file that a sqlite:/// URL names. Raises DatabaseRefused when it names none, or hides a host in it."""
    path = unquote(url[len(_SQLITE) :])
    if not url.startswith(_SQLITE) or not path:
        raise DatabaseRefused(f"VOICES_DATABASE_URL does not name a file: {_HOW}.")
    return Path(path)


async def _open_sqlite(path: Path, key: bytes | None, now: datetime) -> Database:
    from storage.sqlite import open_sqlite

    return await open_sqlite(path, now=now, key=key)


async def _open_postgres(url: str, now: datetime) -> Database:
    try:
        from storage.postgres import open_postgres
    except ImportError:
        raise DatabaseRefused(
            "VOICES_DATABASE_URL names PostgreSQL, and its driver is not installed. In the folder of Voices run: "
            "python3 -m pip --python .venv/bin/python install 'psycopg[binary]' psycopg-pool"
        ) from None
    return await open_postgres(url, now=now)


def _greatest_id(tx: Transaction) -> str | None:
    each = " UNION ALL ".join(f"SELECT MAX(id) AS id FROM {table}" for table in _READ_IN_ORDER)  # noqa: S608 - constants
    row = tx.one(f"SELECT MAX(id) AS greatest FROM ({each}) AS ids")  # noqa: S608 - constants
    return None if row is None else row["greatest"]
