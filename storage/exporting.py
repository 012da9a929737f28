"""Every table as rows to hand out: without what opens doors and without raw traffic, and with test people marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from storage.database import Transaction

MARK = "of_a_test_person"


@dataclass(frozen=True, slots=True)
class Exported:
    """A table that is handed out, the columns that are not, and the SQL that leads from a row to its person, or ""."""

    table: str
    person: str = ""
    without: tuple[str, ...] = ()


_OWN = "t.person_id"
_BY_CONVERSATION = "(SELECT person_id FROM conversations WHERE conversations.id = t.conversation_id)"
_BY_ANSWER = "(SELECT person_id FROM answers WHERE answers.id = t.answer_id)"
_BY_PAIRING = "(SELECT partner_id FROM pairings WHERE pairings.id = t.pairing_id)"
_BY_THREAD = "(SELECT person_id FROM threads WHERE threads.id = t.thread_id)"
_BY_CHAT = "(SELECT id FROM people WHERE people.telegram_id = t.chat_id)"

TABLES = (
    Exported("people", "t.id"),
    *(Exported(table, _OWN) for table in ("roles", "profiles", "access_needs", "interests", "consents")),
    Exported("conversations", _OWN, ("draft",)),
    *(Exported(table, _OWN) for table in ("answers", "concerns", "quotations", "redemptions")),
    *(Exported(table, _OWN) for table in ("memberships", "proposals", "commitments", "reveals", "nudges")),
    Exported("pairings", "t.partner_id"),
    Exported("sessions", _BY_PAIRING),
    Exported("prompts", "t.suggested_by"),
    Exported("offered_prompts", _OWN),
    Exported("voice_notes", _OWN, ("file_id", "content")),
    Exported("links", _OWN, ("token_hash",)),
    Exported("alerts", _OWN),
    Exported("doors", _OWN),
    Exported("email_addresses", _OWN, ("code_hash",)),
    Exported("emails", _OWN, ("address", "subject", "body", "unsubscribe")),
    *(Exported(table, _OWN) for table in ("muted_topics", "recipients", "responses", "threads", "broadcast_cards")),
    Exported("thread_messages", _BY_THREAD),
    Exported("sign_ins", _OWN, ("token_hash",)),
    Exported("calendar_feeds", _OWN, ("token_hash",)),
    Exported("asked", _BY_CONVERSATION, ("id",)),
    Exported("effects", _BY_CONVERSATION, ("details", "result")),
    Exported("answer_parts", _BY_ANSWER, ("words",)),  # the answer has them
    *(Exported(table, _BY_ANSWER) for table in ("fates", "readings")),
    Exported("inbox", _BY_CHAT, ("body", "body_hash")),
    Exported("outbox", _OWN, ("payload", "file_text")),
    Exported("invites", "", ("code_hash",)),
    *(Exported(table) for table in ("organisations", "groups", "counts", "notices", "audit")),
    *(
        Exported(table)
        for table in ("topics", "opportunities", "broadcasts", "group_chats", "help_numbers", "help_checks")
    ),
)
_TRUE_OR_FALSE = (
    *(MARK, "is_test", "share_with_leader", "counts", "fleeting", "uncertain", "remind_day", "remind_hour", "shared"),
    *("agreed", "opens_once", "took_part", "is_final"),
)
# What stays here, and why: moves open doors, uploads are voice notes in a moment, facts may hold sign-in state, guesses
# are about strangers, migrations are about the program, and the others open the console.
KEPT_BACK = (
    *("facts", "guesses", "migrations", "moves", "uploads"),
    *("sign_in_links", "second_steps", "recovery_codes"),
)


def rows(tx: Transaction, exported: Exported) -> Iterator[dict[str, Any]]:
    """The rows of one table, in a fixed order, each with `of_a_test_person` (None where it is about nobody)."""
    sql = f"""
        SELECT t.*, (SELECT is_test FROM people WHERE people.id = {exported.person or "NULL"}) AS {MARK}
        FROM {exported.table} AS t ORDER BY 1, 2
        """  # noqa: S608 - constants
    for row in tx.all(sql):
        yield _promised(
            exported.table,
            {name: _told(name, row[name]) for name in row.keys() if name not in exported.without},  # noqa: SIM118
        )


def _promised(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """As was promised when it was asked: what only they may see has no words, what is for figures only has no name."""
    if table != "answers":
        return row
    if row["visible_to"] == "me":
        return row | dict.fromkeys(("answer", "value"), "")
    if row["visible_to"] == "figures":
        return row | dict.fromkeys(("person_id", "conversation_id", "chat_id", "message_id", "update_id"))
    return row


def _told(column: str, value: Any) -> Any:
    """SQLite says 0 and 1 where PostgreSQL says false and true."""
    return bool(value) if column in _TRUE_OR_FALSE and value is not None else value


def columns(tx: Transaction, exported: Exported) -> list[str]:
    """The names of the columns that `rows` gives, also of an empty table."""
    row = tx.one(f"SELECT t.* FROM (SELECT 1 AS one) AS o LEFT JOIN {exported.table} AS t ON 1 = 1 LIMIT 1")  # noqa: S608
    assert row is not None
    return [*(column for column in row.keys() if column not in exported.without), MARK]  # noqa: SIM118
