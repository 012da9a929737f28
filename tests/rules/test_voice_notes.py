"""Which voice notes are taken, when they are tried again, and how their length is said."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.rules.voice_notes import LARGEST, ROOM, length, pause_after, why_not


@pytest.mark.parametrize(
    ("seconds", "size", "held", "why"),
    [
        (0, 0, 0, None),
        (300, LARGEST, ROOM - LARGEST, None),
        (301, 1, 0, "voice_too_long"),
        (301, LARGEST + 1, ROOM, "voice_too_long"),
        (1, LARGEST + 1, ROOM, "voice_too_large"),
        (300, LARGEST, ROOM - LARGEST + 1, "voice_no_room"),
        (0, 0, ROOM + 1, "voice_no_room"),
    ],
)
def test_what_is_within_every_limit_is_taken(seconds: int, size: int, held: int, why: str | None) -> None:
    assert why_not(seconds, size, held) == why


def test_pauses_grow_and_come_to_nearly_a_day() -> None:
    pauses: list[timedelta] = []
    while (pause := pause_after(len(pauses) + 1)) is not None:
        pauses.append(pause)
    assert pauses == sorted(pauses)
    assert timedelta(hours=23) < sum(pauses, timedelta()) < timedelta(hours=24)


@pytest.mark.parametrize(("seconds", "said"), [(0, ""), (5, "0:05"), (34, "0:34"), (60, "1:00"), (299, "4:59")])
def test_the_length_is_said_in_minutes_and_seconds(seconds: int, said: str) -> None:
    assert length(seconds) == said
