"""The monthly sheet's figures: of how many, how many are done, the middle time and the longest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.rules.answering_times import Times, Waited, to_acknowledge, to_close

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def waited(*minutes: int | None) -> list[Waited]:
    return [Waited(AT, None if one is None else AT + one * MINUTE, None) for one in minutes]


@pytest.mark.parametrize(
    ("minutes", "times"),
    [
        ((), Times(0, 0, None, None)),
        ((None,), Times(1, 0, None, None)),
        ((5,), Times(1, 1, 5 * MINUTE, 5 * MINUTE)),
        ((5, 90, 10), Times(3, 3, 10 * MINUTE, 90 * MINUTE)),
        ((5, None, 10), Times(3, 2, 7.5 * MINUTE, 10 * MINUTE)),
    ],
)
def test_what_is_still_open_counts_in_the_whole_and_not_in_the_times(
    minutes: tuple[int | None, ...], times: Times
) -> None:
    assert to_acknowledge(waited(*minutes)) == times
    assert to_close(waited(*minutes)) == Times(len(minutes), 0, None, None)
