"""Cancelling at every await: the unit is whole or absent, the connection stays usable, nobody else notices (R4)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from storage.database import Database, Transaction
from storage.sqlite import SqliteDatabase, open_sqlite
from tests.databases import NOW
from tests.storage.rows import names, put

STEPS = 12


def two(name: str) -> Callable[[Transaction], None]:
    def unit(tx: Transaction) -> None:
        put(f"{name} 1")(tx)
        put(f"{name} 2")(tx)

    return unit


async def cancel_after(steps: int, work: Coroutine[Any, Any, object]) -> None:
    """Let `work` go on for so many turns of the event loop and then cancel it."""
    task = asyncio.create_task(work)
    for _ in range(steps):
        await asyncio.sleep(0)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


@pytest.mark.parametrize("steps", range(STEPS))
async def test_a_cancelled_write_is_whole_or_absent(database: Database, steps: int) -> None:
    others = [asyncio.create_task(database.write(two(f"before {n}"))) for n in range(3)]
    await cancel_after(steps, database.write(two("cancelled")))
    others += [asyncio.create_task(database.write(two(f"after {n}"))) for n in range(3)]
    await asyncio.gather(*others)
    kept = await database.read(names)
    assert len([name for name in kept if not name.startswith("cancelled")]) == 12
    assert len([name for name in kept if name.startswith("cancelled")]) in (0, 2)


@pytest.mark.parametrize("steps", range(STEPS))
async def test_a_cancelled_read_leaves_the_reader_usable(database: Database, steps: int) -> None:
    await database.write(put("a"))
    await cancel_after(steps, database.read(names))
    await database.write(put("b"))
    assert await database.read(names) == ["a", "b"]


@pytest.mark.parametrize("steps", range(STEPS))
async def test_a_cancelled_close_still_closes(database: Database, steps: int) -> None:
    waiting = asyncio.create_task(database.write(put("a")))
    await asyncio.sleep(0)
    await cancel_after(steps, database.close())
    await database.close()
    assert await waiting == "a"


@pytest.mark.parametrize("steps", range(STEPS))
async def test_a_cancelled_opening_leaves_no_thread_and_no_lock(tmp_path: Path, steps: int) -> None:
    path = tmp_path / "voices.db"
    await cancel_after(steps, open_and_close(path))
    again = await open_sqlite(path, now=NOW)
    await again.write(put("a"))
    await again.close()


async def open_and_close(path: Path) -> None:
    opened: SqliteDatabase = await open_sqlite(path, now=NOW)
    await opened.close()


async def test_a_unit_whose_caller_left_before_it_began_is_not_run(database: Database) -> None:
    first = asyncio.create_task(database.write(put("a")))
    gone = asyncio.create_task(database.write(put("gone")))
    await asyncio.sleep(0)
    gone.cancel()
    await first
    await asyncio.gather(gone, return_exceptions=True)
    assert await database.write(names) in (["a"], ["a", "gone"])
