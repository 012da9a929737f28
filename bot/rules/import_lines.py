"""Lines of a file with pairings and sessions: recognising how it was saved, and reading each line or saying what is
wrong with it. Nothing is looked up here, and nothing is worded: `what` is the key of a text under [importing]."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time

from bot.rules import csv_lines
from bot.rules.beginnings import cut

COLUMNS = ("kind", "partner", "leader", "group", "from", "until", "date", "time", "minutes", "place")
KINDS = ("pairing", "session")
MOST_LINES = 10_000
MOST_MINUTES = 600
LONGEST_PLACE = 300
NO_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")  # how a workbook begins, of now and of before, and a PDF
_UNTYPED = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")  # but for the mark that old programs put at the end


class Unreadable(Exception):
    """The whole file cannot be used; `what` is the key of the text that says why, and what to do."""

    def __init__(self, what: str, **values: str) -> None:
        super().__init__(what)
        self.what = what
        self.values = values


@dataclass(frozen=True, slots=True)
class Wrong:
    """One line that cannot be taken: its number in the file, the column, and what is wrong with it."""

    line: int
    column: str
    what: str
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it was written, by column."""

    number: int
    cells: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def decoded(content: bytes) -> str:
    """The text of a file as Excel, LibreOffice, Numbers or an editor saved it. Raises Unreadable, also where it is no
    text."""
    if content.startswith(NO_TEXT) or _UNTYPED.search(text := _text_of(content)):
        raise Unreadable("unreadable_letters")
    return text


def _text_of(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(content, "utf-16")
    if _is_wide(content):
        return _decoded(content, "utf-16-le" if content[1:2] == b"\0" else "utf-16-be")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(content, "cp1252")


def _is_wide(content: bytes) -> bool:
    """Whether there are two bytes to a letter, without the mark that says so: the first letter is a plain one then."""
    return b"\0" in content[:2]


def doubtful_words(content: bytes, most: int = 12) -> list[str]:
    """Words with other than English letters, of a file of which we guess how it was saved; none where we know it."""
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_wide(content):
            return []
        words = re.findall(r"[^\s,;\"]+", decoded(content))
        return list(dict.fromkeys(word for word in words if not word.isascii()))[:most]
    return []


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise Unreadable("unreadable_letters") from None


def read(text: str, most: int = MOST_LINES) -> tuple[list[Line], list[Wrong]]:
    """The lines below the head, and those that are no lines. Raises Unreadable when there is no head to go by."""
    rows = csv_lines.lines(text)
    if not rows:
        raise Unreadable("nothing_in_it", columns=", ".join(COLUMNS))
    if len(rows) > most + 1:
        raise Unreadable("too_many_lines", most=f"{most:,}")
    first = rows[0][1] or ""
    between = max(";,\t", key=first.count)
    head = [re.sub(r"\W+", "", cell).lower() for cell in csv_lines.cells(first, between, strict=True) or ()]
    _check(head)
    lines, wrong = [], []
    for number, written in rows[1:]:
        found = _line(number, written, head, between)
        if isinstance(found, Wrong):
            wrong.append(found)
        else:
            lines.append(found)
    return lines, wrong


def _check(head: list[str]) -> None:
    unknown = [one for one in head if one and one not in COLUMNS]
    if "kind" not in head:
        raise Unreadable("no_head", columns=", ".join(COLUMNS))
    if unknown:
        raise Unreadable("unknown_columns", unknown=", ".join(map(cut, unknown)), columns=", ".join(COLUMNS))
    twice = next((one for one in head if one and head.count(one) > 1), None)
    if twice:
        raise Unreadable("column_twice", column=cut(twice))


def _line(number: int, written: str | None, head: list[str], between: str) -> Line | Wrong:
    cells = None if written is None else csv_lines.cells(written, between, strict=True)
    if cells is None:
        return Wrong(number, "", "stray_quote")
    spare = [cell for cell in cells[len(head) :] if cell]
    if spare:
        return Wrong(number, "", "too_many_values", {"values": str(len(cells)), "columns": str(len(head))})
    return Line(number, {column: cell for column, cell in zip(head, cells, strict=False) if column})


def day(line: Line, column: str) -> date | Wrong | None:
    """The day in a column, None where it is empty: 2026-03-10, 10/03/2026 or 10.3.2026."""
    written = line[column]
    if not written:
        return None
    found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", written)
    other = re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", written)
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
        if other:
            return date(int(other[3]), int(other[2]), int(other[1]))
    except ValueError:
        return Wrong(line.number, column, "no_such_date", {"written": written})
    return Wrong(line.number, column, "no_date", {"written": written})


def time_of_day(line: Line, column: str) -> time | Wrong:
    """The time in a column: 14:00, 9.30, 2pm."""
    written = line[column].lower()
    found = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2})(?::\d{2})?)?\s*(am|pm)?", written)
    if found and (found[2] or found[3]):
        hour = int(found[1]) % 12 + (12 if found[3] == "pm" else 0) if found[3] else int(found[1])
        if hour < 24 and int(found[2] or 0) < 60 and not (found[3] and int(found[1]) > 12):
            return time(hour, int(found[2] or 0))
    return Wrong(line.number, column, "no_time" if written else "time_missing", {"written": written} if written else {})


def minutes(line: Line) -> int | Wrong:
    """How long; an hour where nothing is written."""
    written = line["minutes"]
    if not written:
        return 60
    if written.isdecimal() and len(written) < 5 and 5 <= int(written) <= MOST_MINUTES:
        return int(written)
    return Wrong(line.number, "minutes", "no_minutes", {"written": written, "most": str(MOST_MINUTES)})


def wall(line: Line) -> datetime | Wrong:
    """The day and the time of a session, as the clocks on the wall show it."""
    on = day(line, "date")
    if on is None:
        return Wrong(line.number, "date", "date_missing")
    at = time_of_day(line, "time")
    if isinstance(on, Wrong):
        return on
    return at if isinstance(at, Wrong) else datetime.combine(on, at)
