"""How the program is doing, in figures and times: what came in last, what waits, when a copy was made. About nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage import facts
from storage.database import Transaction
from storage.values import instant, moment
from storage.web_chats import FIRST

LAST_BACKUP = "last_backup"
LAST_GOOD_POLL = "last_good_poll"  # which the gateway notes
LAST_SWEEP, SWEEP_FAILED = "last_retention", "retention_failed"  # when what is past its term was last forgotten
SWEPT_WITHIN = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Health:
    """When something last came in, when Telegram last answered, when a copy was last made; and how many wait."""

    received_at: str | None
    polled_at: str | None
    backup_at: str | None
    not_taken: int
    set_aside: int
    to_send: int
    uncertain: int
    notes_due: int
    swept_at: str | None
    sweep_failed_at: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Since when the oldest of what came in waits to be taken, and the oldest message that is due to go out."""

    in_inbox: str | None
    to_send: str | None


def waiting(tx: Transaction, now: datetime) -> Waiting:
    """How long things have waited; messages on pages wait for their reader, and are not looked at."""
    return Waiting(
        _text(tx, "SELECT received_at AS found FROM inbox WHERE state IN ('new', 'failed') ORDER BY id LIMIT 1"),
        _text(
            tx,
            """
            SELECT COALESCE(not_before, made_at) AS found FROM outbox
            WHERE state IN ('queued', 'sending', 'uncertain') AND state = 'queued' AND chat_id < :first_page
              AND COALESCE(not_before, made_at) <= :now
            ORDER BY COALESCE(not_before, made_at) LIMIT 1
            """,
            first_page=FIRST,
            now=instant(now),
        ),
    )


def polled_at(tx: Transaction) -> str | None:
    """When Telegram last answered."""
    return facts.fact(tx, LAST_GOOD_POLL)


def health(tx: Transaction, now: datetime) -> Health:
    """How it is doing now."""
    return Health(
        _text(tx, "SELECT received_at AS found FROM inbox ORDER BY id DESC LIMIT 1"),
        facts.fact(tx, LAST_GOOD_POLL),
        facts.fact(tx, LAST_BACKUP),
        _count(tx, "SELECT COUNT(*) AS found FROM inbox WHERE state IN ('new', 'failed')"),
        _count(tx, "SELECT COUNT(*) AS found FROM notices WHERE kind = 'update_set_aside' AND seen_at IS NULL"),
        _count(tx, "SELECT COUNT(*) AS found FROM outbox WHERE state IN ('queued', 'sending', 'uncertain')"),
        _count(
            tx,
            """
            SELECT COUNT(*) AS found FROM outbox
            WHERE state IN ('queued', 'sending', 'uncertain') AND state = 'uncertain'
            """,
        ),
        notes_due(tx, now),
        facts.fact(tx, LAST_SWEEP),
        facts.fact(tx, SWEEP_FAILED) or None,
    )


def sweep_trouble(tx: Transaction, now: datetime) -> str:
    """What is wrong with the nightly forgetting: `failed` the last time, `never` or `long_ago`; '' when nothing is."""
    if facts.fact(tx, SWEEP_FAILED):
        return "failed"
    last = facts.fact(tx, LAST_SWEEP)
    if last is None:
        return "never"
    return "long_ago" if now - moment(last) > SWEPT_WITHIN else ""


def notes_due(tx: Transaction, until: datetime) -> int:
    """How many notes are meant for before then."""
    return _count(
        tx, "SELECT COUNT(*) AS found FROM nudges WHERE state = 'planned' AND due_at <= :until", until=instant(until)
    )


def _count(tx: Transaction, sql: str, **values: str) -> int:
    row = tx.one(sql, **values)
    return int(row["found"]) if row else 0


def _text(tx: Transaction, sql: str, **values: object) -> str | None:
    row = tx.one(sql, **values)
    return None if row is None else str(row["found"])
