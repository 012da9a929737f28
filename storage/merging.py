"""Two accounts of one person become one. What is moved follows from the data map: every column that names a person.

The account that goes is left as a tombstone without anything in it, so that the log, which is never changed, still
leads somewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from storage import (
    answers_joined,
    consents_joined,
    copy_links,
    data_map,
    ledger,
    links,
    moves,
    people,
    web_chats,
    wishes_joined,
)
from storage.database import Row, Transaction
from storage.values import instant

OWN = "person_id"
# Every column in which the id of a person stands; a test compares it with the schema.
COLUMNS = tuple(
    (each.table, column)
    for each in data_map.TABLES
    for column in dict.fromkeys((*((OWN,) if OWN in (*each.given, *each.inner) else ()), *each.by_others))
)
# Where a person stands once for the same of these columns; a test compares it with the schema, too.
ONCE: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("roles", OWN): ("role",),
    ("earlier_names", OWN): ("name",),
    ("profiles", OWN): (),
    ("access_needs", OWN): ("need",),
    ("interests", OWN): ("topic",),
    ("muted_topics", OWN): ("topic",),
    ("redemptions", OWN): ("invite_id",),
    ("memberships", OWN): ("group_id",),
    ("reveals", OWN): ("session_id",),
    ("nudges", OWN): ("kind", "about"),
    ("recipients", OWN): ("broadcast_id",),
    ("broadcast_cards", OWN): ("broadcast_id",),
    ("responses", OWN): ("opportunity_id",),
    ("alerts", OWN): ("concern_id", "round_at", "rung"),
    ("email_addresses", OWN): (),
    ("erasures", OWN): (),
    ("tombstones", OWN): (),
    ("second_steps", OWN): (),
    ("calendar_feeds", OWN): (),
    ("pairings", "partner_id"): ("leader_id",),
    ("pairings", "leader_id"): ("partner_id",),
}
ONLY_WHILE = {"nudges": "state = 'planned'", "pairings": "state IN ('proposed', 'agreed')"}
# What cannot stand twice stays where it is: how many were told stays true.
STAYS = ("recipients",)
BY_ITSELF = ("consents",)  # which are never changed, only added to


def why_not(tx: Transaction, one: str, other: str) -> str:
    """Why these two cannot be one account: `paired`, `wrote` to one another, `team`, `test` or `leaving`; `twice` when
    both work with the same person now. '' when they can."""
    first, second = people.by_id(tx, one), people.by_id(tx, other)
    if first is None or second is None or first.id == second.id:
        return "nobody"
    if {"partner", "leader"} < {"partner", "leader", *people.roles_of(tx, one), *people.roles_of(tx, other)}:
        return "team"
    if first.is_test != second.is_test:
        return "test"
    return next((why for why, sql in _REFUSED.items() if tx.one(sql, one=one, other=other) is not None), "")


_REFUSED = {
    "paired": """
        SELECT id FROM pairings
        WHERE (partner_id = :one AND leader_id = :other) OR (partner_id = :other AND leader_id = :one)
        """,
    "wrote": """
        SELECT id FROM threads
        WHERE (person_id = :one AND coordinator_id = :other) OR (person_id = :other AND coordinator_id = :one)
        """,
    "leaving": "SELECT person_id AS id FROM erasures WHERE person_id = :one OR person_id = :other",
    "twice": """
        SELECT mine.id FROM pairings AS mine JOIN pairings AS theirs ON theirs.state IN ('proposed', 'agreed')
          AND ((theirs.partner_id = :other AND theirs.leader_id = mine.leader_id)
            OR (theirs.leader_id = :other AND theirs.partner_id = mine.partner_id))
        WHERE mine.state IN ('proposed', 'agreed') AND (mine.partner_id = :one OR mine.leader_id = :one)
        """,
}


def merge(tx: Transaction, now: datetime, kept: str, gone: str) -> None:
    """All that is of `gone` is of `kept` from now on, and of what they wished and allowed the stricter holds. Nobody is
    in the chat of `gone` after that; whoever calls sees to the chats."""
    _end_ways(tx, kept, gone)
    wishes_joined.join(tx, kept, gone)
    _join_rows(tx, now, kept, gone)
    for table, column in COLUMNS:
        if table not in BY_ITSELF:
            _move(tx, table, column, kept, gone)
    consents_joined.join(tx, now, kept, gone)
    answers_joined.join(tx, now, kept)
    for table in ("conversations", "notices"):
        tx.run(f"UPDATE {table} SET about = :kept WHERE about = :gone", kept=kept, gone=gone)  # noqa: S608 - constants
    tx.run("UPDATE broadcasts SET audience = REPLACE(audience, :gone, :kept)", kept=kept, gone=gone)
    tx.run("UPDATE recipients SET because = '[]' WHERE person_id = :gone", gone=gone)


def _end_ways(tx: Transaction, *both: str) -> None:
    """No link or code opens the way to more than it was made for."""
    for person_id in both:
        moves.end(tx, person_id)
        copy_links.close(tx, person_id)
        person = people.by_id(tx, person_id)
        if person is not None and (person.telegram_id is None or not web_chats.is_web(person.telegram_id)):
            links.close(tx, person_id)


def _move(tx: Transaction, table: str, column: str, kept: str, gone: str) -> None:
    others = ONCE.get((table, column))
    free = "TRUE" if others is None else _is_free(table, column, others)
    tx.run(
        f"UPDATE {table} SET {column} = :kept WHERE {column} = :gone AND {free}",  # noqa: S608 - constants
        kept=kept,
        gone=gone,
    )
    if others is not None and table not in STAYS:
        tx.run(f"DELETE FROM {table} WHERE {column} = :gone", gone=gone)  # noqa: S608 - constants


def _is_free(table: str, column: str, others: tuple[str, ...]) -> str:
    """SQL: the account that stays has no such row of its own."""
    same = "".join(f" AND kept.{other} = {table}.{other}" for other in others)
    condition = ONLY_WHILE.get(table)
    taken = f"EXISTS (SELECT 1 FROM {table} AS kept WHERE kept.{column} = :kept{same}{_also(condition)})"  # noqa: S608
    return f"NOT (({condition or 'TRUE'}) AND {taken})"


def _also(condition: str | None) -> str:
    return f" AND kept.{condition}" if condition else ""


_JOINED = """UPDATE people SET name = :name, pronouns = :pronouns, organisation_id = :organisation_id, met_at = :met_at,
  language = :language, timezone = :timezone, seen_at = :seen_at, joined_at = :joined_at, paused_at = :paused_at,
  stopped_at = :stopped_at, left_at = :left_at, unreachable_at = :unreachable_at, unreachable_why = :unreachable_why
  WHERE id = :id"""
_EMPTIED = """UPDATE people SET telegram_id = NULL, organisation_id = NULL, name = '', pronouns = '', language = 'en',
  timezone = 'UTC', joined_at = NULL, paused_at = NULL, stopped_at = NULL, unreachable_at = NULL,
  unreachable_why = NULL, left_at = NULL, erased_at = :now WHERE id = :id"""


def _join_rows(tx: Transaction, now: datetime, kept: str, gone: str) -> None:
    """The row that stays, with what only the other had; a pause and a stop hold, in whichever they were said."""
    own, other = (tx.one("SELECT * FROM people WHERE id = :id", id=one) for one in (kept, gone))
    assert own is not None and other is not None
    heard = own if own["seen_at"] >= other["seen_at"] else other
    chose = other if other["joined_at"] and not own["joined_at"] else own  # how we speak to them
    joined = {name: own[name] or other[name] for name in ("name", "pronouns", "organisation_id")}
    joined |= {name: _earliest(own, other, name) for name in ("met_at", "joined_at", "paused_at", "stopped_at")}
    joined |= {name: heard[name] for name in ("seen_at", "left_at", "unreachable_at", "unreachable_why")}
    joined |= {name: chose[name] for name in ("language", "timezone")}
    people.keep_earlier_name(tx, kept, gone, str(joined["name"]))
    tx.run(_EMPTIED, now=instant(now), id=gone)
    tx.run(_JOINED, **joined, id=kept)
    if joined["stopped_at"] and not own["stopped_at"]:  # which has to hold after an older copy is brought back
        ledger.note(tx, now, kept, "stopped")


def _earliest(own: Row, other: Row, name: str) -> str | None:
    return min((row[name] for row in (own, other) if row[name]), default=None)
