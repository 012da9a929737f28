"""Who has a question waiting, and how often we have written to them of our own accord."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage import consents, outbox
from storage.database import Transaction
from storage.values import instant, moment
from storage.web_chats import FIRST

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open question that its person has not come back to, and when they may be written to."""

    conversation_id: str
    person_id: str
    telegram_id: int
    language: str
    timezone: str
    contact_days: str
    contact_from: str | None
    contact_until: str | None
    nudge_limit: int


# A reminder is made at the very moment that is noted with its question; one that never went out reminded nobody.
_REMINDED = """nudged_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.person_id = {of}.person_id
  AND made_at = nudged_at AND state IN ('lapsed', 'recalled'))"""
_NOT_REMINDED = f"NOT ({_REMINDED.format(of='conversations')})"


def unanswered(tx: Transaction, before: datetime, *, only: str = "") -> list[Waiting]:
    """Everybody, or `only` the person with this id, not heard of since `before` and not reminded of anything
    since then, with a question open that was put before then and of which they were not reminded yet; one row a person.

    Nobody who paused, stopped, cannot be reached, wants no notes, has an open concern or has not agreed to take part.
    What they were reminded of is looked up by the conversation that is open, and not by the person: of everybody it
    would be looked up before it is known that anything is open, which takes a hundred times as long.
    """
    rows = tx.all(
        f"""
        SELECT MAX(conversations.id) AS conversation_id, people.id AS person_id, telegram_id, language, timezone,
          COALESCE(contact_days, '') AS contact_days, contact_from, contact_until,
          COALESCE(nudge_limit, 2) AS nudge_limit
        FROM conversations JOIN people ON people.id = conversations.person_id
        LEFT JOIN profiles ON profiles.person_id = people.id
        WHERE {"conversations.person_id = :only AND" if only else ""} ended_at IS NULL AND pending IS NOT NULL
          AND {_NOT_REMINDED} AND seen_at < :before AND attention_at < :before
          AND NOT EXISTS (SELECT 1 FROM conversations AS other WHERE other.person_id = conversations.person_id
            AND {_REMINDED.format(of="other")} AND nudged_at >= seen_at)
          AND telegram_id < {FIRST} AND paused_at IS NULL AND stopped_at IS NULL AND unreachable_at IS NULL
          AND COALESCE(nudge_limit, 2) > 0
          AND NOT EXISTS (SELECT 1 FROM concerns WHERE concerns.person_id = people.id AND lifted_at IS NULL)
          AND {consents.stands("people.id", *consents.TAKE_PART)}
        GROUP BY people.id, telegram_id, language, timezone, contact_days, contact_from, contact_until, nudge_limit
        """,  # noqa: S608 - constants
        before=instant(before),
        **({"only": only} if only else {}),
    )
    return [Waiting(**{name: row[name] for name in Waiting.__slots__}) for row in rows]


def written_since(tx: Transaction, person_id: str, since: datetime) -> list[tuple[str, datetime]]:
    """The notes of our own that we decided to write since then, and sent or are about to send: why, and when it went or
    may go."""
    rows = tx.all(
        """
        SELECT reason, COALESCE(done_at, not_before, made_at) AS at FROM outbox
        WHERE person_id = :person_id AND priority > 0 AND made_at >= :since
          AND state IN ('queued', 'sending', 'sent', 'uncertain') ORDER BY made_at
        """,
        person_id=person_id,
        since=instant(since),
    )
    return [(row["reason"], moment(row["at"])) for row in rows]


def one_a_day_from(tx: Transaction, now: datetime, person_id: str) -> datetime:
    """From when on one more note of our own is not a second one within 24 hours. What still waits to go counts too."""
    row = tx.one(
        """
        SELECT MAX(COALESCE(done_at, CASE WHEN not_before > :now THEN not_before ELSE :now END)) AS last FROM outbox
        WHERE person_id = :person_id AND priority > 0 AND state IN ('queued', 'sending', 'sent', 'uncertain')
          AND (done_at IS NULL OR done_at > :day_ago)
        """,
        person_id=person_id,
        now=instant(now),
        day_ago=instant(now - A_DAY),
    )
    return now if row is None or row["last"] is None else moment(row["last"]) + A_DAY


def recall_waiting(tx: Transaction, now: datetime, person_id: str) -> int:
    """No note of ours goes out to them any more that has not yet; how many rows that stopped."""
    return tx.run(
        f"""
        UPDATE outbox SET state = 'recalled', done_at = :now
        WHERE {outbox.WAITING} AND person_id = :person_id AND priority > 0 AND reason LIKE 'nudge_%'
        """,  # noqa: S608 - constants
        now=instant(now),
        person_id=person_id,
    )


def note_nudged(tx: Transaction, now: datetime, conversation_id: str) -> bool:
    """Remember that they were reminded of this; False when somebody else was first."""
    return (
        tx.run(
            f"UPDATE conversations SET nudged_at = :now WHERE id = :id AND {_NOT_REMINDED} AND ended_at IS NULL",  # noqa: S608
            now=instant(now),
            id=conversation_id,
        )
        == 1
    )


def in_touch(tx: Transaction, since: datetime) -> list[Waiting]:
    """Who may have written while we were away: those who wrote after `since` or have a question open, unless they asked
    not to be written to first; and all staff."""
    rows = tx.all(
        f"""
        SELECT '' AS conversation_id, people.id AS person_id, telegram_id, language, timezone,
          COALESCE(contact_days, '') AS contact_days, contact_from, contact_until,
          COALESCE(nudge_limit, 2) AS nudge_limit
        FROM people LEFT JOIN profiles ON profiles.person_id = people.id
        WHERE telegram_id < {FIRST} AND stopped_at IS NULL AND unreachable_at IS NULL
          AND (COALESCE(nudge_limit, 2) > 0 AND (seen_at >= :since OR EXISTS (SELECT 1 FROM conversations
            WHERE conversations.person_id = people.id AND ended_at IS NULL AND pending IS NOT NULL))
          OR EXISTS (SELECT 1 FROM roles WHERE roles.person_id = people.id
            AND role IN ('coordinator', 'safeguarding-lead', 'admin')))
        ORDER BY people.id
        """,  # noqa: S608 - constants
        since=instant(since),
    )
    return [Waiting(**{name: row[name] for name in Waiting.__slots__}) for row in rows]


def silent_since(tx: Transaction, before: datetime) -> list[tuple[str, str, str]]:
    """(id, what their silence means, when they were last heard) of those who said that it means something and were not
    heard of since then. Nobody who paused, stopped, cannot be reached or has an open concern."""
    rows = tx.all(
        """
        SELECT id, silence_means, seen_at FROM people JOIN profiles ON profiles.person_id = people.id
        WHERE silence_means IN ('gentle_note', 'ask_a_person') AND seen_at < :before AND joined_at IS NOT NULL
          AND telegram_id IS NOT NULL AND paused_at IS NULL AND stopped_at IS NULL AND unreachable_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM concerns WHERE concerns.person_id = people.id AND lifted_at IS NULL)
        ORDER BY id
        """,
        before=instant(before),
    )
    return [(row["id"], row["silence_means"], row["seen_at"]) for row in rows]
