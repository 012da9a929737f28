"""SQLite encrypted at rest: the one place that knows `sqlcipher3` and how a key is handed over."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from storage.database import DatabaseRefused

KEY_BYTES = 32
LOOKS = 4  # at a page that seems damaged, before it is called so


def driver() -> Any:
    """The driver module, imported only now: plain SQLite must not pay for it. Raises DatabaseRefused without it."""
    try:
        return import_module("sqlcipher3.dbapi2")
    except ImportError:
        raise DatabaseRefused(
            "A database key is set, but this machine has no sqlcipher3: install it (pip install sqlcipher3), or unset "
            "VOICES_DATABASE_KEY_FILE to keep the database unencrypted."
        ) from None


def unlock(connection: Any, key: bytes) -> None:
    """Give the raw 256-bit key to a connection that has not been used yet; a raw key needs no slow derivation."""
    if len(key) != KEY_BYTES:
        raise DatabaseRefused(
            f"A database key has {KEY_BYTES} bytes and this one has {len(key)}: check VOICES_DATABASE_KEY_FILE."
        )
    connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"").fetchall()


def damaged_pages(connection: Any) -> int:
    """How many pages do not carry the seal that they were written with.

    The check reads the file itself, past the locks: a page that a running program is just writing looks torn for that
    moment. So only what is still damaged when one looks again counts.
    """
    damaged = _pages_without_seal(connection)
    for _ in range(LOOKS - 1):
        if damaged:
            damaged &= _pages_without_seal(connection)
    return len(damaged)


def _pages_without_seal(connection: Any) -> set[str]:
    return {str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check").fetchall()}
