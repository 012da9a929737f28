"""The ladder: who hears of a concern at 0, 15, 30 and 60 minutes of staffed hours, and when somebody is unreachable."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.ladder import (
    AFTER,
    AGAIN_AFTER,
    PATIENCE,
    Said,
    again,
    due,
    made_up_for,
    round_begun,
    round_now,
    together,
)

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
RUNGS = (("lead",), ("deputy",), ("lead", "deputy", "cora"), ("admin",))
NINE_TO_FIVE = [(MONDAY + timedelta(hours=9), MONDAY + timedelta(hours=17))]
TUESDAY = [(MONDAY + timedelta(hours=33), MONDAY + timedelta(hours=41))]


def hour(hours: float) -> datetime:
    return MONDAY + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("asked", "now", "begun"),
    [
        (10, 10, 10),  # in hours
        (10, 16, 10),
        (10, 20, 10),  # the hours are over, and it had begun
        (18, 18, None),  # nobody reads any more today
        (18, 32.9, None),
        (18, 33, 33),  # the next opening
        (10, 33.5, 33),  # nobody is on it the next day: anew
        (8.5, 8.75, None),  # too early
        (8.5, 9, 9),
        (17, 17, None),  # the hours end before this minute
        (9, 9, 9),
    ],
)
def test_a_round_begins_when_somebody_asks_in_hours_and_at_each_opening(
    asked: float, now: float, begun: float | None
) -> None:
    found = round_begun(hour(now), hour(asked), [*NINE_TO_FIVE, *TUESDAY])
    assert found == (None if begun is None else hour(begun))


def test_without_known_hours_the_clock_alone_counts() -> None:
    assert round_begun(hour(20), hour(3), []) == hour(3)


def test_hours_that_touch_are_one_opening() -> None:
    spans = [(hour(13), hour(17)), (hour(9), hour(13)), (hour(12), hour(14)), (hour(20), hour(22))]
    assert together(spans) == [(hour(9), hour(17)), (hour(20), hour(22))]
    assert round_begun(hour(13.5), hour(10), spans) == hour(10)


@pytest.mark.parametrize(
    ("minutes", "told", "wanted"),
    [
        (0, [], [(0, "lead")]),
        (14, [], [(0, "lead")]),
        (14, [(0, "lead")], []),
        (15, [(0, "lead")], [(1, "deputy")]),
        (29, [(0, "lead"), (1, "deputy")], []),
        (30, [(0, "lead"), (1, "deputy")], [(2, "lead"), (2, "deputy"), (2, "cora")]),
        (60, [(0, "lead"), (1, "deputy"), (2, "lead"), (2, "deputy"), (2, "cora")], [(3, "admin")]),
        (600, [(0, "lead"), (1, "deputy"), (2, "lead"), (2, "deputy"), (2, "cora"), (3, "admin")], []),
        # after we were away nobody gets two at once
        (90, [], [(2, "lead"), (2, "deputy"), (2, "cora"), (3, "admin")]),
        (90, [(0, "lead")], [(2, "lead"), (2, "deputy"), (2, "cora"), (3, "admin")]),
        (25, [], [(0, "lead"), (1, "deputy")]),
    ],
)
def test_each_rung_has_its_time_and_nobody_is_told_twice(
    minutes: float, told: list[tuple[int, str]], wanted: list[tuple[int, str]]
) -> None:
    said = [Said(rung, who, hour(9), True) for rung, who in told]
    assert sorted(due(hour(9) + timedelta(minutes=minutes), hour(9), RUNGS, said)) == sorted(wanted)


def test_whoever_hears_late_of_one_step_does_not_hear_of_the_next_a_moment_after() -> None:
    late = [Said(0, "lead", hour(9) + timedelta(minutes=25), True), Said(1, "deputy", hour(9), True)]
    assert due(hour(9.5), hour(9), RUNGS, late) == [(2, "deputy"), (2, "cora")]
    assert due(
        hour(10), hour(9), RUNGS, [*late, Said(2, "deputy", hour(9.5), True), Said(2, "cora", hour(9.5), True)]
    ) == [(3, "admin")]


@pytest.mark.parametrize(
    ("round_at", "told", "counts"),
    [
        (13, 28, True),  # we were away from noon until the night, and nobody has read since
        (13, 13.75, False),  # it came in its time, on the day before
        (13, 15.5, False),  # late, and while somebody read
        (16.5, 17.25, False),  # after hours, but in its time
    ],
)
def test_what_was_missed_and_said_at_night_counts_at_the_opening(round_at: float, told: float, counts: bool) -> None:
    said = Said(2, "lead", hour(told), True)
    found = made_up_for([(hour(round_at), said)], hour(33), [*NINE_TO_FIVE, *TUESDAY])
    assert found == ([said] if counts else [])


@pytest.mark.parametrize(
    ("seconds", "reached", "wanted"),
    [
        (1, False, [(1, "deputy")]),
        (1, None, []),
        (PATIENCE.seconds - 1, None, []),
        (PATIENCE.seconds, None, [(1, "deputy")]),
        (600, True, []),
    ],
)
def test_who_cannot_be_reached_keeps_nobody_waiting(
    seconds: int, reached: bool | None, wanted: list[tuple[int, str]]
) -> None:
    said = [Said(0, "lead", hour(9), reached)]
    assert due(hour(9) + timedelta(seconds=seconds), hour(9), RUNGS, said) == wanted
    assert due(hour(9) + timedelta(seconds=seconds), hour(9), RUNGS, said, staffed=False) == wanted


def test_outside_hours_time_alone_wakes_nobody_else() -> None:
    said = [Said(0, "lead", hour(20), True)]
    assert due(hour(22), hour(20), RUNGS, [], staffed=False) == [(0, "lead")]
    assert due(hour(22), hour(20), RUNGS, said, staffed=False) == []


def test_where_nobody_at_all_can_be_reached_everybody_was_told() -> None:
    said: list[Said] = []
    for _ in range(10):
        for rung, who in due(hour(9), hour(9), RUNGS, said):
            said.append(Said(rung, who, hour(9), False))
    assert {one.person_id for one in said} == {"lead", "deputy", "cora", "admin"}
    assert due(hour(9), hour(9), RUNGS, said) == []


@given(st.lists(st.integers(0, 120), max_size=30), st.lists(st.sampled_from((True, False, None)), max_size=60))
def test_however_often_and_late_it_is_looked_at_nobody_hears_twice_of_one_rung(
    minutes: list[int], fates: list[bool | None]
) -> None:
    said: list[Said] = []
    for minute in sorted(minutes):
        now = hour(9) + timedelta(minutes=minute)
        for rung, who in due(now, hour(9), RUNGS, said):
            fate = fates[len(said)] if len(said) < len(fates) else True
            said.append(Said(rung, who, now, fate))
    assert len({(one.rung, one.person_id) for one in said}) == len(said)
    if minutes and max(minutes) >= AFTER[-1].seconds // 60:
        assert {"lead", "deputy", "cora", "admin"} <= {one.person_id for one in said}


@pytest.mark.parametrize(
    ("wrote", "now", "told_of_it", "wanted"),
    [
        (5, 5, [], [(0, "lead")]),  # at once
        (0, 5, [], []),  # they heard of it when she had written already
        (6, 6, [5], []),  # of many messages not of each
        (6, 15, [5], [(0, "lead")]),
        (6, 40, [5, 15], []),
    ],
)
def test_those_who_were_told_hear_once_more_when_the_person_writes_but_not_of_each_message(
    wrote: int, now: int, told_of_it: list[int], wanted: list[tuple[int, str]]
) -> None:
    at = hour(10)
    said = [Said(0, "lead", at, True), Said(3, "admin", at, True)]
    ever = [*said, *(Said(0, "lead", at + timedelta(minutes=each), True) for each in told_of_it)]
    assert timedelta(minutes=10) == AGAIN_AFTER
    minutes = timedelta(minutes=1)
    assert again(at + now * minutes, at + wrote * minutes, RUNGS, said, ever) == wanted


@pytest.mark.parametrize(
    ("missed", "came", "now", "begun"),
    [
        (None, [], 12, 9),
        (None, [9.5], 9.5, 9),  # the ladder is under way, and goes on
        (None, [11], 11, 11),
        (None, [11, 11.5], 11.5, 11),  # so does that one
        (None, [8, 9], 12, 9),  # before, and at its beginning
        (13, [], 12.9, 9),
        (13, [], 13, 13),
        (13, [13], 16, 13),  # as it stands on record then
        (9.5, [], 10, 9),  # climbed to its end first
        (9.5, [], 10.2, 9 + 7 / 6),
        (9, [], 16, 9),  # it began late
        (13, [13.5], 16, 13),
        (13, [16], 16, 16),
        (13, [12.5], 16, 12.5 + 7 / 6),  # they wrote shortly before it was late
    ],
)
def test_the_ladder_begins_anew_when_it_is_late_and_when_they_write_again_but_not_while_it_is_climbed(
    missed: float | None, came: list[float], now: float, begun: float
) -> None:
    late = None if missed is None else hour(missed)
    assert round_now(hour(9), late, [hour(one) for one in came], hour(now)) == hour(begun)
