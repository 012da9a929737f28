"""A backup under load holds everything acknowledged before it began, and comes back as it was (R8)."""

from __future__ import annotations

import asyncio
import os
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from storage.backup import backup, restore
from storage.database import DatabaseHeld, DatabaseRefused
from storage.holding import hold
from storage.restoring import Restored
from storage.sqlite import open_sqlite
from storage.sqlite_file import SqliteFile
from tests.databases import KEY, NOW
from tests.storage.rows import names, put

NOTHING = Restored(0, 0, 0)


def names_in(path: Path, key: bytes | None) -> set[str]:
    with closing(SqliteFile(path, key).connect("ro")) as connection:
        return {row["name"] for row in connection.execute("SELECT name FROM facts")}


def left_in(folder: Path) -> list[tuple[str, int]]:
    """The backups and whatever was left beside them, with their modes."""
    return sorted((file.name, file.stat().st_mode & 0o777) for file in folder.iterdir() if "backup" in file.name)


@pytest.fixture(params=[None, KEY], ids=["plain", "encrypted"])
def key(request: pytest.FixtureRequest) -> bytes | None:
    chosen: bytes | None = request.param
    return chosen


async def test_backups_under_load_are_whole_and_complete(tmp_path: Path, key: bytes | None) -> None:
    path = tmp_path / "voices.db"
    database = await open_sqlite(path, now=NOW, key=key)
    acknowledged: set[str] = set()
    stopped = False

    async def talk(person: int) -> None:
        number = 0
        while not stopped:
            acknowledged.add(await database.write(put(f"{person} {number}", "words " * 20)))
            number += 1

    people = [asyncio.create_task(talk(person)) for person in range(20)]
    for number in range(10):
        before = set(acknowledged)
        counts = await asyncio.to_thread(backup, path, tmp_path / f"{number}.backup", key)
        kept = names_in(tmp_path / f"{number}.backup", key)
        assert before <= kept
        assert counts["facts"] == len(kept)
    stopped = True
    await asyncio.gather(*people)
    await database.close()
    assert left_in(tmp_path) == [(f"{number}.backup", 0o600) for number in range(10)]


async def test_a_restored_database_is_what_was_saved(tmp_path: Path, key: bytes | None) -> None:
    path, saved = tmp_path / "voices.db", tmp_path / "saved"
    database = await open_sqlite(path, now=NOW, key=key)
    await database.write(put("before"))
    assert backup(path, saved, key)["facts"] == 1
    await database.write(put("after"))
    await database.close()
    path.with_name("voices.db-wal").write_bytes(b"left over")
    assert restore(saved, path, key, NOW) == replace(NOTHING, aside=path.with_name("voices.db.replaced"))
    database = await open_sqlite(path, now=NOW, key=key)
    assert await database.read(names) == ["before"]
    await database.close()
    assert restore(saved, tmp_path / "new" / "voices.db", key, NOW) == NOTHING


async def test_each_restore_keeps_what_was_there_whatever_was_kept_before(tmp_path: Path) -> None:
    path, saved = tmp_path / "voices.db", tmp_path / "saved"
    SqliteFile(path).open_writer(NOW).close()
    backup(path, saved, None)
    kept = []
    for words in ("the only copy of what people said", "written after the first restore"):
        database = await open_sqlite(path, now=NOW)
        await database.write(put(words))
        await database.close()
        kept.append(restore(saved, path, None, NOW).aside)
    assert [each and each.name for each in kept] == ["voices.db.replaced", "voices.db.replaced.2"]
    assert [names_in(each, None) for each in kept if each] == [
        {"the only copy of what people said"},
        {"written after the first restore"},
    ]


def test_a_running_program_is_not_restored_over(tmp_path: Path) -> None:
    path, saved = tmp_path / "voices.db", tmp_path / "saved"
    SqliteFile(path).open_writer(NOW).close()
    backup(path, saved, None)
    before = path.read_bytes()
    with hold(path), pytest.raises(DatabaseHeld):
        restore(saved, path, None, NOW)
    assert path.read_bytes() == before


@pytest.mark.parametrize("harm", ["cut", "flipped", "key", "missing", "itself"])
def test_a_backup_that_is_no_good_changes_nothing(tmp_path: Path, harm: str) -> None:
    path, saved = tmp_path / "voices.db", tmp_path / "saved"
    SqliteFile(path, KEY).open_writer(NOW).close()
    backup(path, saved, KEY)
    before = path.read_bytes()
    data = bytearray(saved.read_bytes())
    data[len(data) // 2] ^= 1
    if harm == "cut":
        os.truncate(saved, len(data) // 2)
    elif harm == "flipped":
        saved.write_bytes(data)
    elif harm == "missing":
        saved.unlink()
    with pytest.raises(DatabaseRefused) as caught:
        restore(path if harm == "itself" else saved, path, bytes(32) if harm == "key" else KEY, NOW)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == before


def test_a_backup_overwrites_nothing_and_needs_a_database(tmp_path: Path) -> None:
    path, saved = tmp_path / "voices.db", tmp_path / "saved"
    with pytest.raises(DatabaseRefused, match="There is no file at"):
        backup(path, saved, None)
    SqliteFile(path).open_writer(NOW).close()
    saved.write_text("mine")
    with pytest.raises(DatabaseRefused, match="is there already"):
        backup(path, saved, None)
    assert saved.read_text() == "mine"
