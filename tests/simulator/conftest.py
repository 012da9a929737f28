"""A fresh simulator for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.simulator.rig import Rig, running


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    async with running(seed=7) as found:
        yield found
