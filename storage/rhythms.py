"""When each person likes to be written to, how often, and how often we did lately. Read only, for many at a time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from storage.among import among
from storage.database import Row, Transaction
from storage.values import instant, moment

_OF_ANYBODY = "person_id IN (SELECT id FROM people WHERE joined_at IS NOT NULL)"  # of more than are asked about by id


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


def of_people(tx: Transaction, people: Collection[str], since: datetime) -> dict[str, Rhythm]:
    """Of those of these people who joined and were not erased, by id, with what was written to them `since` then."""
    theirs, ids = among("people.id", people)
    rows = tx.all(
        f"""
        SELECT people.id, timezone, COALESCE(nation, '') AS nation, COALESCE(contact_days, '') AS contact_days,
          contact_from, contact_until, COALESCE(nudge_limit, 2) AS nudge_limit
        FROM people LEFT JOIN profiles ON profiles.person_id = people.id
        WHERE joined_at IS NOT NULL AND erased_at IS NULL AND {theirs} ORDER BY people.id
        """,  # noqa: S608 - names of our own
        **ids,
    )
    found = {row["id"]: _rhythm(row) for row in rows}
    theirs, ids = among("person_id", people)
    for row in tx.all(f"SELECT person_id, need FROM access_needs WHERE {theirs}", **ids):  # noqa: S608 - names of our own
        if row["person_id"] in found:
            found[row["person_id"]].needs.add(row["need"])
    rows = tx.all(
        f"""
        SELECT person_id, reason, COALESCE(done_at, not_before, made_at) AS at FROM outbox
        WHERE {theirs if ids or not people else _OF_ANYBODY} AND made_at >= :since AND priority > 0
          AND state IN ('queued', 'sending', 'sent', 'uncertain') ORDER BY made_at
        """,  # noqa: S608 - names of our own
        since=instant(since),
        **ids,
    )
    for row in rows:
        if row["person_id"] in found:
            found[row["person_id"]].written.append((row["reason"], moment(row["at"])))
    return found


def _rhythm(row: Row) -> Rhythm:
    return Rhythm(
        row["timezone"],
        row["nation"],
        row["contact_days"],
        row["contact_from"],
        row["contact_until"],
        row["nudge_limit"],
    )
