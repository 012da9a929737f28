"""What was taken back goes from the files that staff made, as it goes from every page: what was ready cannot be fetched
any more, and what is being made is begun anew. Whoever needs one makes it again; that costs little, so every file goes
that may have it in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from storage.database import Transaction
from storage.values import instant

# Which files are made under a yes, by its purpose.
_MADE_UNDER: Mapping[str, tuple[str, ...]] = {
    "take_part_health": ("people", "learning", "concern"),
    "share_learning": ("learning",),
    "quote_anonymous": ("learning",),
    "quote_named": ("learning",),
    "after_programme": ("learning",),
}
# Of concerns only the files of their own.
_MADE_OF = "kind = :kind AND (kind <> 'concern' OR about IN (SELECT id FROM concerns WHERE person_id = :id))"


def a_yes(tx: Transaction, person_id: str, purpose: str) -> None:
    """Their yes to this purpose."""
    _from(tx, person_id, *_MADE_UNDER.get(purpose, ()))


def a_sentence(tx: Transaction, person_id: str) -> None:
    """Their yes to the use of a sentence."""
    _from(tx, person_id, "learning")


def some_words(tx: Transaction, person_id: str) -> None:
    """Something that they said at length: it may be quoted, or belong to a concern."""
    _from(tx, person_id, "learning", "concern")


def all_words(tx: Transaction, person_id: str) -> None:
    """All that they told us, also of what they need."""
    _from(tx, person_id, "people", "learning", "concern")


def an_answer(tx: Transaction, now: datetime, conversation_id: str, question: str) -> None:
    """The answer that stands under this question, perhaps for another one. Learning data tells of months that are over;
    the file of a concern, which tells what was said, is right as of its day."""
    told = tx.one(
        """
        SELECT answers.person_id FROM answers JOIN conversations ON conversations.id = conversation_id
        WHERE conversation_id = :id AND question = :question AND replaced_at IS NULL
          AND conversations.kind = 'after_session' AND answered_at < :month
        """,
        id=conversation_id,
        question=question,
        month=instant(now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)),
    )
    if told is not None:
        _from(tx, told["person_id"], "learning")


def _from(tx: Transaction, person_id: str, *kinds: str) -> None:
    for kind in kinds:
        values = {"kind": kind, "id": person_id}
        tx.run(f"UPDATE exports SET state = 'waiting', done_rows = 0 WHERE state = 'making' AND {_MADE_OF}", **values)  # noqa: S608
        tx.run(f"DELETE FROM export_parts WHERE export_id IN (SELECT id FROM exports WHERE {_MADE_OF})", **values)  # noqa: S608
