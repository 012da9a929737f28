"""The state file: one JSON line per change, flushed to the system at once, so that a kill -9 loses nothing.

At start it is read from top to bottom (the last line about a record holds) and written anew without the dead lines.
"""

import base64
import os
from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

import orjson

Key = tuple[str, str]  # kind and name of a record


class Journal:
    """Remembers records in a file, or nowhere when there is none."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file = -1
        self._found: dict[Key, Any] = {}
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._found = dict(_read(path))
            self._compact(path)

    @property
    def keeps(self) -> bool:
        return self._file >= 0

    def found(self, kind: str) -> list[Any]:
        """The records of a kind that the file held at start, oldest first."""
        return [value for (what, _), value in self._found.items() if what == kind]

    def put(self, kind: str, name: object, record: object) -> None:
        if self._file >= 0:
            os.write(self._file, _line(kind, str(name), record))

    def drop(self, kind: str, name: object) -> None:
        self.put(kind, name, None)

    def close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
        self._file = -1

    def _compact(self, path: Path) -> None:
        fresh = path.with_suffix(path.suffix + ".new")
        fresh.write_bytes(b"".join(_line(kind, name, value) for (kind, name), value in self._found.items()))
        fresh.replace(path)
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND)


def _line(kind: str, name: str, record: object) -> bytes:
    plain = asdict(record) if is_dataclass(record) and not isinstance(record, type) else record
    return orjson.dumps([kind, name, plain], default=_as_text) + b"\n"


def _as_text(value: object) -> object:
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode()}
    raise TypeError(f"{type(value).__name__} does not fit into the state file")


def _read(path: Path) -> Iterator[tuple[Key, Any]]:
    """Records that are alive at the end of the file. A torn last line is what a kill leaves, and is skipped."""
    alive: dict[Key, Any] = {}
    for line in path.read_bytes().splitlines() if path.exists() else []:
        try:
            kind, name, value = orjson.loads(line)
        except ValueError:
            continue
        if value is None:
            alive.pop((kind, name), None)
        else:
            alive[kind, name] = value
    yield from alive.items()
