"""What the tests of the engine stand on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.chat.stage import Stage, Tell

SetStage = Callable[..., Stage]


@pytest.fixture
def set_stage(tmp_path: Path) -> Iterator[SetStage]:
    """Makes a stage for the stories given by name; it is closed after the test."""
    stages: list[Stage] = []

    def make(tale: Tell, **others: Tell) -> Stage:
        folder = tmp_path / str(len(stages))
        folder.mkdir()
        stages.append(Stage(folder, tale=tale, **others))
        return stages[-1]

    yield make
    for stage in stages:
        stage.close()
