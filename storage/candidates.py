"""Candidates: everybody who might be written to, with what an audience is chosen by. Read only."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from storage import consents, health
from storage.among import among
from storage.database import Row, Transaction


@dataclass(slots=True)
class Candidate:
    """One person as the rule for audiences sees them. No word they wrote is here."""

    id: str
    language: str
    organisation: str
    nation: str
    region: str
    availability: str
    available_from: str | None
    nudge_limit: int
    is_test: bool
    reachable: bool
    paused: bool
    stopped: bool
    has_concern: bool
    leaving: bool  # or they asked for deletion
    taken_back: bool = False  # that we keep what they say; or that is to be deleted
    roles: set[str] = field(default_factory=set)
    interests: set[str] = field(default_factory=set)
    muted: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)
    needs: set[str] = field(default_factory=set)
    consents: dict[str, str] = field(default_factory=dict)
    asked: bool = False  # whether any opportunity came to them
    took_part_lately: int = 0  # in the last three that were decided


_ASKED_FOR = ("take_part_health", "take_part", "opportunities")  # the consents that say who may be written to
_SAID_LAST = """(SELECT decision || ' ' || wording_version FROM consents
  WHERE consents.person_id = people.id AND purpose = '{0}' ORDER BY id DESC LIMIT 1) AS {0}"""
_LAST_SAID = ", ".join(_SAID_LAST.format(one) for one in _ASKED_FOR)


def everybody(tx: Transaction, only: Collection[str] | None = None, *, history: bool = True) -> list[Candidate]:
    """All who joined and were not erased, or `only` those with these ids; those met first first. What they were asked
    and took part in before is looked up where `history` matters."""
    theirs, ids = among("people.id", only)
    rows = tx.all(
        f"""
        SELECT people.id, language, COALESCE(organisation_id, '') AS organisation, COALESCE(nation, '') AS nation,
          COALESCE(region, '') AS region, COALESCE(availability, '') AS availability, available_from,
          COALESCE(nudge_limit, 2) AS nudge_limit, is_test, telegram_id, unreachable_at, paused_at, stopped_at,
          (SELECT COUNT(*) FROM concerns WHERE concerns.person_id = people.id AND lifted_at IS NULL) AS has_concern,
          (SELECT COUNT(*) FROM erasures WHERE erasures.person_id = people.id AND kind <> 'health') AS leaving,
          (SELECT COUNT(*) FROM erasures WHERE erasures.person_id = people.id AND kind = 'health') AS goes,
          {_LAST_SAID}
        FROM people LEFT JOIN profiles ON profiles.person_id = people.id
        WHERE joined_at IS NOT NULL AND erased_at IS NULL AND {theirs} ORDER BY people.id
        """,  # noqa: S608 - constants
        **ids,
    )
    required = {row["purpose"]: row["version"] for row in tx.all("SELECT purpose, version FROM wordings")}
    found = {row["id"]: _candidate(row, required) for row in rows if only is None or row["id"] in only}
    _add_sets(tx, found, only)
    if history:
        _add_history(tx, found, only)
    return list(found.values())


def _candidate(row: Row, required: Mapping[str, str]) -> Candidate:
    """What they said is read as it is when something is sent: a yes to other words than `required` now is outdated."""
    said = {purpose: row[purpose].partition(" ") for purpose in _ASKED_FOR if row[purpose] is not None}
    stands = {one: consents.as_it_stands(told[0], required.get(one), told[2]) for one, told in said.items()}
    return Candidate(
        row["id"],
        row["language"],
        row["organisation"],
        row["nation"],
        row["region"],
        row["availability"],
        row["available_from"],
        row["nudge_limit"],
        bool(row["is_test"]),
        row["telegram_id"] is not None and row["unreachable_at"] is None,
        row["paused_at"] is not None,
        row["stopped_at"] is not None,
        bool(row["has_concern"]),
        bool(row["leaving"]),
        bool(row["goes"]) or consents.took_back(stands),
        consents=stands,
    )


def _add_sets(tx: Transaction, found: dict[str, Candidate], only: Collection[str] | None) -> None:
    theirs, ids = among("person_id", only)
    for name, sql in (
        ("roles", "SELECT person_id, role AS one FROM roles WHERE 1 = 1"),
        ("interests", "SELECT person_id, topic AS one FROM interests WHERE 1 = 1"),
        ("muted", "SELECT person_id, topic AS one FROM muted_topics WHERE 1 = 1"),
        ("groups", "SELECT person_id, group_id AS one FROM memberships WHERE said = 'yes'"),
        ("needs", f"SELECT person_id, need AS one FROM access_needs WHERE {health.MAY_READ}"),  # noqa: S608
    ):
        for row in tx.all(f"{sql} AND {theirs}", **ids):
            if row["person_id"] in found:
                getattr(found[row["person_id"]], name).add(row["one"])


def _add_history(tx: Transaction, found: dict[str, Candidate], only: Collection[str] | None) -> None:
    theirs, ids = among("people.id", only)
    rows = tx.all(
        f"""
        SELECT id FROM people WHERE {theirs} AND EXISTS (
          SELECT 1 FROM recipients JOIN broadcasts ON broadcasts.id = recipients.broadcast_id
          WHERE recipients.person_id = people.id AND opportunity_id IS NOT NULL AND broadcasts.state <> 'recalled'
            AND recipients.state IN ('laid', 'on_page', 'sent', 'uncertain'))
        """,  # noqa: S608 - constants
        **ids,
    )
    for row in rows:
        if row["id"] in found:
            found[row["id"]].asked = True
    rows = tx.all(
        """
        SELECT person_id FROM responses WHERE took_part = TRUE AND opportunity_id IN (
          SELECT id FROM opportunities WHERE state = 'decided' ORDER BY ended_at DESC LIMIT 3)
        """
    )
    for row in rows:
        if row["person_id"] in found:
            found[row["person_id"]].took_part_lately += 1
