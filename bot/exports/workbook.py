"""A book as a workbook in which every text is a text: no formula, no link, whatever was typed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook

from bot.exports.book import Book, Sheet, Value
from bot.exports.inert import written

# In memory, for its temporary files would hold people's words in plain text on the disk.
_OPTIONS: dict[str, Any] = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
LONGEST = 32_000  # letters of a cell; a spreadsheet takes 32,767 halves of a character
MORE = " … (there is more: it is whole in the JSON file)"
ABOUT = "About this copy"
WIDEST = 60


def workbook(book: Book) -> bytes:
    """A sheet about the copy, and one for each of the book's, with its heads fixed and in print on every page."""
    file = io.BytesIO()
    with Workbook(file, _OPTIONS) as made:
        made.set_properties(
            {"title": book.title, "author": written(book.mark.who), "comments": written(book.mark.line)}
        )
        styles = {"head": made.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"})}
        styles["text"] = made.add_format({"text_wrap": True, "valign": "top"})
        _about(made, book, styles)
        for sheet in book.sheets:
            _sheet(made, book, sheet, styles)
    return file.getvalue()


def _about(made: Any, book: Book, styles: dict[str, Any]) -> None:
    page = made.add_worksheet(ABOUT)
    page.set_column(0, 0, 18)
    page.set_column(1, 1, 80)
    mark = book.mark
    lines: list[tuple[str, str]] = [
        ("What it is", book.title),
        ("Made by", mark.who),
        ("Made on", mark.when),
        ("Made for", mark.why),
        *([("Delete it by", mark.until)] if mark.until else []),
        *(("Left out", one) for one in mark.left_out),
    ]
    for number, (name, value) in enumerate(lines):
        page.write_string(number, 0, name, styles["head"])
        page.write_string(number, 1, _short(written(value)), styles["text"])


def _sheet(made: Any, book: Book, sheet: Sheet, styles: dict[str, Any]) -> None:
    page = made.add_worksheet(sheet.title[:31])
    for place, column in enumerate(sheet.columns):
        page.write_string(0, place, column.head, styles["head"])
    for number, row in enumerate(sheet.rows, start=1):
        _row(page, number, row, styles["text"])
    for place in range(len(sheet.columns)):
        page.set_column(place, place, _width(sheet, place))
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_footer(f"&L{_print_only(book.mark.line)}&R&P / &N")


def _row(page: Any, number: int, row: Sequence[Value], style: Any) -> None:
    for place, value in enumerate(row):
        if isinstance(value, bool):
            page.write_string(number, place, "yes" if value else "no", style)
        elif isinstance(value, int):
            page.write_number(number, place, value, style)
        elif value:
            page.write_string(number, place, _short(written(value)), style)


def _short(text: str) -> str:
    """What fits into a cell."""
    if len(text.encode("utf-16-le", "replace")) // 2 <= LONGEST:
        return text
    return text[: LONGEST // 2] + MORE


def _width(sheet: Sheet, place: int) -> int:
    """As wide as the first rows need, within reason."""
    seen = [len(sheet.columns[place].head), *(len(str(row[place] or "")) for row in sheet.rows[:50])]
    return min(WIDEST, max(8, *seen) + 2)


def _print_only(text: str) -> str:
    """Words in a footer, where & begins a command; a footer has room for 255 letters."""
    return written(text).replace("\n", " ").replace("&", "&&")[:200]
