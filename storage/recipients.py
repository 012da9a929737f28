"""Recipients: who was to get a broadcast, fixed when it was confirmed, and what became of each.

waiting → laid (in the outbox) → sent, uncertain or failed; on_page: it waits on the page of somebody without Telegram;
left_out with a reason; undone and stopped before it went.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson

from storage.database import Transaction
from storage.values import instant, new_id

SETTLED = ("sent", "uncertain", "failed", "left_out", "undone", "stopped")
HAVE_IT = ("laid", "on_page", "sent", "uncertain")  # or do in a moment, or may
PERHAPS_TWICE = "perhaps_twice"  # of somebody to whom it was sent: an earlier try may have arrived as well


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody, or a Telegram group, that a broadcast is for. `because` says why it came to them."""

    id: str
    broadcast_id: str
    person_id: str | None
    group_chat_id: str | None
    because: tuple[str, ...]
    state: str
    due_at: str


def fix(
    tx: Transaction,
    now: datetime,
    broadcast_id: str,
    people: Iterable[tuple[str, Sequence[str]]],
    group_chats: Iterable[str] = (),
) -> int:
    """Write down who gets it, each once; how many that is. People come with why it goes to them."""
    rows: list[tuple[str | None, str | None, Sequence[str]]] = [(one, None, because) for one, because in people]
    rows += [(None, chat, ("group",)) for chat in group_chats]
    return sum(
        tx.run(
            """
            INSERT INTO recipients (id, broadcast_id, person_id, group_chat_id, because, state, due_at)
            VALUES (:id, :broadcast_id, :person_id, :group_chat_id, :because, 'waiting', :now) ON CONFLICT DO NOTHING
            """,
            id=new_id(now),
            broadcast_id=broadcast_id,
            person_id=person_id,
            group_chat_id=group_chat_id,
            because=orjson.dumps(because).decode(),
            now=instant(now),
        )
        for person_id, group_chat_id, because in rows
    )


def due(tx: Transaction, now: datetime, broadcast_id: str, limit: int) -> list[Recipient]:
    """So many of those who may be written to now, those due longest first."""
    rows = tx.all(
        """
        SELECT id, broadcast_id, person_id, group_chat_id, because, state, due_at FROM recipients
        WHERE broadcast_id = :id AND state = 'waiting' AND due_at <= :now ORDER BY due_at, id LIMIT :limit
        """,
        id=broadcast_id,
        now=instant(now),
        limit=limit,
    )
    held = [{name: row[name] for name in Recipient.__slots__} for row in rows]
    return [Recipient(**{**one, "because": tuple(orjson.loads(one["because"]))}) for one in held]


def is_waiting(tx: Transaction, recipient_id: str) -> bool:
    """Whether nothing was decided about them yet."""
    row = tx.one("SELECT state FROM recipients WHERE id = :id", id=recipient_id)
    return row is not None and row["state"] == "waiting"


def because(tx: Transaction, opportunity_id: str, person_id: str) -> tuple[str, ...]:
    """Why an opportunity came to somebody; empty when it did not."""
    row = tx.one(
        """
        SELECT because FROM recipients JOIN broadcasts ON broadcasts.id = recipients.broadcast_id
        WHERE recipients.person_id = :person_id AND opportunity_id = :opportunity_id ORDER BY recipients.id DESC LIMIT 1
        """,
        person_id=person_id,
        opportunity_id=opportunity_id,
    )
    return tuple(orjson.loads(row["because"])) if row is not None else ()


def postpone(tx: Transaction, recipient_id: str, due_at: datetime) -> None:
    """Not now, but from `due_at` on."""
    tx.run(
        "UPDATE recipients SET due_at = :due_at WHERE id = :id AND state = 'waiting'",
        id=recipient_id,
        due_at=instant(due_at),
    )


def leave_out(tx: Transaction, now: datetime, recipient_id: str, why: str) -> None:
    """It does not go to them, for this reason."""
    tx.run(
        "UPDATE recipients SET state = 'left_out', why = :why, done_at = :now WHERE id = :id AND state = 'waiting'",
        id=recipient_id,
        why=why,
        now=instant(now),
    )


def counts(tx: Transaction, broadcast_id: str) -> Counter[tuple[str, str]]:
    """How many recipients there are of each state and reason."""
    rows = tx.all(
        "SELECT state, why, COUNT(*) AS many FROM recipients WHERE broadcast_id = :id GROUP BY state, why",
        id=broadcast_id,
    )
    return Counter({(row["state"], row["why"]): int(row["many"]) for row in rows})


def asked(tx: Transaction, opportunity_id: str) -> list[str]:
    """The ids of the people to whom it went, may have gone, or is to go, and from whom it was not taken back."""
    rows = tx.all(
        """
        SELECT DISTINCT recipients.person_id FROM recipients JOIN broadcasts ON broadcasts.id = recipients.broadcast_id
        WHERE opportunity_id = :id AND broadcasts.state <> 'recalled' AND recipients.person_id IS NOT NULL
          AND recipients.state IN ('waiting', 'laid', 'on_page', 'sent', 'uncertain')
        """,
        id=opportunity_id,
    )
    return [row["person_id"] for row in rows]


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A recipient of whom we cannot say for sure what they have now; `recall_why` says why it could not be deleted."""

    person_id: str | None
    state: str
    recall: str
    recall_why: str


def in_doubt(tx: Transaction, broadcast_id: str) -> list[Doubtful]:
    """Those who may not have got it or may have got it twice, and those who keep what was to be taken back."""
    rows = tx.all(
        """
        SELECT person_id, state, recall, recall_why FROM recipients
        WHERE broadcast_id = :id AND (state = 'uncertain' OR why = :twice OR recall IN ('too_late', 'failed'))
        ORDER BY id
        """,
        id=broadcast_id,
        twice=PERHAPS_TWICE,
    )
    return [Doubtful(**{name: row[name] for name in Doubtful.__slots__}) for row in rows]


def later(tx: Transaction, now: datetime, broadcast_id: str) -> tuple[int, str | None]:
    """How many wait for a time that is to come, such as their hours, and the last of these times."""
    row = tx.one(
        """
        SELECT COUNT(*) AS many, MAX(due_at) AS at FROM recipients
        WHERE broadcast_id = :id AND state = 'waiting' AND due_at > :now
        """,
        id=broadcast_id,
        now=instant(now),
    )
    return (0, None) if row is None else (int(row["many"]), row["at"])
