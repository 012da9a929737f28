"""Somebody's part of the database, apart: copied into memory, where a time that never was can be tried.

Only what decides about their notes is copied: theirs, that of the people whom they work with, and what is nobody's.
What people wrote at length is left behind. Nothing of it reaches a disk, and nothing leads back to the database.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import orjson

from storage.among import among
from storage.database import Transaction
from storage.migrate import migrate
from storage.sqlite_transaction import SqliteTransaction
from storage.values import instant, moment

Rows = Mapping[str, Sequence[Mapping[str, Any]]]  # by table

WRITTEN = "…"  # in place of what somebody wrote
STATEMENTS = 512  # that a copy keeps prepared: those of the rules are some 150
_AT_HAND: list[sqlite3.Connection] = []  # copies that nobody tries anything on, with no rows
LATELY = timedelta(days=8)  # as far back as the rules for notes count what was sent

_OF_ALL = ("facts", "wordings", "topics", "prompts", "help_numbers", "help_checks")
_OF_THEM = (
    *("conversations", "consents", "nudges", "concerns", "commitments", "reveals", "answers", "erasures"),
    *("muted_topics", "offered_prompts", "doors", "recipients", "responses", "email_addresses"),
    "quotations",
)
_OF_THOSE_AROUND = ("roles", "profiles", "access_needs", "interests", "memberships")
_OF_COUNTERPARTS = ("conversations", "consents", "nudges", "commitments", "reveals", "answers", "concerns")


def gather(tx: Transaction, now: datetime, person_id: str) -> Rows:
    """What the notes of this person depend on."""
    pairings = _rows(tx, "pairings", "partner_id = :id OR leader_id = :id", id=person_id)
    groups = _rows(
        tx,
        "groups",
        "facilitator_id = :id OR id IN (SELECT group_id FROM memberships WHERE person_id = :id)",
        id=person_id,
    )
    counterparts = {one["partner_id"] for one in pairings} | {one["leader_id"] for one in pairings}
    rows: dict[str, list[dict[str, Any]]] = {"pairings": pairings, "groups": groups}
    rows |= {table: _rows(tx, table, "1 = 1") for table in _OF_ALL}
    rows |= {table: _of(tx, table, "person_id", [person_id]) for table in _OF_THEM}
    for table in _OF_COUNTERPARTS:
        rows[table] += _of(tx, table, "person_id", counterparts - {person_id})
    members = _of(tx, "memberships", "group_id", [one["id"] for one in groups])
    around = {person_id, *counterparts, *(one["person_id"] for one in members)}
    rows |= {table: _of(tx, table, "person_id", around) for table in _OF_THOSE_AROUND}
    rows["memberships"] = members
    rows["sessions"] = [
        *_of(tx, "sessions", "pairing_id", [one["id"] for one in pairings]),
        *_of(tx, "sessions", "group_id", [one["id"] for one in groups]),
    ]
    rows["proposals"] = _of(tx, "proposals", "session_id", [one["id"] for one in rows["sessions"]])
    rows["fates"] = _of(tx, "fates", "answer_id", [one["id"] for one in rows["answers"]])
    rows |= _open_talk(tx, rows["conversations"])
    rows |= _sendings(tx, rows)
    rows["outbox"] = _rows(
        tx, "outbox", "person_id = :id AND made_at >= :since", id=person_id, since=instant(now - LATELY)
    )
    rows["people"] = _of(tx, "people", "id", around | _named(rows))
    rows["organisations"] = _of(tx, "organisations", "id", {one["organisation_id"] for one in rows["people"]} - {None})
    return _unwritten(rows)


def _open_talk(tx: Transaction, talks: Iterable[Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """What conversations that are open need to be told again."""
    still = [one["id"] for one in talks if one["ended_at"] is None]
    return {table: _of(tx, table, "conversation_id", still) for table in ("asked", "effects")}


def _sendings(tx: Transaction, rows: Rows) -> dict[str, list[dict[str, Any]]]:
    """Broadcasts that they are to get, and the opportunities behind those and behind their answers."""
    broadcasts = _of(tx, "broadcasts", "id", {one["broadcast_id"] for one in rows["recipients"]})
    wanted = {one["opportunity_id"] for one in (*broadcasts, *rows["responses"])} - {None}
    return {"broadcasts": broadcasts, "opportunities": _of(tx, "opportunities", "id", wanted)}


def _named(rows: Rows) -> set[str]:
    """Whoever is named in these rows for what they did."""
    named = {
        one[column]
        for table in rows.values()
        for column in ("made_by", "ended_by", "confirmed_by", "owner_id", "deputy_id", "facilitator_id", "checked_by")
        if table and column in table[0]
        for one in table
    }
    return {one for one in named if one}


def _unwritten(rows: dict[str, list[dict[str, Any]]]) -> Rows:
    """The same without what somebody wrote at length, where only that it is there decides anything."""
    for one in rows["answers"]:
        value = orjson.loads(one["value"])
        if value == one["answer"] or isinstance(value, dict):  # typed or spoken, and not chosen from options
            one |= {"answer": WRITTEN, "value": f'"{WRITTEN}"', "of_substance": False, "in_words": False}
    for one in (*rows["commitments"], *rows["quotations"]):
        one["words"] = WRITTEN
    for one in rows["responses"]:
        one |= {"statement": WRITTEN, "needs": "", "thanks": WRITTEN if one["thanks"] else ""}
    for one in rows["conversations"]:
        one["draft"] = None
    for one in rows["outbox"]:
        one |= {"payload": None, "file_text": None, "file_name": None}
    for one in rows["concerns"]:
        one |= {"contact_by": "", "contact_log": "", "outcome": None}
    return rows


def _of(tx: Transaction, table: str, column: str, ids: Iterable[str]) -> list[dict[str, Any]]:
    named = {f"id_{place}": one for place, one in enumerate(sorted(ids))}
    if not named:
        return []
    return _rows(tx, table, f"{column} IN ({', '.join(f':{name}' for name in named)})", **named)


def _rows(tx: Transaction, table: str, where: str, **values: Any) -> list[dict[str, Any]]:
    rows: list[Any] = tx.all(f"SELECT * FROM {table} WHERE {where}", **values)  # noqa: S608 - names of our own
    return [dict(zip(rows[0].keys(), row.values() if isinstance(row, dict) else row, strict=True)) for row in rows]


@contextmanager
def tried(rows: Rows) -> Iterator[Transaction]:
    """A transaction on a database in memory that holds these rows and nothing else. They are gone with the block: it is
    never committed, and without a row the database is there for whoever tries something next."""
    connection = _AT_HAND.pop() if _AT_HAND else _opened()
    tx = SqliteTransaction(connection, sqlite3)
    tx.begin()
    try:
        for table, held in rows.items():
            if held:
                into = f"INSERT INTO {table} ({', '.join(held[0])}) VALUES ({', '.join('?' * len(held[0]))})"  # noqa: S608
                connection.executemany(into, [tuple(one.values()) for one in held])
        yield tx
    finally:
        tx.roll_back()
        _AT_HAND.append(connection)


def _opened() -> sqlite3.Connection:
    """One more database in memory. Whoever tries something in another thread later may have it."""
    connection = sqlite3.connect(
        ":memory:", isolation_level=None, check_same_thread=False, cached_statements=STATEMENTS
    )
    connection.deserialize(empty())
    connection.row_factory = sqlite3.Row
    return connection


@cache
def empty() -> bytes:
    """A database with the newest schema and no rows."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        tx = SqliteTransaction(connection, sqlite3)
        tx.begin()
        migrate(tx, "sqlite", datetime.fromisoformat("2000-01-01T00:00:00+00:00"))
        for kind, name in _what_rows_cost(tx):
            tx.run(f"DROP {kind} {name}")
        tx.commit()
        return connection.serialize()


def _what_rows_cost(tx: Transaction) -> list[tuple[str, str]]:
    """What makes it slow to put in what was said, and is of no use to so few: by what it is and by name. What answers
    were told comes with them."""
    rows = tx.all(
        """
        SELECT type, name FROM sqlite_master
        WHERE (type = 'trigger' AND (tbl_name IN ('answers', 'asked') OR name = 'fates_are_told'))
          OR (type = 'index' AND tbl_name IN ('answers', 'conversations') AND sql NOT LIKE '%UNIQUE%'
          AND name NOT IN ('answers_in_conversation', 'conversations_of_person', 'conversations_open'))
        """
    )
    return [(row["type"], row["name"]) for row in rows]


def posted(tx: Transaction, person_id: str) -> list[tuple[str, str, str]]:
    """What waits to go to this person: (id, reason, payload), oldest first."""
    rows = tx.all(
        """
        SELECT id, reason, payload FROM outbox
        WHERE person_id = :id AND state = 'queued' AND payload IS NOT NULL ORDER BY id
        """,
        id=person_id,
    )
    return [(row["id"], row["reason"], row["payload"]) for row in rows]


def next_due(tx: Transaction, person_id: str, after: datetime, without: Collection[str] = ()) -> datetime | None:
    """When the next of their notes is due, of those that are due later than this; notes `without` which, by id."""
    left_out, ids = among("id", without)
    row = tx.one(
        f"""
        SELECT MIN(due_at) AS at FROM (
          SELECT due_at FROM nudges WHERE person_id = :id AND state = 'planned' AND due_at > :after AND NOT {left_out}
          UNION ALL SELECT due_at FROM recipients WHERE person_id = :id AND state = 'waiting' AND due_at > :after
        ) AS dues
        """,  # noqa: S608 - names of our own
        id=person_id,
        after=instant(after),
        **ids,
    )
    return None if row is None or row["at"] is None else moment(row["at"])


def is_due(tx: Transaction, person_id: str, now: datetime) -> bool:
    """Whether anything of theirs that is due by now still waits."""
    rows = tx.all(
        """
        SELECT 1 FROM nudges WHERE person_id = :id AND state = 'planned' AND due_at <= :now
        UNION ALL SELECT 1 FROM recipients WHERE person_id = :id AND state = 'waiting' AND due_at <= :now
        """,
        id=person_id,
        now=instant(now),
    )
    return bool(rows)


def silent_since(tx: Transaction, person_id: str) -> list[datetime]:
    """When they were last heard of, and when each question was put that waits for them."""
    rows = tx.all(
        """
        SELECT seen_at AS at FROM people WHERE id = :id
        UNION SELECT attention_at FROM conversations
        WHERE person_id = :id AND ended_at IS NULL AND pending IS NOT NULL AND attention_at IS NOT NULL
        """,
        id=person_id,
    )
    return [moment(row["at"]) for row in rows]


def to_many(tx: Transaction, person_id: str, now: datetime) -> list[tuple[str, str]]:
    """What is sent to many and is to go to this person by now: (id of the broadcast, of the recipient)."""
    rows = tx.all(
        """
        SELECT broadcast_id, recipients.id FROM recipients JOIN broadcasts ON broadcasts.id = broadcast_id
        WHERE person_id = :id AND recipients.state = 'waiting' AND due_at <= :now AND starts_at <= :now
          AND broadcasts.state IN ('confirmed', 'sending')
        ORDER BY due_at, recipients.id
        """,
        id=person_id,
        now=instant(now),
    )
    return [(row["broadcast_id"], row["id"]) for row in rows]
