"""What a unit asks again and again is asked once, until it changes something there."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from storage.database import Row

_CHANGES = re.compile(r"\s*(?:INSERT INTO|UPDATE)\s+(\w+)")


class Known:
    """What one unit has read so far of what it may ask again; whoever runs statements tells of each change."""

    __slots__ = ("_rows",)

    def __init__(self) -> None:
        self._rows: dict[tuple[str, tuple[Any, ...]], Row | None] = {}

    def forget(self) -> None:
        self._rows.clear()

    def changed(self, sql: str) -> None:
        """This statement is about to be run."""
        if self._rows and any(_unsettles(sql, asked) for asked, _ in self._rows):
            self._rows.clear()

    def row(self, sql: str, values: dict[str, Any], read: Callable[..., Row | None]) -> Row | None:
        """What was read, or what `read` says now."""
        key = (sql, tuple(values.values()))
        if key not in self._rows:
            self._rows[key] = read(sql, **values)
        return self._rows[key]


@lru_cache(1024)
def _unsettles(change: str, asked: str) -> bool:
    """Whether a change may change an answer. To delete may go on to other tables, and so may what we do not know."""
    found = _CHANGES.match(change)
    return found is None or re.search(rf"\b{found[1]}\b", asked) is not None
