"""Every column of every table filled for a person, each with a canary of its own; from the schema, so that a new column
is filled too."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from storage.database import Transaction
from storage.erasing import ABOUT_NOBODY, LEFT
from storage.schema import schema
from storage.values import instant
from tests.cast import Member
from tests.databases import NOW

# What the schema checks, what a driver reads, and what the program finds its way by.
_FIXED = {
    ("roles", "role"): "partner",
    ("consents", "decision"): "given",
    ("fates", "fate"): "kept",
    ("answers", "told_on"): None,  # the schema sees to it
    ("inbox", "state"): "done",
    ("outbox", "state"): "sent",
    ("quotations", "decision"): "granted",
    ("people", "timezone"): "Europe/London",
    ("people", "erased_at"): None,
    ("pairings", "state"): "agreed",
    ("pairings", "partner_said"): "yes",
    ("pairings", "leader_said"): "yes",
    ("pairings", "until_on"): None,
    ("memberships", "said"): "yes",
    ("sessions", "group_id"): None,
    ("sessions", "state"): "held",
    ("proposals", "decision"): "accepted",
    ("commitments", "state"): "open",
    ("nudges", "state"): "made",
    ("prompts", "state"): "in_use",
    ("text_versions", "state"): "live",
    ("voice_notes", "state"): "kept",
    ("transcripts", "state"): "heard",
    ("erasures", "kind"): "all",
    ("people", "left_at"): None,
    ("emails", "state"): "sent",
    ("exports", "state"): "ready",
    ("topics", "state"): "in_use",
    ("opportunities", "state"): "open",
    ("opportunities", "unpaid_because"): "",
    ("opportunities", "closes_on"): None,
    ("broadcasts", "state"): "done",
    ("recipients", "state"): "sent",
    ("recipients", "recall"): "",
    ("recipients", "group_chat_id"): None,
    ("responses", "said"): "interested",
    ("passages", "begins"): 0,
    ("passages", "ends"): 3,
    ("responses", "decision"): "chosen",
    ("responses", "accepted"): "yes",
    ("concern_notes", "kind"): "done",
}
_JSON = {("conversations", "draft"): '{{"parts": [[7, "{}"]]}}', ("outbox", "payload"): '{{"text": "{}"}}'}
Column = tuple[str, str]  # table, column


@dataclass(frozen=True)
class Shape:
    """A column as the schema has it; `refers_to` is the table whose ids it holds."""

    table: str
    name: str
    type: str
    is_key: bool
    refers_to: str | None


@cache
def shapes() -> tuple[Shape, ...]:
    """Every column, tables in an order in which rows can be put in."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(schema())
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid").fetchall()
        found = []
        for (table,) in tables:
            refers = {row[3]: row[2] for row in connection.execute(f"PRAGMA foreign_key_list({table})")}
            for _, name, kind, _, _, key in connection.execute(f"PRAGMA table_info({table})"):
                found.append(Shape(table, name, kind, bool(key), refers.get(name)))
        return tuple(found)


def fill(tx: Transaction, member: Member, number: int) -> dict[Column, str]:
    """A row of this person in every table; the canaries by column. `number` tells people apart."""
    canaries: dict[Column, str] = {}
    rows: dict[str, dict[str, object]] = {}
    for place, shape in enumerate(shapes()):
        value = _value(shape, member, number, place)
        rows.setdefault(shape.table, {})[shape.name] = value
        if _is_canary(shape):
            canaries[shape.table, shape.name] = (
                _text(shape, member, number, place) if shape.type == "TEXT" else str(value)
            )
    rows["pairings"]["leader_id"] = _counterpart(tx, member, number)
    for table, row in rows.items():
        names = ", ".join(row)
        tx.run(f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in row)})", **row)
    return canaries


def _counterpart(tx: Transaction, member: Member, number: int) -> str:
    """Somebody to be paired with, of whom nothing else is known."""
    who = f"0{member.name}-counterpart"
    tx.run(
        """
        INSERT INTO people (id, number, timezone, met_at, seen_at) VALUES (:id, :number, 'UTC', '2026-01', '2026-01')
        """,
        id=who,
        number=900 + number,
    )
    return who


def row_id(table: str, member: Member) -> str:
    return f"{'0' * 14}{member.name}-{table}"  # as long ago as an id can be


def at(number: int, place: int) -> datetime:
    """A moment that is this person's and this column's alone, in the same month as all others."""
    return NOW + timedelta(microseconds=number * 1_000 + place)


def _is_canary(shape: Shape) -> bool:
    """Whether the value is in this one place only, and could not be in it by chance."""
    fixed = (shape.table, shape.name) in _FIXED or shape.refers_to or shape.type in ("BOOLEAN", "INTEGER")
    return not fixed and not (shape.is_key and shape.name == "id") and not _is_person(shape)


def _is_person(shape: Shape) -> bool:
    """Columns that hold the id of a person without saying so in the schema."""
    return (shape.table, shape.name) in {
        *(
            ("audit", "about"),
            ("audit", "actor"),
            ("notices", "about"),
            ("audit_kept", "about"),
            ("audit_kept", "actor"),
        )
    }


def _value(shape: Shape, member: Member, number: int, place: int) -> object:
    if (shape.table, shape.name) in _FIXED:
        return _FIXED[shape.table, shape.name]
    if shape.refers_to:
        return row_id(shape.refers_to, member)
    if _is_person(shape):
        return row_id("people", member)
    if shape.is_key and shape.name == "id":
        return row_id(shape.table, member)
    if shape.name in ("telegram_id", "chat_id") and shape.table != "group_chats":
        return member.chat_id
    if shape.type == "BOOLEAN":
        return True
    if shape.type == "INTEGER":
        return number
    if shape.type == "BIGINT":
        return (number + 50) * 10**15 + place
    text = _text(shape, member, number, place)
    return _JSON.get((shape.table, shape.name), "{}").format(text)


def _text(shape: Shape, member: Member, number: int, place: int) -> str:
    if shape.name.endswith(("_at", "_until", "_before")) and shape.name != "contact_until":
        return instant(at(number, place))
    stays = shape.name in LEFT.get(shape.table, ()) or shape.table in ABOUT_NOBODY
    return f"{'ours' if stays else 'canary'} {member.name} {shape.table}.{shape.name}"
