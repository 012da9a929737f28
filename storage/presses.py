"""Forms of the console that were sent and have been done, so that each is done once, whatever hears of it again."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.database import Transaction
from storage.values import instant

KEPT = timedelta(days=1)  # by then its page belongs to a sign-in that is over


def keep(tx: Transaction, now: datetime, press: str) -> bool:
    """This one is done now; False when it was done before."""
    added = tx.run(
        "INSERT INTO presses (press, pressed_at) VALUES (:press, :now) ON CONFLICT (press) DO NOTHING",
        press=press,
        now=instant(now),
    )
    return added == 1


def led_to(tx: Transaction, press: str, where: str) -> None:
    """The page to which it led."""
    tx.run("UPDATE presses SET led_to = :where WHERE press = :press", press=press, where=where)


def where(tx: Transaction, press: str) -> str:
    """The page to which one that was done led; '' where there is none to go to once more."""
    row = tx.one("SELECT led_to FROM presses WHERE press = :press", press=press)
    return "" if row is None else str(row["led_to"])


def pressed_at(tx: Transaction, press: str) -> str:
    """When one that was done was sent; '' of one that was not."""
    row = tx.one("SELECT pressed_at FROM presses WHERE press = :press", press=press)
    return "" if row is None else str(row["pressed_at"])


def forget(tx: Transaction, press: str) -> None:
    """It changed nothing but the log: there was something to mend."""
    tx.run("DELETE FROM presses WHERE press = :press", press=press)


def forget_old(tx: Transaction, now: datetime) -> int:
    """Delete those that nobody sends again; how many."""
    return tx.run("DELETE FROM presses WHERE pressed_at < :before", before=instant(now - KEPT))
