"""A book as a file: CSV, a workbook for spreadsheets, or JSON. Each is made in memory: nothing touches the disk."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from zipfile import ZIP_DEFLATED, ZipFile

from bot.exports.book import Book, Column, Sheet, Value
from bot.exports.inert import guarded, written
from bot.exports.workbook import workbook

VERSION = 1  # of the JSON; docs/export-schema.json describes it
COPY = Column("this_copy", "This copy")


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: what it is called, and how a browser is told of it."""

    label: str
    media_type: str
    make: Callable[[Book], bytes]


def csv_file(book: Book) -> bytes:
    """One sheet as CSV; several as an archive of such files. Each row says whose copy it is."""
    if len(book.sheets) == 1:
        return _csv(book, book.sheets[0])
    whole = io.BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        for sheet in book.sheets:
            archive.writestr(f"{sheet.name}.csv", _csv(book, sheet))
    return whole.getvalue()


def _csv(book: Book, sheet: Sheet) -> bytes:
    """UTF-8 with a byte order mark, without which Excel takes it for something else."""
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow([_cell(column.head) for column in (*sheet.columns, COPY)])
    for row in sheet.rows:
        lines.writerow([_cell(value) for value in (*row, book.mark.line)])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> str | int:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return ""
    return value if isinstance(value, int) else written(guarded(value))


def json_file(book: Book) -> bytes:
    """The same for programs, as docs/export-schema.json describes it."""
    told = {
        "schema": VERSION,
        "kind": book.kind,
        "title": book.title,
        "made": {"by": book.mark.who, "at": book.mark.at, "why": book.mark.why, "delete_by": book.mark.until},
        "left_out": list(book.mark.left_out),
        "sheets": {sheet.name: [_member(sheet, row) for row in sheet.rows] for sheet in book.sheets},
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _member(sheet: Sheet, row: object) -> dict[str, Value]:
    assert isinstance(row, list | tuple)
    return {column.name: _plain(value) for column, value in zip(sheet.columns, row, strict=True)}


def _plain(value: Value) -> Value:
    return written(value) if isinstance(value, str) else value


FORMATS: Mapping[str, Format] = {
    "xlsx": Format(
        "A workbook (XLSX), for Excel, LibreOffice or Numbers",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        workbook,
    ),
    "csv": Format("CSV, for any program with tables", "text/csv; charset=utf-8", csv_file),
    "json": Format("JSON, for programs", "application/json", json_file),
}
ZIPPED = "zip"


def ending(format: str, sheets: int) -> str:
    """How the name of such a file ends: several CSV files come as one archive."""
    return ZIPPED if format == "csv" and sheets > 1 else format
