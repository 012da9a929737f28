"""Lines of a file with people to invite: a name, a part in the programme, and if you like an organisation."""

from __future__ import annotations

from dataclasses import dataclass

from bot.rules import csv_lines
from bot.rules.beginnings import cut
from bot.rules.links import has_link
from bot.rules.names import has_a_letter

COLUMNS = ("name", "role", "organisation")
MOST_LINES = 200
LONGEST_NAME = 60
MOST_SAID = 20  # wrong lines that are named
SPARE = (
    "there are {values} values for {columns} columns. A value with a comma or semicolon in it needs quotation marks "
    "round it."
)
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
    rows = csv_lines.lines(text)
    if not rows:
        raise Unreadable("There is nothing in the file.")
    at, first = rows[0]
    if first is None:
        raise Unreadable(f"Line {at}: {UNCLOSED}")
    between = max(";,\t", key=first.count)
    head = [cell.lower() for cell in csv_lines.cells(first, between) or ()]
    if "name" not in head or "role" not in head:
        raise Unreadable(f"The first line has to name the columns: {', '.join(COLUMNS)}. The last one can be left out.")
    if twice := next((one for one in head if one and head.count(one) > 1), ""):
        raise Unreadable(f"The first line names the column {cut(twice)} twice. Take one of them out.")
    unclosed = [f"Line {number}: {UNCLOSED}" for number, row in rows if row is None]
    if len(rows) > MOST_LINES + 1:
        too_many = f"There are more than {MOST_LINES} people in it. Please make two files of it."
        raise Unreadable(*(unclosed[:MOST_SAID] or [too_many]))
    found, wrong = [], []
    for number, row in rows[1:]:
        if row is None:
            wrong.append(f"Line {number}: {UNCLOSED}")
            continue
        values = csv_lines.cells(row, between) or []
        cells = dict(zip(head, values, strict=False))
        guest = Guest(
            cells.get("name", ""), "-".join(cells.get("role", "").lower().split()), cells.get("organisation", "")
        )
        spare = SPARE.format(values=len(values), columns=len(head)) if any(values[len(head) :]) else ""
        if why := spare or _why_not(guest, roles):
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
