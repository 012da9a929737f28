"""Words set aside: what answers no question that stands, kept so that nothing that was said is dropped."""

from __future__ import annotations

from datetime import datetime

from storage.answers import Given, give
from storage.database import Transaction
from storage.values import instant


def keep(tx: Transaction, now: datetime, person_id: str, given: Given, conversation_id: str | None) -> str:
    """Store words that answer no question that stands, so that staff can read them and nothing is dropped."""
    answer_id = give(tx, now, person_id, None, given)
    tx.run(
        "UPDATE answers SET counts = FALSE, conversation_id = :conversation_id, replaced_at = :now WHERE id = :id",
        conversation_id=conversation_id,
        now=instant(now),
        id=answer_id,
    )
    return answer_id


_ASIDE = """person_id = :person_id AND counts = FALSE AND replaced_at = answered_at AND answer <> ''
  AND (answered_at = :at OR conversation_id = :conversation_id)"""


def has_refused(tx: Transaction, person_id: str, conversation_id: str, at: str) -> bool:
    """Whether they alone can see words that were no answer, of that very moment or of this conversation."""
    values = {"person_id": person_id, "conversation_id": conversation_id, "at": at}
    sql = f"SELECT 1 FROM answers WHERE {_ASIDE} AND visible_to = 'me' LIMIT 1"  # noqa: S608 - a constant
    return tx.one(sql, **values) is not None


def go_with_concern(tx: Transaction, person_id: str, concern_id: str, conversation_id: str, at: str) -> None:
    """They would like a person: from now on the team can read those words, as they were told, and they are a part of
    the concern."""
    tx.run(
        f"""
        UPDATE answers SET visible_to = 'staff',
          conversation_id = COALESCE(
            (SELECT concerns.conversation_id FROM concerns WHERE concerns.id = :concern_id), conversation_id)
        WHERE {_ASIDE} AND visible_to IN ('me', 'staff')
        """,  # noqa: S608 - a constant
        concern_id=concern_id,
        person_id=person_id,
        conversation_id=conversation_id,
        at=at,
    )
