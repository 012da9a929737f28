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


def laid(tx: Transaction, recipient_id: str, outbox_id: str, *, on_page: bool = False) -> None:
    """Their message is in the outbox; `on_page` when it waits there until they open their page."""
    tx.run(
        "UPDATE recipients SET state = :state, outbox_id = :outbox_id WHERE id = :id AND state = 'waiting'",
        id=recipient_id,
        outbox_id=outbox_id,
        state="on_page" if on_page else "laid",
    )


def leave_out(tx: Transaction, now: datetime, recipient_id: str, why: str) -> None:
    """It does not go to them, for this reason."""
    tx.run(
        "UPDATE recipients SET state = 'left_out', why = :why, done_at = :now WHERE id = :id AND state = 'waiting'",
        id=recipient_id,
        why=why,
        now=instant(now),
    )


def settle(tx: Transaction, now: datetime, broadcast_id: str) -> int:
    """Take over from the outbox what became of the messages that were laid; how many are settled by that."""
    rows = tx.all(
        """
        SELECT recipients.id, outbox.state, outbox.why FROM recipients JOIN outbox ON outbox.id = recipients.outbox_id
        WHERE broadcast_id = :id AND recipients.state IN ('laid', 'on_page') AND outbox.done_at IS NOT NULL
        """,
        id=broadcast_id,
    )
    for row in rows:
        # Lapsed: paused, stopped or in need of a person between laying and sending.
        state = {"lapsed": "left_out", "recalled": "stopped"}.get(row["state"], row["state"])
        tx.run(
            "UPDATE recipients SET state = :state, why = :why, done_at = :now WHERE id = :id",
            id=row["id"],
            state=state,
            why=row["why"] or "",
            now=instant(now),
        )
    return len(rows)


def call_back(tx: Transaction, now: datetime, broadcast_id: str, to: str) -> int:
    """Whatever has not gone out does not; those people are `to` ('undone', 'stopped', or 'waiting' to be written to
    later); how many that is. What is being sent at this moment is not among them, nor what may have arrived already:
    that is not tried again.
    """
    laid_now = "SELECT outbox_id FROM recipients WHERE broadcast_id = :id AND state IN ('laid', 'on_page')"
    open_rows = "state IN ('queued', 'sending', 'uncertain') AND done_at IS NULL"
    tx.run(
        f"UPDATE outbox SET done_at = :now WHERE {open_rows} AND state = 'uncertain' AND id IN ({laid_now})",  # noqa: S608
        id=broadcast_id,
        now=instant(now),
    )
    tx.run(
        f"""
        UPDATE outbox SET state = 'recalled', done_at = :now
        WHERE {open_rows} AND state = 'queued' AND id IN ({laid_now})
        """,  # noqa: S608 - constants
        id=broadcast_id,
        now=instant(now),
    )
    called = tx.run(
        f"""
        UPDATE recipients SET state = 'waiting', outbox_id = NULL
        WHERE broadcast_id = :id AND state IN ('laid', 'on_page')
          AND outbox_id IN (SELECT id FROM outbox WHERE id IN ({laid_now}) AND state = 'recalled')
        """,  # noqa: S608 - constants
        id=broadcast_id,
    )
    return called if to == "waiting" else _end_waiting(tx, now, broadcast_id, to)


def _end_waiting(tx: Transaction, now: datetime, broadcast_id: str, to: str) -> int:
    return tx.run(
        "UPDATE recipients SET state = :to, done_at = :now WHERE broadcast_id = :id AND state = 'waiting'",
        id=broadcast_id,
        to=to,
        now=instant(now),
    )


def in_the_outbox(tx: Transaction, broadcast_id: str) -> int:
    """How many messages are laid and on their way to Telegram."""
    row = tx.one("SELECT COUNT(*) AS many FROM recipients WHERE broadcast_id = :id AND state = 'laid'", id=broadcast_id)
    return 0 if row is None else int(row["many"])


def counts(tx: Transaction, broadcast_id: str) -> Counter[tuple[str, str]]:
    """How many recipients there are of each state and reason."""
    rows = tx.all(
        "SELECT state, why, COUNT(*) AS many FROM recipients WHERE broadcast_id = :id GROUP BY state, why",
        id=broadcast_id,
    )
    return Counter({(row["state"], row["why"]): int(row["many"]) for row in rows})


def asked(tx: Transaction, opportunity_id: str) -> list[str]:
    """The ids of the people to whom it went, may have gone, or is to go."""
    rows = tx.all(
        """
        SELECT DISTINCT recipients.person_id FROM recipients JOIN broadcasts ON broadcasts.id = recipients.broadcast_id
        WHERE opportunity_id = :id AND recipients.person_id IS NOT NULL
          AND recipients.state IN ('waiting', 'laid', 'on_page', 'sent', 'uncertain')
        """,
        id=opportunity_id,
    )
    return [row["person_id"] for row in rows]


def came_to(tx: Transaction, person_id: str, limit: int) -> list[str]:
    """The ids of the last so many opportunities that came to somebody, newest first."""
    rows = tx.all(
        """
        SELECT opportunity_id, MAX(recipients.id) AS last FROM recipients
        JOIN broadcasts ON broadcasts.id = recipients.broadcast_id
        WHERE recipients.person_id = :id AND opportunity_id IS NOT NULL AND recall = ''
          AND recipients.state IN ('laid', 'on_page', 'sent', 'uncertain')
        GROUP BY opportunity_id ORDER BY last DESC LIMIT :limit
        """,
        id=person_id,
        limit=limit,
    )
    return [row["opportunity_id"] for row in rows]


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message that is to be taken back: `message_id` is Telegram's, None when we never learned it."""

    id: str
    person_id: str | None
    chat_id: int
    message_id: int | None
    sent_at: str


def want_back(tx: Transaction, broadcast_id: str) -> int:
    """Every message that arrived, or may have, is to be taken back; how many that is."""
    return tx.run(
        """
        UPDATE recipients SET recall = 'wanted'
        WHERE broadcast_id = :id AND recall = '' AND state IN ('sent', 'uncertain')
        """,
        id=broadcast_id,
    )


def to_take_back(tx: Transaction, broadcast_id: str, limit: int) -> list[Arrived]:
    """So many of the messages that are to be taken back and about which nothing was begun."""
    rows = tx.all(
        """
        SELECT recipients.id, recipients.person_id, outbox.chat_id, outbox.message_id, outbox.done_at AS sent_at
        FROM recipients JOIN outbox ON outbox.id = recipients.outbox_id
        WHERE broadcast_id = :id AND recall = 'wanted' AND recall_outbox_id IS NULL ORDER BY recipients.id LIMIT :limit
        """,
        id=broadcast_id,
        limit=limit,
    )
    return [Arrived(**{name: row[name] for name in Arrived.__slots__}) for row in rows]


def taking_back(tx: Transaction, recipient_id: str, outbox_id: str) -> None:
    """The deletion, or the correction, is in the outbox."""
    tx.run("UPDATE recipients SET recall_outbox_id = :outbox_id WHERE id = :id", id=recipient_id, outbox_id=outbox_id)


def taken_back(tx: Transaction, recipient_id: str, how: str) -> None:
    """What became of it: 'deleted', 'corrected', 'too_late' or 'failed'."""
    tx.run("UPDATE recipients SET recall = :how WHERE id = :id", id=recipient_id, how=how)


def being_taken_back(tx: Transaction, broadcast_id: str) -> list[tuple[str, str, str]]:
    """(recipient, method, how it ended) of the deletions and corrections that have gone out and were not noted yet."""
    rows = tx.all(
        """
        SELECT recipients.id, outbox.method, outbox.state FROM recipients
        JOIN outbox ON outbox.id = recipients.recall_outbox_id
        WHERE broadcast_id = :id AND recall = 'wanted' AND outbox.done_at IS NOT NULL
        """,
        id=broadcast_id,
    )
    return [(row["id"], row["method"], row["state"]) for row in rows]
