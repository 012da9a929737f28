"""The time that a figure is about, and of whom it is; alone, or together with other times."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from storage.values import instant

T = TypeVar("T")
Time = tuple[datetime, datetime]  # from, up to
LONG = timedelta(days=62)
_INSTANT = timedelta(microseconds=1)  # before a time ends


@dataclass(frozen=True, slots=True)
class Together:
    """Times of which the same is told one after the other, in one look: what is asked of one of them is asked of all in
    one question, and kept here until all are told. Whoever looks the next time begins a new one."""

    times: tuple[Time, ...]
    _found: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, what: Hashable, find: Callable[[], T]) -> T:
        """What was found of this the first time."""
        if what not in self._found:
            self._found[what] = find()
        found: T = self._found[what]
        return found


@dataclass(frozen=True, slots=True)
class Within:
    """What a figure is about: from `since` up to `until`, and of one role or one group alone, unless ''; `together`
    with other times."""

    since: datetime
    until: datetime
    role: str = ""
    group_id: str = ""
    together: Together | None = None

    @property
    def is_long(self) -> bool:
        """Whether so much falls into it, or it is of so few people, that it is quicker to ask of each person whether
        they have any of it than of all of it whose it is."""
        return bool(self.group_id) or self.until - self.since > LONG

    def days(self) -> list[str]:
        """The moments at which its days in UTC, and those of all times that are told with it, begin and end, two at
        least; a day is in pieces where a time begins or ends within it."""
        if self.together is None:
            return _days_of([(self.since, self.until)])
        times = self.together.times
        return self.together.once("days", lambda: _days_of(times))

    @property
    def over(self) -> str:
        """The moment at which it ends, and all times that are told with it: until then all of it has begun."""
        return instant(max(until for _, until in self.together.times) if self.together else self.until)

    @property
    def is_of_some(self) -> bool:
        """Whether it is about fewer than all."""
        return bool(self.role or self.group_id)

    def of_all(self) -> Within:
        """The same time, and everybody."""
        return replace(self, role="", group_id="")


def _days_of(times: Sequence[Time]) -> list[str]:
    moments = {instant(moment) for each in times for moment in each}
    for since, until in times:
        first, last = since.astimezone(UTC).date(), until.astimezone(UTC).date()
        after = (first + timedelta(day) for day in range(1, (last - first).days + 1))
        moments |= {f"{day}T00:00:00.000000Z" for day in after}
    return sorted(moments) if len(moments) > 1 else [*moments, *moments]


def months_of(times: Sequence[Time]) -> list[str]:
    """The months in UTC, such as 2026-03, into which any of these times falls."""
    months: set[str] = set()
    for since, until in times:
        first, last = since.astimezone(UTC), (until - _INSTANT).astimezone(UTC)
        months |= {f"{at // 12}-{at % 12 + 1:02}" for at in range(_month(first), _month(last) + 1)}
    return sorted(months)


def _month(at: datetime) -> int:
    return at.year * 12 + at.month - 1
