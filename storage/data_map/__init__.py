"""The one map of everything that is kept. What is erased, copied, exported, told in /privacy and written in
docs/retention.md follows from it; a test compares it with the schema, column by column."""

from __future__ import annotations

from storage.data_map.doors import DOORS
from storage.data_map.keeping import KEEPING
from storage.data_map.kept import OWN, Kept
from storage.data_map.offers import OFFERS
from storage.data_map.persons import PERSONS
from storage.data_map.programme import PROGRAMME
from storage.data_map.reading import READING
from storage.data_map.takeaways import TAKEAWAYS
from storage.data_map.wording import WORDING
from storage.data_map.words import WORDS

TABLES: tuple[Kept, ...] = (
    *PERSONS,
    *WORDS,
    *READING,
    *PROGRAMME,
    *OFFERS,
    *DOORS,
    *KEEPING,
    *TAKEAWAYS,
    *WORDING,
)
BY_TABLE = {each.table: each for each in TABLES}


def of_fate(fate: str) -> tuple[str, ...]:
    """The tables of which, when somebody is erased, their rows go, are left in part, or that are about nobody."""
    return tuple(each.table for each in TABLES if each.fate == fate)


def theirs() -> tuple[str, ...]:
    """The tables whose rows have their person's id and go with them. What hangs on those goes by itself."""
    return tuple(each.table for each in TABLES if each.fate == "goes" and each.person == OWN)


__all__ = ["BY_TABLE", "TABLES", "Kept", "of_fate", "theirs"]
