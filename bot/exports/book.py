"""What a file to take away holds, before it is a file of any kind: sheets of rows, and the mark of whoever made it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Value = str | int | bool | None
Holds = Literal["text", "number", "rounded", "yes or no"]
LIST_BREAK = "; "  # between several things in one cell


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name for programs, its head for people, and what it holds."""

    name: str
    head: str
    holds: Holds = "text"
    means: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of a kind. Each row has a value for each column, in their order."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]


@dataclass(frozen=True, slots=True)
class Mark:
    """Who made this copy, when (as they read it and in UTC), why, until when it is to be deleted ('' where it may be
    kept), and what was left out. It is in every file, so that a copy that went astray says whose it was."""

    who: str
    when: str
    at: str
    why: str
    until: str
    left_out: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        delete = f" Delete it by {self.until}." if self.until else ""
        return f"Made by {self.who} on {self.when}. For: {self.why}.{delete}"


@dataclass(frozen=True, slots=True)
class Book:
    """A whole file: what it is called, its mark, and its sheets."""

    kind: str
    title: str
    mark: Mark
    sheets: tuple[Sheet, ...]
