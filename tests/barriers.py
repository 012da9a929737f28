"""What keeps somebody out of a page, by all of axe's rules; what is the same on many pages is looked at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal
from weakref import WeakSet

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import BrowserContext, Page

from tests.browser import WIDE

# Defined in each document, so that the browser reads all this once; run where somebody looks.
_AXE = f"bringAxe = () => {{ {Axe().axe_script};\n{Path(__file__).with_suffix('.js').read_text()} }}; 0"
_LOOK = "told => window.bringAxe ? (window.lookForBarriers || bringAxe(), lookForBarriers(...told)) : null"
_well: set[str] = set()  # what is shown wide only, and had no barrier
_looks: set[str] = set()  # of text whose contrast was enough
_prepared: WeakSet[BrowserContext] = WeakSet()


async def barriers(page: Page) -> Any:
    """What keeps somebody out by axe's rules: each with where it is; none if the page is well.

    Contrast is measured once for each look: the letters, their ground, and whatever else is painted where they are.
    """
    return await _look(page, "whole")


async def wide_barriers(page: Page) -> Any:
    """The same of a page that was just looked at while it was narrow, and is made wide here.

    What is shown at both widths is the same to all rules but those of sizes, so the others look only at what is new,
    and at that once: most often it is the menu, which a phone has folded. (Colours lie on the same colours at
    each width.) Where anything else is gone, which a label may have been, they look at all of it again.
    """
    await page.set_viewport_size(WIDE)
    return await _look(page, "wide")


async def _look(page: Page, how: Literal["whole", "wide"]) -> Any:
    told = [how, [*_looks], [*_well]]
    await page.wait_for_load_state("domcontentloaded")  # of a page that is half there, the rest would be missing
    seen = await page.evaluate(_LOOK, told)
    if seen is None:
        await _prepare(page)
        seen = await page.evaluate(_LOOK, told)
    _looks.update(seen["fresh"])
    if not seen["found"]:
        _well.update(seen["well"])
    return seen["found"]


async def _prepare(page: Page) -> None:
    """Axe for this document, and for all that are opened after it."""
    if page.context not in _prepared:
        _prepared.add(page.context)
        await page.context.add_init_script(_AXE)
    await page.evaluate(_AXE)
