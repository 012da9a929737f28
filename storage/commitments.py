"""Commitments: what a leader set out to do differently after a session, in their words, and what came of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from storage.database import Row, Transaction
from storage.values import instant, new_id

_COLUMNS = "id, session_id, person_id, words, by_on, shared, state, made_at"


@dataclass(frozen=True, slots=True)
class Commitment:
    """One promise. `by_on` is the day chosen for it; `shared`: the partner may see the words."""

    id: str
    session_id: str | None
    person_id: str
    words: str
    by_on: str
    shared: bool
    state: str
    made_at: str

    @property
    def stands(self) -> bool:
        """Whether it is still asked about."""
        return self.state in ("open", "partly", "not_yet")


def _commitment(row: Row) -> Commitment:
    return Commitment(
        row["id"],
        row["session_id"],
        row["person_id"],
        row["words"],
        row["by_on"],
        bool(row["shared"]),
        row["state"],
        row["made_at"],
    )


def after_sessions(tx: Transaction, session_ids: Collection[str]) -> dict[str, str]:
    """By the id of each promise that was made after one of these sessions, which it was."""
    names = {f"v{place}": one for place, one in enumerate(session_ids)}
    if not names:
        return {}
    sql = f"SELECT id, session_id FROM commitments WHERE session_id IN ({', '.join(f':{name}' for name in names)})"  # noqa: S608
    return {row["id"]: row["session_id"] for row in tx.all(sql, **names)}


def keep(
    tx: Transaction, now: datetime, *, session_id: str, person_id: str, words: str, by_on: date, shared: bool
) -> str:
    """Keep what somebody set out to do after a session, in place of what they had said of it before; its id."""
    known = of_session(tx, session_id, person_id)
    commitment_id = known.id if known else new_id(now)
    if known is None:
        tx.run(
            """
            INSERT INTO commitments (id, session_id, person_id, words, by_on, shared, state, made_at)
            VALUES (:id, :session_id, :person_id, :words, :by_on, :shared, 'open', :now)
            """,
            id=commitment_id,
            session_id=session_id,
            person_id=person_id,
            words=words,
            by_on=by_on.isoformat(),
            shared=shared,
            now=instant(now),
        )
    else:
        tx.run(
            "UPDATE commitments SET words = :words, by_on = :by_on, shared = :shared WHERE id = :id",
            words=words,
            by_on=by_on.isoformat(),
            shared=shared,
            id=commitment_id,
        )
    return commitment_id


def take_back(tx: Transaction, session_id: str, person_id: str) -> None:
    """They set out to do nothing after this session, after all."""
    tx.run(
        "DELETE FROM commitments WHERE session_id = :session_id AND person_id = :person_id",
        session_id=session_id,
        person_id=person_id,
    )


def by_id(tx: Transaction, commitment_id: str) -> Commitment | None:
    """This commitment, in whatever state."""
    row = tx.one(f"SELECT {_COLUMNS} FROM commitments WHERE id = :id", id=commitment_id)  # noqa: S608 - constants
    return None if row is None else _commitment(row)


def of_session(tx: Transaction, session_id: str, person_id: str) -> Commitment | None:
    """What somebody set out to do after this session, if anything."""
    row = tx.one(
        f"""
        SELECT {_COLUMNS} FROM commitments WHERE session_id = :session_id AND person_id = :person_id
        ORDER BY id DESC LIMIT 1
        """,  # noqa: S608 - constants
        session_id=session_id,
        person_id=person_id,
    )
    return None if row is None else _commitment(row)


def standing(tx: Transaction, today: date, made_since: datetime) -> list[Commitment]:
    """Those that may still be asked about: chosen for a day that has not passed, or made since then."""
    rows = tx.all(
        f"""
        SELECT {_COLUMNS} FROM commitments
        WHERE state IN ('open', 'partly', 'not_yet') AND (by_on >= :today OR made_at >= :since) ORDER BY id
        """,  # noqa: S608 - constants
        today=today.isoformat(),
        since=instant(made_since),
    )
    return [_commitment(row) for row in rows]


def becomes(tx: Transaction, now: datetime, commitment_id: str, state: str) -> None:
    """What came of it, as who made it says."""
    tx.run(
        "UPDATE commitments SET state = :state, settled_at = :now WHERE id = :id",
        state=state,
        now=instant(now),
        id=commitment_id,
    )


def of_person(tx: Transaction, person_id: str) -> list[Commitment]:
    """Everything that somebody set out to do, oldest first."""
    rows = tx.all(f"SELECT {_COLUMNS} FROM commitments WHERE person_id = :id ORDER BY id", id=person_id)  # noqa: S608 - constants
    return [_commitment(row) for row in rows]


def hand_to(tx: Transaction, person_id: str, nameless: str) -> int:
    """What somebody set out to do is nobody's in particular any more, and after no session; how many promises."""
    return tx.run(
        "UPDATE commitments SET person_id = :nameless, session_id = NULL WHERE person_id = :id",
        nameless=nameless,
        id=person_id,
    )


def forget_of(tx: Transaction, person_id: str) -> int:
    """Delete what somebody set out to do; how many promises."""
    return tx.run("DELETE FROM commitments WHERE person_id = :id", id=person_id)
