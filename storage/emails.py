"""Emails that we decided to send. Each goes at most once: one that was being sent at a crash is uncertain for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database import Row, Transaction
from storage.values import instant, new_id

ROWS_KEPT = timedelta(days=90)  # that an email went, without what it said and where to
_COLUMNS = "id, person_id, kind, address, subject, body, unsubscribe, tries"
# As the index says it.
_OPEN = "state IN ('queued', 'sending')"


@dataclass(frozen=True, slots=True)
class Email:
    """One on its way. `unsubscribe` is the address that ends such emails, or ''."""

    id: str
    person_id: str | None
    kind: str
    address: str
    subject: str
    body: str
    unsubscribe: str
    tries: int


def add(
    tx: Transaction,
    now: datetime,
    *,
    address: str,
    subject: str,
    body: str,
    kind: str,
    useful_for: timedelta,
    person_id: str | None = None,
    once: str | None = None,
    unsubscribe: str = "",
) -> bool:
    """Decide to send this; False when there was one with the same `once` already."""
    return (
        tx.run(
            """
            INSERT INTO emails (id, person_id, kind, once, address, subject, body, unsubscribe, state, not_before,
              useful_until, made_at)
            VALUES (:id, :person_id, :kind, :once, :address, :subject, :body, :unsubscribe, 'queued', :now,
              :until, :now)
            ON CONFLICT (once) DO NOTHING
            """,
            id=new_id(now),
            person_id=person_id,
            kind=kind,
            once=once,
            address=address,
            subject=subject,
            body=body,
            unsubscribe=unsubscribe,
            until=instant(now + useful_for),
            now=instant(now),
        )
        == 1
    )


def claim(tx: Transaction, now: datetime) -> Email | None:
    """The one that has waited longest and may go now. It is being sent from here on; None when there is none."""
    row = tx.one(
        f"""
        SELECT {_COLUMNS} FROM emails
        WHERE {_OPEN} AND state = 'queued' AND not_before <= :now ORDER BY not_before, id LIMIT 1
        """,  # noqa: S608 - constants
        now=instant(now),
    )
    if row is None:
        return None
    tx.run("UPDATE emails SET state = 'sending', tries = tries + 1 WHERE id = :id", id=row["id"])
    return _email(row)


def lapse(tx: Transaction, now: datetime) -> int:
    """What is of no use any more is not sent; how many."""
    return _end(tx, now, f"{_OPEN} AND state = 'queued' AND useful_until < :now", "lapsed", "too_late")


def left_behind(tx: Transaction, now: datetime) -> int:
    """An earlier process died while sending these: whether they arrived nobody knows, and they do not go again."""
    return _end(tx, now, f"{_OPEN} AND state = 'sending'", "uncertain", "left_behind")


def sent(tx: Transaction, now: datetime, email_id: str) -> None:
    """The server has taken it."""
    _end(tx, now, "id = :id", "sent", "", email_id)


def failed(tx: Transaction, now: datetime, email_id: str, why: str) -> None:
    """It will never be sent."""
    _end(tx, now, "id = :id", "failed", why, email_id)


def uncertain(tx: Transaction, now: datetime, email_id: str, why: str) -> None:
    """It may have arrived, and does not go again."""
    _end(tx, now, "id = :id", "uncertain", why, email_id)


def put_off(tx: Transaction, email_id: str, until: datetime, why: str) -> None:
    """It was surely not sent, and is tried again from `until` on."""
    tx.run(
        "UPDATE emails SET state = 'queued', not_before = :until, why = :why WHERE id = :id",
        until=instant(until),
        why=why,
        id=email_id,
    )


def made_since(tx: Transaction, person_id: str, kind: str, since: datetime) -> int:
    """How many of this kind were meant for somebody since then."""
    row = tx.one(
        "SELECT COUNT(*) AS times FROM emails WHERE person_id = :id AND kind = :kind AND made_at > :since",
        id=person_id,
        kind=kind,
        since=instant(since),
    )
    return 0 if row is None else int(row["times"])


def forget_old(tx: Transaction, now: datetime) -> int:
    """Delete what was done with 90 days ago; how many."""
    return tx.run("DELETE FROM emails WHERE done_at < :before", before=instant(now - ROWS_KEPT))


def _end(tx: Transaction, now: datetime, which: str, state: str, why: str, email_id: str = "") -> int:
    ids = {"id": email_id} if email_id else {}
    return tx.run(
        f"""
        UPDATE emails SET state = :state, why = :why, done_at = :now, address = '', subject = '', body = '',
          unsubscribe = ''
        WHERE {which}
        """,  # noqa: S608 - constants
        state=state,
        why=why,
        now=instant(now),
        **ids,
    )


def _email(row: Row) -> Email:
    return Email(**{name: row[name] for name in Email.__slots__})
