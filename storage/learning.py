"""What the learning partner may take away: of partners whose yes to that stands, and of nobody else, without a name."""

from __future__ import annotations

from typing import Any

import orjson

from storage import consents
from storage.database import Row, Transaction

AT_ONCE = 50  # people that are read in one go: each may have said much
SAID = ("heard", "how_was_it")  # choices after a session; the last of each counts

_PARTNERS = """people.joined_at IS NOT NULL AND people.erased_at IS NULL AND people.is_test = :no
  AND EXISTS (SELECT 1 FROM roles WHERE roles.person_id = people.id AND role = 'partner')"""
_AGREED = f"""{_PARTNERS} AND {consents.stands("people.id", "share_learning")}
  AND {consents.stands("people.id", "take_part_health")}"""


def how_many(tx: Transaction) -> tuple[int, int]:
    """How many partners there are, and how many of them agreed."""
    return _count(tx, _PARTNERS), _count(tx, _AGREED)


def _count(tx: Transaction, where: str) -> int:
    row = tx.one(f"SELECT COUNT(*) AS times FROM people WHERE {where}", no=False)  # noqa: S608 - constants
    return int(row["times"]) if row else 0


def agreed(tx: Transaction, after: str) -> list[dict[str, Any]]:
    """Those who agreed, behind the id `after`: language, region, month of joining, sessions held, and what they chose
    last after one."""
    rows = tx.all(
        f"""
        SELECT people.id, language, COALESCE(region, '') AS region, joined_at
        FROM people LEFT JOIN profiles ON profiles.person_id = people.id
        WHERE people.id > :after AND {_AGREED} ORDER BY people.id LIMIT :limit
        """,  # noqa: S608 - constants
        after=after,
        no=False,
        limit=AT_ONCE,
    )
    last = rows[-1]["id"] if rows else after
    held, said = _held(tx, after, last), _said(tx, after, last)
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


def _held(tx: Transaction, after: str, last: str) -> dict[str, int]:
    rows = tx.all(
        """
        SELECT partner_id, COUNT(*) AS times FROM pairings JOIN sessions ON sessions.pairing_id = pairings.id
        WHERE partner_id > :after AND partner_id <= :last AND sessions.state = 'held' GROUP BY partner_id
        """,
        after=after,
        last=last,
    )
    return {row["partner_id"]: int(row["times"]) for row in rows}


def _said(tx: Transaction, after: str, last: str) -> dict[tuple[str, str], str]:
    """By person and question the last option chosen; nothing that somebody keeps to themselves."""
    rows = tx.all(
        """
        SELECT answers.person_id, question, value FROM answers
        JOIN conversations ON conversations.id = conversation_id AND kind = 'after_session'
        WHERE answers.person_id > :after AND answers.person_id <= :last AND question IN ('heard', 'how_was_it')
          AND replaced_at IS NULL AND counts = :yes AND visible_to IN ('staff', 'leader', 'learning')
        ORDER BY answered_at
        """,
        after=after,
        last=last,
        yes=True,
    )
    return {(row["person_id"], row["question"]): _option(row) for row in rows}


def _option(row: Row) -> str:
    value = orjson.loads(row["value"])
    return value if isinstance(value, str) else ""
