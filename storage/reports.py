"""Learning reports as they are written: a title, a period, parts in an order, and the team's own words in each.

Figures and quotations are not in them: those are fetched anew whenever a report is looked at.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from storage import quoted_elsewhere
from storage.database import Row, Transaction
from storage.values import instant, new_id


@dataclass(frozen=True, slots=True)
class Report:
    """One report. `from_on` and `until_on` are days, and both count."""

    id: str
    title: str
    from_on: str
    until_on: str
    made_by: str | None
    made_at: str
    changed_at: str


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a report, with what the team says in it."""

    section: str
    commentary: str


_COLUMNS = ", ".join(Report.__slots__)


def _report(row: Row) -> Report:
    """Whichever days it was begun with, it is about whole months."""
    found = Report(**{name: row[name] for name in Report.__slots__})
    return replace(found, from_on=f"{found.from_on[:7]}-01", until_on=_end_of(found.until_on))


def _end_of(day: str) -> str:
    year, month = int(day[:4]), int(day[5:7])
    return f"{day[:7]}-{monthrange(year, month)[1]}"


def begin(tx: Transaction, now: datetime, *, title: str, from_on: date, until_on: date, made_by: str) -> str:
    """A new report without parts; its id."""
    report_id = new_id(now)
    tx.run(
        """
        INSERT INTO reports (id, title, from_on, until_on, made_by, made_at, changed_at)
        VALUES (:id, :title, :from_on, :until_on, :made_by, :now, :now)
        """,
        id=report_id,
        title=title,
        from_on=from_on.isoformat(),
        until_on=until_on.isoformat(),
        made_by=made_by,
        now=instant(now),
    )
    quoted_elsewhere.is_a_report(tx, title)
    return report_id


def change(tx: Transaction, now: datetime, report_id: str, *, title: str, from_on: date, until_on: date) -> None:
    """It is called this, and is about these days."""
    tx.run(
        "UPDATE reports SET title = :title, from_on = :from_on, until_on = :until_on, changed_at = :now WHERE id = :id",
        title=title,
        from_on=from_on.isoformat(),
        until_on=until_on.isoformat(),
        now=instant(now),
        id=report_id,
    )
    quoted_elsewhere.is_a_report(tx, title)


def by_id(tx: Transaction, report_id: str) -> Report | None:
    row = tx.one(f"SELECT {_COLUMNS} FROM reports WHERE id = :id", id=report_id)  # noqa: S608 - constants
    return None if row is None else _report(row)


def called(tx: Transaction, title: str) -> str | None:
    """The id of the report that has this title."""
    row = tx.one("SELECT id FROM reports WHERE title = :title LIMIT 1", title=title)
    return None if row is None else str(row["id"])


def newest(tx: Transaction, limit: int) -> list[Report]:
    """So many at most, the last one changed first."""
    rows = tx.all(f"SELECT {_COLUMNS} FROM reports ORDER BY changed_at DESC, id DESC LIMIT :limit", limit=limit)  # noqa: S608
    return [_report(row) for row in rows]


def delete(tx: Transaction, report_id: str) -> None:
    """It is gone, and no sentence of anybody's stands in it any more."""
    tx.run("DELETE FROM quotation_uses WHERE used_in = :id", id=report_id)
    tx.run("DELETE FROM reports WHERE id = :id", id=report_id)


def sections(tx: Transaction, report_id: str) -> list[Section]:
    """Its parts in their order."""
    rows = tx.all(
        "SELECT section, commentary FROM report_sections WHERE report_id = :id AND position > 0 ORDER BY position",
        id=report_id,
    )
    return [Section(row["section"], row["commentary"]) for row in rows]


def arrange(tx: Transaction, now: datetime, report_id: str, names: Sequence[str]) -> None:
    """It has these parts, in this order. What was said in one that was taken out is kept for its return."""
    tx.run("UPDATE report_sections SET position = 0 WHERE report_id = :id", id=report_id)
    for position, name in enumerate(names, start=1):
        tx.run(
            """
            INSERT INTO report_sections (report_id, section, position) VALUES (:id, :name, :position)
            ON CONFLICT (report_id, section) DO UPDATE SET position = excluded.position
            """,
            id=report_id,
            name=name,
            position=position,
        )
    touched(tx, now, report_id)


def comment(tx: Transaction, now: datetime, report_id: str, section: str, words: str) -> None:
    """What the team says in this part."""
    tx.run(
        "UPDATE report_sections SET commentary = :words WHERE report_id = :id AND section = :section",
        words=words,
        id=report_id,
        section=section,
    )
    touched(tx, now, report_id)


def touched(tx: Transaction, now: datetime, report_id: str) -> None:
    """Something in it was changed now; of a place that is no report nothing is."""
    tx.run("UPDATE reports SET changed_at = :now WHERE id = :id", now=instant(now), id=report_id)


def programme_begins(tx: Transaction) -> str:
    """When the first who is in the programme joined; '' before that. There is nothing to report on from before."""
    row = tx.one(
        """
        SELECT MIN(joined_at) AS first FROM people WHERE joined_at IS NOT NULL AND is_test = FALSE
          AND EXISTS (SELECT 1 FROM roles WHERE roles.person_id = people.id AND role IN ('partner', 'leader'))
        """
    )
    return str(row["first"] or "") if row is not None else ""
