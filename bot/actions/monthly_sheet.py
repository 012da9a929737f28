"""The monthly sheet of concerns: how many, how long until somebody was on them, how long until they were closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.rules.answering_times import Times, Waited, to_acknowledge, to_close
from storage import concern_lists, concerns
from storage.database import Transaction
from storage.values import moment


@dataclass(frozen=True, slots=True)
class Sheet:
    """One month. `open_now`: how many of it nobody has closed yet; `by_owner`, by id: who closed how many."""

    month: date
    raised: int
    acknowledged: Times
    closed: Times
    open_now: int
    by_owner: dict[str, int]


def sheet(tx: Transaction, month: date, timezone: str) -> Sheet:
    """Of those in which somebody asked for a person in the month of this day, as the calendar there has it."""
    zone = ZoneInfo(timezone)
    begin = datetime.combine(month.replace(day=1), time(), zone)
    end = datetime.combine(_next_month(month), time(), zone)
    found = [one for one in concern_lists.raised_between(tx, begin, end) if one.kind == concerns.WAITS]
    waited = [Waited(moment(one.raised_at), _at(one.acknowledged_at), _at(one.closed_at)) for one in found]
    owners = [one.owner_id for one in found if one.closed_at is not None and one.owner_id is not None]
    return Sheet(
        month=begin.date(),
        raised=len(found),
        acknowledged=to_acknowledge(waited),
        closed=to_close(waited),
        open_now=sum(one.closed_at is None for one in found),
        by_owner={owner: owners.count(owner) for owner in dict.fromkeys(owners)},
    )


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _at(at: str | None) -> datetime | None:
    return None if at is None else moment(at)
