"""Lines of a file with people to invite: a name, a part in the programme, and if you like an organisation."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from bot.rules.beginnings import cut
from bot.rules.links import has_link
from bot.rules.names import has_a_letter

COLUMNS = ("name", "role", "organisation")
MOST_LINES = 200
LONGEST_NAME = 60
MOST_SAID = 20  # wrong lines that are named
UNCLOSED = 'there is a quotation mark (") that is never closed. Take it out, or close it.'


class Unreadable(Exception):
    """The file cannot be used. Each of `why` says what is wrong, and where."""

    def __init__(self, *why: str) -> None:
        super().__init__("; ".join(why))
        self.why = why


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody to invite."""

    name: str
    role: str
    organisation: str


def read(text: str, roles: tuple[str, ...]) -> list[Guest]:
    """Whoever stands on a line each, as one of these roles. Raises Unreadable, and then nobody is invited."""
    rows = [row for row in text.removeprefix("\ufeff").splitlines() if row.strip(" ,;\t")]
    if not rows:
        raise Unreadable("There is nothing in the file.")
    between = max(";,\t", key=rows[0].count)
    head = [cell.strip().lower() for cell in _cells(rows[0], between)]
    if "name" not in head or "role" not in head:
        raise Unreadable(f"The first line has to name the columns: {', '.join(COLUMNS)}. The last one can be left out.")
    if twice := next((one for one in head if one and head.count(one) > 1), ""):
        raise Unreadable(f"The first line names the column {cut(twice)} twice. Take one of them out.")
    if len(rows) > MOST_LINES + 1:
        raise Unreadable(f"There are more than {MOST_LINES} people in it. Please make two files of it.")
    found, wrong = [], []
    for number, row in enumerate(rows[1:], start=2):
        if row.count('"') % 2:
            wrong.append(f"Line {number}: {UNCLOSED}")
            continue
        cells = dict(zip(head, _cells(row, between), strict=False))
        guest = Guest(
            cells.get("name", ""), "-".join(cells.get("role", "").lower().split()), cells.get("organisation", "")
        )
        if why := _why_not(guest, roles):
            wrong.append(f"Line {number}: {why}")
        found.append(guest)
    if wrong:
        more = len(wrong) - MOST_SAID
        raise Unreadable(*wrong[:MOST_SAID], *([f"And {more} more lines like these."] if more > 0 else []))
    if not found:
        raise Unreadable("There is nobody in it below the first line.")
    return found


def _why_not(guest: Guest, roles: tuple[str, ...]) -> str:
    if not any(map(str.isprintable, guest.name.replace(" ", ""))):
        return "a name is missing."
    for name, most in ((guest.name, LONGEST_NAME), (guest.organisation, 2 * LONGEST_NAME)):
        if len(name) > most:
            return f"“{cut(name)}” is too long. There is room for {most} letters, and this has {len(name)}."
    if has_link(guest.name) or has_link(guest.organisation):
        return "a name looks like a link. Write it in words."
    if guest.organisation and not has_a_letter(guest.organisation):
        return f"“{cut(guest.organisation)}” is no organisation. Write what it is called, or leave it out."
    return "" if guest.role in roles else f"the role has to be one of: {', '.join(roles)}."


def _cells(row: str, between: str) -> list[str]:
    try:
        (cells,) = csv.reader(io.StringIO(row), delimiter=between, skipinitialspace=True)
    except (csv.Error, ValueError):
        return []
    return [" ".join(cell.split()) for cell in cells]
