"""What is owed to somebody who asked for a person: the first time that they were told, until they hear from one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.rules.owed import Asked, late_since, missed, owed, told_last

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def at(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


def asks(*told: tuple[float, float | None]) -> list[Asked]:
    return [Asked(at(asked), None if by is None else at(by)) for asked, by in told]


@pytest.mark.parametrize(
    ("told", "heard", "due", "missed_ones"),
    [
        ([(0, 4)], [], 4, [4]),
        ([(0, 4)], [3], None, []),
        ([(0, 4)], [4], None, []),
        ([(0, 4)], [5], None, [4]),  # too late is an answer, and was missed all the same
        ([(0, 4), (9, 12)], [], 4, [4, 12]),  # a second promise does not make the first good
        ([(0, 4), (9, 12)], [3], 12, [12]),
        ([(0, 4), (9, 12)], [10], None, [4]),
        ([(0, 4), (1, 4)], [], 4, [4]),  # the same, said twice
        ([(0, 4), (1, 4)], [0.5], 4, [4]),  # and they asked again after they had heard
        ([(0, None)], [], None, []),  # nobody could say
        ([(0, 30)], [], 30, []),  # still to come
    ],
)
def test_the_first_that_was_not_kept_is_owed(
    told: list[tuple[float, float | None]], heard: list[float], due: float | None, missed_ones: list[float]
) -> None:
    heard_at = [at(one) for one in heard]
    assert owed(asks(*told), heard_at) == (None if due is None else at(due))
    since = {by for asked, by in told if by is not None and asked > max(heard, default=-1)}
    assert told_last(asks(*told), heard_at) == (at(max(since)) if len(since) > 1 else None)
    assert missed(asks(*told), heard_at, at(24)) == [at(one) for one in missed_ones]


@pytest.mark.parametrize(
    ("now", "due", "taken", "since"),
    [
        (3, 4, 0, None),
        (4, 4, 0, 4),
        (5, 4, None, 4),  # nobody knows any more when it was taken on
        (5, 4, 4.5, None),  # whoever takes on what is late has an hour
        (5.5, 4, 4.5, 5.5),
        (5, None, 0, None),
    ],
)
def test_it_is_late_though_somebody_is_on_it(
    now: float, due: float | None, taken: float | None, since: float | None
) -> None:
    given = [None if one is None else at(one) for one in (due, taken)]
    assert late_since(at(now), *given) == (None if since is None else at(since))
