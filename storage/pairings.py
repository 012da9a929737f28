"""Pairings: a partner and a leader who work together for a time. Both say yes before it is fixed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from storage.database import Row, Transaction
from storage.values import instant, new_id

Side = Literal["partner", "leader"]

PAST_ITS_END, LEFT = "until_on", "left"  # why one ends that nobody of the team ended

_COLUMNS = """id, partner_id, leader_id, from_on, until_on, goals, state, partner_said, leader_said, fit_every, made_by,
  made_at, agreed_at, ended_at, ended_why"""


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two people put together. `state`: proposed, agreed, declined, undone (by who made it) or ended; `ended_why` is
    what the team wrote about that, or one of those above."""

    id: str
    partner_id: str
    leader_id: str
    from_on: str
    until_on: str | None
    goals: str
    state: str
    partner_said: str | None
    leader_said: str | None
    fit_every: int
    made_by: str | None
    made_at: str
    agreed_at: str | None
    ended_at: str | None
    ended_why: str

    def side_of(self, person_id: str) -> Side | None:
        """On which side somebody stands, if on any."""
        if person_id == self.partner_id:
            return "partner"
        return "leader" if person_id == self.leader_id else None

    def counterpart_of(self, person_id: str) -> str:
        """The id of the other person. Raises ValueError for somebody who is not in it."""
        if self.side_of(person_id) is None:
            raise ValueError("not in this pairing")
        return self.leader_id if person_id == self.partner_id else self.partner_id


def _pairing(row: Row) -> Pairing:
    return Pairing(*[row[name] for name in Pairing.__slots__])


def propose(
    tx: Transaction,
    now: datetime,
    *,
    partner_id: str,
    leader_id: str,
    from_on: date,
    until_on: date | None = None,
    goals: str = "",
    made_by: str | None = None,
) -> str:
    """Put two people together, as far as both will say yes; the pairing's id.

    The schema refuses (RuleBroken) somebody with themselves, an end before the start, and the same two twice at once.
    """
    pairing_id = new_id(now)
    tx.run(
        """
        INSERT INTO pairings (id, partner_id, leader_id, from_on, until_on, goals, state, made_by, made_at)
        VALUES (:id, :partner_id, :leader_id, :from_on, :until_on, :goals, 'proposed', :made_by, :now)
        """,
        id=pairing_id,
        partner_id=partner_id,
        leader_id=leader_id,
        from_on=from_on.isoformat(),
        until_on=until_on.isoformat() if until_on else None,
        goals=goals,
        made_by=made_by,
        now=instant(now),
    )
    return pairing_id


def by_id(tx: Transaction, pairing_id: str) -> Pairing | None:
    """This pairing, in whatever state."""
    row = tx.one(f"SELECT {_COLUMNS} FROM pairings WHERE id = :id", id=pairing_id)  # noqa: S608 - constants
    return None if row is None else _pairing(row)


def standing_of(tx: Transaction, person_id: str) -> list[Pairing]:
    """The pairings of somebody that are proposed or agreed, oldest first."""
    rows = tx.all(
        f"""
        SELECT {_COLUMNS} FROM pairings WHERE (partner_id = :id OR leader_id = :id) AND state IN ('proposed', 'agreed')
        ORDER BY id
        """,  # noqa: S608 - constants
        id=person_id,
    )
    return [_pairing(row) for row in rows]


def of_person(tx: Transaction, person_id: str) -> list[Pairing]:
    """Every pairing of somebody, over or not, the newest first."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM pairings WHERE partner_id = :id OR leader_id = :id ORDER BY id DESC",  # noqa: S608
        id=person_id,
    )
    return [_pairing(row) for row in rows]


def over(tx: Transaction, limit: int) -> list[Pairing]:
    """Those that do not stand any more, the last to end first."""
    rows = tx.all(
        f"""
        SELECT {_COLUMNS} FROM pairings WHERE state NOT IN ('proposed', 'agreed')
        ORDER BY ended_at DESC, id DESC LIMIT :limit
        """,  # noqa: S608 - constants
        limit=limit,
    )
    return [_pairing(row) for row in rows]


def some_standing(tx: Transaction, limit: int, skipping: int) -> tuple[list[Pairing], int]:
    """So many of those that are proposed or agreed, the newest first, and how many there are in all."""
    rows = tx.all(
        f"""
        SELECT {_COLUMNS} FROM pairings WHERE state IN ('proposed', 'agreed') ORDER BY id DESC
        LIMIT :limit OFFSET :skipping
        """,  # noqa: S608 - constants
        limit=limit,
        skipping=skipping,
    )
    all_of_them = tx.one("SELECT COUNT(*) AS times FROM pairings WHERE state IN ('proposed', 'agreed')")
    return [_pairing(row) for row in rows], int(all_of_them["times"]) if all_of_them else 0


def agreed_by_name(tx: Transaction) -> list[tuple[str, str, str]]:
    """Of every agreed pairing its id, and what the partner and the leader are called, '' where nobody has said."""
    rows = tx.all(
        """
        SELECT pairings.id, partner.name AS partner, leader.name AS leader FROM pairings
        JOIN people AS partner ON partner.id = partner_id JOIN people AS leader ON leader.id = leader_id
        WHERE state = 'agreed' ORDER BY pairings.id
        """
    )
    return [(row["id"], row["partner"], row["leader"]) for row in rows]


def standing(tx: Transaction) -> list[Pairing]:
    """All pairings that are proposed or agreed, oldest first."""
    rows = tx.all(f"SELECT {_COLUMNS} FROM pairings WHERE state IN ('proposed', 'agreed') ORDER BY id")  # noqa: S608
    return [_pairing(row) for row in rows]


def proposed(tx: Transaction) -> list[Pairing]:
    """Those to which one of the two has not said yes yet, oldest first."""
    rows = tx.all(f"SELECT {_COLUMNS} FROM pairings WHERE state = 'proposed' ORDER BY id")  # noqa: S608 - constants
    return [_pairing(row) for row in rows]


def how_many_agreed(tx: Transaction) -> int:
    """How many pairings stand."""
    row = tx.one("SELECT COUNT(*) AS times FROM pairings WHERE state = 'agreed'")
    return int(row["times"]) if row else 0


def say(tx: Transaction, now: datetime, pairing_id: str, side: Side, said: str) -> str:
    """One side says yes or no; what the pairing is now. Once both said yes it is agreed, one no declines it.

    What was undone or has ended stays so.
    """
    tx.run(f"UPDATE pairings SET {side}_said = :said WHERE id = :id AND state = 'proposed'", said=said, id=pairing_id)  # noqa: S608
    tx.run(
        """
        UPDATE pairings SET state = 'agreed', agreed_at = :now
        WHERE id = :id AND state = 'proposed' AND partner_said = 'yes' AND leader_said = 'yes'
        """,
        id=pairing_id,
        now=instant(now),
    )
    tx.run(
        """
        UPDATE pairings SET state = 'declined', ended_at = :now
        WHERE id = :id AND state = 'proposed' AND (partner_said = 'no' OR leader_said = 'no')
        """,
        id=pairing_id,
        now=instant(now),
    )
    found = by_id(tx, pairing_id)
    return found.state if found else ""


def close(tx: Transaction, now: datetime, pairing_id: str, state: Literal["undone", "ended"], why: str = "") -> bool:
    """It stands no longer; False when it did not stand any more before."""
    return (
        tx.run(
            """
            UPDATE pairings SET state = :state, ended_at = :now, ended_why = :why
            WHERE id = :id AND state IN ('proposed', 'agreed')
            """,
            state=state,
            now=instant(now),
            why=why,
            id=pairing_id,
        )
        == 1
    )


def ended_at(tx: Transaction, person_id: str, at: str) -> bool:
    """Whether a pairing of theirs ended at this very moment."""
    row = tx.one(
        """
        SELECT id FROM pairings WHERE partner_id = :id AND ended_at = :at
        UNION ALL SELECT id FROM pairings WHERE leader_id = :id AND ended_at = :at
        """,
        id=person_id,
        at=at,
    )
    return row is not None


def keep_goals(tx: Transaction, pairing_id: str, goals: str) -> None:
    """What the two want to come of it, in their own words."""
    tx.run("UPDATE pairings SET goals = :goals WHERE id = :id", goals=goals, id=pairing_id)


def forget_goals(tx: Transaction, person_id: str) -> None:
    """Nothing stands any more of what was wanted of somebody's pairings."""
    tx.run("UPDATE pairings SET goals = '' WHERE partner_id = :id OR leader_id = :id", id=person_id)
