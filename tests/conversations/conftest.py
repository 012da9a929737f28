"""The room that the tests of the conversations are played in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conversations.room import Room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A fresh database, the real conversations, and nobody in them yet."""
    opened = Room(tmp_path)
    yield opened
    opened.close()
