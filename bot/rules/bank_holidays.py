"""Bank holidays of the four nations. Notes that can wait do so, and the team does not read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial

Off = Callable[[date], bool]

_PARTS = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern_ireland": "NIR"}
NATIONS = tuple(_PARTS)
_HOME = "Europe/London"


def off_days(nation: str, timezone: str) -> Off:
    """Whether a day is a bank holiday for somebody who lives in this nation. Of whoever told us no nation we think that
    they live in England, if their clocks are London's, and else that our holidays are none of theirs."""
    part = _PARTS.get(nation) or (_PARTS["england"] if timezone == _HOME else "")
    return partial(_is_off, part) if part else never


def never(day: date) -> bool:
    """No day is a bank holiday."""
    return False


def _is_off(part: str, day: date) -> bool:
    return day in _holidays(part, day.year)


@lru_cache(maxsize=32)
def _holidays(part: str, year: int) -> frozenset[date]:
    import holidays  # takes half a second, which a start need not wait for

    return frozenset(holidays.country_holidays("GB", subdiv=part, years=year))
