"""Wrong codes, counted by the hour: how often somebody may guess, and whether there are many in all."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.database import Transaction
from storage.values import instant

KEPT = timedelta(days=1)
WRONG_AN_HOUR = 5
MANY_AN_HOUR = 50  # by all together, from which on an admin is told
_ALL = ""  # under this name all guesses are counted together


def may(tx: Transaction, now: datetime, who: str) -> bool:
    """Whether another code may be looked up for `who` (a keyed hash) within this hour. A code has more bits than all
    together could ever try, so nobody shuts the door for others."""
    return _times(tx, now, who) < WRONG_AN_HOUR


def note(tx: Transaction, now: datetime, who: str) -> bool:
    """Count a wrong code against `who`, and among all; forget what is older than a day. True for the one with which
    there are so many in this hour that an admin should know."""
    forget_old(tx, now)
    for counted in (who, _ALL):
        tx.run(
            """
            INSERT INTO guesses (who, hour, times) VALUES (:who, :hour, 1)
            ON CONFLICT (who, hour) DO UPDATE SET times = guesses.times + 1
            """,
            who=counted,
            hour=_hour(now),
        )
    return _times(tx, now, _ALL) == MANY_AN_HOUR


def _times(tx: Transaction, now: datetime, who: str) -> int:
    row = tx.one("SELECT times FROM guesses WHERE who = :who AND hour = :hour", who=who, hour=_hour(now))
    return 0 if row is None else int(row["times"])


def forget_old(tx: Transaction, now: datetime) -> int:
    """Forget wrong codes that are older than a day; how many counts of them there were."""
    return tx.run("DELETE FROM guesses WHERE hour < :day_ago", day_ago=_hour(now - KEPT))


def _hour(at: datetime) -> str:
    return instant(at)[: len("2026-03-02T09")]
