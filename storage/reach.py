"""Who was asked, answered and took part: a row for each partner and leader who is no test person, with what figures go
by. The team is in no figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

import orjson

from storage.database import Transaction
from storage.figures import REAL
from storage.values import instant

ABOUT_YOU = ("age_band", "ethnicity", "disability", "carer", "gender", "orientation", "area")
_HAS_ROLE = "EXISTS (SELECT 1 FROM roles WHERE roles.person_id = people.id AND role = '{}')"


@dataclass(slots=True)  # not frozen: a frozen one takes three times as long to make, and there are thousands
class Seen:
    """One person. `groups` are by dimension: organisation, region, nation, language, role, and what they told us for
    figures only."""

    groups: dict[str, str]
    asked: int
    answered: int
    took_part: int


@dataclass(frozen=True, slots=True)
class Everybody:
    """Everybody who might be asked: by person their `groups` by dimension, and how many there are of each group."""

    groups: Mapping[str, dict[str, str]]
    sizes: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Reached:
    """Those `people` alone who were asked, answered or took part, of `everybody`."""

    people: list[Seen]
    everybody: Everybody

    @property
    def rest(self) -> int:
        """How many were not asked and did nothing."""
        return len(self.everybody.groups) - len(self.people)


def of_opportunity(tx: Transaction, opportunity_id: str) -> Reached:
    """Everybody who might be asked, as to this opportunity."""
    return _seen(tx, "opportunity_id = :what", everybody(tx), what=opportunity_id)


def over_time(tx: Transaction, since: datetime, until: datetime, among: Everybody | None = None) -> Reached:
    """Everybody who might be asked, as to all opportunities that were opened in this time; `among` those, where they
    are known from a moment ago."""
    where = "opportunity_id IN (SELECT id FROM opportunities WHERE opened_at >= :since AND opened_at < :until)"
    return _seen(tx, where, among or everybody(tx), since=instant(since), until=instant(until))


def _seen(tx: Transaction, where: str, among: Everybody, **values: str) -> Reached:
    """`where` is one of the two above.

    SQLite is not told that people are grouped by a column that has an index: it would go through everything that was
    ever sent or answered, in that order, instead of through what was of these opportunities.
    """
    rows = tx.all(
        f"""
        SELECT recipients.person_id || '' AS person_id, COUNT(DISTINCT opportunity_id) AS times FROM recipients
        JOIN broadcasts ON broadcasts.id = recipients.broadcast_id
        WHERE {where} AND recipients.person_id IS NOT NULL AND recipients.state IN ('on_page', 'sent', 'uncertain')
        GROUP BY recipients.person_id || ''
        """,  # noqa: S608 - constants
        **values,
    )
    asked = {row["person_id"]: int(row["times"]) for row in rows}
    answered = {
        row["person_id"]: (int(row["times"]), int(row["took_part"]))
        for row in tx.all(
            f"""
            SELECT person_id || '' AS person_id, COUNT(*) AS times,
              COUNT(CASE WHEN took_part = TRUE THEN 1 END) AS took_part
            FROM responses WHERE {where} GROUP BY person_id || ''
            """,  # noqa: S608 - constants
            **values,
        )
    }
    people = [
        Seen(groups, asked.get(person_id, 0), *answered.get(person_id, (0, 0)))
        for person_id in {**asked, **answered}
        if (groups := among.groups.get(person_id)) is not None
    ]
    return Reached(people, among)


def everybody(tx: Transaction) -> Everybody:
    """By person, the groups of each partner and leader who joined and is no test person; a partner who leads somebody
    too is a partner. It is not asked for by MAX: SQLite 3.40 finds the wrong one of a list."""
    rows = tx.all(
        f"""
        SELECT people.id, language, COALESCE(organisations.name, '') AS organisation, COALESCE(nation, '') AS nation,
          COALESCE(region, '') AS region,
          CASE WHEN {_HAS_ROLE.format("partner")} THEN 'partner'
            WHEN {_HAS_ROLE.format("leader")} THEN 'leader' END AS role
        FROM people LEFT JOIN profiles ON profiles.person_id = people.id
        LEFT JOIN organisations ON organisations.id = people.organisation_id
        WHERE joined_at IS NOT NULL AND erased_at IS NULL AND {REAL} ORDER BY people.id
        """  # noqa: S608 - constants
    )
    names = ("language", "organisation", "nation", "region", "role")
    found = {row["id"]: {name: group for name in names if (group := row[name])} for row in rows if row["role"]}
    for row in tx.all(
        """
        SELECT person_id, question, value FROM answers
        WHERE visible_to = 'figures' AND replaced_at IS NULL AND counts = :yes ORDER BY id
        """,
        yes=True,
    ):
        value = orjson.loads(row["value"])
        if row["question"] in ABOUT_YOU and row["person_id"] in found and isinstance(value, str):
            found[row["person_id"]][row["question"]] = value
    return Everybody(found, Counter(chain.from_iterable(map(dict.items, found.values()))))
