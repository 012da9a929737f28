"""Whom a broadcast is for, as it was chosen. Plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

TWO_PEOPLE_OVER = 100  # recipients, over which a second person has to agree


@dataclass(frozen=True, slots=True)
class Audience:
    """Filters, each a list of which one has to fit (an empty one lets everybody through), and people who were named.

    Whoever is named hears of it though no filter fits; the reasons not to write to somebody hold for them as well.
    """

    roles: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    nations: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    available: bool = False
    people: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    never_asked: bool = False
    group_chats: tuple[str, ...] = ()

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Audience:
        """From its stored form; what is not known there is left out."""
        known = {name: value for name, value in stored.items() if name in cls.__slots__}
        read: dict[str, Any] = {
            name: value if isinstance(value, bool) else tuple(value) for name, value in known.items()
        }
        return cls(**read)

    def stored(self) -> dict[str, Any]:
        """As JSON can hold it; only what is chosen."""
        held = {name: getattr(self, name) for name in self.__slots__}
        return {name: value if isinstance(value, bool) else list(value) for name, value in held.items() if value}

    @property
    def only_named(self) -> frozenset[str] | None:
        """Those who were named, where nobody else can be meant; None where a filter lets others through."""
        by_filter = self.stored().keys() - {"people", "without", "group_chats"}
        return None if by_filter else frozenset(self.people)

    @property
    def is_nobody(self) -> bool:
        """Whether nothing was chosen at all: that is never meant as everybody."""
        return not self.stored()
