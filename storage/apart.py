"""Somebody's part of the database, apart: copied into memory, where a time that never was can be tried.

Only what decides about their notes is copied: theirs, that of the people whom they work with, and what is nobody's.
What people wrote at length is left behind. Nothing of it reaches a disk, and nothing leads back to the database.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import orjson

from storage.apart_rows import of, rows_of, said
from storage.database import Transaction
from storage.migrate import migrate
from storage.sqlite_transaction import SqliteTransaction
from storage.values import instant

Rows = Mapping[str, Sequence[Mapping[str, Any]]]  # by table

WRITTEN = "…"  # in place of what somebody wrote
STATEMENTS = 512  # that a copy keeps prepared: those of the rules are some 150
_AT_HAND: list[sqlite3.Connection] = []  # copies that nobody tries anything on, with no rows
LATELY = timedelta(days=8)  # as far back as the rules for notes count what was sent

_OF_ALL = ("facts", "wordings", "topics", "prompts", "help_numbers", "help_checks")
_OF_THEM = (
    *("erasures", "muted_topics", "offered_prompts", "doors", "recipients", "responses", "email_addresses"),
    "quotations",
)
_OF_THE_TWO = ("consents", "nudges", "commitments", "reveals", "concerns")  # and of whomever they are paired with
_OF_THOSE_AROUND = ("roles", "profiles", "access_needs", "interests", "memberships")


def gather(tx: Transaction, now: datetime, person_id: str) -> Rows:
    """What the notes of this person depend on."""
    pairings = rows_of(tx, "pairings", "partner_id = :id OR leader_id = :id", id=person_id)
    groups = rows_of(
        tx,
        "groups",
        "facilitator_id = :id OR id IN (SELECT group_id FROM memberships WHERE person_id = :id)",
        id=person_id,
    )
    two = {person_id, *(one[side] for one in pairings for side in ("partner_id", "leader_id"))}
    rows: dict[str, list[dict[str, Any]]] = {"pairings": pairings, "groups": groups}
    rows |= {table: rows_of(tx, table, "1 = 1") for table in _OF_ALL}
    rows |= {table: of(tx, table, "person_id", [person_id]) for table in _OF_THEM}
    rows |= {table: of(tx, table, "person_id", two) for table in _OF_THE_TWO}
    members = of(tx, "memberships", "group_id", [one["id"] for one in groups])
    around = {*two, *(one["person_id"] for one in members)}
    rows |= {table: of(tx, table, "person_id", around) for table in _OF_THOSE_AROUND}
    rows["memberships"] = members
    rows["sessions"] = [
        *of(tx, "sessions", "pairing_id", [one["id"] for one in pairings]),
        *of(tx, "sessions", "group_id", [one["id"] for one in groups]),
    ]
    rows["proposals"] = of(tx, "proposals", "session_id", [one["id"] for one in rows["sessions"]])
    rows |= said(tx, now, person_id, two, rows)
    rows |= _open_talk(tx, rows["conversations"])
    rows |= _sendings(tx, rows)
    rows["outbox"] = rows_of(
        tx, "outbox", "person_id = :id AND made_at >= :since", id=person_id, since=instant(now - LATELY)
    )
    rows["people"] = of(tx, "people", "id", around | _named(rows))
    rows["organisations"] = of(tx, "organisations", "id", {one["organisation_id"] for one in rows["people"]} - {None})
    return _unwritten(rows)


def _open_talk(tx: Transaction, talks: Iterable[Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """What conversations that are open need to be told again."""
    still = [one["id"] for one in talks if one["ended_at"] is None]
    return {table: of(tx, table, "conversation_id", still) for table in ("asked", "effects")}


def _sendings(tx: Transaction, rows: Rows) -> dict[str, list[dict[str, Any]]]:
    """Broadcasts that they are to get, and the opportunities behind those and behind their answers."""
    broadcasts = of(tx, "broadcasts", "id", {one["broadcast_id"] for one in rows["recipients"]})
    wanted = {one["opportunity_id"] for one in (*broadcasts, *rows["responses"])} - {None}
    return {"broadcasts": broadcasts, "opportunities": of(tx, "opportunities", "id", wanted)}


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
