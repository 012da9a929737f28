"""Settings that are right each by itself and wrong together."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.settings import Settings, SettingsRefused, load_settings


def test_a_webhook_needs_a_secret_and_https() -> None:
    with pytest.raises(SettingsRefused, match="VOICES_WEBHOOK_SECRET is not set"):
        Settings(webhook_url="https://voices.example.org/hook")
    with pytest.raises(SettingsRefused, match="VOICES_WEBHOOK_URL must begin with https"):
        load_settings(
            {"VOICES_WEBHOOK_URL": "http://voices.example.org", "VOICES_WEBHOOK_SECRET": "abcd"}, Path("none")
        )


def test_a_local_bot_api_may_call_a_webhook_over_http() -> None:
    given = {"VOICES_WEBHOOK_URL": "http://127.0.0.1:1", "VOICES_WEBHOOK_SECRET": "abcd"}
    load_settings({**given, "VOICES_TELEGRAM_API_URL": "http://127.0.0.1:8081"}, Path("none"))
    load_settings({**given, "VOICES_TELEGRAM_API_URL": "http://botapi:8081"}, Path("none"))


def test_a_console_for_other_machines_needs_https() -> None:
    with pytest.raises(SettingsRefused, match="VOICES_CONSOLE_URL must begin with https"):
        Settings(console_host="0.0.0.0")
    Settings(console_host="0.0.0.0", console_url="https://voices.example.org")
