"""What the learning partner may take away: what was said in a month that is over, by partners whose yes to that stands,
and by nobody else, without a name. And by what it is known whether that is still what it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import orjson

from storage import consents, facts
from storage.database import Row, Transaction
from storage.values import instant

AT_ONCE = 50  # people that are read in one go: each may have said much
SAID = ("heard", "how_was_it")  # choices after a session; the last of each counts
HANDED_OUT = "learning_handed_out"  # of which month, and what it was known by

_SAID = """counts = :yes AND replaced_at IS NULL AND visible_to IN ('staff', 'leader', 'learning')
  AND question IN ('heard', 'how_was_it') AND answered_at < :end AND answers.asked_at < :end
  AND (answered_at >= :first OR answers.asked_at >= :first)"""
# What is written down from paper was said before it was asked for; it is of the month in which it came.
_PARTNERS = f"""people.joined_at < :end AND people.erased_at IS NULL AND people.is_test = :no
  AND EXISTS (SELECT 1 FROM roles WHERE roles.person_id = people.id AND role = 'partner')
  AND EXISTS (SELECT 1 FROM answers JOIN conversations ON conversations.id = conversation_id AND kind = 'after_session'
    WHERE answers.person_id = people.id AND {_SAID})"""  # noqa: S608 - constants
_AGREED = f"""{_PARTNERS} AND {consents.stands("people.id", "share_learning")}
  AND {consents.stood("people.id", "share_learning", ":end")} AND {consents.stands("people.id", "take_part_health")}"""


@dataclass(frozen=True, slots=True)
class Month:
    """From its first moment up to the first of the next one."""

    since: datetime
    until: datetime

    @property
    def values(self) -> dict[str, Any]:
        """How the SQL here asks for it."""
        return {"first": instant(self.since), "end": instant(self.until), "yes": True}


def how_many(tx: Transaction, month: Month) -> tuple[int, int]:
    """How many partners said something in that month, and how many of them agreed."""
    return _count(tx, month, _PARTNERS), _count(tx, month, _AGREED)


def _count(tx: Transaction, month: Month, where: str) -> int:
    row = tx.one(f"SELECT COUNT(*) AS times FROM people WHERE {where}", no=False, **month.values)  # noqa: S608
    return int(row["times"]) if row else 0


def agreed(tx: Transaction, month: Month, after: str) -> list[dict[str, Any]]:
    """Those who said something in that month and agreed, before it was over and until now, behind the id `after`:
    language, region, month of joining, sessions held before, and what they chose last."""
    rows = tx.all(
        f"""
        SELECT people.id, language, COALESCE(region, '') AS region, joined_at
        FROM people LEFT JOIN profiles ON profiles.person_id = people.id
        WHERE people.id > :after AND {_AGREED} ORDER BY people.id LIMIT :limit
        """,  # noqa: S608 - constants
        after=after,
        no=False,
        limit=AT_ONCE,
        **month.values,
    )
    last = rows[-1]["id"] if rows else after
    held, said = _held(tx, month, after, last), _said(tx, month, after, last)
    return [
        {
            "id": row["id"],
            "language": row["language"],
            "region": row["region"],
            "joined": row["joined_at"][:7],
            "held": held.get(row["id"], 0),
            **{question: said.get((row["id"], question), "") for question in SAID},
        }
        for row in rows
    ]


def _held(tx: Transaction, month: Month, after: str, last: str) -> dict[str, int]:
    rows = tx.all(
        """
        SELECT partner_id, COUNT(*) AS times FROM pairings JOIN sessions ON sessions.pairing_id = pairings.id
        WHERE partner_id > :after AND partner_id <= :last AND sessions.state = 'held' AND starts_at < :first
        GROUP BY partner_id
        """,
        after=after,
        last=last,
        first=instant(month.since),
    )
    return {row["partner_id"]: int(row["times"]) for row in rows}


def _said(tx: Transaction, month: Month, after: str, last: str) -> dict[tuple[str, str], str]:
    """By person and question the last option chosen; nothing that somebody keeps to themselves."""
    rows = tx.all(
        f"""
        SELECT answers.person_id, question, value FROM answers
        JOIN conversations ON conversations.id = conversation_id AND kind = 'after_session'
        WHERE answers.person_id > :after AND answers.person_id <= :last AND {_SAID}
        ORDER BY answered_at, answers.id
        """,  # noqa: S608 - constants
        after=after,
        last=last,
        **month.values,
    )
    return {(row["person_id"], row["question"]): _option(row) for row in rows}


def _option(row: Row) -> str:
    value = orjson.loads(row["value"])
    return value if isinstance(value, str) else ""


def is_as_before(tx: Transaction, now: datetime, month: Month, told: Sequence[Any]) -> bool:
    """Whether what is `told` of that month is what was handed out of it first; what comes first is remembered by its
    hash alone."""
    at, made_of = f"{month.since:%Y-%m}", sha256(orjson.dumps(told)).hexdigest()
    of, _, first = (facts.fact(tx, HANDED_OUT) or "").partition(" ")
    if of == at:
        return first == made_of
    facts.note(tx, now, HANDED_OUT, f"{at} {made_of}")
    return True
