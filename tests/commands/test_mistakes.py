"""What an operator can get wrong: one line that says how to mend it, the right exit code, no value, no traceback."""

from __future__ import annotations

import hashlib
import os
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.holding import hold
from tests.commands.program import Voices

CANARY = "canary7Q"


def database_of(voices: Voices) -> Path:
    return voices.folder / "var" / "voices.db"


def key_of(voices: Voices, name: str = "voices.key", text: str = "", mode: int = 0o400) -> str:
    path = voices.folder / "home" / name
    path.write_text(text or secrets.token_hex(32))
    path.chmod(mode)
    return str(path)


def test_running_without_a_token(voices: Voices) -> None:
    ended = voices("run")
    assert ended.code == 78
    assert ended.only_line == (
        "VOICES_TELEGRAM_TOKEN is not set. "
        "Get one from @BotFather in Telegram and put it into .env, or run: voices init"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("VOICES_TELEGRAM_TOKEN", CANARY),
        ("VOICES_TELEGRAM_API_URL", f"tcp://{CANARY}"),
        ("VOICES_TIMEZONE", f"Europe/{CANARY}"),
        ("VOICES_CONSOLE_PORT", CANARY),
        ("VOICES_DATABASE_URL", f"oracle://{CANARY}"),
        ("VOICES_DATABASE_KEY_FILE", f"/{CANARY}"),
        ("VOICES_WEBHOOK_URL", f"{CANARY}"),
        ("VOICES_WEBHOOK_SECRETT", CANARY),
    ],
)
@pytest.mark.parametrize("command", [("run",), ("invite", "partner")])
def test_a_wrong_setting(command: tuple[str, ...], name: str, value: str, voices: Voices) -> None:
    ended = voices(*command, **{name: value})
    assert ended.code == 78
    assert ended.only_line.startswith(name)
    assert CANARY not in ended.err
    assert not database_of(voices).exists()


def test_a_secret_file_that_everybody_can_read(voices: Voices) -> None:
    ended = voices("run", VOICES_TELEGRAM_TOKEN_FILE=key_of(voices, text="42:canary", mode=0o644))
    assert (ended.code, "canary" in ended.err) == (78, False)
    assert "chmod 400" in ended.only_line


def test_an_env_file_that_is_not_text(voices: Voices) -> None:
    (voices.folder / ".env").write_bytes(b"\xff\xfe\x00")
    ended = voices("run")
    assert (ended.code, ended.only_line.startswith(".env cannot be read")) == (78, True)


def test_a_folder_that_cannot_be_made(voices: Voices) -> None:
    (voices.folder / "var").write_text("not a folder")
    ended = voices("invite", "partner")
    assert ended.code == 78
    assert "var" in ended.only_line


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unwritable for root")
def test_a_folder_that_cannot_be_written_to(voices: Voices) -> None:
    (voices.folder / "var").mkdir(mode=0o500)
    ended = voices("invite", "partner")
    assert (ended.code, "cannot be written" in ended.only_line) == (78, True)


def test_a_database_of_a_newer_version_is_left_as_it_is(voices: Voices) -> None:
    voices("invite", "partner")
    with closing(sqlite3.connect(database_of(voices))) as database:
        database.execute("PRAGMA user_version = 999")
        database.execute("PRAGMA journal_mode = DELETE")
    before = hashlib.sha256(database_of(voices).read_bytes()).digest()
    ended = voices("invite", "partner")
    assert (ended.code, "newer version" in ended.only_line) == (78, True)
    assert hashlib.sha256(database_of(voices).read_bytes()).digest() == before


def test_a_file_that_is_no_database(voices: Voices) -> None:
    database_of(voices).parent.mkdir()
    database_of(voices).write_text("canary " * 1000)
    ended = voices("invite", "partner")
    assert (ended.code, "canary" in ended.err) == (78, False)
    assert ended.only_line


def test_the_wrong_key_and_no_key(voices: Voices) -> None:
    assert voices("invite", "partner", VOICES_DATABASE_KEY_FILE=key_of(voices)).code == 0
    before = database_of(voices).read_bytes()
    other = voices("invite", "partner", VOICES_DATABASE_KEY_FILE=key_of(voices, "other.key"))
    none = voices("invite", "partner")
    assert (other.code, none.code) == (78, 78)
    assert "This key does not open this database" in other.only_line
    assert "VOICES_DATABASE_KEY_FILE" in none.only_line
    assert database_of(voices).read_bytes() == before


@pytest.mark.parametrize("text", ["canary", "ab" * 31, "xy" * 32])
def test_a_key_that_is_none(text: str, voices: Voices) -> None:
    ended = voices("invite", "partner", VOICES_DATABASE_KEY_FILE=key_of(voices, text=text))
    assert (ended.code, text in ended.err) == (78, False)
    assert ended.only_line.startswith("VOICES_DATABASE_KEY_FILE")


def test_restoring_over_a_database_in_use_names_the_process(voices: Voices) -> None:
    voices("invite", "partner")
    assert voices("backup", "copy.db").code == 0
    with hold(database_of(voices)):
        ended = voices("restore", "copy.db")
    assert ended.code == 75
    assert str(os.getpid()) in ended.only_line


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("exprt",), "Did you mean 'export'?"),
        (("invite", "coordinater"), "Did you mean coordinator?"),
        (("invite", "boss"), "partner, leader, coordinator, safeguarding-lead, learning-partner, admin"),
        (("invite", "partner", "--uses", "0"), "1 to 1000"),
        (("invite", "partner", "--uses", "1001"), "1 to 1000"),
        (("invite",), "Missing argument"),
        (("demo", "--port", "0"), "--port"),
    ],
)
def test_a_command_that_was_mistyped(words: tuple[str, ...], says: str, voices: Voices) -> None:
    ended = voices(*words)
    assert (ended.code, says in ended.only_line) == (2, True)
    assert not database_of(voices).exists()
