"""The lines of a file of values, as far as quotation marks go: a value between them may have line breaks in it."""

from __future__ import annotations

import csv
import io

MOST_LINES = 20  # of a file, in one value; more is a quotation mark that somebody forgot
csv.field_size_limit(16 * 1024**2)  # letters: else a long value cannot be told from a broken one


def lines(text: str) -> list[tuple[int, str | None]]:
    """Each line that has anything in it, with the number of the one of the file in which it begins; None in place of
    one with a quotation mark that is never closed."""
    written = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found, at = list[tuple[int, str | None]](), 0
    while at < len(written):
        many = _together(written, at)
        if not many:
            found.append((at + 1, None))
        elif written[at].strip(" ,;\t"):
            found.append((at + 1, "\n".join(written[at : at + many])))
        at += max(many, 1)
    return found


def _together(written: list[str], at: int) -> int:
    """How many lines of the file are one, because of line breaks in a value; 0 where a mark is never closed."""
    if written[at].count('"') % 2 == 0:
        return 1
    for end in range(at + 1, min(at + MOST_LINES, len(written))):
        if written[end].count('"') % 2:
            whole = "\n".join(written[at : end + 1])
            return end + 1 - at if any(cells(whole, between, strict=True) for between in ",;\t") else 0
    return 0


def cells(line: str, between: str, *, strict: bool = False) -> list[str] | None:
    """Its values, with one space for what is between words; None where it cannot be taken apart, or where a mark stands
    astray and it is to be `strict`."""
    try:
        (row,) = csv.reader(io.StringIO(line, newline=""), delimiter=between, skipinitialspace=True, strict=strict)
    except (csv.Error, ValueError):
        return None
    return [" ".join(cell.split()) for cell in row]
