"""Demos that are gone when a test is over, whatever happened in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.e2e.program import Demo

Start = Callable[[], Demo]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a demo in the folder of this test, and waits until its bot listens."""
    with ExitStack() as stack:

        def begin(port: int | None = None, folder: str = ".") -> Demo:
            (tmp_path / folder).mkdir(exist_ok=True)
            demo = Demo(tmp_path / folder, port)
            stack.callback(demo.close)
            demo.until_said("polling_begun")
            return demo

        yield begin
