"""Taking back what many have had already: what is to be deleted or corrected, and what became of that.

wanted (then with a message on its way that deletes it) → deleted, or correcting → corrected; too_late and failed are
those who keep it and are listed by name.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from storage.database import Row, Transaction
from storage.values import instant

_OPEN = "recall IN ('wanted', 'correcting')"  # as the index says it


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message that is to be taken back: `message_id` is Telegram's, None when we never learned it. `chat_id` is None
    when nothing is left of the message here."""

    id: str
    person_id: str | None
    chat_id: int | None
    message_id: int | None
    sent_at: str | None


@dataclass(frozen=True, slots=True)
class Ended:
    """A deletion or a correction that is done with: by which `method`, and how and why it ended."""

    id: str
    person_id: str | None
    method: str
    state: str
    why: str


def want_back(tx: Transaction, broadcast_id: str) -> int:
    """Every message that arrived, or may have, is to be taken back; how many that is."""
    return tx.run(
        """
        UPDATE recipients SET recall = 'wanted'
        WHERE broadcast_id = :id AND recall = '' AND state IN ('sent', 'uncertain')
        """,
        id=broadcast_id,
    )


def to_take_back(tx: Transaction, broadcast_id: str, limit: int) -> list[Arrived]:
    """So many of the messages that are to be taken back and about which nothing was begun."""
    rows = tx.all(
        f"""
        SELECT recipients.id, recipients.person_id, outbox.chat_id, outbox.message_id, outbox.done_at AS sent_at
        FROM recipients LEFT JOIN outbox ON outbox.id = recipients.outbox_id
        WHERE broadcast_id = :id AND {_OPEN} AND recall = 'wanted' AND recall_outbox_id IS NULL
        ORDER BY recipients.id LIMIT :limit
        """,  # noqa: S608 - constants
        id=broadcast_id,
        limit=limit,
    )
    return [Arrived(**{name: row[name] for name in Arrived.__slots__}) for row in rows]


def taking_back(tx: Transaction, recipient_id: str, outbox_id: str, why: str = "", *, correcting: bool = False) -> None:
    """What deletes it, or corrects it because it could not be deleted (`why`), is in the outbox."""
    tx.run(
        "UPDATE recipients SET recall = :recall, recall_why = :why, recall_outbox_id = :outbox_id WHERE id = :id",
        id=recipient_id,
        recall="correcting" if correcting else "wanted",
        why=why,
        outbox_id=outbox_id,
    )


def taken_back(tx: Transaction, recipient_id: str, how: str, why: str = "") -> None:
    """What became of it: 'deleted', 'correcting' (a note is planned), 'corrected', 'too_late' or 'failed'."""
    tx.run("UPDATE recipients SET recall = :how, recall_why = :why WHERE id = :id", id=recipient_id, how=how, why=why)


def ended(tx: Transaction, broadcast_id: str) -> list[Ended]:
    """The deletions and corrections by message that have gone out, or will not, and were not noted yet."""
    rows = tx.all(
        f"""
        SELECT recipients.id, recipients.person_id, outbox.method, outbox.state, COALESCE(outbox.why, '') AS why
        FROM recipients JOIN outbox ON outbox.id = recipients.recall_outbox_id
        WHERE broadcast_id = :id AND {_OPEN} AND outbox.done_at IS NOT NULL
        """,  # noqa: S608 - constants
        id=broadcast_id,
    )
    return [_ended(row) for row in rows]


def noted(tx: Transaction, broadcast_id: str, kind: str) -> list[Ended]:
    """The same of the corrections that were planned as notes of this kind; their method is ''."""
    rows = tx.all(
        f"""
        SELECT recipients.id, recipients.person_id, '' AS method, nudges.state, nudges.why
        FROM recipients JOIN nudges ON nudges.person_id = recipients.person_id AND nudges.done_at IS NOT NULL
          AND nudges.kind = :kind AND nudges.about = recipients.broadcast_id
        WHERE broadcast_id = :id AND {_OPEN} AND recall = 'correcting' AND recall_outbox_id IS NULL
        """,  # noqa: S608 - constants
        id=broadcast_id,
        kind=kind,
    )
    return [_ended(row) for row in rows]


def _ended(row: Row) -> Ended:
    return Ended(**{name: row[name] for name in Ended.__slots__})


def on_the_way(tx: Transaction, broadcast_id: str) -> int:
    """How many deletions are in the outbox."""
    row = tx.one(
        f"""
        SELECT COUNT(*) AS many FROM recipients
        WHERE broadcast_id = :id AND {_OPEN} AND recall = 'wanted' AND recall_outbox_id IS NOT NULL
        """,  # noqa: S608 - constants
        id=broadcast_id,
    )
    return 0 if row is None else int(row["many"])


def is_open(tx: Transaction, broadcast_id: str, *recalls: str) -> bool:
    """Whether somebody's message is still to be deleted or corrected; with `recalls` only those that stand there."""
    rows = tx.all(
        f"SELECT DISTINCT recall FROM recipients WHERE broadcast_id = :id AND {_OPEN}",  # noqa: S608 - constants
        id=broadcast_id,
    )
    return any(not recalls or row["recall"] in recalls for row in rows)


def counts(tx: Transaction, broadcast_id: str) -> Counter[str]:
    """Of how many messages what became, of those that were to be taken back; 'not_begun' are those of which nobody
    knows yet whether they can be deleted."""
    rows = tx.all(
        """
        SELECT CASE WHEN recall = 'wanted' AND recall_outbox_id IS NULL THEN 'not_begun' ELSE recall END AS stands,
          COUNT(*) AS many FROM recipients WHERE broadcast_id = :id AND recall <> '' GROUP BY stands
        """,
        id=broadcast_id,
    )
    return Counter({row["stands"]: int(row["many"]) for row in rows})


def to_be_corrected(tx: Transaction, broadcast_id: str) -> list[str]:
    """The ids of the people for whom a note with the correction is planned."""
    rows = tx.all(
        """
        SELECT person_id FROM recipients
        WHERE broadcast_id = :id AND recall = 'correcting' AND person_id IS NOT NULL AND recall_outbox_id IS NULL
        """,
        id=broadcast_id,
    )
    return [row["person_id"] for row in rows]


def older_than(tx: Transaction, broadcast_id: str, before: datetime) -> int:
    """Of those who have it, how many have had it since before then, or we do not know under which number."""
    row = tx.one(
        """
        SELECT COUNT(*) AS many FROM recipients LEFT JOIN outbox ON outbox.id = recipients.outbox_id
        WHERE broadcast_id = :id AND recipients.state IN ('sent', 'uncertain')
          AND (outbox.message_id IS NULL OR outbox.done_at < :before)
        """,
        id=broadcast_id,
        before=instant(before),
    )
    return 0 if row is None else int(row["many"])


def answered(tx: Transaction, broadcast_id: str) -> list[str]:
    """The ids of those of its people who have answered the opportunity, or asked about it."""
    rows = tx.all(
        """
        SELECT recipients.person_id FROM recipients JOIN broadcasts ON broadcasts.id = recipients.broadcast_id
        WHERE broadcast_id = :id AND (
          EXISTS (SELECT 1 FROM responses WHERE responses.opportunity_id = broadcasts.opportunity_id
            AND responses.person_id = recipients.person_id)
          OR EXISTS (SELECT 1 FROM threads WHERE threads.person_id = recipients.person_id
            AND threads.opportunity_id = broadcasts.opportunity_id))
        ORDER BY recipients.person_id
        """,
        id=broadcast_id,
    )
    return [row["person_id"] for row in rows]


_DECIDED = """SELECT responses.id FROM responses JOIN broadcasts ON broadcasts.opportunity_id = responses.opportunity_id
  JOIN recipients ON recipients.broadcast_id = broadcasts.id AND recipients.person_id = responses.person_id
  WHERE broadcasts.id = :id AND decision IS NOT NULL AND took_part IS NULL"""


def told_what_was_decided(tx: Transaction, broadcast_id: str) -> int:
    """How many of its people know what was decided about their answer, such as that they have a place."""
    return len(tx.all(f"{_DECIDED} AND told_at IS NOT NULL", id=broadcast_id))


def undecide(tx: Transaction, broadcast_id: str) -> list[str]:
    """Nothing is decided any more about the answers of its people, but of whoever took part; the ids of those."""
    found = [row["id"] for row in tx.all(_DECIDED, id=broadcast_id)]
    for response_id in found:
        tx.run(
            """
            UPDATE responses SET decision = NULL, reason = '', thanks = '', decided_by = NULL, decided_at = NULL,
              told_at = NULL, accepted = NULL, accepted_at = NULL
            WHERE id = :id
            """,
            id=response_id,
        )
    return found
