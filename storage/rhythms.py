"""When each person likes to be written to, how often, and how often we did lately. Read only, for many at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from storage.database import Transaction
from storage.values import instant, moment


@dataclass(slots=True)
class Rhythm:
    """One person. `written` is why we wrote to them of our own accord, and when it went or may go."""

    timezone: str
    nation: str
    contact_days: str
    contact_from: str | None
    contact_until: str | None
    nudge_limit: int
    needs: set[str] = field(default_factory=set)
    written: list[tuple[str, datetime]] = field(default_factory=list)


def of_everybody(tx: Transaction, since: datetime) -> dict[str, Rhythm]:
    """Of all who joined and were not erased, by id, with what was written to them `since` then."""
    rows = tx.all(
        """
        SELECT people.id, timezone, COALESCE(nation, '') AS nation, COALESCE(contact_days, '') AS contact_days,
          contact_from, contact_until, COALESCE(nudge_limit, 2) AS nudge_limit
        FROM people LEFT JOIN profiles ON profiles.person_id = people.id
        WHERE joined_at IS NOT NULL AND erased_at IS NULL ORDER BY people.id
        """
    )
    names = tuple(name for name in Rhythm.__slots__ if name not in ("needs", "written"))
    found = {row["id"]: Rhythm(**{name: row[name] for name in names}) for row in rows}
    for row in tx.all("SELECT person_id, need FROM access_needs"):
        if row["person_id"] in found:
            found[row["person_id"]].needs.add(row["need"])
    rows = tx.all(
        """
        SELECT person_id, reason, COALESCE(done_at, not_before, made_at) AS at FROM outbox
        WHERE person_id IN (SELECT id FROM people WHERE joined_at IS NOT NULL) AND made_at >= :since AND priority > 0
          AND state IN ('queued', 'sending', 'sent', 'uncertain') ORDER BY made_at
        """,
        since=instant(since),
    )
    for row in rows:
        if row["person_id"] in found:
            found[row["person_id"]].written.append((row["reason"], moment(row["at"])))
    return found
