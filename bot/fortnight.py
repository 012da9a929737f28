"""What somebody gets in the next fortnight if nobody does anything: the real rules, on a copy, with a clock that moves.

There is no network and no database here: what comes in are rows, and what goes out is a list. So nothing can be sent,
and nothing that happens in this time has happened.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from math import ceil

import orjson

from bot.actions import reaching
from bot.chat.story import Stories
from bot.chat.texts import Texts
from bot.foreseen import Foreseen, message
from bot.jobs import due, endings, following, laying, nudges, reviewing, silence
from bot.rules.contact import may_write, next_time
from bot.rules.nudging import WEIGHED_AGAIN, WEIGHING, Verdict
from storage import apart, apart_due, broadcasts, erasures, facts, nudging, people, recipients, sending, values
from storage import nudges as nudges_kept
from storage.apart import Rows
from storage.database import Transaction
from storage.nudges import Nudge, planned_of
from storage.nudging import Waiting
from storage.values import moment, moment_or_none
from storage.web_chats import is_web

DAYS = 14
STEP = timedelta(minutes=15)  # between two looks; what is due in between is looked at in its minute
_DAILY: tuple[tuple[str, Callable[[Transaction, datetime], object]], ...] = (
    (endings.LAST_TIME, endings.look),
    (following.LAST_TIME, following.look),
    (silence.LAST_TIME, silence.heed),
    (reviewing.LAST_TIME, reviewing.plan),
)
A_DAY = timedelta(days=1)
TO_MANY = ("announcement", "opportunity")


@dataclass(frozen=True, slots=True)
class Book:
    """What it takes to begin a story, and no more."""

    texts: Texts
    stories: Stories
    console_url: str = ""


def foresee(rows: Rows, person_id: str, now: datetime, book: Book, days: int = DAYS) -> list[Foreseen]:
    """What would happen from now on, in order, if this person and everybody else did nothing."""
    with values.ids_apart(), apart.tried(rows) as tx:
        last_times = {name: moment_or_none(facts.fact(tx, name)) for name, _ in _DAILY}
        time = _Time(tx, person_id, book, now + timedelta(days=days), last_times)
        at = now
        while at < time.over:
            time.live_through(at)
            at = time.next_look(at)
        time.say_what_stays()
        return time.found


@dataclass(slots=True)
class _Time:
    """The fortnight as far as it has come."""

    tx: Transaction
    person_id: str
    book: Book
    over: datetime
    last_times: dict[str, datetime | None]  # of what is done once a day, by its name
    found: list[Foreseen] = field(default_factory=list)
    held: set[tuple[str, str, str]] = field(default_factory=set)  # notes of which it was said why they wait
    lapsed: dict[tuple[str, str, str], int] = field(default_factory=dict)  # and where it was said that they lapse
    waits: dict[tuple[str, str], str] = field(default_factory=dict)  # kind and matter of what waits, and why
    shown: set[str] = field(default_factory=set)
    waiting: list[Waiting] = field(default_factory=list)  # questions they are reminded of once hours and rules let us
    behind: list[Nudge] = field(default_factory=list)  # notes that wait at this moment for a question that weighs

    def live_through(self, at: datetime) -> None:
        """What the jobs would do at this moment, in their order."""
        for name, look in _DAILY:
            last = self.last_times[name]
            if last is None or at - last >= A_DAY:
                look(self.tx, at)
                self.last_times[name] = at
        if self._is_erased(at):
            return
        self._notes(at)
        self._unanswered(at)
        self._to_many(at)

    def next_look(self, at: datetime) -> datetime:
        """When something can happen next. What waits for a question that weighs is looked at every hour, and that comes
        to the same each time until something else happens, or the question does not weigh any more."""
        others = self._next_but(at, [one.id for one in self.behind])
        if not self.behind:
            return others
        ends = min(others, reaching.weighs_until(self.tx, self.person_id) or at)
        again = at + max(1, ceil((ends - at) / WEIGHED_AGAIN)) * WEIGHED_AGAIN
        dues = {one.id: min(again, moment(one.useful_until)) for one in self.behind}
        for nudge_id, due_at in dues.items():
            nudges_kept.postpone(self.tx, nudge_id, due_at)
        return min(others, *dues.values())

    def _next_but(self, at: datetime, without: Collection[str]) -> datetime:
        """The next quarter of an hour, or before that the minute in which anything but these notes is due. Quarters in
        which nothing can happen, for all of this person's that there is lies further ahead, are left out."""
        planned = erasures.planned(self.tx, self.person_id)
        dues = (apart_due.next_due(self.tx, self.person_id, at, without), moment(planned.due_at) if planned else None)
        exactly = min((when for when in dues if when is not None and when > at), default=self.over)
        if apart_due.is_due(self.tx, self.person_id, at):
            return min(_quarter_after(at), exactly)
        daily = [at if last is None else last + A_DAY for last in self.last_times.values()]
        silent = [when + nudges.AFTER for when in apart_due.silent_since(self.tx, self.person_id)]
        sometime = [_quarter_after(max(at, when)) for when in daily]
        sometime += [_quarter_after(when) for when in silent if when >= at]
        sometime += [_quarter_in_hours(_quarter_after(at), one) or self.over for one in self.waiting]
        return min(*sometime, exactly)

    def _is_erased(self, at: datetime) -> bool:
        planned = erasures.planned(self.tx, self.person_id)
        if planned is None or planned.kind == "health" or moment(planned.due_at) > at:
            return False
        self.found.append(Foreseen(at, "ends", planned.kind))
        self.over = at
        return True

    def _notes(self, at: datetime) -> None:
        back_at = moment_or_none(facts.fact(self.tx, due.BACK_AT))
        verdicts = due.verdicts(self.tx, at, self.book, self.person_id, back_at)
        self.behind = [nudge for nudge, verdict in verdicts if verdict.what == "wait" and verdict.why == WEIGHING]
        for nudge, verdict in verdicts:
            self._hold_back(at, nudge.kind, nudge.about, verdict)
            self._carry_out(at, nudge, verdict)

    def _carry_out(self, at: datetime, nudge: Nudge, verdict: Verdict) -> None:
        try:
            due.carry_out(self.tx, at, self.book, nudge, verdict)
        except due.NoteFailed:
            self.found.append(Foreseen(at, "lapses", nudge.kind, "failed"))
            return
        if verdict.what == "go" and not self._send(at):
            self.found.append(Foreseen(at, "lapses", nudge.kind, "no_point_any_more"))

    def _unanswered(self, at: datetime) -> None:
        theirs = nudging.unanswered(self.tx, at - nudges.AFTER, only=self.person_id)
        self.waiting = theirs
        for one in theirs:
            if may_write(at, one.timezone, one.contact_days, one.contact_from, one.contact_until):
                nudges.remind(self.tx, at, self.book, one)
                self._send(at)

    def _to_many(self, at: datetime) -> None:
        for broadcast_id, recipient_id in apart_due.to_many(self.tx, self.person_id, at):
            broadcasts.move(self.tx, broadcast_id, "sending", "confirmed")
            one, person = broadcasts.by_id(self.tx, broadcast_id), people.by_id(self.tx, self.person_id)
            waiting = {each.id: each for each in recipients.due(self.tx, at, broadcast_id, 1000)}
            recipient = waiting.get(recipient_id)
            if one is None or person is None or recipient is None:
                continue
            kind = TO_MANY[one.opportunity_id is not None]
            self._hold_back(at, kind, broadcast_id, laying.verdict_on(self.tx, at, one, recipient, person))
            laying.lay_one(self.tx, at, self.book, recipient)
            self._send(at)

    def say_what_stays(self) -> None:
        """What was said to wait, and has neither gone nor lapsed when this time is over."""
        if self.found and self.found[-1].what == "ends":
            return
        planned = {(one.kind, one.about) for one in planned_of(self.tx, self.person_id)}
        for (kind, about), why in self.waits.items():
            if kind in TO_MANY or (kind, about) in planned:
                self.found.append(Foreseen(self.over, "stays", kind, why))

    def _hold_back(self, at: datetime, kind: str, about: str, verdict: Verdict) -> None:
        """Note what does not go now; of what waits or lapses day after day for one reason only the first time."""
        key = (kind, about)
        waited = self.waits.pop(key, "")
        if verdict.what == "wait":
            self.waits[key] = verdict.why
        if verdict.what == "lapse":
            before = None if waited else self.lapsed.get((*key, verdict.why))
            if before is not None:
                self.found[before] = replace(self.found[before], again=True)
                return
            self.lapsed[(*key, verdict.why)] = len(self.found)
            self.found.append(Foreseen(at, "lapses", kind, verdict.why))
        elif verdict.what == "wait" and (*key, verdict.why) not in self.held:
            self.held.add((*key, verdict.why))
            self.found.append(Foreseen(at, "waits", kind, verdict.why, verdict.at))

    def _send(self, at: datetime) -> bool:
        """Let go what was decided to be sent, as delivery would; whether there was anything."""
        new = [one for one in apart_due.posted(self.tx, self.person_id) if one[0] not in self.shown]
        for message_id, reason, payload in new:
            self.shown.add(message_id)
            why, kind = sending.why_not(self.tx, at, message_id), reason.removeprefix("nudge_")
            if why is not None:
                sending.lapse(self.tx, at, message_id, why)
                self.found.append(Foreseen(at, "lapses", kind, why))
                continue
            self.found.append(message(at, kind, orjson.loads(payload)))
            person = people.by_id(self.tx, self.person_id)
            if person is not None and not is_web(person.telegram_id or 0):  # on a page it waits until it is opened
                sending.sent(self.tx, at, message_id, None)
        return bool(new)


def _quarter_in_hours(soonest: datetime, one: Waiting) -> datetime | None:
    """The first quarter of an hour from this one on in which they may be written to; None in the next three weeks."""
    hours = (one.timezone, one.contact_days, one.contact_from, one.contact_until)
    begin = next_time(soonest, *hours)
    if not may_write(begin, *hours):
        return None
    return begin if begin == soonest else _quarter_after(begin - timedelta(microseconds=1))


def _quarter_after(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(minute=at.minute - at.minute % 15, second=0, microsecond=0) + STEP
