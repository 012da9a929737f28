"""What figures and lists ask of an answer, said as it is stored; the schema says it of each that is changed later."""

from __future__ import annotations

from storage.database import Transaction
from storage.said import TOLD_AT_THE_START

READ_BY_OTHERS = ("staff", "leader", "learning")
# Where somebody who says something in more than a word expects that somebody listens.
LISTENED_IN = frozenset(
    (
        *("before_session", "before_more", "after_session", "say_more", "reveal", "reflect"),
        *("commitment_seen", "leader_feedback", "commitment_later"),
    )
)


def judged(tx: Transaction, conversation_id: str | None, question: str, value: str, visible_to: str) -> dict[str, bool]:
    """`says`, `in_words` and `of_substance` of an answer that stands and counts, by its value as JSON.

    The same as the triggers on `answers` say (migrations 0022 and 0024). An answer that brings this along is put into
    the indexes once and not twice, which is half the time of storing one.
    """
    in_words = visible_to in READ_BY_OTHERS and _is_in_words(value)
    return {
        "says": value != "null" and not value.startswith('{"instead'),
        "in_words": in_words,
        "of_substance": in_words and (question in TOLD_AT_THE_START or _is_listened_in(tx, conversation_id)),
    }


def _is_in_words(value: str) -> bool:
    return (value.startswith('"') and " " in value) or value.startswith(('{"voice', '{"parts'))


def _is_listened_in(tx: Transaction, conversation_id: str | None) -> bool:
    row = tx.one("SELECT kind FROM conversations WHERE id = :id", id=conversation_id) if conversation_id else None
    return row is not None and row["kind"] in LISTENED_IN
