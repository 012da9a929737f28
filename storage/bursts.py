"""Replies to many messages within seconds: what was said last, and the one reply that waits for the last of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from storage import outbox
from storage.database import Transaction
from storage.values import instant, moment

GATHERED = "gathered"  # why this reply comes later than what it answers


@dataclass(frozen=True, slots=True)
class Last:
    """The last thing that somebody was told, or is to be told: `waits` while its time has not come; `at` is when it
    was decided, and `ended_at` when it was sent, or else the same."""

    id: str
    payload: str
    waits: bool
    at: datetime
    ended_at: datetime

    def says(self, payload: Mapping[str, object]) -> bool:
        """Whether it is this very message."""
        return self.payload == outbox.in_json(payload)


def last_to(tx: Transaction, person_id: str) -> Last | None:
    """The newest message to this person that has its words still; None when there is none."""
    row = tx.one(
        """
        SELECT id, payload, reason, state, made_at, done_at FROM outbox
        WHERE person_id = :id ORDER BY made_at DESC, id DESC LIMIT 1
        """,
        id=person_id,
    )
    if row is None or row["payload"] is None:
        return None
    waits = row["reason"] == GATHERED and row["state"] == "queued"
    made = moment(row["made_at"])
    return Last(row["id"], row["payload"], waits, made, moment(row["done_at"]) if row["done_at"] else made)


def help_is_on_its_way(tx: Transaction, person_id: str, since: datetime) -> bool:
    """Whether numbers to call that were decided on since then have still to reach them."""
    row = tx.one(
        """
        SELECT 1 FROM outbox
        WHERE person_id = :id AND made_at > :since AND reason = :help AND done_at IS NULL LIMIT 1
        """,
        id=person_id,
        since=instant(since),
        help=outbox.HELP,
    )
    return row is not None


def put_off(tx: Transaction, message_id: str, until: datetime) -> bool:
    """More has come that this reply answers: it goes at `until`; False when it was tried by then."""
    sql = "UPDATE outbox SET not_before = :until WHERE id = :id AND state = 'queued' AND tries = 0"
    return tx.run(sql, id=message_id, until=instant(until)) == 1


def is_overtaken(tx: Transaction, message_id: str) -> bool:
    """Whether something else was said to them since: this reply would stand below it, and it may be a question, or a
    goodbye."""
    row = tx.one(
        """
        SELECT 1 FROM outbox
        JOIN outbox AS newer ON newer.person_id = outbox.person_id AND newer.made_at > outbox.made_at
        WHERE outbox.id = :id LIMIT 1
        """,
        id=message_id,
    )
    return row is not None
