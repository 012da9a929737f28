"""Somebody says yes."""

from __future__ import annotations

from datetime import datetime

from storage import consents
from storage.database import Transaction


def agree(tx: Transaction, now: datetime, person_id: str, *purposes: str) -> None:
    """A yes to each of these purposes, given in the chat."""
    for purpose in purposes:
        consents.note(
            tx,
            now,
            person_id,
            purpose=purpose,
            decision="given",
            wording_key="agree",
            wording="Do you agree?",
            language="en",
            how="chat",
        )
