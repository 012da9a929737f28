"""Where a database file may lie: on a disk of this machine, in a folder that we can write to, for our eyes only."""

from __future__ import annotations

import os
from pathlib import Path

from storage.database import DatabaseRefused

MOUNTS = Path("/proc/mounts")
_NETWORK = ("nfs", "cifs", "smb", "9p", "afs", "ceph", "fuse.sshfs")
_ELSEWHERE = "or name another place in VOICES_DATABASE_URL."


def prepare(path: Path, *, create: bool) -> bool:
    """Make sure that `path` can hold a database; whether an empty file was made for it just now.

    Raises DatabaseRefused, in one line, when it cannot.
    """
    if path.is_dir():
        raise DatabaseRefused(f"{path} is a folder and not a database file: name a file in it.")
    _refuse_network(path)
    if not path.exists():
        if not create:
            raise DatabaseRefused(f"There is no database at {path}: check VOICES_DATABASE_URL.")
        _make_folders(path.parent)
    _refuse_unwritable(path)
    return _make_file(path)


def _make_folders(folder: Path) -> None:
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        try:
            place.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise DatabaseRefused(
                f"The folder {place} cannot be made ({error.strerror}): make it, {_ELSEWHERE}"
            ) from None


def _refuse_unwritable(path: Path) -> None:
    if not path.parent.is_dir():
        raise DatabaseRefused(f"{path.parent} is not a folder: move that file away, {_ELSEWHERE}")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise DatabaseRefused(
            f"The folder {path.parent} cannot be written to: give this user the right to, {_ELSEWHERE}"
        )
    if path.exists() and not os.access(path, os.R_OK | os.W_OK):
        raise DatabaseRefused(f"The file {path} cannot be read and written: give this user the right to, {_ELSEWHERE}")


def _make_file(path: Path) -> bool:
    """An empty file of mode 0600 comes first: what SQLite puts beside it later gets the same mode."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return False
    except OSError as error:
        raise DatabaseRefused(f"The file {path} cannot be made ({error.strerror}): mend that, {_ELSEWHERE}") from None
    return True


def _refuse_network(path: Path) -> None:
    """SQLite's locks cannot be trusted on a network file system; two programs would damage the file."""
    kind = file_system(path)
    if kind.startswith(_NETWORK):
        raise DatabaseRefused(
            f"{path} is on a network file system ({kind}), where SQLite is not safe: use a local disk, {_ELSEWHERE}"
        )


def file_system(path: Path) -> str:
    """The kind of file system that `path` is or would be on; empty where the machine does not say."""
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    holders, best, kind = {str(path), *map(str, path.parents)}, -1, ""
    for line in lines:
        fields = line.split(" ")
        mount = fields[1].replace("\\040", " ").replace("\\011", "\t")
        if mount in holders and len(mount) >= best:  # of two folders that both hold it, the inner one's name is longer
            best, kind = len(mount), fields[2]
    return kind
