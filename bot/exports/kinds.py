"""The kinds of file that staff can take away: what each holds, read in pieces, and made into sheets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.chat.scene import Scene
from bot.exports import concern_file, learning, lists
from bot.exports.book import Book, Column, Sheet

Piece = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One of them. `count` says beforehand how many rows there will be. `begin` reads what is read once; `some` reads
    rows behind an id; `hand_out` says what of both may be told beside what was told before; `sheets` makes of it what
    stands in the file, and what is said of what does not. Where rows beside others are not meant, `rows_of` is the
    sheet whose rows count."""

    title: str
    holds: str
    count: Callable[[Scene, str], int]
    begin: Callable[[Scene, str], Any]
    some: Callable[[Scene, str], Piece]
    sheets: Callable[[Any, Piece], tuple[tuple[Sheet, ...], tuple[str, ...]]]
    columns: Mapping[str, tuple[Column, ...]]  # by the name of the sheet
    formats: tuple[str, ...] = ("xlsx", "csv", "json")
    rows_of: str = ""
    hand_out: Callable[[Scene, Any, Piece], Piece] | None = None

    def rows(self, book: Book) -> int:
        """How many there are in a file that is made."""
        return sum(len(sheet.rows) for sheet in book.sheets if self.rows_of in ("", sheet.name))


def _nothing(scene: Scene, after: str) -> Piece:
    return []


KINDS: Mapping[str, Kind] = {
    **{
        name: Kind(
            one.title,
            one.holds,
            one.count,
            lists.begin,
            one.some,
            one.sheets,
            {name: one.columns},
        )
        for name, one in lists.LISTS.items()
    },
    "learning": Kind(
        "Learning data, without names",
        "What was said after sessions in the last month that is over. A row for each partner who said something in it "
        "and agreed to this, under a number that is new in every file, where eight rows at least are left: five of "
        "them at least share all that somebody could be known by, and an answer that fewer than eight gave is hidden. "
        "Counts of the answers in them, to the nearest five. And quotations whose authors agreed to their standing in "
        "learning data, as of now.",
        learning.uncounted,
        learning.begin,
        learning.some,
        learning.sheets,
        learning.COLUMNS,
        rows_of="partners",
        hand_out=learning.one_edition,
    ),
    "concern": Kind(
        "The file of one concern",
        "Who asked for a person and when, who was told, who was in touch and what came of it, and what was said in "
        "that conversation.",
        concern_file.count,
        concern_file.begin,
        _nothing,
        concern_file.sheets,
        concern_file.COLUMNS,
    ),
}
