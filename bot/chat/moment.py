"""The question for a day and a time of day, which may come in one message or in two."""

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from bot.chat.days import day_in_words, moment_in_words, read_day
from bot.chat.either import is_number
from bot.chat.moments import Parts, read_parts
from bot.chat.question import Labels, Question, stored_as
from bot.chat.words import NotAnAnswer, Words
from bot.rules.wall import moment_of, on_the_wall

FARTHEST = timedelta(days=2 * 366)  # ahead: what lies beyond it is a slip of the finger


class Unfinished(NotAnAnswer):
    """Only the day, or only the time, is known so far; the hint asks for the other. `draft` keeps what is known."""

    def __init__(self, parts: Parts, words: Words) -> None:
        self.draft = _draft(parts)
        if parts.day is not None:
            super().__init__("which_time", day=day_in_words(parts.day, words))
        else:
            super().__init__("which_day", time=f"{parts.time:%H:%M}")


@dataclass(frozen=True, slots=True)
class Moment(Question[datetime]):
    """A time on a day, not gone by and not too far ahead where the person lives; with `past`, gone by is fine.

    The answer is what the clocks on the wall there show, also where clocks change: `bot.rules.wall` says which moment
    that is. `here` and `known` are what the engine knows: the time there now, and what was said of it before.
    """

    past: bool = False
    here: datetime | None = field(default=None, kw_only=True)
    known: Parts = field(default=Parts(), kw_only=True)

    def at(self, here: datetime, draft: str | None, standing: object) -> Self:
        """The same question, asked at this time, with what was said of it so far or stands as its answer."""
        known = _known(draft)
        if known == Parts() and standing is not None:
            stood = self.load(standing)
            known = Parts(stood.date(), stood.time())
        return replace(self, here=here, known=known)

    def _typed(self, text: str, labels: Labels, words: Words, today: date) -> datetime:
        said = self._said(text, words, today)
        day, at = said.day or self.known.day, said.time or self.known.time
        if day is None or at is None:
            raise Unfinished(Parts(day, at), words)
        here = self.here or datetime.combine(today, time(0), UTC)
        wall = datetime.combine(day, at, here.tzinfo)
        when = {"when": self.show(wall, labels, words)}
        if not self.past and moment_of(wall) <= here:
            raise NotAnAnswer("moment_past", **when)
        if moment_of(wall) > here + FARTHEST:
            raise NotAnAnswer("moment_too_far", **when)
        return wall

    def _said(self, text: str, words: Words, today: date) -> Parts:
        """What is said now. A bare number is for what is asked: no day in place of the one that stands, and a day where
        only the time is known."""
        said = read_parts(text, words, today)
        if not is_number(text, words):
            return said
        if self.known.day is None and self.known.time is not None:
            return Parts(read_day(text, words, today))
        if self.known.day is not None and said.day is not None:
            raise NotAnAnswer("not_a_time" if self.known.time is None else "not_a_moment")
        return said

    def dump(self, value: datetime) -> object:
        return f"{value:%Y-%m-%dT%H:%M} {value.tzinfo}"

    def load(self, stored: object) -> datetime:
        wall, _, zone = stored_as(str, stored).partition(" ")
        try:
            return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone))
        except (KeyError, OSError) as unknown:
            raise ValueError(f"{zone!r} is no time zone") from unknown

    def show(self, value: datetime, labels: Labels, words: Words) -> str:
        return moment_in_words(on_the_wall(value), words)


def asked_for_rest(draft: str | None, words: Words) -> NotAnAnswer | None:
    """What is still to be asked, once part of the answer was given."""
    parts = _known(draft)
    return None if parts == Parts() else Unfinished(parts, words)


def _draft(parts: Parts) -> str:
    day = parts.day.isoformat() if parts.day else None
    return json.dumps({"day": day, "time": parts.time.isoformat("minutes") if parts.time else None})


def _known(draft: str | None) -> Parts:
    kept = json.loads(draft) if draft else {}
    day, at = kept.get("day"), kept.get("time")
    return Parts(date.fromisoformat(day) if day else None, time.fromisoformat(at) if at else None)
