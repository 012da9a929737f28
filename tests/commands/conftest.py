from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.program import Voices


@pytest.fixture
def voices(tmp_path: Path) -> Voices:
    """An installation with nothing in it yet."""
    (tmp_path / "home").mkdir()
    return Voices(tmp_path)
