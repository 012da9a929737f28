"""The decisions of two accounts that become one: each with its day and its wording, and where two differ the no."""

from __future__ import annotations

from datetime import datetime

from storage import consents, ledger
from storage.database import Row, Transaction
from storage.values import new_id


def join(tx: Transaction, now: datetime, kept: str, gone: str) -> None:
    """Every decision of the account that goes is one of the account that stays. Where the two differ the no stands;
    where both said yes, the later yes. `gone` must be a tombstone by now."""
    own, other = _latest(tx, kept), _latest(tx, gone)
    for row in tx.all("SELECT id FROM consents WHERE person_id = :id ORDER BY id", id=gone):
        _carry(tx, now, row["id"], kept)
    for purpose, past in own.items():
        now_stands = other.get(purpose)
        if now_stands is None:
            continue
        both_say_yes = past["decision"] == now_stands["decision"] == "given"
        later = both_say_yes and past["decided_at"] > now_stands["decided_at"]
        if past["decision"] != "given" or later:
            _carry(tx, now, past["id"], kept)
    for purpose, stands_now in consents.decisions(tx, kept).items():
        if purpose in other:
            ledger.note(tx, now, kept, f"{'given' if stands_now == 'given' else 'withdrawn'}:{purpose}")
    tx.run("DELETE FROM consents WHERE person_id = :id", id=gone)


def _latest(tx: Transaction, person_id: str) -> dict[str, Row]:
    """The last decision about each purpose."""
    rows = tx.all(
        "SELECT id, purpose, decision, decided_at FROM consents WHERE person_id = :id ORDER BY id", id=person_id
    )
    return {row["purpose"]: row for row in rows}


def _carry(tx: Transaction, now: datetime, consent_id: str, person_id: str) -> None:
    """The same decision, word for word and from the same day, of this account."""
    tx.run(
        """
        INSERT INTO consents (id, person_id, purpose, decision, wording_key, wording_version, wording, wording_hash,
          language, how, decided_at, review_on, recorded_by, paper)
        SELECT :new_id, :person_id, purpose, decision, wording_key, wording_version, wording, wording_hash,
          language, how, decided_at, review_on, recorded_by, paper
        FROM consents WHERE id = :id
        """,
        new_id=new_id(now),
        person_id=person_id,
        id=consent_id,
    )
