"""Wrong codes, counted by the hour: how often somebody may guess, and all together."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.database import Transaction
from storage.values import instant

KEPT = timedelta(days=1)
WRONG_AN_HOUR = 5
WRONG_AN_HOUR_IN_ALL = 50
_ALL = ""  # under this name all guesses are counted together


def may(tx: Transaction, now: datetime, who: str) -> bool:
    """Whether another code may be looked up for `who` (a keyed hash) within this hour."""
    rows = tx.all(
        "SELECT who, times FROM guesses WHERE who IN (:who, :everybody) AND hour = :hour",
        who=who,
        everybody=_ALL,
        hour=_hour(now),
    )
    wrong = {row["who"]: row["times"] for row in rows}
    return bool(wrong.get(who, 0) < WRONG_AN_HOUR and wrong.get(_ALL, 0) < WRONG_AN_HOUR_IN_ALL)


def note(tx: Transaction, now: datetime, who: str) -> None:
    """Count a wrong code against `who` and against all together; forget what is older than a day."""
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


def forget_old(tx: Transaction, now: datetime) -> int:
    """Forget wrong codes that are older than a day; how many counts of them there were."""
    return tx.run("DELETE FROM guesses WHERE hour < :day_ago", day_ago=_hour(now - KEPT))


def _hour(at: datetime) -> str:
    return instant(at)[: len("2026-03-02T09")]
