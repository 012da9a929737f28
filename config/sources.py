"""Where settings are written down: as NAME or NAME_FILE, in an environment or `.env`. Reads no environment itself."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from pathlib import Path

from dotenv.parser import parse_stream

from config import checks

PREFIX = "VOICES_"
_HOLD_SECRETS = ("telegram_token", "webhook_secret", "database_url", "smtp_url")


def env_file(path: Path, wrong: list[str]) -> dict[str, str]:
    """What `.env` says, or nothing when there is none. A line that cannot be used is added to `wrong`."""
    try:
        with path.open(encoding="utf-8") as lines:
            bindings = list(parse_stream(lines))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError):
        wrong.append(f"{path} cannot be read. It must be a text file that this account may read.")
        return {}
    for each in bindings:
        if each.error:
            wrong.append(f"{path} line {each.original.line} is not NAME=value. Mend it, or put # before it.")
    return {each.key: each.value or "" for each in bindings if each.key}


def given(source: Mapping[str, str], fields: Collection[str], wrong: list[str]) -> dict[str, str]:
    """The settings in one source, by field. A name that is no setting, or an unusable file, is added to `wrong`."""
    ours = {name: text.strip() for name, text in source.items() if name.upper().startswith(PREFIX) and text.strip()}
    names = {PREFIX + field.upper(): field for field in fields}
    for name in sorted(ours):
        if name not in names and name.removesuffix("_FILE") not in names:
            wrong.append(_unknown(name, names))
    return {field: text for name, field in names.items() if (text := _value(name, field, ours, wrong)) is not None}


def _value(name: str, field: str, ours: Mapping[str, str], wrong: list[str]) -> str | None:
    file = ours.get(name + "_FILE")
    if name in ours and file:
        wrong.append(f"{name} and {name}_FILE are both set. Keep one of them.")
    if name in ours or file is None:
        return ours.get(name)
    read = checks.private_text if field in _HOLD_SECRETS else checks.plain_text
    try:
        return read(Path(file))
    except ValueError as problem:
        wrong.append(f"{name}_FILE {problem}.")
        return None


def _unknown(name: str, names: Collection[str]) -> str:
    near = difflib.get_close_matches(name.upper(), names, 1, 0.7)
    return f"{name} is not a setting. " + (
        f"Did you mean {near[0]}?" if near else "Take it out; README.md lists them all."
    )
