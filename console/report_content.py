"""What a learning report holds once it is told, whether it becomes a page, a print or a Word file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.chat.texts import Voice
from bot.rules.figures import Figure
from bot.rules.periods import A_DAY, month_of
from storage.quotations import Quotation
from storage.reports import Report


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that came of what people said, and of how much of it."""

    words: str
    of: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A quotation in its place; without one there is a gap, for its author allows it no more."""

    use_id: str
    quotation: Quotation | None


@dataclass(frozen=True, slots=True)
class Part:
    """One part, ready to be shown. `nothing` is said where there is nothing to tell."""

    name: str
    title: str
    intro: str
    commentary: str
    figures: tuple[Figure, ...] = ()
    told: tuple[Told, ...] = ()
    quoted: tuple[Placed, ...] = ()
    notes: tuple[str, ...] = ()
    nothing: str = ""
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """What a part tells, before it has its title and the team's words; `left_out` are the questions to which nothing
    may be told."""

    figures: tuple[Figure, ...] = ()
    told: tuple[Told, ...] = ()
    notes: tuple[str, ...] = ()
    nothing: str = ""
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole report, ready to be handed on: every quotation in it may be shown."""

    report: Report
    parts: tuple[Part, ...]
    made_at: datetime
    timezone: str
    voice: Voice

    @property
    def made_here(self) -> datetime:
        """When it was made, where whoever made it lives."""
        return self.made_at.astimezone(ZoneInfo(self.timezone))

    @property
    def period_in_words(self) -> str:
        """Such as "1 January 2026 to 31 March 2026"."""
        days = [date.fromisoformat(on) for on in (self.report.from_on, self.report.until_on)]
        return " to ".join(map(self._in_words, days))

    @property
    def ahead(self) -> str:
        """That its last month is not over, and to which day its figures go; '' once it is."""
        today = self.made_at.date()
        if self.report.until_on < today.isoformat():
            return ""
        over = month_of(today) - A_DAY
        return f"Its last month is not over: figures go to {self._in_words(over)}."

    def _in_words(self, day: date) -> str:
        return f"{day.day} {self.voice.words.months[day.month - 1]} {day.year}"
