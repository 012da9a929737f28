"""Sentences that somebody agreed to for a place which is no report of ours, such as a poster: once they may not stand
there as they did, somebody of the team has to go and mend it. What knows of it is a row of the uses of quotations, with
the place and the day of the yes: that is left also when the words, and whose they were, are gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from storage import quotations
from storage.database import Row, Transaction
from storage.quotations import LEARNING_DATA, READ_BY, Quotation
from storage.values import instant, moment, new_id

_NO_REPORT = "used_in NOT IN (SELECT id FROM reports)"


@dataclass(frozen=True, slots=True)
class ToMend:
    """A place where a sentence may not stand as it did, and when its author agreed to it there. With a `quotation` it
    may stand as that is now, such as without the name; with none it may stand there no more."""

    id: str
    quotation_id: str | None
    place: str
    agreed_at: str
    quotation: Quotation | None


def stand(tx: Transaction, person_id: str) -> None:
    """What this person agreed to for places that are no reports stands there from now on, as far as we know."""
    for one in quotations.of_person(tx, person_id):
        if one.decided_at is None or not quotations.granted(tx, quotation_id=one.id) or _is_ours(tx, one):
            continue
        tx.run(
            """
            INSERT INTO quotation_uses (id, quotation_id, used_in, used_at) VALUES (:id, :quotation_id, :place, :at)
            ON CONFLICT (used_in, quotation_id) DO NOTHING
            """,
            id=new_id(moment(one.decided_at)),
            quotation_id=one.id,
            place=one.place.partition(READ_BY)[0],
            at=one.decided_at,
        )


def _is_ours(tx: Transaction, one: Quotation) -> bool:
    """Whether it is for a report, or for learning data, which are mended by themselves or have marks of their own."""
    titles = [row["title"] for row in tx.all("SELECT title FROM reports")]
    return any(one.is_for(place) for place in (LEARNING_DATA, *titles))


def is_a_report(tx: Transaction, title: str) -> None:
    """There is a report that is called so: what people agreed to for it stands nowhere else."""
    for one in quotations.granted(tx):
        if one.is_for(title):
            tx.run(f"DELETE FROM quotation_uses WHERE quotation_id = :id AND {_NO_REPORT}", id=one.id)  # noqa: S608


def unnamed(tx: Transaction, now: datetime, quotation_id: str) -> None:
    """It may stand without the name only: where it stands with it, the name has to come off."""
    tx.run(
        f"UPDATE quotation_uses SET marked_at = :now WHERE quotation_id = :id AND marked_at IS NULL AND {_NO_REPORT}",  # noqa: S608
        now=instant(now),
        id=quotation_id,
    )


def to_mend(tx: Transaction) -> list[ToMend]:
    """Every place that somebody has to mend, the oldest yes first."""
    rows = tx.all(f"SELECT * FROM quotation_uses WHERE {_NO_REPORT} ORDER BY used_at, id")  # noqa: S608 - constants
    may = {one.id: one for one in quotations.granted(tx)} if rows else {}
    found = [_to_mend(row, may) for row in rows]
    marked = {row["id"] for row in rows if row["marked_at"] is not None}
    return [one for one in found if one.quotation is None or one.id in marked]


def is_known(tx: Transaction, use_id: str) -> bool:
    """Whether a sentence stands there, as it may or not."""
    return tx.one("SELECT id FROM quotation_uses WHERE id = :id", id=use_id) is not None


def _to_mend(row: Row, may: Mapping[str, Quotation]) -> ToMend:
    quotation_id = row["quotation_id"]
    return ToMend(row["id"], quotation_id, row["used_in"], row["used_at"], may.get(quotation_id))


def mended(tx: Transaction, use_id: str, *, gone: bool) -> bool:
    """Somebody has seen to it: it stands there no more (`gone`), or as it may now. False where that is not what there
    was to do, or it was done before."""
    one = next((one for one in to_mend(tx) if one.id == use_id), None)
    if one is None or gone != (one.quotation is None):
        return False
    if gone:
        tx.run("DELETE FROM quotation_uses WHERE id = :id", id=use_id)
    else:
        tx.run("UPDATE quotation_uses SET marked_at = NULL WHERE id = :id", id=use_id)
    return True
