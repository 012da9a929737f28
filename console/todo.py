"""The shapes of what stands on the first page: lines with one button each, in sections, and figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

T = TypeVar("T")

AT_ONCE = 10  # lines of one section


@dataclass(frozen=True, slots=True)
class Todo:
    """One line: what there is, since or at what time, by when it is `due` and what they were `told_last` of that, and
    its one button: a page to go to, or with `sends` a form."""

    what: str
    path: str
    label: str
    at: str = ""
    sends: dict[str, str] | None = None
    due: datetime | None = None
    told_last: datetime | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """What there is of one kind. `first` are those in front of which nothing comes; `more` were left out."""

    title: str
    rows: list[Todo]
    nothing: str
    first: bool = False
    more: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is shown, what it counts, and the page behind it, or ''."""

    number: str
    what: str
    path: str = ""


def section(title: str, rows: list[Todo], nothing: str, *, first: bool = False) -> Section:
    """A section with as many lines as fit."""
    return Section(title, rows[:AT_ONCE], nothing, first, max(0, len(rows) - AT_ONCE))


def section_of(
    title: str, found: Sequence[T], row: Callable[[T], Todo], nothing: str, *, first: bool = False
) -> Section:
    """The same of what was found, in its order; a `row` is made of those alone that fit."""
    return Section(title, [row(one) for one in found[:AT_ONCE]], nothing, first, max(0, len(found) - AT_ONCE))
