"""`voices doctor` looks at the database: can it be used, is it whole and encrypted, and what waits in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from bot.commands import readiness
from bot.commands.finding import Finding
from bot.commands.opened import opened
from config.settings import Settings
from storage import audit, facts, machine
from storage.database import DatabaseRefused, Transaction
from storage.errors import DatabaseFailed
from storage.holding import held_elsewhere
from storage.migrate import known
from storage.sqlite_file import SqliteFile
from storage.values import moment

LAST_POLL = "last_good_poll"  # the fact that the gateway notes
POLLED_LATELY = timedelta(seconds=90)
TELEGRAM_KEEPS = timedelta(hours=24)


async def findings(settings: Settings, now: datetime) -> list[Finding]:
    """Everything about the database. It is made by nobody here: a missing one is only reported."""
    file = settings.database_file()
    if file and not file.exists():
        return [Finding("note", f"There is no database yet. voices run makes it at {file}."), *_encryption(settings)]
    if file and _is_older(file, settings.database_key()):
        return [
            Finding(
                "note", "The database is from an older version. Make a voices backup; voices run brings it up to date."
            )
        ]
    running = bool(file and held_elsewhere(file))
    try:
        async with opened(settings, now) as database:
            inside = await database.read(lambda tx: list(_inside(tx, now, running)))
    except (DatabaseRefused, DatabaseFailed) as refused:
        return [Finding("wrong", str(refused))]
    opens = Finding("ok", "The database opens, is whole, and its schema is the one of this version.")
    return [opens, *_encryption(settings), *(_holder(file) if file and running else ()), *inside]


def _encryption(settings: Settings) -> Iterator[Finding]:
    if settings.database_key_file:
        yield Finding("ok", "The database is encrypted, and its key is elsewhere.")
    elif settings.database_file() is None:
        yield Finding("note", "The database is PostgreSQL: encrypt the disk of its server, with the key elsewhere.")
    else:
        yield Finding(
            "warning",
            "The database is not encrypted, which Telegram's terms ask for. "
            "Before the first real person joins, let voices init make a key.",
        )


def _is_older(file: Path, key: bytes | None) -> bool:
    """Whether opening the file would migrate it. False too for a file that cannot be read: opening says why."""
    database = SqliteFile(file.resolve(), key)
    try:
        connection = database.open_reader()
    except (database.driver.Error, DatabaseRefused):
        return False
    try:
        return bool(connection.execute("PRAGMA user_version").fetchone()[0] < len(known("sqlite")))
    except database.driver.Error:
        return False
    finally:
        connection.close()


def _holder(file: Path) -> Iterator[Finding]:
    process = file.with_name(file.name + ".lock").read_text("ascii", "replace").strip()
    yield Finding("ok", f"voices run is running, as process {process}.")


def _inside(tx: Transaction, now: datetime, running: bool) -> Iterator[Finding]:
    yield from _set_aside(tx)
    yield from _concerns(tx)
    yield from readiness.findings(tx, now)
    yield from _last_poll(tx, now, running)
    yield from _last_sweep(tx, now)
    if audit.first_broken(tx):
        yield Finding("wrong", "The audit log was changed after it was written. Keep a copy and find out who did that.")


def _set_aside(tx: Transaction) -> Iterator[Finding]:
    rows = tx.all(
        """
        SELECT COALESCE(why, 'no reason given') AS why, COUNT(*) AS times FROM inbox
        WHERE state = 'set_aside' GROUP BY COALESCE(why, 'no reason given') ORDER BY 1
        """
    )
    if rows:
        kinds = ", ".join(f"{row['times']} of {row['why']}" for row in rows)
        yield Finding("warning", f"Messages that could not be handled and wait for staff: {kinds}.")
    else:
        yield Finding("ok", "No message is set aside.")


def _concerns(tx: Transaction) -> Iterator[Finding]:
    row = tx.one("SELECT COUNT(*) AS times FROM concerns WHERE closed_at IS NULL")
    times = row["times"] if row else 0
    if times:
        yield Finding("note", f"Open concerns: {times}. Somebody waits for an answer.")
    else:
        yield Finding("ok", "No open concern.")


def _last_poll(tx: Transaction, now: datetime, running: bool) -> Iterator[Finding]:
    noted = facts.fact(tx, LAST_POLL)
    if noted is None:
        yield Finding("note", "Telegram has not been asked for messages yet.")
        return
    at = moment(noted)
    when = f"Telegram was last asked for messages at {at:%Y-%m-%d %H:%M} UTC"
    if now - at > TELEGRAM_KEEPS:
        yield Finding("warning", f"{when}. It keeps messages for 24 hours only, so some may be lost.")
    elif running and now - at > POLLED_LATELY:
        yield Finding("warning", f"{when}, and voices run is running. Look at its log.")
    else:
        yield Finding("ok", f"{when}.")


_SWEEP = {
    "failed": "What is past its term could not be deleted the last time. Look for job_failed job=nightly in the log.",
    "long_ago": "What is past its term was last deleted more than two days ago. voices run does it once a day.",
    "never": "What is past its term has not been deleted yet. voices run does it once a day.",
}


def _last_sweep(tx: Transaction, now: datetime) -> Iterator[Finding]:
    trouble = machine.sweep_trouble(tx, now)
    if not trouble:
        yield Finding("ok", "What is past its term was deleted within the last two days.")
    elif trouble == "never":
        yield Finding("note", _SWEEP[trouble])
    else:
        yield Finding("warning", _SWEEP[trouble])
