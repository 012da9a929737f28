"""Demos that are gone when a test is over, whatever happened in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest

from tests.e2e.program import Demo


class Start(Protocol):
    """Starts a demo in the folder of this test, and waits until its bot listens."""

    def __call__(self, *, installed: bool = ...) -> Demo: ...


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    (tmp_path / "demo").mkdir()
    with ExitStack() as stack:

        def begin(*, installed: bool = False) -> Demo:
            demo = Demo(tmp_path / "demo", installed=installed)
            stack.callback(demo.close)
            demo.until_said("polling_begun")
            return demo

        yield begin
