"""`voices doctor` looks at the machine: versions, room on the disk, who may read `.env`."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.commands.finding import Finding
from config.settings import ENV_FILE, Settings
from storage import sqlcipher
from storage.database import DatabaseRefused

LEAST_ROOM = 500_000_000  # bytes
LEAST_SHARE = 0.05
WAL_RESET_BUG = ((3, 7, 0), (3, 51, 2))  # the first and the last SQLite that has it


def versions(settings: Settings | None) -> Iterator[Finding]:
    """Python and SQLite, the latter as this set-up uses it."""
    yield Finding("ok", f"Python {platform.python_version()}.")
    if settings and settings.database_file() is None:
        return
    name, version = _sqlite(settings)
    if WAL_RESET_BUG[0] <= tuple(map(int, version.split("."))) <= WAL_RESET_BUG[1]:
        yield Finding(
            "note",
            f"{name} {version}. This version can damage a file that two connections write to (fixed in 3.51.3). "
            "Voices has one that writes; let no other program write to the file.",
        )
    else:
        yield Finding("ok", f"{name} {version}.")


def _sqlite(settings: Settings | None) -> tuple[str, str]:
    if settings and settings.database_key_file:
        with suppress(DatabaseRefused):
            return "SQLCipher on SQLite", str(sqlcipher.driver().sqlite_version)
    return "SQLite", sqlite3.sqlite_version


def room(settings: Settings) -> Iterator[Finding]:
    """How much the disk under the database still holds."""
    folder = (settings.data_folder() or Path()).resolve()
    while not folder.exists():
        folder = folder.parent
    disk = shutil.disk_usage(folder)
    left = f"{disk.free / 1_000_000_000:.1f} GB free ({disk.free / disk.total:.0%}) on the disk of {folder}"
    if disk.free < LEAST_ROOM or disk.free < LEAST_SHARE * disk.total:
        yield Finding("warning", f"Only {left}. Make room: with a full disk the bot stops taking in messages.")
    else:
        yield Finding("ok", f"{left}.")


def env_file() -> Iterator[Finding]:
    """Whether `.env`, which holds the token, is for its owner alone."""
    if os.name == "posix" and ENV_FILE.exists() and ENV_FILE.stat().st_mode & stat.S_IRWXO:
        yield Finding("warning", ".env can be read by everybody on this machine. Run: chmod 600 .env")


def time_zone(settings: Settings, now: datetime) -> Iterator[Finding]:
    """The time where most people are, so that a wrong zone is seen."""
    there = now.astimezone(ZoneInfo(settings.timezone))
    yield Finding("ok", f"Time zone {settings.timezone}: it is {there:%H:%M} there now.")
