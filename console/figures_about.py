"""What a figure is asked about: when, of whom, and who is too few to be told of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.chat.texts import Voice
from bot.rules.figures import may_show
from bot.rules.periods import Period
from storage.database import Transaction
from storage.within import Together, Within


@dataclass(frozen=True, slots=True)
class About:
    """A period where somebody lives, and all people, or those of one role or group. For what is told question by
    question, `story` is the conversation. Where it is one of several times, they are counted `together`."""

    tx: Transaction
    voice: Voice
    now: datetime
    timezone: str
    period: Period
    role: str = ""
    group_id: str = ""
    story: str = ""
    together: Together | None = None

    @property
    def within(self) -> Within:
        """The same as the records are asked."""
        return Within(*self.period.moments(self.timezone), self.role, self.group_id, self.together)

    @property
    def today(self) -> date:
        """The day it is there."""
        return self.now.astimezone(ZoneInfo(self.timezone)).date()

    def may_show(self, people: int, count: Callable[[Within], int]) -> bool:
        """Whether a figure of so many people may be shown; where it is of some, `count` says how many all are."""
        of_all = count(self.within.of_all()) if self.within.is_of_some else people
        return may_show(people, of_all=of_all)
