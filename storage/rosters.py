"""Who is in the programme, with whom, and when they met: as rows for a list, in pieces. Test people are in none."""

from __future__ import annotations

from typing import Any

from storage import health, quiet
from storage.database import Transaction

AT_ONCE = 250  # rows that are read in one go
Piece = list[dict[str, Any]]

_PEOPLE = "joined_at IS NOT NULL AND erased_at IS NULL AND is_test = :no"
_PAIRINGS = "partner.is_test = :no AND leader.is_test = :no AND pairings.state <> 'undone'"
_SESSIONS = "COALESCE(partner.is_test, :no) = :no AND COALESCE(leader.is_test, :no) = :no"
_TWO = """
  LEFT JOIN people AS partner ON partner.id = partner_id LEFT JOIN people AS leader ON leader.id = leader_id
"""


def people(tx: Transaction, after: str) -> Piece:
    """Everybody who has joined, with their `roles` and `needs`; those behind the id `after`."""
    rows = tx.all(
        f"""
        SELECT people.id, number, people.name, pronouns, language, timezone, joined_at, paused_at, stopped_at,
          unreachable_at, left_at, {quiet.BY_A_NO} AS said_no,
          organisations.name AS organisation, nation, region, contact_days, contact_from, contact_until,
          EXISTS (SELECT 1 FROM pairings WHERE (partner_id = people.id OR leader_id = people.id)
            AND pairings.state = 'agreed') AS paired
        FROM people LEFT JOIN profiles ON profiles.person_id = people.id
        LEFT JOIN organisations ON organisations.id = people.organisation_id
        WHERE people.id > :after AND {_PEOPLE} ORDER BY people.id LIMIT :limit
        """,  # noqa: S608 - constants
        after=after,
        no=False,
        limit=AT_ONCE,
    )
    found = _plain(rows)
    last = found[-1]["id"] if found else after
    roles = _several(tx, "SELECT person_id, role AS one FROM roles", after, last)
    needs = _several(tx, f"SELECT person_id, need AS one FROM access_needs WHERE {health.MAY_READ}", after, last)  # noqa: S608
    return [{**one, "roles": roles.get(one["id"], []), "needs": needs.get(one["id"], [])} for one in found]


def pairings(tx: Transaction, after: str) -> Piece:
    """Every pairing that was not taken back before anybody heard, with how often the two have met and will meet."""
    rows = tx.all(
        f"""
        SELECT pairings.id, pairings.state, from_on, until_on, agreed_at, pairings.ended_at, partner_said, leader_said,
          partner.number AS partner_number, partner.name AS partner, leader.number AS leader_number,
          leader.name AS leader,
          (SELECT COUNT(*) FROM sessions WHERE pairing_id = pairings.id AND sessions.state = 'held') AS held,
          (SELECT COUNT(*) FROM sessions WHERE pairing_id = pairings.id AND sessions.state = 'planned') AS planned
        FROM pairings {_TWO} WHERE pairings.id > :after AND {_PAIRINGS} ORDER BY pairings.id LIMIT :limit
        """,  # noqa: S608 - constants
        after=after,
        no=False,
        limit=AT_ONCE,
    )
    return _plain(rows)


def sessions(tx: Transaction, after: str) -> Piece:
    """Every session, of a pairing by both names or of a group by its name."""
    rows = tx.all(
        f"""
        SELECT sessions.id, starts_at, minutes, sessions.timezone, sessions.state, changes, groups.name AS circle,
          partner.number AS partner_number, partner.name AS partner, leader.number AS leader_number,
          leader.name AS leader
        FROM sessions LEFT JOIN pairings ON pairings.id = pairing_id LEFT JOIN groups ON groups.id = group_id {_TWO}
        WHERE sessions.id > :after AND {_SESSIONS} ORDER BY sessions.id LIMIT :limit
        """,  # noqa: S608 - constants
        after=after,
        no=False,
        limit=AT_ONCE,
    )
    return _plain(rows)


def how_many(tx: Transaction, kind: str) -> int:
    """How many rows a list of this kind has: people, pairings or sessions."""
    where = {
        "people": f"people WHERE {_PEOPLE}",
        "pairings": f"pairings {_TWO} WHERE {_PAIRINGS}",
        "sessions": f"sessions LEFT JOIN pairings ON pairings.id = pairing_id {_TWO} WHERE {_SESSIONS}",
    }
    row = tx.one(f"SELECT COUNT(*) AS times FROM {where[kind]}", no=False)  # noqa: S608 - constants
    return int(row["times"]) if row else 0


def _several(tx: Transaction, sql: str, after: str, last: str) -> dict[str, list[str]]:
    """By person, what they have several of, of those between the two ids."""
    joined = "AND" if " WHERE " in sql else "WHERE"
    rows = tx.all(f"{sql} {joined} person_id > :after AND person_id <= :last ORDER BY 1, 2", after=after, last=last)
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["person_id"], []).append(row["one"])
    return found


def _plain(rows: list[Any]) -> Piece:
    return [{name: row[name] for name in row.keys()} for row in rows]  # noqa: SIM118 - rows are not dictionaries
