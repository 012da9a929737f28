"""The words of an option where they stand in a text: told in the language of the moment."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """What the question `key` of `story` calls its `option`. It follows whoever changes language midway."""

    story: str
    key: str
    option: str
