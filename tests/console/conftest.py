from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.console.office import Browser, Office, open_office
from tests.console.reported import Reported, reported


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path) as opened:
        yield opened


@pytest.fixture
async def cora(office: Office) -> Browser:
    """The browser of a coordinator who is signed in."""
    return await office.staff("coordinator")


@pytest.fixture
async def lou(office: Office) -> Browser:
    """The browser of a learning partner who is signed in."""
    return await office.staff("learning-partner")


@pytest.fixture
async def filled(office: Office) -> Reported:
    """A programme to report on. It all happened in a month that is over."""
    now = office.clock.now() - timedelta(days=7)
    return await office.do(lambda tx: reported(tx, now))
