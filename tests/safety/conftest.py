from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.safety.shut import Shut


@pytest.fixture
async def player(tmp_path: Path) -> AsyncIterator[Shut]:
    """The whole bot in one folder, with a clock that tests set, and chats that may be shut."""
    playing = Shut(tmp_path)
    await playing.open()
    yield playing
    await playing.close()
