"""`.env` as a person keeps it: settings change in their own lines, and every other line stays as it is."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Mapping
from pathlib import Path

from dotenv.parser import parse_stream

from bot.commands.refused import CannotGoOn

_PLAIN = re.compile(r"[A-Za-z0-9_./:@%+,=~-]*")


def write(path: Path, changes: Mapping[str, str]) -> None:
    """Put `changes` into the file, for its owner's eyes only; killed at any moment, it is the old file or the new one.

    Raises CannotGoOn when it cannot be read or written.
    """
    place = path.resolve()
    try:
        before = place.read_text("utf-8") if place.exists() else ""
        fresh = place.with_name(f"{place.name}.new")
        fresh.unlink(missing_ok=True)
        with open(fresh, "x", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(changed(before, changes))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(place)
    except UnicodeDecodeError:
        raise CannotGoOn(f"{path} is not plain text (UTF-8). Move it away and run voices init again.") from None
    except OSError as error:
        raise CannotGoOn(f"{path} cannot be written ({error.strerror}). Give this account the right to.") from None


def changed(text: str, changes: Mapping[str, str]) -> str:
    """`text` with the lines of `changes` replaced, or added at its end."""
    open_ones = dict(changes)
    lines = []
    for each in parse_stream(io.StringIO(text)):
        if each.key in changes:
            if each.key in open_ones:
                lines.append(f"{each.key}={_quoted(open_ones.pop(each.key))}\n")
        else:
            lines.append(each.original.string)
    if lines and not lines[-1].endswith("\n"):
        lines.append("\n")
    return "".join(lines) + "".join(f"{name}={_quoted(value)}\n" for name, value in open_ones.items())


def _quoted(value: str) -> str:
    if _PLAIN.fullmatch(value):
        return value
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
