"""Demos that are gone when a test is over, whatever happened in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest

from tests.e2e.program import Demo


class Start(Protocol):
    """Starts a demo in a folder of this test, and waits until its bot listens."""

    def __call__(self, folder: str = ..., port: int | None = ...) -> Demo: ...


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    with ExitStack() as stack:

        def begin(folder: str = "demo", port: int | None = None) -> Demo:
            (tmp_path / folder).mkdir(exist_ok=True)
            demo = Demo(tmp_path / folder, port)
            stack.callback(demo.close)
            demo.until_said("polling_begun")
            return demo

        yield begin
