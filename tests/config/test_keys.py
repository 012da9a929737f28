"""The key of the database: where it may lie, who may read it, and what it must look like."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from config.settings import Settings, SettingsRefused, load_settings

CANARY = "canary7Q"


def key_file(folder: Path, text: str, mode: int = 0o400) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "voices.key"
    path.write_text(text)
    path.chmod(mode)
    return path


def with_key(path: Path, tmp_path: Path) -> Settings:
    url = f"sqlite:///{tmp_path}/data/voices.db"
    return load_settings({"VOICES_DATABASE_URL": url, "VOICES_DATABASE_KEY_FILE": str(path)}, tmp_path / ".env")


def test_a_key_is_read_from_its_file(tmp_path: Path) -> None:
    key = secrets.token_hex(32)
    settings = with_key(key_file(tmp_path / "keys", key + "\n"), tmp_path)
    assert settings.database_key() == bytes.fromhex(key)
    assert key in settings.secrets()


@pytest.mark.parametrize(
    ("folder", "text", "mode", "says"),
    [
        ("keys", CANARY, 0o400, "does not hold a key"),
        ("keys", "ab" * 31, 0o400, "does not hold a key"),
        ("keys", "ab" * 32, 0o444, "chmod 400"),
        ("data", "ab" * 32, 0o400, "lies in the folder of the database"),
    ],
)
def test_a_key_that_cannot_be_used_is_refused(folder: str, text: str, mode: int, says: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused, match=says) as refused:
        with_key(key_file(tmp_path / folder, text, mode), tmp_path)
    assert text not in str(refused.value)


def test_a_key_with_postgresql_is_refused_because_it_would_encrypt_nothing(tmp_path: Path) -> None:
    path = key_file(tmp_path / "keys", "ab" * 32)
    with pytest.raises(SettingsRefused, match="SQLite only"):
        Settings(database_url="postgresql://somebody@host/name", database_key_file=path)
