"""With a key, nothing that people said can be read off the disk."""

from __future__ import annotations

from pathlib import Path

from storage.backup import backup
from storage.sqlite import open_sqlite
from storage.sqlite_file import SqliteFile
from tests.databases import KEY, NOW
from tests.storage.rows import put

WORDS = "I have not told my employer"


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


async def on_disk(tmp_path: Path, key: bytes | None) -> bytes:
    """Everything in the folder while the database is open, and a backup of it."""
    database = await open_sqlite(tmp_path / "voices.db", now=NOW, key=key)
    for number in range(200):
        await database.write(put(f"{number} {WORDS}"))
    backup(tmp_path / "voices.db", tmp_path / "copy.db", key)
    found = everything_in(tmp_path)
    await database.close()
    return found


async def test_an_encrypted_database_holds_no_plain_text(tmp_path: Path) -> None:
    found = await on_disk(tmp_path, KEY)
    for plain in (WORDS.encode(), b"CREATE TABLE", b"SQLite format", KEY, KEY.hex().encode()):
        assert plain not in found


async def test_the_same_search_finds_plain_text_in_a_plain_database(tmp_path: Path) -> None:
    assert WORDS.encode() in await on_disk(tmp_path, None)


async def test_deleted_words_are_gone_from_the_files(tmp_path: Path) -> None:
    database = await open_sqlite(tmp_path / "voices.db", now=NOW)
    for number in range(200):
        await database.write(put(f"{number} {WORDS}"))
    await database.write(lambda tx: tx.run("DELETE FROM facts"))
    await database.close()
    assert WORDS.encode() not in everything_in(tmp_path)


def test_the_key_is_in_no_repr() -> None:
    shown = repr(SqliteFile(Path("/x"), KEY))
    assert KEY.hex() not in shown
    assert repr(KEY) not in shown
