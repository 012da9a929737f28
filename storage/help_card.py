"""The card with numbers for a hard day: what the team changed of it, per nation, and when it was last checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.database import Transaction
from storage.values import instant, moment


@dataclass(frozen=True, slots=True)
class Check:
    """When the numbers of a nation were last checked, and by whom; None for somebody who is gone."""

    at: datetime
    by: str | None


def numbers(tx: Transaction, nation: str) -> dict[str, str]:
    """The numbers of this nation that differ from those the card came with, by line."""
    rows = tx.all("SELECT line, number FROM help_numbers WHERE nation = :nation ORDER BY line", nation=nation)
    return {row["line"]: row["number"] for row in rows}


def change(tx: Transaction, nation: str, line: str, number: str) -> None:
    """From now on this line of this nation's card has this number."""
    tx.run(
        """
        INSERT INTO help_numbers (nation, line, number) VALUES (:nation, :line, :number)
        ON CONFLICT (nation, line) DO UPDATE SET number = excluded.number
        """,
        nation=nation,
        line=line,
        number=number,
    )


def checked(tx: Transaction, now: datetime, nation: str, by: str) -> None:
    """Somebody has checked every number of this nation's card."""
    tx.run(
        """
        INSERT INTO help_checks (nation, checked_at, checked_by) VALUES (:nation, :now, :by)
        ON CONFLICT (nation) DO UPDATE SET checked_at = excluded.checked_at, checked_by = excluded.checked_by
        """,
        nation=nation,
        now=instant(now),
        by=by,
    )


def checks(tx: Transaction) -> dict[str, Check]:
    """The last check of each nation's card that was ever checked."""
    rows = tx.all("SELECT nation, checked_at, checked_by FROM help_checks ORDER BY nation")
    return {row["nation"]: Check(moment(row["checked_at"]), row["checked_by"]) for row in rows}
