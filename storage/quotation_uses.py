"""Where a sentence of somebody's stands: in which report or draft, as long as its author allows it there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from storage import quotations
from storage.database import Row, Transaction
from storage.quotations import Quotation
from storage.values import instant, new_id

# Of the others, storage/quoted_elsewhere.py knows.
_IN_A_REPORT = "used_in IN (SELECT id FROM reports) ORDER BY id"


@dataclass(frozen=True, slots=True)
class Use:
    """A sentence in one place. `quotation` is there as long as it may be shown; without one the place is to be mended
    (`marked_at`: since then, where its author took it back; None where what they said is gone altogether)."""

    id: str
    quotation_id: str | None
    quotation: Quotation | None
    used_in: str
    used_by: str | None
    used_at: str
    marked_at: str | None


def use(tx: Transaction, now: datetime, quotation_id: str, used_in: str, *, by: str) -> bool:
    """The sentence stands in this report or draft from now on; False when its author does not allow it there."""
    if not quotations.granted(tx, quotation_id=quotation_id, used_in=used_in):
        return False
    tx.run(
        """
        INSERT INTO quotation_uses (id, quotation_id, used_in, used_by, used_at)
        VALUES (:id, :quotation_id, :used_in, :by, :now)
        ON CONFLICT (used_in, quotation_id) DO UPDATE SET marked_at = NULL
        """,
        id=new_id(now),
        quotation_id=quotation_id,
        used_in=used_in,
        by=by,
        now=instant(now),
    )
    return True


def uses_of(tx: Transaction, used_in: str) -> list[Use]:
    """Every sentence that stands in this report or draft, in the order in which it was put there."""
    rows = tx.all(
        "SELECT * FROM quotation_uses WHERE used_in = :used_in ORDER BY id",
        used_in=used_in,
    )
    return [_use(tx, row) for row in rows]


def gaps(tx: Transaction) -> Counter[str]:
    """How many sentences stood in a report or draft that may be shown there no more, by where that is."""
    rows = tx.all(f"SELECT quotation_id, used_in FROM quotation_uses WHERE {_IN_A_REPORT}")  # noqa: S608 - a constant
    may = {one.id: one for one in quotations.granted(tx)} if rows else {}
    places = {used_in: quotations.called(tx, used_in) for used_in in {row["used_in"] for row in rows}}
    stand = [row["quotation_id"] in may and may[row["quotation_id"]].is_for(places[row["used_in"]]) for row in rows]
    return Counter(row["used_in"] for row, stands in zip(rows, stand, strict=True) if not stands)


def of_quotation(tx: Transaction, quotation_id: str) -> list[Use]:
    """Every report in which this sentence stands, oldest first."""
    rows = tx.all(f"SELECT * FROM quotation_uses WHERE quotation_id = :id AND {_IN_A_REPORT}", id=quotation_id)  # noqa: S608
    return [_use(tx, row) for row in rows]


def _use(tx: Transaction, row: Row) -> Use:
    """As it is now: whether it may be shown is asked anew."""
    quotation_id = row["quotation_id"]
    found = quotations.granted(tx, quotation_id=quotation_id, used_in=row["used_in"]) if quotation_id else []
    return Use(
        row["id"],
        quotation_id,
        found[0] if found else None,
        row["used_in"],
        row["used_by"],
        row["used_at"],
        row["marked_at"],
    )


def use_no_more(tx: Transaction, use_id: str) -> None:
    """The place was mended: the sentence does not stand there any more."""
    tx.run("DELETE FROM quotation_uses WHERE id = :id", id=use_id)
