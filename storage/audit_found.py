"""Rows of the audit log that somebody looks for: by who did it, when, and what it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.audit import Entry
from storage.database import Transaction
from storage.values import instant, least_id


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows: older than the one with the id `before`, made `since` then and `until` then (instants that are not in
    it), by this `actor`; only actions that begin so, are like one of each of the groups `like`, and like none of
    `unlike`."""

    before: str = ""
    since: datetime | None = None
    until: datetime | None = None
    actor: str = ""
    beginning: str = ""
    like: Sequence[Sequence[str]] = ()
    unlike: Sequence[str] = ()


def newest(tx: Transaction, limit: int, wanted: Wanted | None = None) -> list[Entry]:
    """Rows, the newest first."""
    wanted = wanted or Wanted()
    clauses, told = ["id < :before", "id >= :since", "action LIKE :beginning"], dict[str, str]()
    for place, group in enumerate(wanted.like):
        names = {f"like_{place}_{each}": one for each, one in enumerate(group)}
        clauses.append(f"({' OR '.join(f'action LIKE :{name}' for name in names)})")
        told |= names
    others = {f"unlike_{place}": one for place, one in enumerate(wanted.unlike)}
    clauses += [f"action NOT LIKE :{name}" for name in others]
    if wanted.actor:
        clauses.append("actor = :actor")
        told["actor"] = wanted.actor
    if wanted.since:  # no id is less than its moment, but after a clock that ran ahead an id can be greater
        clauses.append("done_at >= :done_since")
        told["done_since"] = instant(wanted.since)
    if wanted.until:
        clauses.append("done_at < :done_until")
        told["done_until"] = instant(wanted.until)
    rows = tx.all(
        f"""
        SELECT id, actor, action, about, detail, done_at FROM audit
        WHERE {" AND ".join(clauses)} ORDER BY id DESC LIMIT :limit
        """,  # noqa: S608 - names of our own
        before=wanted.before or "~",  # which sorts behind every id
        since=least_id(wanted.since) if wanted.since else "",
        beginning=f"{wanted.beginning}%",
        limit=limit,
        **told,
        **others,
    )
    return [Entry(**{name: row[name] for name in Entry.__slots__}) for row in rows]
