"""A real browser: one chromium for each worker, a clean profile in it for each test, and what axe finds on a page.

The chromium is started by hand and not by Playwright, so that tests with loops of their own can share it.
"""

from __future__ import annotations

import atexit
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import BrowserContext, Page, ViewportSize, async_playwright

from tests.chromium import find

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions"),
    *("--mute-audio", "--password-store=basic", "--disable-popup-blocking", "--remote-debugging-port=0"),
)
WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 320, "height": 640}
_AXE = Axe().axe_script
_WANTED = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
_BARRIERS = """wanted => axe.run(document, wanted).then(found => found.violations.map(
  one => [one.id, ...one.nodes.map(node => node.target.join(" "))]))"""  # alone: what is well is a megabyte a page


@asynccontextmanager
async def profile(viewport: ViewportSize = WIDE, *, script: bool = True) -> AsyncIterator[BrowserContext]:
    """A browser that nobody has used before."""
    async with async_playwright() as play:
        chromium = await play.chromium.connect_over_cdp(_chromium())
        context = await chromium.new_context(viewport=viewport, java_script_enabled=script)
        try:
            yield context
        finally:
            await context.close()


async def barriers(page: Page, *, colours: bool = True) -> Any:
    """What keeps somebody out by axe's rules: each with where it is; none if the page is well.

    The contrast of colours takes most of the time, and is the same in a page that only became wider.
    """
    if not await page.evaluate("typeof axe === 'object'"):
        await page.evaluate(_AXE)
    return await page.evaluate(_BARRIERS, {**_WANTED, "rules": {"color-contrast": {"enabled": colours}}})


@cache
def _chromium() -> str:
    """Where this worker's chromium is spoken to; it is started at the first question and ends with the worker."""
    path, folder = find(), tempfile.mkdtemp(prefix="voices-chromium-")
    assert path is not None
    command = [path, *FLAGS, f"--user-data-dir={folder}", "about:blank"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def end() -> None:
        process.kill()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(end)
    assert process.stderr is not None
    for line in process.stderr:
        if "DevTools listening on" in line:
            return line.split()[-1]
    raise AssertionError("chromium did not start")
