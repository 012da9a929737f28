"""Figures of the programme, counted from its records and never kept beside them. Who counts is decided here alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from storage.database import Row, Transaction
from storage.values import instant

REAL = "people.is_test = FALSE"  # a test person is in no figure

# Every question of a figure begins with this, and goes by the ids in it: partners and leaders who are no test people,
# of the role and the group that were chosen. `everyone` are the same before anything was chosen. Of a long time it is
# quicker to leave out what is of the `others`: they are few, unless a group was chosen.
_COUNTS = f"""{REAL} AND EXISTS (
    SELECT 1 FROM roles WHERE roles.person_id = people.id AND role IN ('partner', 'leader'))"""  # noqa: S608 - constants
_CHOSEN = f"""{_COUNTS}
    AND (:role = '' OR EXISTS (SELECT 1 FROM roles WHERE roles.person_id = people.id AND role = :role))
    AND (:group_id = '' OR EXISTS (SELECT 1 FROM memberships WHERE memberships.person_id = people.id
      AND group_id = :group_id AND (said IS NULL OR said = 'yes')))"""  # noqa: S608 - constants
_THOSE = f"""
WITH everyone AS (
  SELECT people.id FROM people WHERE {_COUNTS}
), those AS (
  SELECT people.id FROM people WHERE {_CHOSEN}
), others AS (
  SELECT people.id FROM people WHERE NOT ({_CHOSEN})
)
"""  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class Within:
    """What a figure is about: from `since` up to `until`, and of one role or one group alone, unless ''."""

    since: datetime
    until: datetime
    role: str = ""
    group_id: str = ""

    @property
    def is_of_some(self) -> bool:
        """Whether it is about fewer than all."""
        return bool(self.role or self.group_id)

    def of_all(self) -> Within:
        """The same time, and everybody."""
        return replace(self, role="", group_id="")


def counted(tx: Transaction, within: Within, sql: str, **more: Any) -> list[Row]:
    """The rows of a question that goes by `those` (and `everyone`), `:since` and `:until`. Every figure asks here."""
    return tx.all(
        f"{_THOSE} {sql}",
        since=instant(within.since),
        until=instant(within.until),
        role=within.role,
        group_id=within.group_id,
        **more,
    )


def number(tx: Transaction, within: Within, sql: str, **more: Any) -> int:
    """The same where the answer is one number, called `times`."""
    rows = counted(tx, within, sql, **more)
    return int(rows[0]["times"] or 0) if rows else 0


def sessions_held(tx: Transaction, since: datetime, until: datetime) -> int:
    """How many sessions that began in this time were held."""
    sql = f"SELECT COUNT(*) AS times FROM sessions WHERE {MET} AND state = 'held'"  # noqa: S608 - constants
    return number(tx, Within(since, until), sql)


# Sessions of those who count: of a pairing both of whom do, or of a group of which anybody does.
MET = """sessions.starts_at >= :since AND sessions.starts_at < :until AND (
  sessions.group_id IN (SELECT group_id FROM memberships JOIN those ON those.id = memberships.person_id
    WHERE :group_id = '' OR memberships.group_id = :group_id)
  OR (:group_id = '' AND sessions.pairing_id IN (SELECT pairings.id FROM pairings
    JOIN everyone AS partner ON partner.id = partner_id JOIN everyone AS leader ON leader.id = leader_id)))"""
