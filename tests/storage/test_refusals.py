"""Files that we do not use: one line says which, what is wrong and what to do, and the file is as it was (R36)."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from storage import places
from storage.database import DatabaseRefused
from storage.opening import open_database
from storage.sqlite import open_sqlite
from storage.sqlite_file import SqliteFile
from tests.databases import KEY, NOW
from tests.storage.other_process import ROOT

Make = Callable[[Path], None]


def letter(path: Path) -> None:
    path.write_text("Dear all, " * 900)


def short_letter(path: Path) -> None:
    path.write_text("Hello")


def plain(path: Path) -> None:
    SqliteFile(path).open_writer(NOW).close()


def encrypted(path: Path) -> None:
    SqliteFile(path, KEY).open_writer(NOW).close()


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def other_history(path: Path) -> None:
    plain(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE migrations SET sha256 = 'x'")
        connection.commit()


def newer_by_name(path: Path) -> None:
    plain(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO migrations VALUES ('0099_more', '', '')")
        connection.commit()


def torn(path: Path) -> None:
    plain(path)
    os.truncate(path, path.stat().st_size // 2)


REFUSED: dict[str, tuple[Make, bytes | None, str]] = {
    "letter": (letter, None, "not a plain SQLite database"),
    "short letter": (short_letter, None, "not a plain SQLite database"),
    "letter with key": (letter, KEY, "This key does not open"),
    "no key": (encrypted, None, "VOICES_DATABASE_KEY_FILE to its key"),
    "wrong key": (encrypted, bytes(32), "This key does not open this database"),
    "key for plain": (plain, KEY, "This key does not open this database"),
    "short key": (encrypted, KEY[:31], "has 32 bytes and this one has 31"),
    "folder": (Path.mkdir, None, "is a folder"),
    "newer": (newer, None, "newer version of voices .schema 99; this one knows"),
    "newer by name": (newer_by_name, None, "newer version of this program .0099_more"),
    "other history": (other_history, None, "made with another 0001_ground.sql"),
    "torn": (torn, None, "damaged"),
}


def state(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else "no file"


@pytest.mark.parametrize("case", REFUSED)
async def test_a_file_that_cannot_be_used_is_refused_in_one_line_and_left_alone(
    tmp_path: Path, case: str, capfd: pytest.CaptureFixture[str]
) -> None:
    make, key, reason = REFUSED[case]
    path = tmp_path / "voices.db"
    make(path)
    before = state(path)
    with pytest.raises(DatabaseRefused, match=reason) as caught:
        await open_sqlite(path, now=NOW, key=key)
    assert "\n" not in str(caught.value)
    assert KEY.hex() not in str(caught.value)
    assert state(path) == before
    assert capfd.readouterr() == ("", "")


async def test_a_missing_file_is_made_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "voices.db"
    with pytest.raises(DatabaseRefused, match="There is no database at"):
        await open_sqlite(path, now=NOW, create=False)
    assert not path.parent.exists()
    await (await open_sqlite(path, now=NOW)).close()
    modes = [oct(place.stat().st_mode & 0o777) for place in (path, path.parent, path.parent.parent)]
    assert modes == ["0o600", "0o700", "0o700"]


async def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")
    with pytest.raises(DatabaseRefused, match=r"var is not a folder"):
        await open_sqlite(tmp_path / "var" / "voices.db", now=NOW)
    with pytest.raises(DatabaseRefused, match="cannot be made"):
        await open_sqlite(tmp_path / "var" / "more" / "voices.db", now=NOW)


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3"])
async def test_a_network_file_system_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    mounts = tmp_path / "mounts"
    share = tmp_path / "our share"
    share.mkdir()
    place = str(share).replace(" ", "\\040")
    mounts.write_text(f"/dev/sda / ext4 rw 0 0\nserver:/x {place} {kind} rw 0 0\nproc /proc proc rw 0 0\n")
    monkeypatch.setattr(places, "MOUNTS", mounts)
    with pytest.raises(DatabaseRefused, match=rf"network file system \({kind}\)"):
        await open_sqlite(share / "voices.db", now=NOW)
    await (await open_sqlite(tmp_path / "voices.db", now=NOW)).close()


RIGHTS = """
import os, sys
from pathlib import Path
from storage.database import DatabaseRefused
from storage.sqlite_file import SqliteFile
from storage.holding import hold
from tests.databases import NOW
if os.getuid() == 0:
    os.setresuid(65534, 65534, 65534)
for opened in (lambda path: SqliteFile(path).open_writer(NOW), hold):
    try:
        opened(Path(sys.argv[1]))
    except DatabaseRefused as refused:
        print(refused)
"""


@pytest.mark.parametrize("what", ["folder", "file", "unmakeable"])
def test_missing_rights_are_said(what: str) -> None:
    """Root may write everywhere, so a child process without rights tries it, in a folder that it can reach."""
    base = subprocess.check_output(["mktemp", "-d"], text=True).strip()
    folder = Path(base) / "data"
    folder.mkdir()
    path = folder / "voices.db"
    plain(path)
    os.chmod(base, 0o755)
    os.chmod(folder, 0o777 if what == "file" else 0o555)
    os.chmod(path, 0o444)
    wanted = folder / "more" / "voices.db" if what == "unmakeable" else path
    before = state(path)
    said = subprocess.run(
        [sys.executable, "-c", RIGHTS, str(wanted)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    reason = {"folder": "cannot be written to", "file": "cannot be read and written", "unmakeable": "cannot be made"}
    lines = said.stdout.splitlines()
    assert reason[what] in lines[0]
    assert len(lines) == (1 if what == "file" else 2)
    assert said.stderr == ""
    assert state(path) == before
    os.chmod(folder, 0o755)
    shutil.rmtree(base)


@pytest.mark.parametrize(
    "url", ["", "voices.db", "mysql://x/y", "sqlite:voices.db", "sqlite://voices.db", "sqlite:///", "sqlite+x:///a"]
)
async def test_a_url_that_names_no_database_is_refused(url: str) -> None:
    with pytest.raises(DatabaseRefused, match="VOICES_DATABASE_URL") as caught:
        await open_database(url, key=None, clock_now=NOW)
    assert "\n" not in str(caught.value)
