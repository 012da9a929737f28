"""Voices without an answer: what people said while nobody has said what came of it; how long hearing back takes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from storage import readable
from storage.database import Transaction
from storage.fates import OF_SUBSTANCE, UNANSWERED
from storage.readable import Readable, Wanted
from storage.values import instant, moment

AT_ONCE, ROUNDS = 100, 8  # answers looked at in one go, and how often, for those that somebody may read


@dataclass(frozen=True, slots=True)
class Hearing:
    """Of what was said in a time: after how many whole days each person heard what came of it, and how many still
    wait."""

    days: tuple[int, ...]
    waiting: int


def oldest(tx: Transaction, limit: int, *, after: str = "") -> list[str]:
    """The ids of what has waited longest, in order; after the answer with this id."""
    later = (
        "(answered_at, id) > (SELECT a.answered_at, a.id FROM answers AS a WHERE a.id = :after) AND" if after else ""
    )
    values = {"after": after} if after else {}
    rows = tx.all(
        f"SELECT id FROM answers WHERE {later} {OF_SUBSTANCE} AND {UNANSWERED} ORDER BY answered_at, id LIMIT :limit",  # noqa: S608
        limit=limit,
        **values,
    )
    return [str(row["id"]) for row in rows]


def readable_to(tx: Transaction, roles: Collection[str], limit: int, *, after: str = "") -> tuple[list[Readable], str]:
    """What has waited longest of that which somebody with these roles may read, in order; and the id after which there
    may be more, or ''."""
    found: list[Readable] = []
    first = min(2 * limit, AT_ONCE)  # of most people the half of these is theirs to read, and is enough
    for many in (first, AT_ONCE - first, *(ROUNDS - 1) * (AT_ONCE,)):
        ids = oldest(tx, many, after=after) if many else []
        theirs = {one.id: one for one in readable.find(tx, roles, Wanted(ids=ids), many)} if ids else {}
        for after in ids:
            if after in theirs and not theirs[after].sealed:
                found.append(theirs[after])
            if len(found) == limit:
                return found, after
        if len(ids) < many:
            return found, ""
    return found, after


def hearing(tx: Transaction, since: datetime, until: datetime) -> Hearing:
    """How long it took to hear back, of what was said from `since` until before `until`. Test people do not count."""
    whose = "JOIN people ON people.id = answers.person_id AND people.is_test = FALSE"
    when = f"answered_at >= :since AND answered_at < :until AND {OF_SUBSTANCE}"
    rows = tx.all(
        f"""
        SELECT answered_at, MIN(told_at) AS told_at FROM fates JOIN answers ON answers.id = fates.answer_id {whose}
        WHERE {when} GROUP BY answers.id, answered_at
        """,  # noqa: S608 - constants
        since=instant(since),
        until=instant(until),
    )
    silent = tx.one(
        f"SELECT COUNT(*) AS times FROM answers {whose} WHERE {when} AND {UNANSWERED}",  # noqa: S608 - constants
        since=instant(since),
        until=instant(until),
    )
    days = sorted((moment(row["told_at"]) - moment(row["answered_at"])).days for row in rows if row["told_at"])
    return Hearing(tuple(days), len(rows) - len(days) + (silent["times"] if silent else 0))
