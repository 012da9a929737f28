from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.webdoor.site import Site, open_site


@pytest_asyncio.fixture(loop_scope="session")
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    """The pages, in the loop that the tests with a browser share."""
    async with open_site(tmp_path) as opened:
        yield opened
