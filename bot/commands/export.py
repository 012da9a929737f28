"""`voices export`: every table as CSV and JSON, in a folder that only its owner can read."""

from __future__ import annotations

import asyncio
import csv
import json
import os
import sys
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.clock import SystemClock
from bot.commands.opened import opened
from bot.commands.refused import CannotGoOn
from bot.exports.inert import guarded
from config.settings import Settings, load_settings
from storage import audit, exporting
from storage.database import Transaction

_ABOUT = """This folder holds what Voices knew at {now:%Y-%m-%d %H:%M} UTC: {rows} rows in {tables} tables.
It holds people's own words and facts about their health. Keep it where only those who need it can read it.
Delete it after use.
Each table is there twice: .csv for a spreadsheet, .json for a program. Times are UTC.
{mark} is true where a row belongs to somebody who was invited for practice: leave those rows out of figures.
Left out: the codes of invites, who guessed codes, the raw traffic with Telegram, and the program's own notes.
In the .csv files, text that a spreadsheet might run as a formula has a ' in front of it.
"""


def safe_cell(value: object) -> object:
    """Text that a spreadsheet will show and never run."""
    return guarded(value) if isinstance(value, str) else value


def export(folder: Path) -> int:
    """Write every table into `folder`; the exit code. Raises CannotGoOn for a folder in use."""
    settings = load_settings()
    file = settings.database_file()
    if file and not file.exists():
        raise CannotGoOn("There is no database yet, so there is nothing to export. Check VOICES_DATABASE_URL.")
    _make_private(folder)
    written = asyncio.run(_export(settings, folder, SystemClock().now()))
    print(
        f"{written} rows written. They hold people's own words: keep the folder safe and delete it after use.",
        file=sys.stderr,
    )
    return 0


async def _export(settings: Settings, folder: Path, now: datetime) -> int:
    async with opened(settings, now) as database:
        written = await database.read(lambda tx: write_all(tx, folder, now))
        await database.write(lambda tx: _note(tx, now, written))
    return written


def _note(tx: Transaction, now: datetime, written: int) -> None:
    audit.note(tx, now, actor="command line", action="everything_exported", about="", detail=f"rows={written}")


def write_all(tx: Transaction, folder: Path, now: datetime) -> int:
    """Write each table as it stands in this one transaction; the number of rows."""
    total = 0
    for each in exporting.TABLES:
        rows = list(exporting.rows(tx, each))
        _write_csv(folder / f"{each.table}.csv", exporting.columns(tx, each), rows)
        _private(folder / f"{each.table}.json", json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
        total += len(rows)
    about = _ABOUT.format(now=now, rows=total, tables=len(exporting.TABLES), mark=exporting.MARK)
    _private(folder / "about.txt", about)
    return total


def _write_csv(path: Path, columns: list[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """UTF-8 with a byte order mark, without which Excel takes it for something else."""
    with open(path, "x", encoding="utf-8-sig", newline="", opener=_for_owner) as file:
        lines = csv.writer(file)
        lines.writerow(columns)
        lines.writerows([safe_cell(row[column]) for column in columns] for row in rows)


def _private(path: Path, text: str) -> None:
    with open(path, "x", encoding="utf-8", opener=_for_owner) as file:
        file.write(text)


def _for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _make_private(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise CannotGoOn(f"{folder} holds something already. Name a new folder.")
        folder.chmod(0o700)
    except OSError as error:
        raise CannotGoOn(f"{folder} cannot be used as a folder ({error.strerror}). Name another one.") from None
