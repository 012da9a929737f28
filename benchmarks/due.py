"""How long the question "what is due?" takes over a large programme: `python -m benchmarks.due`.

100,000 people and a million planned rows in a SQLite file, spread over 60 days. Asked every 15 seconds as the job does,
though nothing is decided meanwhile, and then after a day and after a month of which nothing has been decided.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.jobs.due import AT_ONCE
from storage import nudges
from storage.database import Transaction
from storage.sqlite_file import SqliteFile
from storage.sqlite_transaction import SqliteTransaction
from storage.values import instant, new_id

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
DAYS = 60
KINDS = ("session_before", "reminder_hour", "session_after", "reflection", "fit")
ASKED = 500  # times


@contextmanager
def programme(people: int, rows: int, chance: random.Random) -> Iterator[Transaction]:
    """An open database with so many people and planned rows."""
    with tempfile.TemporaryDirectory() as folder:
        file = SqliteFile(Path(folder) / "voices.db", None)
        connection = file.open_writer(BEGIN)
        tx = SqliteTransaction(connection, file.driver)
        tx.begin()
        ids = [_meet(tx, number) for number in range(people)]
        for number in range(rows):
            _plan(tx, chance.choice(ids), number, BEGIN + timedelta(seconds=chance.randrange(DAYS * 86400)))
        tx.commit()
        tx.begin()
        yield tx
        connection.close()


def _meet(tx: Transaction, number: int) -> str:
    person_id = new_id(BEGIN)
    tx.run(
        """
        INSERT INTO people (id, number, telegram_id, language, timezone, is_test, met_at, seen_at)
        VALUES (:id, :number, :telegram_id, 'en', 'Europe/London', FALSE, :now, :now)
        """,
        id=person_id,
        number=number + 1,
        telegram_id=7_200_000_000 + number,
        now=instant(BEGIN),
    )
    return person_id


def _plan(tx: Transaction, person_id: str, number: int, at: datetime) -> None:
    nudges.plan(
        tx,
        BEGIN,
        person_id=person_id,
        kind=KINDS[number % len(KINDS)],
        about=f"matter-{number // len(KINDS)}",
        due_at=at,
        useful_until=at + timedelta(days=7),
    )


def asked(tx: Transaction, moments: list[datetime]) -> list[float]:
    """Milliseconds that a look at what is due takes at each of these moments, with all of the first person in it."""
    took = []
    for now in moments:
        before = time.perf_counter()
        found = nudges.due(tx, now, AT_ONCE)
        if found:
            nudges.due_of(tx, now, found[0])
        took.append((time.perf_counter() - before) * 1000)
    return took


def decided(tx: Transaction, until: datetime) -> int:
    """Everything that was due before then has been decided; how many rows."""
    return tx.run(
        "UPDATE nudges SET state = 'made', done_at = due_at WHERE state = 'planned' AND due_at <= :until",
        until=instant(until),
    )


def show(what: str, took: list[float]) -> None:
    cuts = statistics.quantiles(took, n=100)
    print(f"{what:<18} p50 {cuts[49]:7.2f} ms   p95 {cuts[94]:7.2f} ms   max {max(took):7.2f} ms")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    chance = random.Random(wanted.seed)
    before = time.perf_counter()
    with programme(wanted.people, wanted.rows, chance) as tx:
        print(f"{wanted.people} people, {wanted.rows} rows, made in {time.perf_counter() - before:.0f} s")
        now = BEGIN + timedelta(days=10)
        decided(tx, now)
        show("every 15 s", asked(tx, [now + timedelta(seconds=15 * number) for number in range(ASKED)]))
        show("back after a day", asked(tx, [now + timedelta(days=1)] * ASKED))
        show("back after a month", asked(tx, [now + timedelta(days=30)] * ASKED))


if __name__ == "__main__":
    main()
