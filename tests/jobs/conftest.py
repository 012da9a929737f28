from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.playing import Player


@pytest.fixture
async def player(tmp_path: Path) -> AsyncIterator[Player]:
    """The whole bot in one folder, with a clock that tests set."""
    playing = Player(tmp_path)
    await playing.open()
    yield playing
    await playing.close()
