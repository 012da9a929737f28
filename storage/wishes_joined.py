"""Of two accounts that became one, what somebody wishes and needs: the stricter holds, and what was never said says
nothing."""

from __future__ import annotations

from storage import people, profiles
from storage.database import Transaction


def join(tx: Transaction, kept: str, gone: str) -> None:
    """What stands in both is made one, before the rows of `gone` are moved."""
    _tighten_profile(tx, kept, gone)
    _tighten_needs(tx, kept, gone)


def _tighten_profile(tx: Transaction, kept: str, gone: str) -> None:
    """The wishes of the account that stays, and those of the other where it has none; never more notes than either
    asked for. Where somebody joined with one of them only, the wishes of that one hold."""
    own, other = profiles.of(tx, kept), profiles.of(tx, gone)
    if not other:
        return
    one, two = (_has_joined(tx, each) for each in (kept, gone))
    told = {name: value for name, value in other.items() if (two and not one) or own.get(name) in (None, "")}
    told = {name: value for name, value in told.items() if value not in (None, "")}
    if own and one == two:
        told |= {name: own[name] and other[name] for name in ("remind_day", "remind_hour")}
        told["nudge_limit"] = min(own["nudge_limit"], other["nudge_limit"])
        rhythms = (own["reflect_every"], other["reflect_every"])
        told["reflect_every"] = 0 if 0 in rhythms else max(rhythms)
    profiles.keep(tx, kept, told)


def _has_joined(tx: Transaction, person_id: str) -> bool:
    person = people.by_id(tx, person_id)
    return person is not None and person.joined_at is not None


def _tighten_needs(tx: Transaction, kept: str, gone: str) -> None:
    """A leader is told of a need only where both accounts say so; one with which nobody joined says nothing."""
    if not (_has_said(tx, kept) and _has_said(tx, gone)):
        return
    tx.run(
        """
        UPDATE access_needs SET share_with_leader = :no WHERE person_id IN (:kept, :gone) AND NOT EXISTS (
          SELECT 1 FROM access_needs AS same WHERE same.need = access_needs.need
            AND same.person_id IN (:kept, :gone) AND same.person_id <> access_needs.person_id
            AND same.share_with_leader = :yes)
        """,
        kept=kept,
        gone=gone,
        no=False,
        yes=True,
    )


def _has_said(tx: Transaction, person_id: str) -> bool:
    """Whether they have told us what they need, or joined without needing anything."""
    row = tx.one(
        """
        SELECT id FROM people WHERE id = :id
          AND (joined_at IS NOT NULL OR EXISTS (SELECT 1 FROM access_needs WHERE person_id = :id))
        """,
        id=person_id,
    )
    return row is not None
