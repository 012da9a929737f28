"""Several look at once, and nobody waits for somebody else's long look."""

from __future__ import annotations

import asyncio
import threading

from storage.database import Database, Transaction
from tests.storage.rows import names, put


async def test_a_long_look_keeps_no_other_waiting(database: Database) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def long_look(tx: Transaction) -> list[str]:
        begun.set()
        assert go_on.wait(20)
        return names(tx)

    await database.write(put("a"))
    looking = asyncio.create_task(database.read(long_look))
    await asyncio.to_thread(begun.wait, 20)
    await database.write(put("b"))
    assert await database.read(names) == ["a", "b"]
    go_on.set()
    assert "a" in await looking


async def test_no_more_look_at_once_than_there_are_readers_and_all_are_answered(database: Database) -> None:
    await database.write(put("a"))
    found = await asyncio.gather(*(database.read(names) for _ in range(20)))
    assert found == [["a"]] * 20
