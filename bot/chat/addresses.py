"""Where a text stands in the language files: tables and keys with dots between, such as `shared.labels.skip`.

A thought to turn over stands under `thought.` and its id.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

THOUGHT = "thought."


def with_words(tables: Mapping[str, Any], changed: Mapping[str, str]) -> dict[str, Any]:
    """The same tables with other words at these addresses. What is no text of theirs is left out."""
    made = dict(tables)
    for address, words in changed.items():
        _put(made, address.split("."), words)
    return made


def _put(tables: dict[str, Any], path: list[str], words: str) -> None:
    name, rest = path[0], path[1:]
    there = tables.get(name)
    if rest and isinstance(there, Mapping):
        tables[name] = dict(there)
        _put(tables[name], rest, words)
    elif not rest and isinstance(there, str):
        tables[name] = words


def thoughts(changed: Mapping[str, str]) -> dict[str, str]:
    """The words of thoughts to turn over among these, by the id of the thought."""
    return {one.removeprefix(THOUGHT): words for one, words in changed.items() if one.startswith(THOUGHT)}
