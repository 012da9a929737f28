"""Whom of the team a concern is told to next, while nobody has said that they are on it. Plain data in, alerts out.

A round of the ladder begins when somebody asks in staffed hours, and anew while nobody is on it: at each opening, when
what was promised is late, and when they ask or write again.
What was missed while we were away counts once: one alert to each, on the highest of those rungs, which is not said
again when the next step is near, nor at the next opening to those who heard at night.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

AFTER = tuple(timedelta(minutes=minutes) for minutes in (0, 15, 30, 60))  # from the round's beginning to each rung
AGAIN_AFTER = timedelta(minutes=10)  # from one alert that the person has written again to the next
GRAVE_AFTER = timedelta(minutes=1)  # and where what they wrote sounds heavy
PATIENCE = timedelta(seconds=40)  # for an alert to arrive; a look every 15 s makes that less than a minute
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody was told in this round. `reached`: None while the message is on its way."""

    rung: int
    person_id: str
    at: datetime
    reached: bool | None


def round_begun(now: datetime, asked_at: datetime, spans: Sequence[Span]) -> datetime | None:
    """When the present round began; None while nobody reads and nobody has since they asked.

    `spans` are the hours in which anybody of the team reads. Where none are known, the clock alone counts.
    """
    if not spans:
        return asked_at
    joined = together(spans)
    begins = [begin for begin, _ in joined if asked_at < begin <= now]
    if begins:
        return begins[-1]
    return asked_at if any(begin <= asked_at < end for begin, end in joined) else None


def round_now(round_at: datetime, missed: datetime | None, came: Iterable[datetime], now: datetime) -> datetime:
    """When the present round of one that nobody is on began: it begins anew once the person was to hear by `missed` and
    did not, and when they ask or write again, as each of these `came`. A ladder under way is climbed to its end first.
    """
    for at in sorted(one for one in came if one > round_at):
        round_at = _late(round_at, missed, at)
        if at >= round_at + AFTER[-1] + PATIENCE:
            round_at = at
    return _late(round_at, missed, now)


def _late(round_at: datetime, missed: datetime | None, now: datetime) -> datetime:
    if missed is None or missed <= round_at:
        return round_at
    late = max(missed, round_at + AFTER[-1] + AGAIN_AFTER)
    return late if late <= now else round_at


def together(spans: Sequence[Span]) -> list[Span]:
    """The same hours, those that overlap or touch as one."""
    joined: list[Span] = []
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def due(
    now: datetime, round_at: datetime, rungs: Sequence[Sequence[str]], said: Sequence[Said], *, staffed: bool = True
) -> list[tuple[int, str]]:
    """Who is to be told now, each on the highest rung that is due; whoever was told on a rung as high is not again.

    Where nobody who was told can be reached, the next ones are told without waiting for their time. While nobody reads
    (not `staffed`), time alone leads no further than to the first rung.
    """
    climbed = [rung for rung, after in enumerate(AFTER) if now - round_at >= after]
    by_clock = _new(round_at, rungs, said, climbed if staffed else [0])
    if by_clock or any(one.reached for one in said):
        return by_clock
    if any(one.reached is None and now - one.at < PATIENCE for one in said):
        return []
    known = {one.person_id for one in said}
    for rung, people in enumerate(rungs):
        if fresh := [(rung, one) for one in people if one not in known]:
            return fresh
    return []


def _new(
    round_at: datetime, rungs: Sequence[Sequence[str]], said: Sequence[Said], which: Sequence[int]
) -> list[tuple[int, str]]:
    highest: dict[str, int] = {}
    for rung in which:
        highest.update(dict.fromkeys(rungs[rung], rung))
    told: dict[str, int] = {}
    for each in said:
        told[each.person_id] = max(told.get(each.person_id, -1), _as_good_as(round_at, each))
    return [(rung, one) for one, rung in highest.items() if told.get(one, -1) < rung]


def _as_good_as(round_at: datetime, one: Said) -> int:
    """The rung for which this alert counts: also the next, where its time came so soon that nobody is told again."""
    soon = [rung for rung, after in enumerate(AFTER) if round_at + after < one.at + AGAIN_AFTER]
    return max(one.rung, *soon, 0)


def made_up_for(told: Sequence[tuple[datetime, Said]], begun: datetime, spans: Sequence[Span]) -> list[Said]:
    """Those alerts of earlier rounds, each with when its round began, that count in the one that has `begun`: they had
    been missed and came as late as the whole ladder takes, and nobody has read since they came."""
    return [
        one
        for round_at, one in told
        if one.at < begun
        and one.at - (round_at + AFTER[one.rung]) >= AFTER[-1]
        and not any(begin < begun and end > one.at for begin, end in together(spans))
    ]


def again(
    now: datetime,
    wrote_at: datetime,
    rungs: Sequence[Sequence[str]],
    said: Sequence[Said],
    ever: Sequence[Said],
    after: timedelta = AGAIN_AFTER,
) -> list[tuple[int, str]]:
    """Who is told once more, on the rung on which they were in this round, because the person has written since: the
    first time at once, and of many messages not of each. `ever` is all that anybody was told, in order. Those on the
    last rung are not, for they may look at nothing."""
    looks = {one for people in rungs[:-1] for one in people}
    here, last = ({one.person_id: one for one in some} for some in (said, ever))
    return [
        (one.rung, who)
        for who, one in here.items()
        if who in looks and last[who].at < wrote_at and (last[who].at <= one.at or now - last[who].at >= after)
    ]
