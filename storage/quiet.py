"""Quiet because of a no: whoever said it to keeping their answers is written to by nobody, and has not paused."""

from __future__ import annotations

from storage.consents import TAKE_PART
from storage.database import Transaction

_LISTED = ", ".join(f"'{one}'" for one in TAKE_PART)
# SQL of a no that somebody of `people` said to keeping what they say. Their quiet begins at the very moment of it: so
# it is told from a pause.
_A_NO = f"FROM consents WHERE person_id = people.id AND decision <> 'given' AND purpose IN ({_LISTED})"
# SQL that is true where it is for such a no alone that somebody of `people` is quiet.
_SINCE_IT = f"{_A_NO} AND decided_at = people.paused_at"
BY_A_NO = f"EXISTS (SELECT 1 {_SINCE_IT})"


def after_a_no(tx: Transaction, person_id: str) -> None:
    """Nothing that we begin goes to them, since their last no; a pause that stands goes on."""
    tx.run(
        f"UPDATE people SET paused_at = COALESCE(paused_at, (SELECT MAX(decided_at) {_A_NO})) WHERE id = :id",  # noqa: S608
        id=person_id,
    )


def is_by_a_no(tx: Transaction, person_id: str) -> bool:
    """Whether they are quiet for a no alone: a yes ends it, and no other word."""
    return tx.one(f"SELECT 1 AS one FROM people WHERE id = :id AND {BY_A_NO}", id=person_id) is not None  # noqa: S608


def end_with_a_yes(tx: Transaction, person_id: str, purpose: str) -> bool:
    """They said yes to `purpose`: what a no to it began is over; False when nothing was. A pause of theirs stands."""
    ended = tx.run(
        f"UPDATE people SET paused_at = NULL WHERE id = :id AND EXISTS (SELECT 1 {_SINCE_IT} AND purpose = :purpose)",  # noqa: S608
        id=person_id,
        purpose=purpose,
    )
    return ended == 1
