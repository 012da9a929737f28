"""Candidates: everybody who might be written to, with what an audience is chosen by. Read only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from storage import health
from storage.database import Transaction


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
    roles: set[str] = field(default_factory=set)
    interests: set[str] = field(default_factory=set)
    muted: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)
    needs: set[str] = field(default_factory=set)
    consents: dict[str, str] = field(default_factory=dict)
    asked: bool = False  # whether any opportunity came to them
    took_part: int = 0
    took_part_lately: int = 0  # in the last three that were decided


def everybody(tx: Transaction) -> list[Candidate]:
    """All who joined and were not erased, those met first first."""
    rows = tx.all(
        """
        SELECT people.id, language, COALESCE(organisation_id, '') AS organisation, COALESCE(nation, '') AS nation,
          COALESCE(region, '') AS region, COALESCE(availability, '') AS availability, available_from,
          COALESCE(nudge_limit, 2) AS nudge_limit, is_test,
          CASE WHEN telegram_id IS NOT NULL AND unreachable_at IS NULL THEN 1 ELSE 0 END AS reachable,
          CASE WHEN paused_at IS NULL THEN 0 ELSE 1 END AS paused,
          CASE WHEN stopped_at IS NULL THEN 0 ELSE 1 END AS stopped,
          (SELECT COUNT(*) FROM concerns WHERE concerns.person_id = people.id AND lifted_at IS NULL) AS has_concern,
          (SELECT COUNT(*) FROM erasures WHERE erasures.person_id = people.id AND kind <> 'health') AS leaving
        FROM people LEFT JOIN profiles ON profiles.person_id = people.id
        WHERE joined_at IS NOT NULL AND erased_at IS NULL ORDER BY people.id
        """
    )
    true_or_false = ("is_test", "reachable", "paused", "stopped", "has_concern", "leaving")
    names = tuple(Candidate.__slots__)[: Candidate.__slots__.index("roles")]
    found = {}
    for row in rows:
        told: dict[str, Any] = {name: bool(row[name]) if name in true_or_false else row[name] for name in names}
        found[row["id"]] = Candidate(**told)
    _add_sets(tx, found)
    _add_consents(tx, found)
    _add_history(tx, found)
    return list(found.values())


def _add_sets(tx: Transaction, found: dict[str, Candidate]) -> None:
    for name, sql in (
        ("roles", "SELECT person_id, role AS one FROM roles"),
        ("interests", "SELECT person_id, topic AS one FROM interests"),
        ("muted", "SELECT person_id, topic AS one FROM muted_topics"),
        ("groups", "SELECT person_id, group_id AS one FROM memberships WHERE said IS NULL OR said = 'yes'"),
        ("needs", f"SELECT person_id, need AS one FROM access_needs WHERE {health.MAY_READ}"),  # noqa: S608
    ):
        for row in tx.all(sql):
            if row["person_id"] in found:
                getattr(found[row["person_id"]], name).add(row["one"])


def _add_consents(tx: Transaction, found: dict[str, Candidate]) -> None:
    for row in tx.all("SELECT person_id, purpose, decision FROM consents ORDER BY id"):
        if row["person_id"] in found:
            found[row["person_id"]].consents[row["purpose"]] = row["decision"]


def _add_history(tx: Transaction, found: dict[str, Candidate]) -> None:
    rows = tx.all(
        """
        SELECT id FROM people WHERE EXISTS (
          SELECT 1 FROM recipients JOIN broadcasts ON broadcasts.id = recipients.broadcast_id
          WHERE recipients.person_id = people.id AND opportunity_id IS NOT NULL AND broadcasts.state <> 'recalled'
            AND recipients.state IN ('laid', 'on_page', 'sent', 'uncertain'))
        """
    )
    for row in rows:
        if row["id"] in found:
            found[row["id"]].asked = True
    lately = _last_decided(tx)
    for row in tx.all("SELECT person_id, opportunity_id FROM responses WHERE took_part = :yes", yes=True):
        if row["person_id"] in found:
            one = found[row["person_id"]]
            one.took_part += 1
            one.took_part_lately += row["opportunity_id"] in lately


def _last_decided(tx: Transaction) -> set[str]:
    rows = tx.all("SELECT id FROM opportunities WHERE state = 'decided' ORDER BY ended_at DESC LIMIT 3")
    return {row["id"] for row in rows}
