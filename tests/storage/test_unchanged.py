"""What was counted stays known until something changes in what was asked, and is then counted anew."""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from storage import consents, figures_programme, figures_talk, impact, readings, unchanged
from storage.database import Transaction
from storage.errors import RuleBroken
from storage.figures_talk import CHECK_INS, FEEDBACK
from storage.sqlite import SqliteDatabase, open_sqlite
from storage.values import instant
from storage.within import Together, Within
from tests.databases import KEY, NOW
from tests.figured import figured

A_DAY = timedelta(days=1)
BEGINNINGS = [datetime(2026, month, 1, tzinfo=UTC) for month in (1, 2, 3)]
MONTHS = tuple(zip([datetime(2025, 12, 1, tzinfo=UTC), *BEGINNINGS], BEGINNINGS, strict=False))
FEBRUARY = Within(*MONTHS[-1])
ROUNDS = 50
# By table what may become of one of its rows, of whatever month.
CHANGES = {
    "people": (
        "UPDATE people SET is_test = NOT is_test WHERE id = :id",
        "UPDATE people SET seen_at = :at WHERE id = :id",
        "UPDATE memberships SET said = 'no' WHERE person_id = :id",
        "DELETE FROM memberships WHERE person_id = :id",
        "DELETE FROM roles WHERE person_id = :id",
        "INSERT INTO roles (person_id, role, given_at) VALUES (:id, 'leader', :at) ON CONFLICT DO NOTHING",
    ),
    "answers": (
        "UPDATE answers SET counts = NOT counts WHERE id = :id",
        "UPDATE answers SET replaced_at = :at WHERE id = :id",
        "UPDATE answers SET answered_at = :at WHERE id = :id",
        "UPDATE answers SET value = '\"no\"' WHERE id = :id",
        "UPDATE answers SET visible_to = 'me' WHERE id = :id",
        "UPDATE answers SET conversation_id = NULL WHERE id = :id",
        "UPDATE answers SET person_id = (SELECT MIN(id) FROM people) WHERE id = :id",
        "DELETE FROM answers WHERE id = :id",
    ),
    "conversations": (
        "UPDATE conversations SET begun_at = :at WHERE id = :id",
        "UPDATE conversations SET kind = 'before_session' WHERE id = :id",
        "UPDATE conversations SET person_id = (SELECT MIN(id) FROM people) WHERE id = :id",
        "DELETE FROM conversations WHERE id = :id",
    ),
    "fates": ("UPDATE fates SET told_at = :at WHERE id = :id", "DELETE FROM fates WHERE id = :id"),
    "sessions": (
        "UPDATE sessions SET state = 'missed' WHERE id = :id",
        "UPDATE sessions SET starts_at = :at WHERE id = :id",
        "UPDATE sessions SET changes = changes + 1 WHERE id = :id",
    ),
    "commitments": ("UPDATE commitments SET state = 'done' WHERE id = :id", "DELETE FROM commitments WHERE id = :id"),
    "pairings": ("UPDATE pairings SET leader_id = (SELECT MAX(id) FROM people) WHERE id = :id",),
    "opportunities": ("UPDATE opportunities SET opened_at = :at WHERE id = :id",),
    "broadcasts": ("UPDATE broadcasts SET opportunity_id = NULL WHERE id = :id",),
    "recipients": (
        "UPDATE recipients SET state = 'failed' WHERE id = :id",
        "UPDATE recipients SET person_id = NULL WHERE id = :id",
        "DELETE FROM recipients WHERE id = :id",
    ),
    "responses": (
        "UPDATE responses SET decision = NULL WHERE id = :id",
        "UPDATE responses SET took_part = TRUE WHERE id = :id",
        "DELETE FROM responses WHERE id = :id",
    ),
}


def everything(tx: Transaction) -> list[Any]:
    """All that may stay known, of February alone, of three months at once, and of one role."""
    together = Together(MONTHS)
    several = [Within(*time, together=together) for time in MONTHS]
    return [asked(tx, within) for within in (FEBRUARY, *several, Within(FEBRUARY.since, FEBRUARY.until, "leader"))]


def asked(tx: Transaction, within: Within) -> list[Any]:
    return [
        *(figures_talk.by_day(tx, within, kinds) for kinds in (CHECK_INS, FEEDBACK)),
        *(figures_talk.said_to(tx, within, "after_session", "heard", agreed=agreed) for agreed in (True, False)),
        figures_programme.sessions(tx, within, instant(NOW)),
        figures_programme.promises(tx, within, NOW.date()),
        figures_programme.offered(tx, within),
        figures_programme.heard_back(tx, within),
        impact.read(tx, within),
    ]


def three_months(tx: Transaction) -> None:
    """As much happens in each of them."""
    for place in range(3):
        figured(tx, NOW - (12 + 20 * place) * A_DAY, first_chat=70_000 + 1_000 * place)
        tx.run("UPDATE groups SET name = id")


@pytest.fixture(params=[None, KEY], ids=["plain", "encrypted"])
async def file(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    opened = await open_sqlite(tmp_path / "voices.db", now=NOW, key=request.param)
    await opened.write(three_months)
    await opened.read(everything)  # somebody looks, so that it is watched from the next transaction on
    await opened.write(lambda tx: None)
    yield opened
    await opened.close()


def _chosen(tx: Transaction, chance: random.Random, table: str) -> str:
    ids: list[str] = [row["id"] for row in tx.all(f"SELECT id FROM {table} ORDER BY id")]
    return chance.choice(ids) if ids else ""


async def test_whatever_changes_what_is_told_is_what_is_counted_at_that_moment(file: SqliteDatabase) -> None:
    chance = random.Random(4)

    def change(tx: Transaction) -> None:
        table = chance.choice([*CHANGES])
        at = instant(NOW - chance.randrange(1, 100) * A_DAY)
        tx.run(chance.choice(CHANGES[table]), id=_chosen(tx, chance, table), at=at)

    def words_are_opened(tx: Transaction) -> None:
        readings.note(
            tx, NOW, [_chosen(tx, chance, "answers")], by=_chosen(tx, chance, "people"), read_as="coordinator"
        )

    def a_yes_is_taken_back(tx: Transaction) -> None:
        decided = {"decision": "withdrawn", "wording_key": "?", "wording": "?", "language": "en", "how": "button"}
        consents.note(tx, NOW, _chosen(tx, chance, "people"), purpose="share_learning", **decided)  # type: ignore[arg-type]

    def a_wording_is_new(tx: Transaction) -> None:
        tx.run("INSERT INTO wordings (purpose, version, since) VALUES ('share_learning', '2', '2026-01-01')")

    units = [change] * ROUNDS + [words_are_opened] * 9 + [a_yes_is_taken_back] * 5
    chance.shuffle(units)
    for unit in (*units, a_wording_is_new):
        before = await file.read(everything)
        assert await file.read(everything) == before
        with suppress(RuleBroken):  # such as two of the same pairing: then nothing changes
            await file.write(unit)
        assert await file.read(everything) == await file.write(everything)  # who writes counts


async def counts_anew(database: SqliteDatabase) -> bool:
    """Whether it takes a look at the people to tell everything."""
    statements: list[str] = []
    await database.read(lambda tx: None)
    (reader,) = [await thread for thread in database._readers.threads]
    await reader.hand_over(lambda connection: connection.set_trace_callback(statements.append))
    await database.read(everything)
    await reader.hand_over(lambda connection: connection.set_trace_callback(None))
    return any("FROM people" in one for one in statements)


async def test_months_that_are_over_are_not_counted_anew_while_people_go_on_talking(file: SqliteDatabase) -> None:
    assert await counts_anew(file)
    await file.write(figured_later)
    assert await counts_anew(file)  # somebody joined
    await file.write(lambda tx: tx.run("UPDATE people SET seen_at = :now", now=instant(NOW)))
    await file.write(_in_march)
    assert not await counts_anew(file)
    await file.write(lambda tx: tx.run("UPDATE answers SET counts = FALSE WHERE answered_at < :at", at="2026-03"))
    assert await counts_anew(file)
    assert not await counts_anew(file)


def figured_later(tx: Transaction) -> None:
    figured(tx, NOW, first_chat=80_000)


def _in_march(tx: Transaction) -> None:
    march = instant(FEBRUARY.until)
    for table, column in (("answers", "answered_at"), ("conversations", "begun_at")):
        tx.run(f"UPDATE {table} SET {column} = :now WHERE {column} >= :at", now=instant(NOW), at=march)


async def test_what_is_said_later_in_a_talk_is_told_of_the_month_in_which_it_began(file: SqliteDatabase) -> None:
    await file.write(
        lambda tx: tx.run("UPDATE answers SET answered_at = :at WHERE question = 'heard'", at=instant(NOW))
    )
    before = await file.read(everything)
    await file.write(lambda tx: tx.run("UPDATE answers SET value = '\"no\"' WHERE question = 'heard'"))
    assert await file.read(everything) == await file.write(everything) != before


async def test_whoever_looked_before_a_change_leaves_nothing_old_behind(file: SqliteDatabase) -> None:
    looking, changed = threading.Event(), threading.Event()

    def slow(tx: Transaction) -> list[Any]:
        tx.all("SELECT 1 FROM people")  # from here on it sees this state
        looking.set()
        assert changed.wait(20)
        return everything(tx)

    before = await file.write(everything)
    look = asyncio.create_task(file.read(slow))
    assert await asyncio.to_thread(looking.wait, 20)
    await file.write(lambda tx: tx.run("DELETE FROM conversations"))
    changed.set()
    assert await look == before
    assert await file.read(everything) == await file.write(everything) != before


async def test_only_while_somebody_looks_does_a_change_cost_more(
    file: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def triggers(tx: Transaction) -> int:
        return len(tx.all("SELECT name FROM sqlite_temp_master WHERE type = 'trigger'"))

    assert await file.write(triggers) > 20
    monkeypatch.setattr(unchanged, "LOOKED_AT_LAST", 3)
    while await file.write(triggers):
        pass
    before = await file.read(everything)
    await file.write(lambda tx: tx.run("DELETE FROM responses"))
    assert await file.read(everything) != before
    assert await file.write(triggers) > 20
    assert await file.read(everything) == await file.write(everything)


async def test_what_another_program_changes_is_seen(file: SqliteDatabase) -> None:
    before = await file.read(everything)
    other = await open_sqlite(file._file.path, now=NOW, key=file._file.key)
    await other.write(lambda tx: tx.run("DELETE FROM responses"))
    assert await file.read(everything) != before
    await file.write(figured_later)
    await other.write(lambda tx: tx.run("DELETE FROM conversations"))
    await file.write(lambda tx: tx.run("UPDATE sessions SET state = 'held'"))
    assert await file.read(everything) == await other.read(everything) == await file.write(everything)
    await other.close()
