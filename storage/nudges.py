"""Nudges: what we mean to write to somebody of our own accord. Due-ness is a query; each row is decided once.

A row is `planned` until a job has made a message of it (`made`), let it go (`lapsed`, with the reason), or what it was
about was changed (`withdrawn`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.database import Row, Transaction
from storage.values import instant, new_id


@dataclass(frozen=True, slots=True)
class Nudge:
    """One planned note, meant since `planned_at`. `about` is the id of what it is about, or ''."""

    id: str
    person_id: str
    kind: str
    about: str
    due_at: str
    useful_until: str
    planned_at: str


def read_nudge(row: Row) -> Nudge:
    return Nudge(**{name: row[name] for name in Nudge.__slots__})


def plan(
    tx: Transaction,
    now: datetime,
    *,
    person_id: str,
    kind: str,
    about: str = "",
    due_at: datetime,
    useful_until: datetime,
    was_at: str = "",
) -> None:
    """Mean to write this, from `due_at` on. One that is planned already about the same gets these times instead.

    `was_at`: when it was that this is about, as they know it; the first one stands until they have heard.
    """
    tx.run(
        """
        INSERT INTO nudges (id, person_id, kind, about, due_at, useful_until, state, was_at, planned_at)
        VALUES (:id, :person_id, :kind, :about, :due_at, :useful_until, 'planned', :was_at, :now)
        ON CONFLICT (person_id, kind, about) WHERE state = 'planned'
        DO UPDATE SET due_at = excluded.due_at, useful_until = excluded.useful_until, planned_at = excluded.planned_at
        """,
        id=new_id(now),
        person_id=person_id,
        kind=kind,
        about=about,
        due_at=instant(due_at),
        useful_until=instant(useful_until),
        was_at=was_at,
        now=instant(now),
    )


def due(tx: Transaction, now: datetime, limit: int) -> list[str]:
    """The ids of the people for whom something is due, those who wait longest first; from so many rows at most."""
    rows = tx.all(
        "SELECT person_id FROM nudges WHERE state = 'planned' AND due_at <= :now ORDER BY due_at LIMIT :limit",
        now=instant(now),
        limit=limit,
    )
    return list(dict.fromkeys(row["person_id"] for row in rows))


def due_of(tx: Transaction, now: datetime, person_id: str) -> list[Nudge]:
    """All that is due for somebody, longest due first."""
    rows = tx.all(
        """
        SELECT id, person_id, kind, about, due_at, useful_until, planned_at FROM nudges
        WHERE person_id = :id AND state = 'planned' AND due_at <= :now ORDER BY due_at, id
        """,
        id=person_id,
        now=instant(now),
    )
    return [read_nudge(row) for row in rows]


def planned_of(tx: Transaction, person_id: str) -> list[Nudge]:
    """What is planned for somebody, earliest first."""
    rows = tx.all(
        """
        SELECT id, person_id, kind, about, due_at, useful_until, planned_at FROM nudges
        WHERE person_id = :id AND state = 'planned' ORDER BY due_at, id
        """,
        id=person_id,
    )
    return [read_nudge(row) for row in rows]


def planned_about(tx: Transaction, about: str) -> list[Nudge]:
    """What is planned about this matter, earliest first."""
    rows = tx.all(
        """
        SELECT id, person_id, kind, about, due_at, useful_until, planned_at FROM nudges
        WHERE about = :about AND state = 'planned' ORDER BY due_at, id
        """,
        about=about,
    )
    return [read_nudge(row) for row in rows]


def waiting(tx: Transaction, kind: str, until: datetime) -> list[Nudge]:
    """All of this kind that are due until then and have not gone, longest due first."""
    due = "state = 'planned' AND due_at <= :until AND kind = :kind ORDER BY due_at, id"
    rows = tx.all(f"SELECT {', '.join(Nudge.__slots__)} FROM nudges WHERE {due}", kind=kind, until=instant(until))  # noqa: S608
    return [read_nudge(row) for row in rows]


def known_times(tx: Transaction, about: str, kind: str) -> dict[str, str]:
    """By person, when that is which a planned note of this kind is about, as they know it until they get the note."""
    rows = tx.all(
        "SELECT person_id, was_at FROM nudges WHERE about = :about AND kind = :kind AND state = 'planned'",
        about=about,
        kind=kind,
    )
    return {row["person_id"]: row["was_at"] for row in rows if row["was_at"]}


def meant_last(tx: Transaction, person_id: str, about: str, kind: str) -> str:
    """When a note of this kind about this matter was last meant for somebody, whatever came of it; '' when none was."""
    sql = "SELECT MAX(planned_at) AS last FROM nudges WHERE person_id = :id AND about = :about AND kind = :kind"
    row = tx.one(sql, id=person_id, about=about, kind=kind)
    return (row["last"] or "") if row is not None else ""


def made(tx: Transaction, now: datetime, nudge_id: str) -> bool:
    """A message was made of it; False when somebody else was first."""
    return _settle(tx, now, nudge_id, "made", "")


def lapse(tx: Transaction, now: datetime, nudge_id: str, why: str) -> bool:
    """It is let go, for this reason; False when somebody else was first."""
    return _settle(tx, now, nudge_id, "lapsed", why)


def nothing_said(tx: Transaction, nudge_id: str) -> None:
    """What was to be said had no point any more, so there was no message."""
    tx.run("UPDATE nudges SET state = 'lapsed', why = 'no_point_any_more' WHERE id = :id", id=nudge_id)


def failed(tx: Transaction, now: datetime, nudge_id: str, again_at: datetime, tries: int) -> bool:
    """Making a message of it failed; it is tried again at `again_at`. After so many tries it lapses: True."""
    tx.run(
        "UPDATE nudges SET tries = tries + 1, due_at = :again_at WHERE id = :id AND state = 'planned'",
        id=nudge_id,
        again_at=instant(again_at),
    )
    row = tx.one("SELECT tries FROM nudges WHERE id = :id", id=nudge_id)
    return row is not None and row["tries"] >= tries and _settle(tx, now, nudge_id, "lapsed", "failed")


def postpone(tx: Transaction, nudge_id: str, due_at: datetime) -> None:
    """Not now, but from `due_at` on."""
    tx.run(
        "UPDATE nudges SET due_at = :due_at WHERE id = :id AND state = 'planned'", due_at=instant(due_at), id=nudge_id
    )


def was_meant_about(tx: Transaction, about: str, *kinds: str) -> bool:
    """Whether one of these kinds is planned about this, or a message was made of it."""
    rows = tx.all("SELECT kind FROM nudges WHERE about = :about AND state IN ('planned', 'made')", about=about)
    return any(row["kind"] in kinds for row in rows)


def bring_forward(tx: Transaction, now: datetime, person_id: str, *kinds: str) -> None:
    """What is planned of these kinds for this person, and was put off, is due now."""
    later = [one for one in planned_of(tx, person_id) if one.kind in kinds and one.due_at > instant(now)]
    for one in later:
        postpone(tx, one.id, now)


def withdraw_about(tx: Transaction, now: datetime, about: str, why: str, *kinds: str) -> int:
    """Nothing more is planned about this (of these kinds, if any are named); how many rows that was."""
    found = [one for one in planned_about(tx, about) if not kinds or one.kind in kinds]
    return sum(_settle(tx, now, one.id, "withdrawn", why) for one in found)


def withdraw_of(tx: Transaction, now: datetime, person_id: str, why: str, *kinds: str) -> int:
    """Nothing more is planned for this person (of these kinds, if any are named); how many rows that was."""
    found = [one for one in planned_of(tx, person_id) if not kinds or one.kind in kinds]
    return sum(_settle(tx, now, one.id, "withdrawn", why) for one in found)


def withdraw_for(tx: Transaction, now: datetime, person_id: str, about: str, why: str, *kinds: str) -> int:
    """Nothing more of these kinds (or of any) is planned for this person about this; how many rows that was."""
    found = [one for one in planned_of(tx, person_id) if one.about == about and (not kinds or one.kind in kinds)]
    return sum(_settle(tx, now, one.id, "withdrawn", why) for one in found)


def is_planned(tx: Transaction, person_id: str, kind: str, about: str) -> bool:
    """Whether one of this kind is planned for this person about this."""
    sql = "SELECT 1 FROM nudges WHERE person_id = :id AND kind = :kind AND about = :about AND state = 'planned'"
    return tx.one(sql, id=person_id, kind=kind, about=about) is not None


def never_went(tx: Transaction, person_id: str, kind: str, about: Sequence[str]) -> bool:
    """Whether this kind was meant for this person about one of these, and no message was ever made of it."""
    rows = tx.all(
        "SELECT about, state FROM nudges WHERE person_id = :person_id AND kind = :kind", person_id=person_id, kind=kind
    )
    states = [row["state"] for row in rows if row["about"] in about]
    return bool(states) and "made" not in states


def untold(tx: Transaction, about: str, kind: str, *, but: str) -> list[str]:
    """The ids of those for whom this kind was meant about this, and no message was made of it, nor was it let go for
    this reason."""
    rows = tx.all(
        """
        SELECT DISTINCT person_id FROM nudges WHERE about = :about AND kind = :kind AND person_id NOT IN (
          SELECT person_id FROM nudges WHERE about = :about AND kind = :kind AND (state = 'made' OR why = :but))
        ORDER BY person_id
        """,
        about=about,
        kind=kind,
        but=but,
    )
    return [row["person_id"] for row in rows]


def let_go(tx: Transaction, person_id: str, kind: str, about: Sequence[str], why: str) -> bool:
    """Whether a note of this kind about one of these was let go for this reason."""
    sql = "SELECT about FROM nudges WHERE person_id = :person_id AND kind = :kind AND why = :why"
    return any(row["about"] in about for row in tx.all(sql, person_id=person_id, kind=kind, why=why))


def _settle(tx: Transaction, now: datetime, nudge_id: str, state: str, why: str) -> bool:
    return (
        tx.run(
            "UPDATE nudges SET state = :state, why = :why, done_at = :now WHERE id = :id AND state = 'planned'",
            state=state,
            why=why,
            now=instant(now),
            id=nudge_id,
        )
        == 1
    )
