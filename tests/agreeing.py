"""Somebody says yes, or no."""

from __future__ import annotations

from datetime import datetime

from storage import consents
from storage.database import Transaction


def agree(tx: Transaction, now: datetime, person_id: str, *purposes: str) -> None:
    """A yes to each of these purposes, given in the chat."""
    for purpose in purposes:
        decide(tx, now, person_id, purpose, "given")


def decide(tx: Transaction, now: datetime, person_id: str, purpose: str, decision: str) -> None:
    """What somebody said about one purpose, in the chat."""
    consents.note(
        tx,
        now,
        person_id,
        purpose=purpose,
        decision=decision,
        wording_key="agree",
        wording="Do you agree?",
        language="en",
        how="chat",
    )
