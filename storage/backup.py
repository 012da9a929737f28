"""A safe copy of a SQLite file while it is in use, and back again. A copy made with cp may be torn."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from storage import ledger
from storage.database import DatabaseRefused
from storage.holding import hold
from storage.ledger import Entry
from storage.places import prepare
from storage.restoring import Restored, settle
from storage.sqlite_file import SqliteFile, is_whole
from storage.sqlite_transaction import SqliteTransaction


def backup(path: Path, target: Path, key: bytes | None) -> dict[str, int]:
    """Copy the database at `path` to the new file `target`, encrypted with the same key; the number of rows by table.

    The copy is one state of the database, was opened again and read to its end, and its rows were counted against the
    original. The ledger is written beside it, as it stands now. Raises DatabaseRefused, in one line, and leaves no half
    copy behind.
    """
    source, copy = SqliteFile(path.absolute(), key), SqliteFile(target.absolute(), key)
    if target.exists():
        raise DatabaseRefused(f"{target} is there already: name a new file for the backup.")
    source.look()
    counts = _copy(source, copy)
    ledger.write(ledger_beside(copy.path.parent, path), _entries_in(copy))
    return counts


def restore(source: Path, path: Path, key: bytes | None, now: datetime) -> Restored:
    """Put the backup `source` in the place of the database at `path`; what was done so that all that has been erased,
    withdrawn and sent since then stays so, and where the database is kept that was there before.

    Raises DatabaseHeld while a program runs on `path`, and DatabaseRefused when the backup is damaged, newer than this
    program, made with another key, empty or no backup of ours; the database is then as it was.
    """
    saved, current = SqliteFile(source.absolute(), key), SqliteFile(path.absolute(), key)
    if source.resolve() == path.resolve():
        raise DatabaseRefused(f"{source} is the database itself: name the backup to restore.")
    saved.look()
    if not saved.is_ours():
        raise DatabaseRefused(f"{source} has no data of Voices in it: name a file that voices backup made.")
    with hold(path):
        arriving = SqliteFile(current.path.with_name(current.path.name + ".arriving"), key)
        _copy(saved, arriving)
        try:
            with arriving.refusing():
                told = _bring_up(arriving, now, [*_entries_in(current), *_entries_beside(source, path)])
        except BaseException:
            _discard(arriving.path)
            raise
        aside = _set_aside(current.path)
        os.replace(arriving.path, current.path)
        _flush(current.path.parent)
    return replace(told, aside=aside)


def _bring_up(arriving: SqliteFile, now: datetime, known: list[Entry]) -> Restored:
    """The copy with the newest schema, settled, and in one file with nothing beside it."""
    with closing(arriving.open_writer(now)) as connection:
        tx = SqliteTransaction(connection, arriving.driver)
        tx.begin()
        there = {entry.id for entry in ledger.entries(tx)}
        missing = {entry.id: entry for entry in known if entry.id not in there}
        told = settle(tx, now, [missing[each] for each in sorted(missing)])
        tx.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    return told


def _entries_in(current: SqliteFile) -> list[Entry]:
    """What the database that is replaced knows, if it can still be read."""
    if not current.path.exists():
        return []
    try:
        with current.refusing(), closing(current.open_reader()) as connection:
            return ledger.entries(SqliteTransaction(connection, current.driver, reads=True))
    except DatabaseRefused:
        return []


def _entries_beside(source: Path, path: Path) -> list[Entry]:
    """What the ledgers know that lie beside the database and beside the backup."""
    return [*ledger.read(ledger.file_beside(path)), *ledger.read(ledger_beside(source.absolute().parent, path))]


def ledger_beside(folder: Path, path: Path) -> Path:
    """The ledger that lies beside the backups of the database at `path` in this folder, if anything had to be noted."""
    return folder / ledger.file_beside(path).name


def _discard(path: Path) -> None:
    for each in _with_all_beside(path):
        each.unlink(missing_ok=True)


def _with_all_beside(path: Path) -> list[Path]:
    return [path.with_name(path.name + ending) for ending in ("", "-wal", "-shm", "-journal")]


def _set_aside(path: Path) -> Path | None:
    """Where the database is now, with all that lay beside it: its log would be played into the new file, and belongs to
    the old one. What an earlier restore has kept stays: it may hold the only words of that time. None when there was
    nothing."""
    if not any(each.exists() for each in _with_all_beside(path)):
        return None
    names = (path.with_name(f"{path.name}.replaced" + (f".{n}" if n > 1 else "")) for n in count(1))
    aside = next(each for each in names if not any(one.exists() for one in _with_all_beside(each)))
    for old, kept in zip(_with_all_beside(path), _with_all_beside(aside), strict=True):
        if old.exists():
            os.replace(old, kept)
    return aside


def _copy(source: SqliteFile, copy: SqliteFile) -> dict[str, int]:
    part = SqliteFile(copy.path.with_name(copy.path.name + ".part"), copy.key)
    part.path.unlink(missing_ok=True)
    prepare(part.path, create=True)
    try:
        with part.refusing():
            counts = _copy_one_state(source, part)
            _prove(part, counts)
        os.replace(part.path, copy.path)
    finally:
        part.path.unlink(missing_ok=True)
    _flush(copy.path.parent)
    return counts


def _copy_one_state(source: SqliteFile, part: SqliteFile) -> dict[str, int]:
    """Count and copy within one read transaction, so that both speak of the same state."""
    with closing(source.open_reader()) as original, closing(part.connect("rw")) as copy:
        original.execute("BEGIN").fetchall()
        counts = _counts(original)
        original.backup(copy)
        original.execute("ROLLBACK").fetchall()
        copy.execute("PRAGMA journal_mode = DELETE").fetchall()  # one file, with nothing beside it
    return counts


def _prove(part: SqliteFile, counts: dict[str, int]) -> None:
    with closing(part.connect("ro")) as copy:
        if not is_whole(copy, encrypted=part.key is not None, thoroughly=True) or _counts(copy) != counts:
            raise DatabaseRefused(f"The copy {part.path} could not be read back as it was written: check that disk.")


def _counts(connection: Any) -> dict[str, int]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    names = [row["name"] for row in rows]
    return {name: connection.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608


def _flush(folder: Path) -> None:
    """A new name is safe only when its folder is on the disk too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
