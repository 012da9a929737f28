"""Settings: where they come from, which are refused, and that a refusal never shows a value."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from config.settings import Settings, SettingsRefused, load_settings
from storage import terms

CANARY = "canary7Q"
TOKEN = "123456789:" + "A" * 35


def refusal(values: dict[str, str], tmp_path: Path) -> str:
    with pytest.raises(SettingsRefused) as refused:
        load_settings(values, tmp_path / ".env")
    assert CANARY not in str(refused.value)
    assert CANARY not in repr(refused.value)
    return str(refused.value)


def test_without_anything_the_defaults_of_the_contract_hold(tmp_path: Path) -> None:
    settings = load_settings({}, tmp_path / ".env")
    assert settings.telegram_token is None
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.database_file() == Path("var/voices.db")
    assert settings.database_key() is None
    assert (settings.webhook_url, settings.webhook_secret) == (None, None)
    assert settings.timezone == "Europe/London"
    assert (settings.console_host, settings.console_port) == ("127.0.0.1", 8080)
    assert settings.console_url == "http://127.0.0.1:8080"
    assert (settings.rate_per_second, settings.rate_per_chat) == (30, 1)


def test_given_values_are_all_that_a_settings_object_reads(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("VOICES_CONSOLE_PORT=9001\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOICES_TIMEZONE", "Europe/Paris")
    settings = Settings()
    assert (settings.timezone, settings.console_port) == ("Europe/London", 8080)
    found = load_settings()
    assert (found.timezone, found.console_port) == ("Europe/Paris", 9001)


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        Settings().timezone = "Europe/Paris"


def test_the_console_url_is_made_from_host_and_port() -> None:
    assert Settings(console_port=9000).console_url == "http://127.0.0.1:9000"
    assert Settings(console_host="::1").console_url == "http://[::1]:8080"
    assert Settings(console_url="https://voices.example.org/").console_url == "https://voices.example.org"


def test_the_environment_goes_before_the_env_file(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("# note\nexport VOICES_TIMEZONE='Europe/Paris'\nVOICES_CONSOLE_PORT=9000\nOTHER=1\n")
    settings = load_settings({"VOICES_TIMEZONE": "Europe/Berlin"}, env_file)
    assert (settings.timezone, settings.console_port) == ("Europe/Berlin", 9000)


def test_an_empty_setting_is_not_set(tmp_path: Path) -> None:
    assert load_settings({"VOICES_TELEGRAM_TOKEN": " "}, tmp_path / ".env").telegram_token is None


def test_every_setting_can_come_from_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "token"
    secret.write_text(TOKEN + "\n")
    secret.chmod(0o400)
    zone = tmp_path / "zone"
    zone.write_text("Europe/Paris\n")
    settings = load_settings(
        {"VOICES_TELEGRAM_TOKEN_FILE": str(secret), "VOICES_TIMEZONE_FILE": str(zone)}, tmp_path / ".env"
    )
    assert settings.token() == TOKEN
    assert settings.timezone == "Europe/Paris"


@pytest.mark.parametrize("name", ["TELEGRAM_TOKEN", "WEBHOOK_SECRET", "DATABASE_URL"])
def test_a_secret_in_a_file_for_everybody_is_refused(name: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(CANARY)
    secret.chmod(0o644)
    assert "chmod 400" in refusal({f"VOICES_{name}_FILE": str(secret)}, tmp_path)


def test_a_setting_given_twice_is_refused(tmp_path: Path) -> None:
    said = refusal({"VOICES_TIMEZONE": CANARY, "VOICES_TIMEZONE_FILE": "/" + CANARY}, tmp_path)
    assert "VOICES_TIMEZONE and VOICES_TIMEZONE_FILE are both set" in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_TOKEN", CANARY),
        ("TELEGRAM_TOKEN", f"12:{CANARY} and more"),
        ("TELEGRAM_TOKEN", f"12:{CANARY}\u00e9"),
        ("TELEGRAM_API_URL", f"ftp://{CANARY}"),
        ("TELEGRAM_API_URL", f"http://{CANARY}:99999"),
        ("DATABASE_URL", f"mysql://{CANARY}@host/name"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_KEY_FILE", f"/{CANARY}/key"),
        ("WEBHOOK_URL", CANARY),
        ("WEBHOOK_SECRET", f"{CANARY} with spaces"),
        ("WEBHOOK_SECRET", "x" * 257),
        ("TIMEZONE", CANARY),
        ("TIMEZONE", "Europe"),
        ("TIMEZONE", f"../{CANARY}"),
        ("CONSOLE_PORT", CANARY),
        ("CONSOLE_PORT", "0"),
        ("CONSOLE_PORT", "65536"),
        ("CONSOLE_URL", CANARY),
        ("RATE_PER_SECOND", CANARY),
        ("RATE_PER_SECOND", "-1"),
        ("RATE_PER_CHAT", "nan"),
    ],
)
def test_a_wrong_value_gives_one_line_that_names_the_setting(name: str, value: str, tmp_path: Path) -> None:
    said = refusal({f"VOICES_{name}": value}, tmp_path)
    assert "\n" not in said
    assert said.startswith(f"VOICES_{name} ")
    assert said.endswith(".") or "Did you mean" in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_TOKEN", "42:abc"),
        ("TELEGRAM_API_URL", "http://localhost:8081"),
        ("DATABASE_URL", "postgresql://somebody@host/name"),
        ("DATABASE_URL", "sqlite:////srv/voices/voices.db"),
        ("RATE_PER_SECOND", "0"),
        ("CONSOLE_PORT", "65535"),
    ],
)
def test_a_right_value_is_taken(name: str, value: str, tmp_path: Path) -> None:
    load_settings({f"VOICES_{name}": value}, tmp_path / ".env")


def test_every_wrong_setting_has_its_line(tmp_path: Path) -> None:
    said = refusal(
        {"VOICES_TIMEZONE": CANARY, "VOICES_CONSOLE_PORT": CANARY, "VOICES_TOKEN_FILE": CANARY}, tmp_path
    ).splitlines()
    assert len(said) == 3
    assert len({line.split()[0] for line in said}) == 3


def test_a_mistyped_name_is_refused_with_the_right_one(tmp_path: Path) -> None:
    assert "Did you mean VOICES_TELEGRAM_TOKEN?" in refusal({"VOICES_TELEGRAM_TOKN": CANARY}, tmp_path)
    assert "Did you mean VOICES_TIMEZONE?" in refusal({"voices_timezone": CANARY}, tmp_path)
    assert "Did you mean VOICES_DATABASE_KEY_FILE?" in refusal({"VOICES_DATABASE_KEY": CANARY}, tmp_path)


def test_a_mistyped_time_zone_gets_a_proposal(tmp_path: Path) -> None:
    assert "Did you mean Europe/London?" in refusal({"VOICES_TIMEZONE": "europe/london"}, tmp_path)
    assert refusal({"VOICES_TIMEZONE": "Europe/Lodnon"}, tmp_path).endswith("Did you mean Europe/London?")
    assert "Did you mean Europe/London?" in refusal({"VOICES_TIMEZONE": "London"}, tmp_path)


def test_a_line_of_the_env_file_that_means_nothing_is_named_by_its_number(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"VOICES_TIMEZONE=Europe/London\n{CANARY} {CANARY}\n")
    assert "line 2" in refusal({}, tmp_path)


def test_a_missing_token_says_where_to_get_one() -> None:
    with pytest.raises(SettingsRefused, match=re.escape("VOICES_TELEGRAM_TOKEN is not set. Get one from @BotFather")):
        Settings().token()


def test_nothing_secret_shows_when_settings_are_printed() -> None:
    settings = load_settings(
        {
            "VOICES_TELEGRAM_TOKEN": f"1:{CANARY}",
            "VOICES_WEBHOOK_SECRET": CANARY,
            "VOICES_DATABASE_URL": f"postgresql://somebody:{CANARY}@host/name",
        },
        Path("none"),
    )
    assert CANARY not in repr(settings) + str(settings)
    assert settings.secrets() == [f"1:{CANARY}", CANARY, CANARY, CANARY]


def test_other_terms_are_read_and_wrong_ones_are_named(tmp_path: Path) -> None:
    settings = load_settings(
        {"VOICES_KEEP": "answers=365, voice_notes=30", "VOICES_FORGET_AFTER_HOURS": "0"}, tmp_path / "x"
    )
    assert (terms.read(settings.keep), settings.forget_after_hours) == ({"answers": 365, "voice_notes": 30}, 0)
    for wrong, why in (
        ("answrs=365", "names something that is not kept; there are: received, set_aside"),
        ("answers=1", "must give answers a whole number of days from 30 to 3650"),
        ("voice_notes=soon", "must give voice_notes a whole number of days from 1 to 90"),
    ):
        assert f"VOICES_KEEP {why}" in refusal({"VOICES_KEEP": wrong}, tmp_path)
    assert "whole number of hours from 0 to 168" in refusal({"VOICES_FORGET_AFTER_HOURS": "999"}, tmp_path)


def test_the_ledger_is_beside_the_database_or_under_var(tmp_path: Path) -> None:
    assert Settings().ledger_file() == Path("var/voices.db.ledger")
    assert Settings(database_url="postgresql://user@host/voices").ledger_file() == Path("var/voices.ledger")
