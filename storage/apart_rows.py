"""Rows as they are copied apart: of any table by ids, and of what was said only as much as anything looks at again.

Check-ins and thoughts are most of what there is of somebody, and once they are over nothing that we begin looks back
at them, but for what is named here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from storage.among import one_of
from storage.database import Transaction
from storage.values import instant

Row = dict[str, Any]
# What is talked about again and again, each time anew.
OVER_AND_OVER = (
    *("before_session", "before_more", "after_session", "say_more", "leader_feedback"),
    *("commitment_later", "reflect"),
)
AROUND_A_SESSION = timedelta(days=91)  # so long after it what was said about a session is looked at still


def of(tx: Transaction, table: str, column: str, ids: Iterable[str]) -> list[Row]:
    """The rows that have one of these there."""
    among, named = one_of(column, ids)
    return rows_of(tx, table, among, **named) if named else []


def rows_of(tx: Transaction, table: str, where: str, **values: Any) -> list[Row]:
    """The rows of which this is true, whole."""
    rows: list[Any] = tx.all(f"SELECT * FROM {table} WHERE {where}", **values)  # noqa: S608 - names of our own
    return [dict(zip(rows[0].keys(), row.values() if isinstance(row, dict) else row, strict=True)) for row in rows]


def said(
    tx: Transaction, now: datetime, person_id: str, two: Collection[str], rows: Mapping[str, Collection[Row]]
) -> dict[str, list[Row]]:
    """Of what this person and those with whom they are paired (`two`) said, what is looked at again: conversations that
    are open, of a kind that there is once, about a session of late, or that anything else among the rows is about; the
    answers in them, and those of which the person is still to be told something."""
    untold = _untold(tx, person_id)
    quoted = [one["answer_id"] for one in rows["quotations"]]
    of_answers = of(tx, "answers", "id", {*untold, *quoted})
    meant = {one["about"] for one in rows["nudges"] if one["state"] == "planned"}
    meant |= {one["conversation_id"] for one in of_answers} - {None}
    since = instant(now - AROUND_A_SESSION)
    talks = _talks(tx, two, meant, [one["id"] for one in rows["sessions"] if one["starts_at"] >= since])
    standing = {
        one["id"]: one for one in (*of(tx, "answers", "conversation_id", [one["id"] for one in talks]), *of_answers)
    }
    fates = of(tx, "fates", "answer_id", standing)
    return {"conversations": talks, "answers": [*standing.values()], "fates": fates}


def _talks(tx: Transaction, people: Collection[str], meant: Collection[str], sessions: Collection[str]) -> list[Row]:
    theirs, named = one_of("person_id", people, "person")
    each_time, kinds = one_of("kind", OVER_AND_OVER, "kind")
    by_id, ids = one_of("id", meant, "meant")
    of_late, lately = one_of("about", sessions, "session")
    where = f"{theirs} AND (ended_at IS NULL OR nudged_at IS NOT NULL OR NOT {each_time} OR {by_id} OR {of_late})"
    return rows_of(tx, "conversations", where, **named, **kinds, **ids, **lately)


def _untold(tx: Transaction, person_id: str) -> list[str]:
    """Their answers of which something came that nobody has told them yet."""
    rows = tx.all(
        "SELECT answer_id FROM fates JOIN answers ON answers.id = answer_id WHERE person_id = :id AND told_at IS NULL",
        id=person_id,
    )
    return [row["answer_id"] for row in rows]
