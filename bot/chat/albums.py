"""Albums: Telegram sends each picture of one as an update of its own, and the whole album gets one reply."""

from __future__ import annotations

import json
from datetime import datetime

from storage import facts
from storage.database import Transaction

ANSWERED = "answered_albums"
_REMEMBERED = 50  # albums, of whomever: Telegram's numbers for them, which say nothing of anybody


def is_first(tx: Transaction, now: datetime, album: str) -> bool:
    """Whether this is the first that comes of an album, also when the rest comes after a restart."""
    answered: list[str] = json.loads(facts.fact(tx, ANSWERED) or "[]")
    if album in answered:
        return False
    facts.note(tx, now, ANSWERED, json.dumps([*answered, album][-_REMEMBERED:]))
    return True
