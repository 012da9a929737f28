"""Who is past a term: whose programme ended long ago, who has not been heard of for long, who left and can be nameless.

Staff are at work here and are not counted by how long they are silent.
"""

from __future__ import annotations

from datetime import datetime

from storage.database import Transaction
from storage.values import instant

_WORDS = ("answers", "commitments", "reveals", "offered_prompts", "conversations")
_TAKING_PART = """
  people.erased_at IS NULL AND joined_at IS NOT NULL AND seen_at < :before
  AND NOT EXISTS (SELECT 1 FROM roles WHERE roles.person_id = people.id AND role NOT IN ('partner', 'leader'))
  AND NOT EXISTS (SELECT 1 FROM concerns WHERE concerns.person_id = people.id AND closed_at IS NULL)
"""


def long_over(tx: Transaction, before: datetime) -> list[str]:
    """Partners and leaders not heard of since then whose pairings and groups had all ended before then, and to whom
    nobody owes an answer."""
    rows = tx.all(
        f"""
        SELECT id FROM people WHERE {_TAKING_PART}
          AND NOT EXISTS (SELECT 1 FROM pairings WHERE (partner_id = people.id OR leader_id = people.id)
            AND (state IN ('proposed', 'agreed') OR ended_at >= :before))
          AND NOT EXISTS (SELECT 1 FROM memberships JOIN groups ON groups.id = memberships.group_id
            WHERE memberships.person_id = people.id AND (ended_at IS NULL OR ended_at >= :before))
        ORDER BY id
        """,  # noqa: S608 - constants
        before=instant(before),
    )
    return [str(row["id"]) for row in rows]


def silent(tx: Transaction, before: datetime) -> list[tuple[str, str]]:
    """Partners and leaders not heard of since then, and when they last were."""
    rows = tx.all(f"SELECT id, seen_at FROM people WHERE {_TAKING_PART} ORDER BY id", before=instant(before))  # noqa: S608
    return [(row["id"], row["seen_at"]) for row in rows]


def left_long_ago(tx: Transaction, before: datetime) -> list[str]:
    """People who left before then, and whom we could still reach."""
    rows = tx.all(
        "SELECT id FROM people WHERE left_at < :before AND erased_at IS NULL ORDER BY id", before=instant(before)
    )
    return [str(row["id"]) for row in rows]


def forget_words_of_the_gone(tx: Transaction, before: datetime) -> int:
    """Delete what people left with us, under a number, when they went before then; how many answers and promises."""
    gone = "SELECT id FROM people WHERE erased_at < :before"
    tables = {
        table: tx.run(f"DELETE FROM {table} WHERE person_id IN ({gone})", before=instant(before))  # noqa: S608
        for table in _WORDS
    }
    return tables["answers"] + tables["commitments"]
