"""What somebody decided to have deleted, and until when they can change their mind. One plan a person."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage import audit, consents, health, ledger, terms
from storage.database import Row, Transaction
from storage.values import instant, moment

ALL, LEAVING, HEALTH = "all", "leaving", "health"


@dataclass(frozen=True, slots=True)
class Planned:
    """`kind` says what: all, leaving (by `choices`: words, sounds, promises, each keep, without_name or delete), or
    health: what was told under a yes that was taken back."""

    person_id: str
    kind: str
    choices: dict[str, str]
    due_at: str


def plan(
    tx: Transaction,
    now: datetime,
    person_id: str,
    kind: str,
    due_at: datetime,
    choices: Mapping[str, str] | None = None,
) -> None:
    """Mean to do this then, instead of whatever was meant before."""
    tx.run(
        """
        INSERT INTO erasures (person_id, kind, choices, asked_at, due_at) VALUES (:id, :kind, :choices, :now, :due_at)
        ON CONFLICT (person_id) DO UPDATE SET kind = excluded.kind, choices = excluded.choices,
          asked_at = excluded.asked_at, due_at = excluded.due_at
        """,
        id=person_id,
        kind=kind,
        choices=json.dumps(dict(choices or {}), sort_keys=True),
        now=instant(now),
        due_at=instant(due_at),
    )
    ledger.note(tx, now, person_id, f"planned:{kind}:{instant(due_at)}")


def planned(tx: Transaction, person_id: str) -> Planned | None:
    """What is meant to be deleted of somebody."""
    row = tx.again("SELECT person_id, kind, choices, due_at FROM erasures WHERE person_id = :id", id=person_id)
    return None if row is None else _planned(row)


def due(tx: Transaction, now: datetime) -> list[Planned]:
    """What nobody has changed their mind about in time, the longest due first. What was told under a yes that was taken
    back is due at its time, also where more is meant for later."""
    rows = tx.all("SELECT person_id, kind, choices, due_at FROM erasures ORDER BY due_at, person_id")
    return [one for row in rows if (one := _due(tx, now, _planned(row))) is not None]


def _due(tx: Transaction, now: datetime, meant: Planned) -> Planned | None:
    if meant.due_at <= instant(now):
        return meant
    words_at = words_go_at(tx, meant.person_id)
    if words_at and words_at <= instant(now):
        return Planned(meant.person_id, HEALTH, {}, words_at)
    return None


def words_go_at(tx: Transaction, person_id: str) -> str:
    """When what somebody told us goes because they took back their yes to keeping it, whatever else is meant or called
    off; '' where that yes was not taken back, or it is done."""
    past = [one for one in consents.history(tx, person_id) if one["purpose"] == health.PURPOSE]
    if not past or past[-1]["decision"] != "withdrawn":
        return ""
    since = moment(_first_of_the_last(past)["decided_at"])
    if any(audit.was_done(tx, f"erased_{kind}", person_id, since=since) for kind in (HEALTH, LEAVING)):
        return ""
    meant = planned(tx, person_id)
    if meant is not None and meant.kind == HEALTH:
        return meant.due_at
    return instant(since + terms.to_change_ones_mind(tx))


def _first_of_the_last(past: Sequence[Mapping[str, str]]) -> Mapping[str, str]:
    """When it was decided as it stands: the same said once more moves nothing."""
    begun = past[-1]
    for one in reversed(past):
        if one["decision"] != begun["decision"]:
            break
        begun = one
    return begun


def call_off(tx: Transaction, now: datetime, person_id: str, *kinds: str) -> bool:
    """They changed their mind, about anything or what is of these kinds; False when nothing was meant."""
    found = planned(tx, person_id)
    if found is None or (kinds and found.kind not in kinds):
        return False
    ledger.note(tx, now, person_id, "called_off")
    return tx.run("DELETE FROM erasures WHERE person_id = :id", id=person_id) == 1


def think_again(tx: Transaction, now: datetime, person_id: str, *kinds: str) -> bool:
    """They changed their mind about what they decided to have deleted, all of it or what is of these kinds; False when
    nothing was meant. What they told us under a yes that they took back goes all the same: only a yes keeps that."""
    words_at = words_go_at(tx, person_id)
    if not call_off(tx, now, person_id, *(kinds or (ALL, LEAVING))):
        return False
    if words_at:
        plan(tx, now, person_id, HEALTH, moment(words_at))
    return True


def _planned(row: Row) -> Planned:
    return Planned(row["person_id"], row["kind"], json.loads(row["choices"]), row["due_at"])
