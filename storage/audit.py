"""The audit log: who did what, never content. Each row hashes the one before as well, so that a changed row shows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from storage.database import Transaction
from storage.values import instant, new_id


def note(tx: Transaction, now: datetime, *, actor: str, action: str, about: str, detail: str = "") -> None:
    """Append one row. `actor` and `about` are ids, `action` is in the past tense."""
    row = tx.one("SELECT hash FROM audit ORDER BY id DESC LIMIT 1")
    before = "" if row is None else row["hash"]
    audit_id = new_id(now)
    tx.run(
        """
        INSERT INTO audit (id, actor, action, about, detail, done_at, hash)
        VALUES (:id, :actor, :action, :about, :detail, :now, :hash)
        """,
        id=audit_id,
        actor=actor,
        action=action,
        about=about,
        detail=detail,
        now=instant(now),
        hash=_chain(before, audit_id, actor, action, about, detail, instant(now)),
    )


def head(tx: Transaction) -> str:
    """The id of the newest row, or '' when there is none."""
    row = tx.one("SELECT id FROM audit ORDER BY id DESC LIMIT 1")
    return "" if row is None else str(row["id"])


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: `actor` is the id of a person or the name of a part of the program."""

    id: str
    actor: str
    action: str
    about: str
    detail: str
    done_at: str


def newest(tx: Transaction, limit: int, *, before: str = "", beginning: str = "") -> list[Entry]:
    """Rows older than the one with the id `before`, the newest first; with `beginning` only actions that begin so."""
    rows = tx.all(
        """
        SELECT id, actor, action, about, detail, done_at FROM audit
        WHERE id < :before AND action LIKE :beginning ORDER BY id DESC LIMIT :limit
        """,
        before=before or "~",  # which sorts behind every id
        beginning=f"{beginning}%",
        limit=limit,
    )
    return [Entry(**{name: row[name] for name in Entry.__slots__}) for row in rows]


def was_done(tx: Transaction, action: str, about: str, *, since: datetime) -> bool:
    """Whether somebody has done this to it since then."""
    row = tx.one(
        "SELECT id FROM audit WHERE about = :about AND action = :action AND done_at >= :since LIMIT 1",
        about=about,
        action=action,
        since=instant(since),
    )
    return row is not None


def _chain(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def first_broken(tx: Transaction) -> str | None:
    """The id of the first row that does not follow from the one before, or None when the log is whole."""
    before = ""
    for row in tx.all("SELECT id, actor, action, about, detail, done_at, hash FROM audit ORDER BY id"):
        parts = (row["id"], row["actor"], row["action"], row["about"], row["detail"], row["done_at"])
        if row["hash"] != _chain(before, *parts):
            return str(row["id"])
        before = row["hash"]
    return None
