"""Consent by purpose: one row an event, never changed, with the wording that was shown."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from storage.database import Transaction
from storage.values import instant, new_id

REVIEW_AFTER = timedelta(days=365)


def note(
    tx: Transaction,
    now: datetime,
    person_id: str,
    *,
    purpose: str,
    decision: str,
    wording_key: str,
    wording: str,
    language: str,
    how: str,
) -> None:
    """One decision: given, refused or withdrawn. The version of a wording is the hash of its text."""
    digest = hashlib.sha256(wording.encode()).hexdigest()
    tx.run(
        """
        INSERT INTO consents (id, person_id, purpose, decision, wording_key, wording_version, wording, wording_hash,
          language, how, decided_at, review_on)
        VALUES (:id, :person_id, :purpose, :decision, :wording_key, :wording_version, :wording, :wording_hash,
          :language, :how, :now, :review_on)
        """,
        id=new_id(now),
        person_id=person_id,
        purpose=purpose,
        decision=decision,
        wording_key=wording_key,
        wording_version=digest[:12],
        wording=wording,
        wording_hash=digest,
        language=language,
        how=how,
        now=instant(now),
        review_on=(now + REVIEW_AFTER).date().isoformat(),
    )


def decisions(tx: Transaction, person_id: str) -> dict[str, str]:
    """The latest decision for each purpose that the person was asked about."""
    rows = tx.all("SELECT purpose, decision FROM consents WHERE person_id = :id ORDER BY id", id=person_id)
    return {row["purpose"]: row["decision"] for row in rows}


def given(tx: Transaction, person_id: str, purpose: str) -> bool:
    """Whether consent for `purpose` stands now."""
    return decisions(tx, person_id).get(purpose) == "given"


def withdraw_all(tx: Transaction, now: datetime, person_id: str, how: str) -> None:
    """No yes of theirs stands any more: each is followed by a row that takes it back, in the same wording."""
    standing = {past["purpose"]: past for past in history(tx, person_id)}
    for purpose, past in standing.items():
        if past["decision"] == "given":
            note(
                tx,
                now,
                person_id,
                purpose=purpose,
                decision="withdrawn",
                wording_key="",
                wording=past["wording"],
                language=past["language"],
                how=how,
            )


def history(tx: Transaction, person_id: str) -> list[dict[str, Any]]:
    """Every decision with its wording, oldest first."""
    rows = tx.all(
        """
        SELECT purpose, decision, wording, language, how, decided_at, review_on FROM consents
        WHERE person_id = :id ORDER BY id
        """,
        id=person_id,
    )
    return [{name: row[name] for name in row.keys()} for row in rows]  # noqa: SIM118 - rows are not dictionaries
