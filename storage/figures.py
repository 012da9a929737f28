"""Figures of the programme, counted from its records and never kept beside them. Who counts is decided here alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from storage.database import Row, Transaction
from storage.values import instant
from storage.within import Time, Within, months_of

REAL = "people.is_test = FALSE"  # a test person is in no figure

# Every question of a figure begins with this, and goes by the ids in it. `strangers` never count: test people, and who
# is neither partner nor leader. `those` are of the role and the group that were chosen, and `others` all who are not.
# `pairs` are the pairings of two who count, unless a group was chosen, and `apart` all that are not; `members` are
# those of `those` who are in a group. It is quicker to leave out what is of the `others`, or `apart`: they are few,
# unless a group was chosen. Quicker still is to take it away from what there is of everybody: see `summed`. In order,
# SQLite takes people and roles from their indexes and goes along both at once.
_HAS_ROLE = "EXISTS (SELECT 1 FROM roles WHERE roles.person_id = people.id AND role = :role)"
_IN_GROUP = """EXISTS (SELECT 1 FROM memberships WHERE memberships.person_id = people.id
      AND group_id = :group_id AND (said IS NULL OR said = 'yes'))"""
_CHOSEN = f"(:role = '' OR {_HAS_ROLE}) AND (:group_id = '' OR {_IN_GROUP})"
_THOSE = f"""
WITH strangers AS MATERIALIZED (
  SELECT people.id FROM people WHERE NOT ({REAL})
  UNION SELECT id FROM (SELECT people.id FROM people
    EXCEPT SELECT person_id FROM roles WHERE role = 'partner'
    EXCEPT SELECT person_id FROM roles WHERE role = 'leader' ORDER BY 1) AS neither
), those AS MATERIALIZED (
  SELECT people.id FROM people WHERE people.id NOT IN (SELECT id FROM strangers) AND {_CHOSEN}
), others AS MATERIALIZED (
  SELECT id FROM strangers
  UNION SELECT people.id FROM people WHERE (:role <> '' OR :group_id <> '') AND NOT ({_CHOSEN})
), apart AS MATERIALIZED (
  SELECT pairings.id FROM pairings WHERE :group_id <> ''
    OR partner_id IN (SELECT id FROM strangers) OR leader_id IN (SELECT id FROM strangers)
), pairs AS MATERIALIZED (
  SELECT pairings.id, partner_id, leader_id FROM pairings WHERE pairings.id NOT IN (SELECT id FROM apart)
), members AS MATERIALIZED (
  SELECT memberships.group_id, person_id FROM memberships
  WHERE (:group_id = '' OR memberships.group_id = :group_id) AND person_id NOT IN (SELECT id FROM others)
)
"""  # noqa: S608 - constants


_MOMENT = re.compile(r":(since|until)\b")


def counted(
    tx: Transaction, within: Within, sql: str, *, people: str = "", of_time: Collection[str] | None = None, **more: Any
) -> list[Row]:
    """The rows of a question that goes by `those` (or one of the others above), `:since` and `:until`, in no order.
    `people` are named besides, whatever the time is. Every figure asks here. Rows that are numbers alone need not be
    counted anew while nothing has changed: of the tables `of_time` in this time, see `Transaction.unchanged`, and of
    the others ever."""
    who = f"{_THOSE}, {people}" if people else _THOSE
    values = {"role": within.role, "group_id": within.group_id, **more}
    time = (within.since, within.until)
    if within.together is None:
        return _of_each(tx, [time], who, sql, of_time, values)[time]
    found = within.together
    key = (who, sql, *sorted(values.items()))
    return found.once(key, lambda: _of_each(tx, found.times, who, sql, of_time, values))[time]


def _of_each(
    tx: Transaction,
    times: Sequence[Time],
    who: str,
    sql: str,
    of_time: Collection[str] | None,
    values: Mapping[str, Any],
) -> dict[Time, list[Row]]:
    """By time the rows of a question, in one statement: who counts is found out once."""
    found: list[list[Row]] = [[] for _ in times]
    asked = " UNION ALL ".join(
        f"SELECT {place} AS place, found.* FROM ({_MOMENT.sub(_named(place), sql)}) AS found"  # noqa: S608
        for place in range(len(times))
    )
    moments = {
        f"{name}_{place}": instant(at)
        for place, time in enumerate(times)
        for name, at in zip(("since", "until"), time, strict=True)
    }
    values = {**moments, **values}
    whole = f"{who} {asked}"
    for row in tx.all(whole, **values) if of_time is None else tx.unchanged(whole, of_time, months_of(times), **values):
        found[row["place"]].append(row)
    return dict(zip(times, found, strict=True))


def _named(place: int) -> str:
    """What a moment is called in the question about one of several times."""
    return rf":\1_{place}"


OURS = "IN (SELECT id FROM those)"  # what a question of `summed` says of the id of a person
Sums = dict[tuple[Any, ...], Counter[str]]


def summed(
    tx: Transaction,
    within: Within,
    sql: str,
    *,
    by: Sequence[str],
    people: str = "",
    of_many: str = "",
    of_time: Collection[str] | None = None,
    **more: Any,
) -> Sums:
    """The numbers that such a question finds, by its columns `by`; where all are zero there are none. It asks of people
    whose id is `OURS`, and what it finds of some and of others can be added up. So where everybody counts but the few
    strangers, it is asked of everybody and of them, and theirs is taken away: not of each row whose it is. Of more
    people than a group or the strangers are, it may be asked in another way, `of_many`."""
    many = of_many or sql
    if within.group_id:  # so few that what is theirs is found by their index
        signed = {1: sql}
    elif within.role:
        signed = {1: many.replace(OURS, "NOT IN (SELECT id FROM others)")}
    else:
        signed = {1: many.replace(OURS, "IS NOT NULL"), -1: sql.replace(OURS, "IN (SELECT id FROM strangers)")}
    asked = " UNION ALL ".join(f"SELECT {sign} AS sign, part.* FROM ({one}) AS part" for sign, one in signed.items())  # noqa: S608
    sums: Sums = {}
    for row in counted(tx, within, asked, people=people, of_time=of_time, **more):
        found = sums.setdefault(tuple(row[name] for name in by), Counter())
        for name in {*row.keys()} - {*by, "place", "sign"}:
            found[name] += int(row["sign"]) * int(row[name] or 0)
    return {key: found for key, found in sums.items() if any(found.values())}


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
  (sessions.pairing_id IS NOT NULL AND sessions.pairing_id NOT IN (SELECT id FROM apart))
  OR sessions.group_id IN (SELECT group_id FROM members))"""
