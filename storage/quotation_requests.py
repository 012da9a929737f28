"""Asking for a sentence: the team asks, its author decides, the team may call it off before that."""

from __future__ import annotations

from datetime import datetime

from storage import ledger, quoted_elsewhere
from storage.database import Transaction
from storage.quotations import COLUMNS, Quotation, by_id, read_quotation
from storage.values import instant, new_id


def ask(
    tx: Transaction,
    now: datetime,
    *,
    answer_id: str,
    person_id: str,
    words: str,
    place: str,
    attribution: str,
    named: bool,
    asked_by: str | None,
) -> str:
    """Somebody of the team would like to use these words; its id."""
    quotation_id = new_id(now)
    tx.run(
        """
        INSERT INTO quotations (id, answer_id, person_id, words, place, attribution, named, wording, asked_by, asked_at)
        VALUES (:id, :answer_id, :person_id, :words, :place, :attribution, :named, '', :asked_by, :now)
        """,
        id=quotation_id,
        answer_id=answer_id,
        person_id=person_id,
        words=words,
        place=place,
        attribution=attribution,
        named=named,
        asked_by=asked_by,
        now=instant(now),
    )
    return quotation_id


_IN_STATE = {
    "waiting": "decision IS NULL AND cancelled_at IS NULL",
    "granted": "decision IN ('granted', 'changed') AND withdrawn_at IS NULL AND cancelled_at IS NULL",
    "refused": "decision = 'refused' AND withdrawn_at IS NULL AND cancelled_at IS NULL",
    "withdrawn": "withdrawn_at IS NOT NULL",
    "cancelled": "cancelled_at IS NOT NULL AND withdrawn_at IS NULL",
}
STATES = tuple(_IN_STATE)


def in_state(tx: Transaction, state: str, limit: int, skip: int = 0) -> list[Quotation]:
    """Those in this state, the newest first, after the first `skip`."""
    rows = tx.all(
        f"SELECT {COLUMNS} FROM quotations WHERE {_IN_STATE[state]} ORDER BY id DESC LIMIT :limit OFFSET :skip",  # noqa: S608
        limit=limit,
        skip=skip,
    )
    return [read_quotation(row) for row in rows]


def live_for(tx: Transaction, place: str) -> list[Quotation]:
    """Those asked for this place of which the author has still to say something, or has said yes."""
    rows = tx.all(
        f"""
        SELECT {COLUMNS} FROM quotations WHERE ({_IN_STATE["waiting"]}) OR ({_IN_STATE["granted"]}) ORDER BY id
        """,  # noqa: S608 - constants
    )
    return [one for one in map(read_quotation, rows) if one.is_for(place)]


def put(tx: Transaction, now: datetime, quotation_id: str, wording: str) -> None:
    """Its author has been asked, in this wording; the first time stands."""
    tx.run(
        "UPDATE quotations SET put_at = :now, wording = :wording WHERE id = :id AND put_at IS NULL",
        now=instant(now),
        wording=wording,
        id=quotation_id,
    )


def decide(
    tx: Transaction, now: datetime, quotation_id: str, decision: str, *, changed_to: str = "", unnamed: str = ""
) -> bool:
    """Its author said: granted, changed (into these words) or refused, perhaps without the name (so is stands under
    `unnamed`). False when the request is gone."""
    found = by_id(tx, quotation_id)
    if found is None or found.cancelled_at is not None:
        return False
    tx.run(
        """
        UPDATE quotations SET decision = :decision, decided_at = :now, changed_to = :changed_to, withdrawn_at = NULL,
          named = CASE WHEN :unnamed = '' THEN named ELSE FALSE END,
          attribution = CASE WHEN :unnamed = '' THEN attribution ELSE :unnamed END
        WHERE id = :id
        """,
        decision=decision,
        now=instant(now),
        changed_to=changed_to,
        unnamed=unnamed,
        id=quotation_id,
    )
    ledger.note(tx, now, found.person_id, f"{'unquoted' if decision == 'refused' else 'quoted'}:{quotation_id}")
    quoted_elsewhere.stand(tx, found.person_id)
    return True


def end(tx: Transaction, now: datetime, quotation_id: str) -> None:
    """The place to which its author said yes is gone, and so is the yes: it is shown nowhere else."""
    tx.run(
        "UPDATE quotations SET cancelled_at = :now WHERE id = :id AND cancelled_at IS NULL",
        now=instant(now),
        id=quotation_id,
    )


def cancel(tx: Transaction, now: datetime, quotation_id: str) -> bool:
    """The team does not want it any more; False when its author has said something already."""
    return (
        tx.run(
            "UPDATE quotations SET cancelled_at = :now WHERE id = :id AND decision IS NULL AND cancelled_at IS NULL",
            now=instant(now),
            id=quotation_id,
        )
        == 1
    )
