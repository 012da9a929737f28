"""The same file in several hands: locks, the hold of a running program, and who checkpoints."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from time import monotonic

import pytest

from storage import sqlite_file
from storage.database import DatabaseHeld, DatabaseRefused
from storage.errors import DatabaseUnavailable
from storage.holding import hold
from storage.sqlite import open_sqlite
from storage.sqlite_file import SqliteFile
from tests.databases import NOW
from tests.storage.other_process import OtherProcess
from tests.storage.rows import names, put


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "voices.db"
    SqliteFile(path).open_writer(NOW).close()
    return path


async def test_a_lock_that_passes_is_not_seen(path: Path) -> None:
    database = await open_sqlite(path, now=NOW)
    with OtherProcess("lock", path) as other:
        waiting = asyncio.create_task(database.write(put("a")))
        done, _ = await asyncio.wait([waiting], timeout=1)
        assert not done
        assert await database.read(names) == []
        await asyncio.to_thread(other.go_on)
        assert await waiting == "a"
    await database.close()


async def test_a_lock_that_stays_is_said_and_loses_nothing_else(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file, "BUSY_MS", 50)
    database = await open_sqlite(path, now=NOW)
    with OtherProcess("lock", path) as other:
        results = await asyncio.gather(*(database.write(put(n)) for n in "abc"), return_exceptions=True)
        assert [type(result) for result in results] == [DatabaseUnavailable] * 3
        assert "locked" in str(results[0])
        with pytest.raises(DatabaseRefused, match="locked"):
            await open_sqlite(path, now=NOW)
        await asyncio.to_thread(other.go_on)
    assert await database.write(put("d")) == "d"
    assert await database.read(names) == ["d"]
    await database.close()


def test_a_second_program_is_told_at_once_who_holds_the_file(path: Path) -> None:
    with OtherProcess("hold", path) as other:
        begun = monotonic()
        with pytest.raises(DatabaseHeld, match=rf"process {other.process.pid} since 20.*stop that one") as caught:
            hold(path)
        assert monotonic() - begun < 1
        assert "\n" not in str(caught.value)
        other.process.kill()
        other.process.wait()
        hold(path).release()


def test_a_hold_is_held_once_even_within_a_process_and_under_another_name(path: Path) -> None:
    other_name = path.with_name("link.db")
    other_name.symlink_to(path)
    with hold(path) as held:
        with pytest.raises(DatabaseHeld, match=str(os.getpid())):
            hold(other_name)
        held.release()
        hold(path).release()


async def test_an_invite_is_made_while_the_bot_runs_and_leaves_checkpoints_to_it(path: Path) -> None:
    running = await open_sqlite(path, now=NOW)
    with OtherProcess("hold", path):
        inviting = await open_sqlite(path, now=NOW)
        await asyncio.gather(inviting.write(put("invite")), *(running.write(put(str(n))) for n in range(20)))
        assert await pragmas(inviting._writer) == (0, 0)
        await inviting.close()
    assert len(await running.read(names)) == 21
    await running.close()


async def test_exactly_one_connection_writes_and_checkpoints(path: Path) -> None:
    with hold(path):
        database = await open_sqlite(path, now=NOW)
        await database.read(names)
        (reader,) = database._readers.threads
        assert await pragmas(database._writer) == (0, 1000)
        assert await pragmas(await reader) == (1, 0)
        await database.close()


async def test_the_writer_has_its_manners(path: Path) -> None:
    database = await open_sqlite(path, now=NOW)
    found: dict[str, object] = {}

    def look(connection: object) -> None:
        for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete", "temp_store"):
            found[name] = connection.execute(f"PRAGMA {name}").fetchone()[0]  # type: ignore[attr-defined]

    await database._writer.hand_over(look)
    assert list(found.values()) == ["wal", 2, 1, 5000, 1, 2]
    await database.close()


async def pragmas(thread: object) -> tuple[int, int]:
    found: list[int] = []

    def look(connection: object) -> None:
        for name in ("query_only", "wal_autocheckpoint"):
            found.append(connection.execute(f"PRAGMA {name}").fetchone()[0])  # type: ignore[attr-defined]

    await thread.hand_over(look)  # type: ignore[attr-defined]
    return found[0], found[1]
