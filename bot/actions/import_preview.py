"""What an import would make, in words, and what is worth a look in it. A remark stops nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.actions.importing import STORY, Found, Two
from bot.actions.scheduling import Slot
from bot.chat.days import day_in_words
from bot.chat.texts import Voice
from bot.rules.beginnings import cut
from bot.rules.import_lines import Wrong
from storage import attending, directory, groups, pairings, sessions
from storage.database import Transaction
from storage.values import moment

EARLY, LATE = 6, 22  # hours of the day before and from which a session is unusual
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Held:
    """A session that somebody would come to, `new` if it is the import that makes it."""

    begins: datetime
    ends: datetime
    whose: Two | str
    new: bool


class Preview:
    """Words it by name, in the time zone of whoever imports."""

    def __init__(self, tx: Transaction, voice: Voice, timezone: str, found: Found) -> None:
        self._tx = tx
        self._voice = voice
        self._zone = ZoneInfo(timezone)
        self._found = found
        self._names = {one.id: one.name for one in directory.everybody(tx)}
        self._groups = {one.id: one.name for one in groups.standing(tx)}
        self._standing = {(one.partner_id, one.leader_id): one for one in pairings.standing(tx)}

    def pairings(self) -> list[str]:
        """Each pairing to make: both names, from when and until when."""
        listed = []
        for two, (begins, ends) in self._found.pairings.items():
            told = {"who": self._who(two), "since": self._day(begins), "until": self._day(ends) if ends else ""}
            listed.append(self._says("a_pairing_until" if ends else "a_pairing", **told))
        return listed

    def sessions(self) -> list[str]:
        """Each session to make, earliest first: when, whose, how long and where."""
        listed = []
        for whose, slot in self._new():
            told = {"when": self._when(slot.starts_at), "who": self._who(whose), "place": slot.place}
            key = "a_session_somewhere" if slot.place else "a_session"
            listed.append(self._says(key, minutes=str(slot.minutes), **told))
        return listed

    def remarks(self) -> list[str]:
        """What is worth a look before it is made."""
        return [*self._two_at_once(), *self._unusual(), *self._overlapping()]

    def _two_at_once(self) -> Iterator[str]:
        ends_of = {two: (one.from_on, one.until_on) for two, one in self._standing.items()}
        for two, (begins, ends) in self._found.pairings.items():
            span = (begins.isoformat(), ends.isoformat() if ends else None)
            for other, theirs in ends_of.items():
                for person_id in sorted({*two} & {*other}):
                    if _meet(span, theirs):
                        told = {"both": self._who(two), "other": self._who(other), "name": self._name(person_id)}
                        yield self._says("two_at_once", **told)
            ends_of[two] = span

    def _unusual(self) -> Iterator[str]:
        for whose, slot in self._new():
            here = slot.starts_at.astimezone(self._zone)
            told = {"when": self._when(slot.starts_at), "who": self._who(whose)}
            if not EARLY <= here.hour < LATE:
                yield self._says("odd_hour", **told)
            until = self._until(whose)
            if until is not None and here.date() > until:
                yield self._says("after_their_end", until=self._day(until), **told)

    def _overlapping(self) -> Iterator[str]:
        said = set()
        for person_id, held in self._calendars().items():
            last = held[0]
            for one in held[1:]:
                new, other = (one, last) if one.new else (last, one)
                if one.begins < last.ends and new.new and new not in said:
                    said.add(new)
                    told = {"who": self._who(new.whose), "name": self._name(person_id)}
                    yield self._says("overlapping", when=self._when(new.begins), other=self._when(other.begins), **told)
                last = max(last, one, key=lambda each: each.ends)

    def _calendars(self) -> dict[str, list[Held]]:
        """By person, what those who come to a new session have on, earliest first."""
        new = self._new()
        held = [
            (self._attendees(whose), Held(at.starts_at, at.starts_at + timedelta(minutes=at.minutes), whose, True))
            for whose, at in new
        ]
        if new:
            first, last = new[0][1].starts_at - A_DAY, new[-1][1].starts_at + A_DAY
            for one in sessions.planned_between(self._tx, first, last):
                begins = moment(one.starts_at)
                there = Held(begins, begins + timedelta(minutes=one.minutes), "", False)
                held.append((sessions.expected(self._tx, one), there))
        theirs: dict[str, list[Held]] = {}
        for people, one_held in sorted(held, key=lambda each: each[1].begins):
            for person_id in people:
                theirs.setdefault(person_id, []).append(one_held)
        return theirs

    def _attendees(self, whose: Two | str) -> list[str]:
        if not isinstance(whose, str):
            return list(whose)
        return attending.expected(self._tx, group_id=whose)

    def _new(self) -> list[tuple[Two | str, Slot]]:
        found = [(whose, slot) for whose, slots in self._found.sessions.items() for slot in slots.values()]
        return sorted(found, key=lambda each: each[1].starts_at)

    def _until(self, whose: Two | str) -> date | None:
        if isinstance(whose, str):
            return None
        if whose in self._found.pairings:
            return self._found.pairings[whose][1]
        standing = self._standing.get(whose)
        return date.fromisoformat(standing.until_on) if standing and standing.until_on else None

    def _who(self, whose: Two | str) -> str:
        if isinstance(whose, str):
            return self._groups.get(whose) or self._voice.label("somebody")
        partner, leader = (self._name(one) for one in whose)
        return self._voice.says("shared", "both_names", {"partner": partner, "leader": leader})

    def _name(self, person_id: str) -> str:
        return self._names.get(person_id) or self._voice.label("somebody")

    def _day(self, day: date) -> str:
        return day_in_words(day, self._voice.words)

    def _when(self, at: datetime) -> str:
        here = at.astimezone(self._zone)
        return f"{self._day(here.date())}, {here:%H:%M}"

    def _says(self, key: str, **values: str) -> str:
        return self._voice.says(STORY, key, values)


def _meet(one: tuple[str, str | None], other: tuple[str, str | None]) -> bool:
    """Whether two spans of days have a day in common; an end that is None is none."""
    return (one[1] is None or other[0] <= one[1]) and (other[1] is None or one[0] <= other[1])


def in_words(voice: Voice, wrong: Wrong) -> str:
    """One wrong line as it is shown: its number, the column, what is wrong and what to do."""
    where = "where_in_column" if wrong.column else "where"
    begins = voice.says(STORY, where, {"line": wrong.line, "column": wrong.column})
    told = {name: cut(value) if name == "written" else value for name, value in wrong.values.items()}
    return f"{begins} {voice.says(STORY, wrong.what, told)}"
