"""Figures of what happened: sessions, promises, opportunities, and how long it took until people heard back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from storage.database import Transaction
from storage.fates import OF_SUBSTANCE
from storage.figures import MET, OURS, counted, summed
from storage.within import Within


@dataclass(frozen=True, slots=True)
class Sessions:
    """How many sessions of a time became what. `unsaid` began before now and nobody said what became of them; `moved`
    are those of all these that were moved at least once; `people` were to meet in them."""

    held: int
    missed: int
    cancelled: int
    unsaid: int
    planned: int
    moved: int
    people: int

    @property
    def all(self) -> int:
        return self.held + self.missed + self.cancelled + self.unsaid + self.planned


def sessions(tx: Transaction, within: Within, now: str) -> Sessions:
    """What became of the sessions that begin in this time; `now` as an instant."""
    asked = _what_became(_HAD_LONG if within.is_long else _HAD)
    (row,) = counted(tx, within, asked, of_time=("sessions",), now=min(now, within.over))
    return Sessions(**{name: int(row[name]) for name in Sessions.__slots__})


_IN_TIME = "sessions.starts_at >= :since AND sessions.starts_at < :until"
# Whoever was to meet: both of a pairing of those who count, and those who count of a group. Of a short time it is
# looked once who `had` a session; of a long one each pairing and each group is asked.
_HAD = f"{{of}} IN (SELECT {{what}} FROM sessions WHERE {_IN_TIME})"  # noqa: S608 - constants
_HAD_LONG = f"EXISTS (SELECT 1 FROM sessions WHERE sessions.{{what}} = {{of}} AND {_IN_TIME})"  # noqa: S608


def _what_became(had: str) -> str:
    return f"""
        WITH met AS (SELECT partner_id, leader_id FROM pairs WHERE {had.format(of="pairs.id", what="pairing_id")})
        SELECT COUNT(CASE WHEN state = 'held' THEN 1 END) AS held,
          COUNT(CASE WHEN state = 'missed' THEN 1 END) AS missed,
          COUNT(CASE WHEN state = 'cancelled' THEN 1 END) AS cancelled,
          COUNT(CASE WHEN state = 'planned' AND starts_at < :now THEN 1 END) AS unsaid,
          COUNT(CASE WHEN state = 'planned' AND starts_at >= :now THEN 1 END) AS planned,
          COUNT(CASE WHEN changes > (CASE WHEN state = 'cancelled' THEN 1 ELSE 0 END) THEN 1 END) AS moved,
          (SELECT COUNT(*) FROM (SELECT partner_id AS who FROM met UNION SELECT leader_id FROM met
            UNION SELECT person_id FROM members WHERE {had.format(of="members.group_id", what="group_id")}
          ) AS meeting) AS people
        FROM sessions WHERE {MET}"""  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class Promises:
    """What became of the promises that leaders made in a time, as they say. `unsaid`: its day has passed without a
    word; `open`: its day is still to come. `leaders` made them."""

    done: int
    partly: int
    not_yet: int
    wrong: int
    unsaid: int
    open: int
    leaders: int

    @property
    def all(self) -> int:
        return self.done + self.partly + self.not_yet + self.wrong + self.unsaid + self.open


# A promise after a session with a test person is a test.
_REAL_PROMISES = """FROM commitments
  WHERE made_at >= :since AND made_at < :until AND person_id NOT IN (SELECT id FROM others) AND NOT EXISTS (
    SELECT 1 FROM sessions JOIN pairings ON pairings.id = sessions.pairing_id
    WHERE sessions.id = commitments.session_id AND partner_id IN (SELECT id FROM strangers))"""
_PROMISES = ("done", "partly", "not_yet", "wrong", "unsaid", "open", "leaders")


def promises(tx: Transaction, within: Within, today: date) -> Promises:
    """What became of the promises that were made in this time."""
    rows = counted(
        tx,
        within,
        f"""
        SELECT COUNT(CASE WHEN state = 'done' THEN 1 END) AS done,
          COUNT(CASE WHEN state = 'partly' THEN 1 END) AS partly,
          COUNT(CASE WHEN state = 'not_yet' THEN 1 END) AS not_yet,
          COUNT(CASE WHEN state = 'wrong' THEN 1 END) AS wrong,
          COUNT(CASE WHEN state = 'open' AND by_on < :today THEN 1 END) AS unsaid,
          COUNT(CASE WHEN state = 'open' AND by_on >= :today THEN 1 END) AS open,
          COUNT(DISTINCT commitments.person_id) AS leaders
        {_REAL_PROMISES}
        """,
        of_time=("commitments",),
        today=today.isoformat(),
    )
    return Promises(**{name: int(rows[0][name]) for name in _PROMISES})


@dataclass(frozen=True, slots=True)
class Offered:
    """Of the opportunities that were opened in a time, how many there were, and how often somebody was asked, answered,
    was interested, was offered a place and took part; and how many `people` were asked."""

    opportunities: int
    asked: int
    answered: int
    interested: int
    chosen: int
    took_part: int
    people: int


_OPENED = "SELECT id FROM opportunities WHERE opened_at >= :since AND opened_at < :until"
_GOT_IT = "recipients.state IN ('on_page', 'sent', 'uncertain') AND recipients.person_id NOT IN (SELECT id FROM others)"
_SENT = "FROM recipients JOIN broadcasts ON broadcasts.id = recipients.broadcast_id"
# Of each person of how many they were told; why people are grouped by no column that has an index, see `storage.reach`.
_OFFERED = f"""
WITH reached AS MATERIALIZED (
  SELECT recipients.person_id || '' AS person_id, COUNT(DISTINCT broadcasts.opportunity_id) AS times {_SENT}
  WHERE broadcasts.opportunity_id IN ({_OPENED}) AND {_GOT_IT} GROUP BY recipients.person_id || '')
SELECT (SELECT COALESCE(SUM(times), 0) FROM reached) AS asked, (SELECT COUNT(person_id) FROM reached) AS people,
  (SELECT COUNT(*) FROM ({_OPENED}) AS opened
    WHERE EXISTS (SELECT 1 {_SENT} WHERE broadcasts.opportunity_id = opened.id AND {_GOT_IT})) AS opportunities,
  COUNT(*) AS answered, COUNT(CASE WHEN said = 'interested' THEN 1 END) AS interested,
  COUNT(CASE WHEN decision = 'chosen' THEN 1 END) AS chosen, COUNT(CASE WHEN took_part = TRUE THEN 1 END) AS took_part
FROM responses WHERE opportunity_id IN ({_OPENED})
  AND EXISTS (SELECT 1 {_SENT} WHERE broadcasts.opportunity_id = responses.opportunity_id
    AND recipients.person_id = responses.person_id AND {_GOT_IT})"""  # noqa: S608 - constants


def offered(tx: Transaction, within: Within) -> Offered:
    """What came of the opportunities that were opened in this time. An answer of somebody who was not asked is not
    counted."""
    rows = counted(tx, within, _OFFERED, of_time=())
    return Offered(**{name: int(rows[0][name]) for name in Offered.__slots__})


@dataclass(frozen=True, slots=True)
class Heard:
    """Words that were said in a time, and when their people were told what became of them: by the days that it took,
    how many. `untold` have a fate that nobody has been told of, `without` have none. `people` said them."""

    days: dict[int, int]
    untold: int
    without: int
    people: int

    @property
    def said(self) -> int:
        return sum(self.days.values()) + self.untold + self.without


_SAID = f"{OF_SUBSTANCE} AND answered_at >= :since AND answered_at < :until"
# The schema keeps with each answer on what day its person was first told what became of it (migration 0023).
_FATED = f"""
SELECT SUBSTR(answered_at, 1, 10) AS said_on, told_on, COUNT(*) AS times, 0 AS people
FROM answers WHERE {_SAID} AND person_id {OURS} AND has_fate = TRUE GROUP BY SUBSTR(answered_at, 1, 10), told_on
"""  # noqa: S608 - constants
_HEARD = f"""
{_FATED} UNION ALL SELECT '', NULL, COUNT(*), COUNT(DISTINCT person_id) FROM answers WHERE {_SAID} AND person_id {OURS}
"""  # noqa: S608 - constants
_HEARD_LONG = f"""
WITH each_one AS MATERIALIZED (
  SELECT (SELECT COUNT(*) FROM answers WHERE person_id = people.id AND {_SAID}) AS times
  FROM people WHERE people.id {OURS})
{_FATED}
UNION ALL SELECT '', NULL, COALESCE(SUM(times), 0), COUNT(CASE WHEN times > 0 THEN 1 END) FROM each_one
"""  # noqa: S608 - constants


def heard_back(tx: Transaction, within: Within) -> Heard:
    """How long people waited for what became of what they said in their own words; what only its person may see waits
    for nobody."""
    days: Counter[int] = Counter()
    untold = 0
    sums = summed(
        tx, within, _HEARD_LONG if within.is_long else _HEARD, by=("said_on", "told_on"), of_time=("answers",)
    )
    said = sums.pop(("", None), Counter())
    for (said_on, told_on), found in sums.items():
        if told_on:
            days[_days(said_on, told_on)] += found["times"]
        else:
            untold += found["times"]
    return Heard(dict(sorted(days.items())), untold, said["times"] - untold - days.total(), said["people"])


def _days(since: str, until: str) -> int:
    return (date.fromisoformat(until) - date.fromisoformat(since)).days
