"""Damaged files: refused or unaffected, never a wrong row under SQLCipher, never a traceback (R7)."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.database import DatabaseRefused
from storage.errors import DatabaseDamaged, DatabaseFailed
from storage.sqlite import open_sqlite
from storage.sqlite_file import SqliteFile
from storage.sqlite_transaction import SqliteTransaction
from tests.databases import KEY, NOW
from tests.storage.rows import put

COPIES = 60


def filled(path: Path, key: bytes | None) -> list[tuple[str, str]]:
    file = SqliteFile(path, key)
    connection = file.open_writer(NOW)
    tx = SqliteTransaction(connection, file.driver)
    tx.begin()
    for number in range(300):
        put(f"{number:04}", f"words of {number} " * 6)(tx)
    tx.commit()
    rows = [tuple(row) for row in connection.execute("SELECT name, value FROM facts ORDER BY name")]
    connection.close()
    return rows


def read_back(path: Path, key: bytes | None) -> list[tuple[str, str]] | None:
    """The rows, or None when they were refused in an orderly way."""
    file = SqliteFile(path, key)
    try:
        connection = file.open_writer(NOW)
    except DatabaseRefused as refused:
        assert "\n" not in str(refused)
        return None
    tx = SqliteTransaction(connection, file.driver)
    try:
        tx.begin()
        return [(row["name"], row["value"]) for row in tx.all("SELECT name, value FROM facts ORDER BY name")]
    except DatabaseFailed:
        return None
    finally:
        tx.roll_back()
        connection.close()


def damaged_copies(tmp_path: Path, key: bytes | None, check: Callable[[list[tuple[str, str]] | None], None]) -> None:
    original = tmp_path / "original.db"
    filled(original, key)
    whole = original.read_bytes()
    chance = random.Random(7)
    for number in range(COPIES):
        damaged = bytearray(whole)
        for place in chance.sample(range(len(whole)), 3):
            damaged[place] ^= chance.randrange(1, 256)
        copy = tmp_path / f"{number}.db"
        copy.write_bytes(damaged)
        check(read_back(copy, key))


def test_sqlcipher_notices_every_damaged_file(tmp_path: Path) -> None:
    outcomes: list[object] = []
    damaged_copies(tmp_path, KEY, outcomes.append)
    assert outcomes == [None] * COPIES


def test_damage_to_a_plain_file_is_never_a_traceback(tmp_path: Path) -> None:
    outcomes: list[object] = []
    damaged_copies(tmp_path, None, outcomes.append)
    assert len(outcomes) == COPIES


@pytest.mark.parametrize("key", [None, KEY])
async def test_broken_text_is_damage_and_is_not_quoted(tmp_path: Path, key: bytes | None) -> None:
    database = await open_sqlite(tmp_path / "voices.db", now=NOW, key=key)
    broken = "INSERT INTO facts VALUES ('a', CAST(x'736563726574ff' AS TEXT), '')"
    await database.write(lambda tx: tx.run(broken))
    with pytest.raises(DatabaseDamaged) as caught:
        await database.read(lambda tx: tx.all("SELECT * FROM facts"))
    assert "secret" not in repr(caught.value)
    await database.close()
