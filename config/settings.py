"""The settings of this installation: one frozen object, made once and handed down.

Nothing else reads the environment or `.env`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from pydantic import Field, ModelWrapValidatorHandler, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from config import checks, sources
from storage.ledger import file_beside

ENV_FILE = Path(".env")
SQLITE = "sqlite:///"
_WRONG_KIND = {
    "console_port": "must be a whole number from 1 to 65535",
    "rate_per_second": "must be a number, 0 or more (0 switches pacing off)",
    "forget_after_hours": "must be a whole number of hours from 0 to 168",
    "rate_per_chat": "must be a number, 0 or more (0 switches pacing off)",
}


class SettingsRefused(Exception):
    """Settings that cannot be used. Each of `lines` names one, says what is wrong and what to do, never the value."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class Settings(BaseSettings):
    """Every setting by its name without `VOICES_`, in lower case. Made from given values alone: see `load_settings`.

    Raises SettingsRefused, with one line for each setting that is wrong.
    """

    model_config = SettingsConfigDict(env_prefix=sources.PREFIX, frozen=True, extra="forbid", hide_input_in_errors=True)

    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    database_url: str = Field(default="sqlite:///var/voices.db", repr=False)
    database_key_file: Path | None = None
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    timezone: str = "Europe/London"
    console_host: str = Field(default="127.0.0.1", min_length=1)
    console_port: int = Field(default=8080, ge=1, le=65535)
    console_url: str = Field(default_factory=lambda told: _console_url(told))
    keep: str = ""
    forget_after_hours: int = Field(default=24, ge=0, le=168)
    smtp_url: SecretStr | None = None
    email_from: str | None = None
    heartbeat_url: SecretStr | None = None
    transcription_model: Path | None = None
    rate_per_second: float = Field(default=30.0, ge=0, allow_inf_nan=False)
    rate_per_chat: float = Field(default=1.0, ge=0, allow_inf_nan=False)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)  # so that a test never sees the settings of the machine it runs on

    @field_validator("telegram_token", "webhook_secret")
    @classmethod
    def _secret_has_its_shape(cls, value: SecretStr | None, info: Any) -> SecretStr | None:
        check = checks.token if info.field_name == "telegram_token" else checks.webhook_secret
        return None if value is None else SecretStr(check(value.get_secret_value()))

    @field_validator("smtp_url")
    @classmethod
    def _is_mail_server(cls, value: SecretStr | None) -> SecretStr | None:
        return None if value is None else SecretStr(checks.mail_server(value.get_secret_value()))

    @field_validator("heartbeat_url")
    @classmethod
    def _is_watched_by(cls, value: SecretStr | None) -> SecretStr | None:
        return None if value is None else SecretStr(checks.web_address(value.get_secret_value()))

    @field_validator("email_from")
    @classmethod
    def _is_sender(cls, value: str | None) -> str | None:
        return None if value is None else checks.sender(value)

    @field_validator("telegram_api_url", "webhook_url", "console_url")
    @classmethod
    def _is_web_address(cls, value: str | None) -> str | None:
        return None if value is None else checks.web_address(value)

    _is_database_address = field_validator("database_url")(checks.database_address)
    _is_terms = field_validator("keep")(checks.terms)
    _is_time_zone = field_validator("timezone")(checks.time_zone)

    @model_validator(mode="wrap")
    @classmethod
    def _in_our_own_words(cls, values: Any, make: ModelWrapValidatorHandler[Settings]) -> Settings:
        try:
            settings = make(values)
        except ValidationError as wrong:
            raise SettingsRefused(
                *filter(None, map(_line, wrong.errors(include_input=False, include_url=False)))
            ) from None
        if mismatches := _mismatches(settings):
            raise SettingsRefused(*mismatches)
        return settings

    def token(self) -> str:
        """The bot's token. Raises SettingsRefused when there is none."""
        if self.telegram_token is None:
            raise SettingsRefused(
                "VOICES_TELEGRAM_TOKEN is not set. "
                "Get one from @BotFather in Telegram and put it into .env, or run: voices init"
            )
        return self.telegram_token.get_secret_value()

    def database_key(self) -> bytes | None:
        """The key of the database, or None when it is plain. Raises SettingsRefused when the key cannot be used."""
        if self.database_key_file is None:
            return None
        try:
            return checks.key(self.database_key_file, self.data_folder())
        except ValueError as wrong:
            raise SettingsRefused(f"VOICES_DATABASE_KEY_FILE {wrong}.") from None

    def database_file(self) -> Path | None:
        """Where the SQLite file is, or None on PostgreSQL."""
        return Path(unquote(self.database_url[len(SQLITE) :])) if self.database_url.startswith(SQLITE) else None

    def ledger_file(self) -> Path:
        """Where the ledger is: beside the SQLite file, or under var/ where the database is elsewhere."""
        file = self.database_file()
        return Path("var/voices.ledger") if file is None else file_beside(file)

    def data_folder(self) -> Path | None:
        """The folder of the SQLite file, or None on PostgreSQL."""
        file = self.database_file()
        return file.parent if file else None

    def _said_to_nobody(self) -> tuple[SecretStr | None, ...]:
        return self.telegram_token, self.webhook_secret, self.heartbeat_url

    def secrets(self) -> list[str]:
        """Every secret by value, for the one place that keeps them out of the log."""
        held = [secret.get_secret_value() for secret in self._said_to_nobody() if secret]
        key = self.database_key()
        mail = self.smtp_url.get_secret_value() if self.smtp_url else ""
        passwords = [urlsplit(url).password for url in (self.database_url, mail)]
        return held + ([key.hex()] if key else []) + [form for one in passwords if one for form in (one, unquote(one))]


def load_settings(environ: Mapping[str, str] | None = None, env_file: Path = ENV_FILE) -> Settings:
    """The settings from the environment, then from `.env`, each as NAME or as NAME_FILE. Raises SettingsRefused."""
    wrong: list[str] = []
    written_down = sources.env_file(env_file, wrong)
    values: dict[str, Any] = {}
    for source in (written_down, os.environ if environ is None else environ):
        values |= sources.given(source, tuple(Settings.model_fields), wrong)
    try:
        settings = Settings(**values)
    except SettingsRefused as refused:
        raise SettingsRefused(*wrong, *refused.lines) from None
    if wrong:
        raise SettingsRefused(*wrong)
    return settings


def _line(error: Mapping[str, Any]) -> str | None:
    field = str(error["loc"][0])
    if error["type"] == "default_factory_not_called":
        return None
    own_words = (
        str(error["ctx"]["error"])
        if error["type"] == "value_error"
        else _WRONG_KIND.get(field, "has a value that cannot be used")
    )
    return checks.sentence(f"{sources.PREFIX}{field.upper()} {own_words}")


def _console_url(told: Mapping[str, Any]) -> str:
    host = str(told.get("console_host"))
    return f"http://{f'[{host}]' if ':' in host else host}:{told.get('console_port')}"


def _mismatches(settings: Settings) -> list[str]:
    """Settings that are right each by itself and wrong together."""
    wrong = []
    by_hook, key_file = settings.webhook_url, settings.database_key_file
    if by_hook and not settings.webhook_secret:
        wrong.append(
            "WEBHOOK_SECRET is not set, and a webhook needs one. Set it to a long random word of letters and digits."
        )
    if by_hook and (trouble := checks.webhook_trouble(by_hook, settings.telegram_api_url)):
        wrong.append(f"WEBHOOK_URL {trouble}.")
    if not checks.is_here(settings.console_host) and not settings.console_url.startswith("https:"):
        wrong.append("CONSOLE_URL must begin with https:// when VOICES_CONSOLE_HOST lets other machines in.")
    if bool(settings.smtp_url) != bool(settings.email_from):
        missing = "EMAIL_FROM" if settings.smtp_url else "SMTP_URL"
        wrong.append(f"{missing} is not set. To send email, set VOICES_SMTP_URL and VOICES_EMAIL_FROM; else neither.")
    if key_file and settings.database_file() is None:
        wrong.append(
            "DATABASE_KEY_FILE is for SQLite only. With PostgreSQL, take it out and encrypt the server's disk."
        )
        return [sources.PREFIX + line for line in wrong]
    return [sources.PREFIX + line for line in wrong] + _key_trouble(settings)


def _key_trouble(settings: Settings) -> list[str]:
    try:
        settings.database_key()
    except SettingsRefused as refused:
        return list(refused.lines)
    return []
