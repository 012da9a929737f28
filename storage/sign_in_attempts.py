"""How often somebody tried to sign in to the console within this hour, by a keyed hash of where from."""

from __future__ import annotations

from datetime import datetime

from storage.database import Transaction
from storage.values import instant

FROM_ONE_ADDRESS = 20
WRONG_CODES_IN_ALL = 100  # a typed code has 40 bits; a link's token has 256, and nobody can lock others out with those
_ALL = "console"


def may_try(tx: Transaction, now: datetime, who: str, *, typed: bool) -> bool:
    """Whether `who` may try once more; a `typed` code only while few were wrong, wherever from."""
    if _times(tx, now, who) >= FROM_ONE_ADDRESS:
        return False
    return not typed or _times(tx, now, _ALL) < WRONG_CODES_IN_ALL


def note(tx: Transaction, now: datetime, who: str) -> None:
    """`who` tries."""
    tx.run(
        """
        INSERT INTO guesses (who, hour, times) VALUES (:who, :hour, 1)
        ON CONFLICT (who, hour) DO UPDATE SET times = guesses.times + 1
        """,
        who=who,
        hour=_hour(now),
    )


def note_wrong(tx: Transaction, now: datetime, *, typed: bool) -> None:
    """It was wrong; a `typed` code counts against all."""
    if typed:
        note(tx, now, _ALL)


def _times(tx: Transaction, now: datetime, who: str) -> int:
    row = tx.one("SELECT times FROM guesses WHERE who = :who AND hour = :hour", who=who, hour=_hour(now))
    return 0 if row is None else int(row["times"])


def _hour(at: datetime) -> str:
    return instant(at)[: len("2026-03-02T09")]
