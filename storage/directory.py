"""The programme's people as the team looks them up."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from storage import consents, health
from storage.database import Transaction

AT_ONCE = 500  # asked about in one question


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody who has joined, or waits for a person. `paired`: they are in a pairing that is proposed or agreed."""

    id: str
    number: int
    name: str
    pronouns: str
    is_test: bool
    stopped: bool
    paired: bool


def everybody(tx: Transaction, role: str = "", *, waiting_too: bool = False) -> list[Listed]:
    """All who have joined and were not erased (with this role, if one is named); those in no pairing first, by name.

    With `waiting_too` also whoever asked for a person before they had joined, and has not heard back.
    """
    rows = tx.all(
        """
        SELECT id, number, name, pronouns, is_test, stopped_at, EXISTS (SELECT 1 FROM pairings
            WHERE (partner_id = people.id OR leader_id = people.id) AND state IN ('proposed', 'agreed')) AS paired
        FROM people WHERE erased_at IS NULL
          AND (joined_at IS NOT NULL OR (:waiting_too AND EXISTS (SELECT 1 FROM concerns
            WHERE concerns.person_id = people.id AND concerns.closed_at IS NULL)))
          AND (:any_role OR EXISTS (SELECT 1 FROM roles WHERE roles.person_id = people.id AND roles.role = :role))
        ORDER BY paired, name, number
        """,
        role=role,
        any_role=role == "",
        waiting_too=waiting_too,
    )
    return [
        Listed(
            row["id"],
            row["number"],
            row["name"],
            row["pronouns"],
            bool(row["is_test"]),
            row["stopped_at"] is not None,
            bool(row["paired"]),
        )
        for row in rows
    ]


def needs_of(tx: Transaction, person_id: str) -> list[str]:
    """What makes it easier for somebody to take part, as people may read it: nothing once they took back that we keep
    it, though it is deleted some time later."""
    rows = tx.all(
        f"SELECT need FROM access_needs WHERE person_id = :id AND {health.MAY_READ} ORDER BY need",  # noqa: S608
        id=person_id,
    )
    return [row["need"] for row in rows]


def needs_to_heed(tx: Transaction, person_id: str) -> list[str]:
    """The same for how we write to them, which nobody reads: until it is deleted."""
    rows = tx.all("SELECT need FROM access_needs WHERE person_id = :id ORDER BY need", id=person_id)
    return [row["need"] for row in rows]


def interests_of(tx: Transaction, person_id: str) -> list[str]:
    """What somebody wants to hear about."""
    rows = tx.all("SELECT topic FROM interests WHERE person_id = :id ORDER BY topic", id=person_id)
    return [row["topic"] for row in rows]


def needs_told_to_leader(tx: Transaction, person_id: str) -> list[str]:
    """Those of them that they allowed us to tell the leader they work with; none once they took that back."""
    if consents.decisions(tx, person_id).get("share_with_leader", "given") != "given":
        return []
    rows = tx.all(
        f"""
        SELECT need FROM access_needs WHERE person_id = :id AND share_with_leader = :yes AND {health.MAY_READ}
        ORDER BY need
        """,  # noqa: S608 - constants
        id=person_id,
        yes=True,
    )
    return [row["need"] for row in rows]


def unreachable(tx: Transaction) -> list[tuple[str, int, str, str]]:
    """(id, number, name, since when) of everybody to whom Telegram does not let us write, the longest first."""
    rows = tx.all(
        """
        SELECT id, number, name, unreachable_at FROM people WHERE unreachable_at IS NOT NULL AND erased_at IS NULL
        ORDER BY unreachable_at
        """
    )
    return [(row["id"], row["number"], row["name"], row["unreachable_at"]) for row in rows]


def organisations_with_people(tx: Transaction) -> list[tuple[str, str, int]]:
    """(id, name, how many people) of every organisation, by name."""
    rows = tx.all(
        """
        SELECT organisations.id, organisations.name, COUNT(people.id) AS times FROM organisations
        LEFT JOIN people ON people.organisation_id = organisations.id AND erased_at IS NULL
        GROUP BY organisations.id, organisations.name ORDER BY organisations.name
        """
    )
    return [(row["id"], row["name"], row["times"]) for row in rows]


def staff(tx: Transaction, roles: tuple[str, ...]) -> list[tuple[str, int, str, str]]:
    """(id, number, name, role) for each of these roles that somebody has, by name."""
    rows = [
        row
        for role in roles
        for row in tx.all(
            """
            SELECT people.id, number, name, role FROM people JOIN roles ON roles.person_id = people.id
            WHERE role = :role AND erased_at IS NULL
            """,
            role=role,
        )
    ]
    return sorted(((row["id"], row["number"], row["name"], row["role"]) for row in rows), key=lambda one: one[1:])


@dataclass(frozen=True, slots=True)
class Pair:
    """The two of a pairing, and what they are called, '' where nobody has said."""

    partner_id: str
    leader_id: str
    partner: str
    leader: str


def pairs(tx: Transaction, pairing_ids: Collection[str]) -> dict[str, Pair]:
    """The two of each of these pairings, by its id."""
    found: dict[str, Pair] = {}
    in_order = sorted(pairing_ids)
    for start in range(0, len(in_order), AT_ONCE):
        named = {f"id_{place}": one for place, one in enumerate(in_order[start : start + AT_ONCE])}
        rows = tx.all(
            f"""
            SELECT pairings.id, partner_id, leader_id, partner.name AS partner, leader.name AS leader FROM pairings
            JOIN people AS partner ON partner.id = partner_id JOIN people AS leader ON leader.id = leader_id
            WHERE pairings.id IN ({", ".join(f":{name}" for name in named)})
            """,  # noqa: S608 - names of our own
            **named,
        )
        found |= {row["id"]: Pair(*(row[name] for name in Pair.__slots__)) for row in rows}
    return found
