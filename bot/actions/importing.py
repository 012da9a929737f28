"""Pairings and sessions from lines of a file: looked at as a whole first, then made, each at most once.

The same for the command line and the chat. Lines that are there already change nothing: a mended file can be imported.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.actions import pairing, scheduling
from bot.actions.scheduling import Slot
from bot.chat.reading import Tokens, fold
from bot.rules import import_lines
from bot.rules.import_lines import LONGEST_PLACE, Line, Wrong
from bot.rules.wall import moment_of
from storage import audit, directory, groups, pairings, sessions
from storage.database import Transaction
from storage.directory import Listed

STORY = "importing"  # under which all its words are
FARTHEST = timedelta(days=2 * 366)
UNKNOWN = {"partner": "no_partner", "leader": "no_leader"}

Two = tuple[str, str]  # the ids of a partner and a leader


@dataclass(slots=True)
class Found:
    """What an import comes to: pairings and sessions to make, how many lines are `there` already, and what is wrong.
    Sessions are gathered by whose they are: a group's id, or the two of a pairing."""

    pairings: dict[Two, tuple[date, date | None]] = field(default_factory=dict)
    sessions: dict[Two | str, dict[datetime, Slot]] = field(default_factory=dict)
    there: int = 0
    wrong: list[Wrong] = field(default_factory=list)

    @property
    def times(self) -> int:
        """How many sessions there are to make."""
        return sum(len(slots) for slots in self.sessions.values())

    def parts(self) -> list[Found]:
        """The same in parts that can be made one after the other: a pairing and its sessions, a group's sessions."""
        whose = {*self.pairings, *self.sessions}
        return [
            Found(
                {one: self.pairings[one]} if not isinstance(one, str) and one in self.pairings else {},
                {one: self.sessions[one]} if one in self.sessions else {},
            )
            for one in sorted(whose, key=str)
        ]


class Looking:
    """Looks up what lines name, in one transaction."""

    def __init__(self, tx: Transaction, now: datetime, timezone: str) -> None:
        self._tx = tx
        self._now = now
        self._zone = ZoneInfo(timezone)
        self._named = {role: _by_name(directory.everybody(tx, role)) for role in UNKNOWN}
        self._pairs = {(one.partner_id, one.leader_id): one.id for one in pairings.standing(tx)}
        self._groups = {fold(one.name): one.id for one in groups.standing(tx)}
        self.found = Found()

    def look(self, text: str, most: int = import_lines.MOST_LINES) -> Found:
        """What the text comes to, of at most so many lines. Raises Unreadable."""
        lines, wrong = import_lines.read(text, most)
        self.found.wrong = wrong
        for kind, take in (("pairing", self._pairing), ("session", self._session)):
            for line in lines:
                if line["kind"].lower() == kind and (trouble := take(line)) is not None:
                    self.found.wrong.append(trouble)
        unknown = [one for one in lines if one["kind"].lower() not in import_lines.KINDS]
        self.found.wrong += [Wrong(one.number, "kind", "no_kind", {"written": one["kind"]}) for one in unknown]
        self.found.wrong.sort(key=lambda one: one.line)
        return self.found

    def _pairing(self, line: Line) -> Wrong | None:
        two = self._two(line)
        begins, ends = import_lines.day(line, "from"), import_lines.day(line, "until")
        if isinstance(two, Wrong):
            return two
        if isinstance(begins, Wrong):
            return begins
        if isinstance(ends, Wrong):
            return ends
        begins = begins or self._now.astimezone(self._zone).date()
        if no_day := pairing.why_not_until(self._now, begins, ends):
            return Wrong(line.number, "until", no_day, {"written": line["until"]})
        if two in self._pairs or two in self.found.pairings:
            self.found.there += 1
        elif pairing.why_not(self._tx, *two).refused:
            return Wrong(line.number, "partner", "no_messages", {"partner": line["partner"], "leader": line["leader"]})
        else:
            self.found.pairings[two] = (begins, ends)
        return None

    def _session(self, line: Line) -> Wrong | None:
        whose = self._group(line) if line["group"] else self._paired(line)
        wall, minutes = import_lines.wall(line), import_lines.minutes(line)
        if isinstance(whose, Wrong):
            return whose
        if isinstance(wall, Wrong):
            return wall
        if isinstance(minutes, Wrong):
            return minutes
        at = moment_of(wall.replace(tzinfo=self._zone))
        if at <= self._now:
            return Wrong(line.number, "date", "gone_by", {"written": f"{line['date']} {line['time']}"})
        if at > self._now + FARTHEST:
            return Wrong(line.number, "date", "too_far", {"written": line["date"]})
        if len(line["place"]) > LONGEST_PLACE:
            return Wrong(line.number, "place", "long_place", {"most": str(LONGEST_PLACE)})
        theirs = self.found.sessions.setdefault(whose, {})
        if at in theirs or self._is_planned(whose, at):
            self.found.there += 1
        else:
            theirs[at] = Slot(at, minutes, line["place"])
        return None

    def _is_planned(self, whose: Two | str, at: datetime) -> bool:
        ids = {"group_id": whose} if isinstance(whose, str) else {"pairing_id": self._pairs.get(whose)}
        return sessions.planned_at(self._tx, at, **ids) is not None

    def _group(self, line: Line) -> str | Wrong:
        found = self._groups.get(fold(line["group"]))
        return found or Wrong(line.number, "group", "no_group", {"written": line["group"]})

    def _paired(self, line: Line) -> Two | Wrong:
        two = self._two(line)
        if isinstance(two, Wrong) or two in self._pairs or two in self.found.pairings:
            return two
        return Wrong(line.number, "partner", "not_paired", {"partner": line["partner"], "leader": line["leader"]})

    def _two(self, line: Line) -> Two | Wrong:
        partner, leader = self._person(line, "partner"), self._person(line, "leader")
        if isinstance(partner, Wrong):
            return partner
        if isinstance(leader, Wrong):
            return leader
        if partner == leader:
            return Wrong(line.number, "leader", "themselves", {"written": line["leader"]})
        return partner, leader

    def _person(self, line: Line, role: str) -> str | Wrong:
        written = line[role]
        if not written:
            return Wrong(line.number, role, "name_missing")
        found = self._named[role].get(fold(written), [])
        if len(found) == 1:
            return found[0].id
        if not found:
            return Wrong(line.number, role, UNKNOWN[role], {"written": written})
        numbers = ", ".join(f"P-{one.number:03}" for one in found)
        return Wrong(line.number, role, "several", {"written": written, "numbers": numbers})


def _by_name(listed: list[Listed]) -> dict[Tokens, list[Listed]]:
    """People by their name and by their number: "P-007" and "7"."""
    named: dict[Tokens, list[Listed]] = {}
    for one in listed:
        for name in (one.name, f"P-{one.number:03}", f"P-{one.number}", str(one.number)):
            if one not in named.setdefault(fold(name), []):
                named[fold(name)].append(one)
    return named


@dataclass(slots=True)
class Made:
    """The ids of new pairings, and of the first new session of each pairing and group."""

    pairings: list[str] = field(default_factory=list)
    first_sessions: list[str] = field(default_factory=list)


def make(tx: Transaction, now: datetime, found: Found, *, by: str | None, timezone: str) -> Made:
    """Make what was found: each pairing is asked about, and those who come hear of all their sessions in one note."""
    made = Made()
    for (partner_id, leader_id), (begins, ends) in found.pairings.items():
        two = {"partner_id": partner_id, "leader_id": leader_id}
        new = pairing.propose(tx, now, **two, from_on=begins, until_on=ends, made_by=by)
        made.pairings += [new.id] if not new.refused else []
    standing = {(one.partner_id, one.leader_id): one.id for one in pairings.standing(tx)}
    for whose, slots in found.sessions.items():
        ids = {"group_id": whose} if isinstance(whose, str) else {"pairing_id": standing.get(whose, "")}
        in_order = [slots[at] for at in sorted(slots)]
        if in_order and any(ids.values()):  # a pairing may have ended since it was looked at
            planned = scheduling.plan_series(tx, now, by=by, slots=in_order, timezone=timezone, **ids)
            made.first_sessions.append(planned[0].id)
    return made


def note(tx: Transaction, now: datetime, found: Found, *, by: str) -> None:
    """Put on record that it was made, and by whom."""
    detail = f"pairings={len(found.pairings)} sessions={found.times}"
    audit.note(tx, now, actor=by, action="lines_imported", about="", detail=detail)
