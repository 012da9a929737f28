"""Whatever the hour at which the demo is begun, what it promises is still to come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.actions import accounting, halting
from bot.demo_history import next_working_day
from bot.demo_programme import TIMEZONE, seed
from storage import broadcasts
from storage.database import Transaction
from storage.opening import open_database
from tests.said import all_texts


@pytest.mark.parametrize("begun", ["2026-11-26 13:59", "2026-11-26 14:01", "2026-11-27 23:30", "2026-11-28 09:00"])
def test_the_first_session_is_on_a_working_day_more_than_a_day_ahead(begun: str) -> None:
    now = datetime.fromisoformat(begun).replace(tzinfo=UTC)
    coming = next_working_day(now, TIMEZONE)
    assert coming.weekday() < 5
    assert timedelta(days=1) < coming - now < timedelta(days=4)


async def test_the_note_of_the_day_before_is_still_to_come(tmp_path: Path) -> None:
    now = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
    database = await open_database(f"sqlite:///{tmp_path}/voices.db", key=None, clock_now=now)
    try:
        await database.write(lambda tx: seed(tx, now, all_texts()))
        waiting = await database.read(
            lambda tx: tx.all(
                """
                SELECT people.name FROM nudges JOIN people ON people.id = nudges.person_id
                  JOIN sessions ON sessions.id = nudges.about AND sessions.pairing_id IS NOT NULL
                WHERE nudges.kind IN ('session_before', 'reminder_day') AND nudges.state = 'planned'
                """
            )
        )
    finally:
        await database.close()
    assert [row["name"] for row in waiting].count("Bryn") == 2


async def test_what_went_to_many_before_the_demo_began_has_a_message_for_each_and_can_be_taken_back(
    tmp_path: Path,
) -> None:
    now = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
    database = await open_database(f"sqlite:///{tmp_path}/voices.db", key=None, clock_now=now)

    def taken_back(tx: Transaction) -> tuple[Mapping[str, int], bool]:
        seed(tx, now, all_texts())
        (one,) = broadcasts.lately(tx, 5)
        assert halting.take_back(tx, now, one.id, by=one.made_by or "", correction="It is on the 27th.")
        recalled = broadcasts.by_id(tx, one.id)
        assert recalled is not None
        return accounting.books_of(tx, now, recalled).mistakes, accounting.adds_up(tx, one.id)

    try:
        assert await database.write(taken_back) == ({}, True)
    finally:
        await database.close()
