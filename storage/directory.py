"""The programme's people as the team looks them up."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from storage import consents, health
from storage.among import AT_ONCE, among
from storage.database import Row, Transaction
from storage.web_chats import is_web


class Listed(NamedTuple):
    """Somebody who has joined, waits for a person, or has come in and is on the way. `paired`: how a pairing of
    theirs stands, agreed or proposed, or '' where they are in none; `joining`: they have not joined yet; `left_at`:
    since when they have left, or ''."""

    id: str
    number: int
    name: str
    pronouns: str
    is_test: bool
    stopped: bool
    paired: str
    joining: bool
    left_at: str


def everybody(
    tx: Transaction,
    role: str = "",
    *,
    waiting_too: bool = False,
    joining_too: bool = False,
    only: Collection[str] | None = None,
) -> list[Listed]:
    """All who have joined and were not erased (with this role, if one is named, or `only` those with these ids); those
    in no pairing first, by name.

    With `waiting_too` also whoever asked for a person before they had joined, and has not heard back, and whoever has
    locked their only way in before that; with `joining_too` also whoever has a part in the programme, and has not
    joined yet.
    """
    theirs, ids = among("people.id", only)
    rows = tx.all(
        f"""
        SELECT id, number, name, pronouns, is_test, stopped_at, joined_at, left_at FROM people WHERE erased_at IS NULL
          AND (joined_at IS NOT NULL
            OR (:joining_too AND telegram_id IS NOT NULL AND left_at IS NULL
              AND EXISTS (SELECT 1 FROM roles WHERE roles.person_id = people.id))
            OR (:waiting_too AND (EXISTS (SELECT 1 FROM concerns
                WHERE concerns.person_id = people.id AND concerns.closed_at IS NULL)
              OR EXISTS (SELECT 1 FROM notices WHERE notices.kind = 'chat_locked' AND notices.about = people.id))))
          AND (:any_role OR EXISTS (SELECT 1 FROM roles WHERE roles.person_id = people.id AND roles.role = :role))
          AND {theirs}
        ORDER BY name, number
        """,  # noqa: S608 - names of our own
        **ids,
        role=role,
        any_role=role == "",
        waiting_too=waiting_too,
        joining_too=joining_too,
    )
    paired = _paired(tx)
    listed = [
        Listed(
            row["id"],
            row["number"],
            row["name"],
            row["pronouns"],
            bool(row["is_test"]),
            row["stopped_at"] is not None,
            paired.get(row["id"], ""),
            row["joined_at"] is None,
            row["left_at"] or "",
        )
        for row in rows
        if only is None or row["id"] in only
    ]
    return sorted(listed, key=lambda one: one.paired)  # those who stand alike stay in order


def _paired(tx: Transaction) -> dict[str, str]:
    """How a pairing of theirs stands, by id, of everybody who is in one: agreed, where one is agreed. Asked once for
    all: of one after the other it would be looked up twice for each."""
    found: dict[str, str] = {}
    for row in tx.all(
        "SELECT partner_id, leader_id, state FROM pairings WHERE state IN ('proposed', 'agreed') ORDER BY state DESC"
    ):
        found[row["partner_id"]] = found[row["leader_id"]] = row["state"]
    return found


def joined(tx: Transaction, people: Collection[str]) -> set[str]:
    """Those of these ids that are of somebody who has joined and was not erased."""
    theirs, ids = among("id", people)
    rows = tx.all(
        f"SELECT id FROM people WHERE erased_at IS NULL AND joined_at IS NOT NULL AND {theirs}",  # noqa: S608
        **ids,
    )
    return {row["id"] for row in rows}.intersection(people)


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """Somebody who has come in and not joined yet: since when, and whether they are to answer on a page. `opened`:
    something came from them since."""

    id: str
    number: int
    name: str
    role: str
    since: str
    on_web: bool
    opened: bool


def on_the_way(tx: Transaction, *roles: str) -> list[OnTheWay]:
    """Who has one of these roles and has not joined yet, those who came last first."""
    named = {f"role_{place}": role for place, role in enumerate(roles)}
    rows = tx.all(
        f"""
        SELECT people.id, number, name, MIN(role) AS role, met_at, seen_at, telegram_id FROM people
        JOIN roles ON roles.person_id = people.id AND role IN ({", ".join(f":{name}" for name in named)})
        WHERE joined_at IS NULL AND erased_at IS NULL AND left_at IS NULL AND telegram_id IS NOT NULL
        GROUP BY people.id, number, name, met_at, seen_at, telegram_id ORDER BY people.id DESC
        """,  # noqa: S608 - names of our own
        **named,
    )
    return [_on_the_way(row) for row in rows]


def _on_the_way(row: Row) -> OnTheWay:
    on_web = is_web(row["telegram_id"])
    opened = not on_web or row["seen_at"] > row["met_at"]
    return OnTheWay(row["id"], row["number"], row["name"], row["role"], row["met_at"], on_web, opened)


def last_heard(tx: Transaction, person_id: str) -> str:
    """When something came from them last, also what the team wrote down for them; '' while nothing has. Of whom a page
    was only begun it has not, until they open it."""
    row = tx.one(
        """
        SELECT met_at, seen_at, telegram_id,
          (SELECT MAX(answered_at) FROM answers WHERE answers.person_id = people.id) AS said_at
        FROM people WHERE id = :id
        """,
        id=person_id,
    )
    if row is None:
        return ""
    seen = not is_web(row["telegram_id"] or 0) or row["seen_at"] > row["met_at"]
    return max(row["said_at"] or "", row["seen_at"] if seen else "")


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
