"""Which note somebody gets now, of those that are due, and what becomes of the others. Plain data in, verdicts out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from bot.rules.notes import Due, Kind

A_DAY = timedelta(days=1)
A_WEEK = timedelta(days=7)
IN_MID_TALK = timedelta(minutes=30)  # so long after their last word a question that waits is still theirs
BETWEEN = timedelta(hours=2)  # two notes of one morning are not sent together
SHORTLY = timedelta(minutes=5)  # unless two hours on is too late for what was agreed
PAUSED, OPEN_CONCERN, OUTDATED = "paused", "open_concern", "outdated"
WEIGHING = "weighing"  # a question waits for them that nothing may be put on top of
WEIGHS, WEIGHED_AGAIN = timedelta(days=7), timedelta(hours=1)  # for so long, and so soon we look again
ASKED = "asked"  # a question without a date waits for them, and one comes after the other
SAID_NO = "said_no"  # to keeping what they say, with a promise of no word until they say yes
TAKEN_BACK = "taken_back"  # their yes to keeping what they say, which they may give again
TOO_LATE = "too_late"  # its time is over
DEFAULT_LIMIT = 2  # notes a week, until somebody chooses


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands as we are about to write to them.

    `barred` says why we may not write at all, or is ''. `next_hours` gives the first moment from a given one on in
    their hours; with `True` also on no bank holiday. `counted` are the times of the notes of the last week that count;
    `resting_until` is when one more of those would not be a second one within 24 hours. `spared_until` is the same of
    all notes but reminders, in the day after we were away. `unhurried`: they asked for more time between our notes.
    `weighing`: a question waits for them that nothing may be put on top of. `asked`: one without a date waits.
    """

    barred: str
    talking_until: datetime | None
    limit: int
    counted: Sequence[datetime]
    resting_until: datetime
    spared_until: datetime
    next_hours: Callable[[datetime, bool], datetime]
    unhurried: bool = False
    weighing: bool = False
    asked: bool = False

    def gap(self, usual: timedelta) -> timedelta:
        """So long between two things that we begin; twice as long for whoever asked for more time."""
        return 2 * usual if self.unhurried else usual

    def after(self, at: datetime) -> Standing:
        """The same once one more note that counts went at this moment."""
        return replace(self, counted=[*self.counted, at], resting_until=at + self.gap(A_DAY))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one planned note: it goes now (`silent`: without a sound), waits until `at`, or lapses; `why` it
    does not go now."""

    due: Due
    what: Literal["go", "wait", "lapse"]
    at: datetime | None = None
    why: str = ""
    silent: bool = False


def decide(
    now: datetime, dues: Sequence[Due], standing: Standing, *, after_downtime: bool, dated: Sequence[Due] = ()
) -> list[Verdict]:
    """A verdict for each that is due; at most one goes. After a downtime one goes or waits, and the others lapse; but
    what the team tells by hand stands for them to see.

    `dated` is what the team sends them for a date, and is decided elsewhere: what has no date gives way to it, unless
    they have long been owed it.
    """
    verdicts: list[Verdict] = []
    for one in sorted(dues, key=lambda one: _place(now, one, after_downtime)):
        verdict = _alone(now, one, standing)
        before = {each.what for each in verdicts}
        stands = one.kind.by_hand and waits(one.kind, standing.barred)
        if after_downtime and verdict.what != "lapse" and before - {"lapse"} and not stands:
            verdict = Verdict(one, "lapse", why="after_downtime")
        elif verdict.what == "go" and ("go" in before or gives_way(now, one, standing, dated)):
            verdict = _behind_another(now, one, standing)
        verdicts.append(verdict)
    return verdicts


def _place(now: datetime, due: Due, after_downtime: bool) -> tuple[bool, int, bool, datetime, str]:
    """Where it stands among those that are due. What opens is the first of them, unless that is all they would get."""
    opens = due.kind.opens and not after_downtime
    return not opens, due.rank(now), not due.is_owed(now), due.due_at, due.id


def gives_way(at: datetime, due: Due, standing: Standing, dated: Sequence[Due]) -> bool:
    """Whether a note that could go at this moment waits for something `dated`: that is due and more useful, not all of
    them have room in this week, or one of them would come too late for its date."""
    if not due.kind.counts or due.is_owed(at):
        return False
    room = standing.limit - len(_this_week(at, standing))
    ready = [one for one in dated if one.due_at <= at < one.useful_until]
    if any(one.kind.rank <= due.kind.rank for one in ready) or (ready and room <= len(ready)):
        return True
    return _in_time(at, standing.after(at), dated) < _in_time(at, standing, dated)


def behind_owed(now: datetime, due: Due, standing: Standing, owed: Sequence[Due]) -> Verdict:
    """What becomes of what is sent for a date where a note of theirs goes before it (`owed`), if that can go."""
    verdict = decide(now, [due], standing, after_downtime=False)[0]
    goes = [one for one in owed if _alone(now, one, standing).what == "go"]
    if verdict.what != "go" or not goes:
        return verdict
    if all(one.kind.opens for one in goes):  # which no other note of that day has to make room for
        at = standing.next_hours(now + standing.gap(BETWEEN), True)
        return Verdict(due, "wait", at=at, why="another_first") if at < due.useful_until else verdict
    return _behind_another(now, due, standing)


def _in_time(at: datetime, standing: Standing, dated: Sequence[Due]) -> int:
    """How many of these go while they are of use, if nothing else goes from this moment on."""
    many = 0
    for one in sorted(dated, key=lambda one: (one.useful_until, one.id)):
        goes = earliest(max(at, one.due_at), one.kind, standing)
        if goes < one.useful_until:
            many, standing = many + 1, standing.after(goes)
    return many


def _alone(now: datetime, due: Due, standing: Standing) -> Verdict:
    """What would become of it if it were the only one."""
    if due.useful_until <= now:
        return Verdict(due, "lapse", why=TOO_LATE)
    if waits(due.kind, standing.barred):
        again = WEIGHED_AGAIN if due.kind.agreed else A_DAY
        return Verdict(due, "wait", at=min(now + again, due.useful_until), why=standing.barred)
    if keeps_back(due.kind, standing.barred):
        return Verdict(due, "lapse", why=standing.barred)
    if due.kind.counts and standing.limit == 0:
        return Verdict(due, "lapse", why="wants_no_notes")
    if standing.weighing and _begins_a_talk(due.kind):
        return Verdict(due, "wait", at=min(now + WEIGHED_AGAIN, due.useful_until), why=WEIGHING)
    if standing.asked and due.kind.in_turn:
        return Verdict(due, "wait", at=min(now + A_DAY, due.useful_until), why=ASKED)
    at = earliest(now, due.kind, standing)
    if at <= now:
        return Verdict(due, "go", silent=due.kind.quiet)
    if at < due.useful_until:
        return Verdict(due, "wait", at=at, why=kept_by(now, due.kind, standing))
    if due.kind.urgent:
        return Verdict(due, "go", silent=True)
    return Verdict(due, "lapse", why="no_room" if due.kind.counts else "outside_their_hours")


def waits(kind: Kind, barred: str) -> bool:
    """Whether what keeps such a note from going may pass, or the team has to know that it does not go."""
    passes = kind.by_hand or barred == TAKEN_BACK or (barred in (PAUSED, SAID_NO, OPEN_CONCERN) and kind.patient)
    return passes and keeps_back(kind, barred)


def keeps_back(kind: Kind, barred: str) -> bool:
    """Whether such a note does not go to somebody as they stand."""
    goes_anyway = (
        (barred == OUTDATED and kind.renews)
        or (barred == TAKEN_BACK and kind.fact)
        or (barred in (PAUSED, SAID_NO, OPEN_CONCERN, TAKEN_BACK) and kind.warns)
    )
    return bool(barred) and not goes_anyway


def _begins_a_talk(kind: Kind) -> bool:
    """Whether more may follow than that something is, such as when a session takes place."""
    return bool(kind.story) and not kind.warns and not (kind.agreed and kind.fact)


def earliest(now: datetime, kind: Kind, standing: Standing) -> datetime:
    """The first moment at which such a note may go."""
    free = max(_free(now, kind, standing).values())
    return standing.next_hours(free, not kind.agreed)


def kept_by(now: datetime, kind: Kind, standing: Standing) -> str:
    """What keeps such a note until then: the last thing that frees it, or else their hours."""
    free = _free(now, kind, standing)
    return max(free, key=lambda one: free[one])


def _free(now: datetime, kind: Kind, standing: Standing) -> dict[str, datetime]:
    """By what may keep such a note, when that does not keep it any more; never before now."""
    free = {"their_hours": now}
    if kind.counts:
        free |= {"one_a_day": standing.resting_until, "week_is_full": _under_the_limit(now, standing)}
    if not kind.agreed:
        free |= {"we_were_away": standing.spared_until, "in_talk": standing.talking_until or now}
    return free


def _under_the_limit(now: datetime, standing: Standing) -> datetime:
    """When one more note would not be more a week than they chose."""
    recent = _this_week(now, standing)
    if len(recent) < standing.limit:
        return now
    return recent[len(recent) - standing.limit] + A_WEEK


def _this_week(now: datetime, standing: Standing) -> list[datetime]:
    """When the notes went that count for the last seven days."""
    return sorted(at for at in standing.counted if at > now - A_WEEK)


def _behind_another(now: datetime, due: Due, standing: Standing) -> Verdict:
    """What becomes of it when another goes, and it could have."""
    kind = due.kind
    at = standing.next_hours(now + standing.gap(A_DAY if kind.counts else BETWEEN), not kind.agreed)
    if kind.urgent or (kind.agreed and at >= due.useful_until):
        at = now + SHORTLY
    if at < due.useful_until:
        return Verdict(due, "wait", at=at, why="another_first")
    return Verdict(due, "lapse", why="another_was_more_useful")
