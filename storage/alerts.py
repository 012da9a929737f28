"""Alerts: who of the team was told of a concern, when, and whether it has reached them. Never a word of what it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.database import Row, Transaction
from storage.values import instant, moment, new_id


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody was told on this rung, in the round that began then. `reached`: None while the message is on its way."""

    rung: int
    person_id: str
    at: datetime
    reached: bool | None
    round_at: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """The message by which somebody was told, as Telegram knows it."""

    person_id: str
    chat_id: int
    message_id: int


def note(tx: Transaction, now: datetime, concern_id: str, person_id: str, *, round_at: datetime, rung: int) -> str:
    """Somebody is told now; the id of the alert."""
    alert_id = new_id(now)
    tx.run(
        """
        INSERT INTO alerts (id, concern_id, person_id, round_at, rung, told_at)
        VALUES (:id, :concern_id, :person_id, :round_at, :rung, :now)
        """,
        id=alert_id,
        concern_id=concern_id,
        person_id=person_id,
        round_at=instant(round_at),
        rung=rung,
        now=instant(now),
    )
    return alert_id


def went_as(tx: Transaction, alert_id: str, message_id: str) -> None:
    """The message by which they are told."""
    tx.run("UPDATE alerts SET message_id = :message_id WHERE id = :id", message_id=message_id, id=alert_id)


_TOLD = """alerts.rung, alerts.person_id, alerts.told_at, alerts.round_at,
  outbox.state, outbox.done_at, people.unreachable_at
  FROM alerts JOIN people ON people.id = alerts.person_id LEFT JOIN outbox ON outbox.id = alerts.message_id"""


def of_round(tx: Transaction, concern_id: str, round_at: datetime) -> list[Told]:
    """Who was told in this round, oldest first."""
    rows = tx.all(
        f"SELECT {_TOLD} WHERE concern_id = :concern_id AND round_at = :round_at ORDER BY alerts.id",
        concern_id=concern_id,
        round_at=instant(round_at),
    )
    return [_told(row) for row in rows]


def of_concern(tx: Transaction, concern_id: str) -> list[Told]:
    """Everybody who was ever told of this concern, each time, oldest first."""
    rows = tx.all(f"SELECT {_TOLD} WHERE concern_id = :concern_id ORDER BY alerts.id", concern_id=concern_id)
    return [_told(row) for row in rows]


def _told(row: Row) -> Told:
    reached = _reached(row["state"], row["done_at"], row["unreachable_at"])
    return Told(row["rung"], row["person_id"], moment(row["told_at"]), reached, moment(row["round_at"]))


def _reached(state: str | None, done_at: str | None, unreachable_at: str | None) -> bool | None:
    if unreachable_at is not None or state is None:
        return False
    return state == "sent" if done_at is not None else None


def last_told(tx: Transaction, concern_id: str, person_id: str) -> tuple[int, str]:
    """On which rung of which round somebody was last told of this concern; 0 and '' when they never were."""
    row = tx.one(
        """
        SELECT rung, round_at FROM alerts WHERE concern_id = :concern_id AND person_id = :person_id
        ORDER BY id DESC LIMIT 1
        """,
        concern_id=concern_id,
        person_id=person_id,
    )
    return (0, "") if row is None else (int(row["rung"]), str(row["round_at"]))


def shown(tx: Transaction, concern_id: str, since: datetime) -> list[Shown]:
    """The messages that have told somebody of this concern since then, oldest first."""
    rows = tx.all(
        """
        SELECT alerts.person_id, outbox.chat_id, outbox.message_id
        FROM alerts JOIN outbox ON outbox.id = alerts.message_id
        WHERE concern_id = :concern_id AND told_at >= :since AND outbox.message_id IS NOT NULL ORDER BY alerts.id
        """,
        concern_id=concern_id,
        since=instant(since),
    )
    return [Shown(row["person_id"], row["chat_id"], row["message_id"]) for row in rows]
