"""One running program per database file: a lock beside it, which the kernel lets go of even after kill -9."""

from __future__ import annotations

import fcntl
import os
import time
from datetime import UTC, datetime
from pathlib import Path

from storage.database import DatabaseHeld, DatabaseRefused

_PAUSES = (0.0, 0.005, 0.02)  # `held_elsewhere` looks for an instant; that must not be taken for a second program
_held_here: set[Path] = set()


class Held:
    """A database file that is ours until `release`. Also a context manager."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor: int | None = descriptor
        _held_here.add(path)

    def release(self) -> None:
        """Let others have it; does nothing the second time. The lock file stays: removing it would let two in."""
        if self._descriptor is not None:
            _held_here.discard(self.path)
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Held:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def hold(path: Path) -> Held:
    """Hold the database file `path` against other programs that hold it.

    Raises DatabaseHeld at once, naming the process that has it, and DatabaseRefused when there can be no lock file.
    """
    path = path.resolve()
    lock = _lock_of(path)
    try:
        lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise DatabaseRefused(
            f"The lock file {lock} cannot be made ({error.strerror}): give this user the right to write to that folder."
        ) from None
    if not _lock(descriptor, fcntl.LOCK_EX):
        line = _who_holds(path, descriptor)
        os.close(descriptor)
        raise DatabaseHeld(line)
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
    return Held(path, descriptor)


def held_elsewhere(path: Path) -> bool:
    """Whether another process holds this file just now."""
    path = path.resolve()
    if path in _held_here:
        return False
    try:
        descriptor = os.open(_lock_of(path), os.O_RDWR)
    except OSError:
        return False
    try:
        return not _lock(descriptor, fcntl.LOCK_SH)
    finally:
        os.close(descriptor)


def _lock_of(path: Path) -> Path:
    return path.with_name(path.name + ".lock")


def _lock(descriptor: int, how: int) -> bool:
    for pause in _PAUSES:
        time.sleep(pause)
        try:
            fcntl.flock(descriptor, how | fcntl.LOCK_NB)
        except BlockingIOError:
            continue
        return True
    return False


def _who_holds(path: Path, descriptor: int) -> str:
    """The file was written when it was locked, so its age is the age of the lock."""
    process = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip() or "unknown"
    since = datetime.fromtimestamp(os.fstat(descriptor).st_mtime, UTC).strftime("%Y-%m-%d %H:%M UTC")
    return (
        f"{path} is in use by process {process} since {since}: stop that one first (kill {process}), "
        "or name another file in VOICES_DATABASE_URL."
    )
