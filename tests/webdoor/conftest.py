from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.webdoor.site import Site, Visitor, open_site


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with open_site(tmp_path) as opened:
        yield opened


@pytest.fixture
async def lena(site: Site) -> AsyncIterator[Visitor]:
    """A leader without Telegram, with her page open at its first question."""
    link = await site.link(await site.let_in())
    async with site.visitor() as visitor:
        await visitor.open(link)
        yield visitor
