"""When a service that watches from outside is told that all is well, and when it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.rules.all_well import LEAST_ROOM, OLDEST, Signs, what_is_wrong

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)
WELL = Signs(NOW, None, None, None, LEAST_ROOM)


def since(name: str, at: datetime) -> Signs:
    """All is well but for this, which is so since then."""
    changed: dict[str, Any] = {name: at}
    return replace(WELL, **changed)


def test_nothing_waits_and_telegram_answers() -> None:
    assert what_is_wrong(NOW, WELL) == []
    assert what_is_wrong(NOW, Signs(None, None, None, None)) == []


@pytest.mark.parametrize("name", OLDEST)
def test_each_may_be_so_for_a_while_and_no_longer(name: str) -> None:
    assert what_is_wrong(NOW, since(name, NOW - OLDEST[name])) == []
    assert what_is_wrong(NOW, since(name, NOW - OLDEST[name] - A_SECOND)) == [name]


def test_a_full_disk_is_not_well() -> None:
    assert what_is_wrong(NOW, replace(WELL, room=LEAST_ROOM - 1)) == ["no_room"]
