"""How those who are interested are listed: who took part least comes first. It orders; it never decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interested:
    """Somebody who is interested: how often they took part in anything before, were offered a place, and when they
    answered."""

    id: str
    took_part: int
    chosen: int
    said_at: str


@dataclass(frozen=True, slots=True)
class Placed:
    """Somebody in the list, and why they stand there: `new`, `offered_before` or `took_part`, so many `times`."""

    id: str
    because: str
    times: int


def in_order(interested: Sequence[Interested]) -> list[Placed]:
    """Who has never taken part first, those among them who were never offered a place before the others; then who has
    taken part least; and in the order of their answers."""
    ordered = sorted(interested, key=lambda one: (one.took_part, one.chosen, one.said_at, one.id))
    return [Placed(one.id, _because(one), one.took_part or one.chosen) for one in ordered]


def _because(one: Interested) -> str:
    if one.took_part:
        return "took_part"
    return "offered_before" if one.chosen else "new"
