"""The audit log: who did what, never content. Each row hashes the one before as well, so that a changed row shows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from storage import facts
from storage.database import Transaction
from storage.values import ids_start_after, instant, least_id, new_id

# Where the log begins since its old end was cut off: the first row that stays, and the hash of the last that went.
BEGINS_WITH, BEGINS_AFTER = "audit_begins_with", "audit_begins_after"
# Who looked at a concern and what became of it is kept for as long as concerns are.
OF_CONCERNS = "concern"
AFTER_ALL = "g"  # greater than every id
AT_ONCE = 50  # rows that are told of what was done meanwhile


def note(tx: Transaction, now: datetime, *, actor: str, action: str, about: str, detail: str = "") -> None:
    """Append one row. `actor` and `about` are ids, `action` is in the past tense."""
    row = tx.one("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1")
    ids_start_after(row["id"] if row else None)  # which another program may have written, by a clock that is ahead
    before = facts.fact(tx, BEGINS_AFTER) or "" if row is None else row["hash"]
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


def about(tx: Transaction, about: str, *actions: str, limit: int) -> list[Entry]:
    """What was done to this, of these actions, the newest first."""
    named = {f"action_{place}": action for place, action in enumerate(actions)}
    rows = tx.all(
        f"""
        SELECT id, actor, action, about, detail, done_at FROM audit
        WHERE about = :about AND action IN ({", ".join(f":{name}" for name in named)})
        ORDER BY done_at DESC, id DESC LIMIT :limit
        """,  # noqa: S608 - names of our own
        about=about,
        limit=limit,
        **named,
    )
    return [Entry(**{name: row[name] for name in Entry.__slots__}) for row in rows]


def lately(tx: Transaction, action: str, *, since: datetime, limit: int) -> list[Entry]:
    """Each time that this was done since then, to whatever it was, the newest first."""
    rows = tx.all(
        """
        SELECT id, actor, action, about, detail, done_at FROM audit
        WHERE id > :first AND action = :action ORDER BY id DESC LIMIT :limit
        """,
        first=least_id(since),
        action=action,
        limit=limit,
    )
    return [Entry(**{name: row[name] for name in Entry.__slots__}) for row in rows]


def done_by(tx: Transaction, actor: str, *actions: str, since: datetime, until: datetime) -> list[Entry]:
    """What this one has done from then until then, of these actions, oldest first."""
    named = {f"action_{place}": action for place, action in enumerate(actions)}
    rows = tx.all(
        f"""
        SELECT id, actor, action, about, detail, done_at FROM audit
        WHERE id >= :first AND done_at >= :since AND done_at <= :until AND actor = :actor
          AND action IN ({", ".join(f":{name}" for name in named)}) ORDER BY id
        """,  # noqa: S608 - names of our own
        first=least_id(since),
        since=instant(since),
        until=instant(until),
        actor=actor,
        **named,
    )
    return [Entry(**{name: row[name] for name in Entry.__slots__}) for row in rows]


def later(tx: Transaction, after: str, about: str, *actions: str) -> list[Entry]:
    """What was done after the row with this id, of these actions, oldest first: to this, or with '' to whatever."""
    named = {f"action_{place}": action for place, action in enumerate(actions)}
    rows = tx.all(
        f"""
        SELECT id, actor, action, about, detail, done_at FROM audit
        WHERE id > :after AND action IN ({", ".join(f":{name}" for name in named)})
          {"AND about = :about" if about else ""}
        ORDER BY id LIMIT {AT_ONCE}
        """,  # noqa: S608 - names of our own
        after=after,
        **named,
        **({"about": about} if about else {}),
    )
    return [Entry(**{name: row[name] for name in Entry.__slots__}) for row in rows]


def was_done(tx: Transaction, action: str, about: str, *, since: datetime, detail: str = "") -> bool:
    """Whether somebody has done this to it since then, with this detail if one is given."""
    row = tx.one(
        """
        SELECT id FROM audit WHERE about = :about AND action = :action AND done_at >= :since
          AND (:detail = '' OR detail = :detail) LIMIT 1
        """,
        detail=detail,
        about=about,
        action=action,
        since=instant(since),
    )
    return row is not None


def was_done_by(tx: Transaction, actor: str, action: str, about: str, *, since: datetime) -> bool:
    """Whether this one has done this to it since then."""
    row = tx.one(
        """
        SELECT id FROM audit WHERE about = :about AND action = :action AND done_at >= :since AND actor = :actor LIMIT 1
        """,
        about=about,
        action=action,
        since=instant(since),
        actor=actor,
    )
    return row is not None


def _chain(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def first_broken(tx: Transaction) -> str | None:
    """The id of the first row that does not follow from the one before, or None when the log is whole."""
    before = facts.fact(tx, BEGINS_AFTER) or ""
    for row in tx.all("SELECT id, actor, action, about, detail, done_at, hash FROM audit ORDER BY id"):
        parts = (row["id"], row["actor"], row["action"], row["about"], row["detail"], row["done_at"])
        if row["hash"] != _chain(before, *parts):
            return str(row["id"])
        before = row["hash"]
    return None


def cut(tx: Transaction, now: datetime, before: datetime, of_concerns_before: datetime) -> int:
    """Forget what was done before then, from the old end on, and what was done about concerns only from a day further
    back; how many rows. What is left is still a chain."""
    stays = tx.one("SELECT MIN(id) AS id FROM audit WHERE done_at >= :before", before=instant(before))
    first = stays["id"] if stays and stays["id"] else AFTER_ALL
    old = tx.all("SELECT id, action, hash FROM audit WHERE id < :first ORDER BY id", first=first)
    if old:
        for row in old:
            if row["action"].startswith(OF_CONCERNS):
                _keep(tx, row["id"])
        facts.note(tx, now, BEGINS_AFTER, old[-1]["hash"])
        facts.note(tx, now, BEGINS_WITH, first)
        tx.run("DELETE FROM audit WHERE id < :first", first=first)
    gone = tx.run("DELETE FROM audit_kept WHERE done_at < :before", before=instant(of_concerns_before))
    return len(old) + gone


def _keep(tx: Transaction, audit_id: str) -> None:
    tx.run(
        """
        INSERT INTO audit_kept (id, actor, action, about, detail, done_at)
        SELECT id, actor, action, about, detail, done_at FROM audit WHERE id = :id
        """,
        id=audit_id,
    )
