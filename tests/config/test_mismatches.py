"""Settings that are right each by itself and wrong together."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

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


def test_email_needs_a_server_and_a_sender() -> None:
    server, sender = {"VOICES_SMTP_URL": "smtps://v:s3%2Fcret@mail.example.org"}, {"VOICES_EMAIL_FROM": "v@example.org"}
    for one in (server, sender):
        with pytest.raises(SettingsRefused, match="To send email, set VOICES_SMTP_URL and VOICES_EMAIL_FROM"):
            load_settings(one, Path("none"))
    both = load_settings(server | sender, Path("none"))
    assert {"s3%2Fcret", "s3/cret"} <= set(both.secrets())
    assert "s3%2Fcret" not in repr(both)


@pytest.mark.parametrize(
    "wrong",
    [
        {"VOICES_SMTP_URL": "https://mail.example.org"},
        {"VOICES_SMTP_URL": "our mail server"},
        {"VOICES_EMAIL_FROM": "nobody in particular"},
    ],
)
def test_a_mail_server_and_a_sender_look_like_one(wrong: dict[str, str]) -> None:
    rest = {"VOICES_SMTP_URL": "smtps://mail.example.org", "VOICES_EMAIL_FROM": "voices@example.org"}
    with pytest.raises(SettingsRefused, match="is not") as refused:
        load_settings(rest | wrong, Path("none"))
    assert not any(value in line for value in wrong.values() for line in refused.value.lines)


@pytest.mark.parametrize(
    ("url", "api", "why"),
    [
        ("https://127.0.0.1/hook", "https://api.telegram.org", "which Telegram cannot reach"),
        ("https://voices/hook", "https://api.telegram.org", "which Telegram cannot reach"),
        ("https://10.0.0.7/hook", "https://api.telegram.org", "which Telegram cannot reach"),
        ("https://voices.example.org:8080/hook", "https://api.telegram.org", "a port that Telegram does not call"),
        ("http://voices.example.org:443/hook", "https://api.telegram.org", "must begin with https://"),
        ("http://voices.example.org/hook", "http://127.0.0.1:8081", "http is for addresses in your own network only"),
    ],
)
def test_an_address_that_telegram_will_not_call_is_refused_beforehand(url: str, api: str, why: str) -> None:
    with pytest.raises(SettingsRefused, match="VOICES_WEBHOOK_URL") as refused:
        Settings(webhook_url=url, webhook_secret=SecretStr("abcd"), telegram_api_url=api)
    assert why in str(refused.value)


@pytest.mark.parametrize("port", ["", ":443", ":80", ":88", ":8443"])
def test_telegram_calls_a_name_on_any_of_its_ports(port: str) -> None:
    Settings(webhook_url=f"https://voices.example.org{port}/hook", webhook_secret=SecretStr("abcd"))
