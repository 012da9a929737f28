"""A real browser: one chromium for each worker, a clean profile in it for each test, and what axe finds on a page.

The chromium is started by hand and not by Playwright, so that tests with loops of their own can share it; those that
say `pytestmark = IN_A_BROWSER` share a loop, and in it the one process of Playwright that all of them speak through.
"""

from __future__ import annotations

import asyncio
import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Locator, Page, ViewportSize, async_playwright

from tests.chromium import find

IN_A_BROWSER = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.usefixtures("playwright"),
]
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions"),
    *("--mute-audio", "--password-store=basic", "--disable-popup-blocking", "--remote-debugging-port=0"),
    *("--disable-breakpad", "--disable-default-apps", "--metrics-recording-only"),
    "--disable-features=Translate,MediaRouter,OptimizationHints",
)
WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 320, "height": 640}
PICTURES = bool(os.environ.get("CI") or os.environ.get("VOICES_SCREENSHOTS"))  # whether pages are drawn to be kept
MOST_GOES = 5  # to a place: what is between can change while the keyboard passes
_AXE = Axe().axe_script
_WANTED = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
_OF_WIDTH = {"runOnly": ["target-size", "scrollable-region-focusable"], "resultTypes": ["violations"]}
_BARRIERS = """async ([within, wanted]) => (await axe.run(within || document, wanted)).violations.map(
  one => [one.id, ...one.nodes.map(node => node.target.join(" "))])"""  # alone: what is well is a megabyte a page
_SHOWN = 'shown = new Set([...document.querySelectorAll("body *")].filter(one => one.checkVisibility())); 0'
# The outermost of what is shown wide and was not shown narrow.
_NEW = """fresh = [...document.querySelectorAll("body *")].filter(one => one.checkVisibility() && !shown.has(one))
  .filter((one, _, all) => !all.includes(one.parentElement)); fresh.map(one => one.outerHTML)"""
_GONE = '[...shown].some(one => !one.closest(".menu") && !one.checkVisibility())'
_NEW_BARRIERS = _BARRIERS.replace(
    "within || document", "{include: fresh.filter(one => within.includes(one.outerHTML))}"
)
# Where Tab stops, in the order of the page; what is asked about and where the keyboard is are always among them.
_STOPS = """(here, goal) => {
  const chosen = one => (document.querySelector(`input[name="${one.name}"]:checked`)
    || document.querySelector(`input[name="${one.name}"]`)) === one;
  return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter(
    one => one === here || one === goal || one.tabIndex >= 0 && !one.disabled && one.checkVisibility()
      && (one.type !== "radio" || chosen(one)));
}"""
# How many presses of Tab an element is away, none if the keyboard is there; back if negative.
_AHEAD = f"""goal => {{
  const here = document.activeElement, stops = ({_STOPS})(here, goal);
  return goal === here ? 0 : stops.indexOf(goal) - stops.indexOf(here) || 1;
}}"""
# The same for the next that is called so, from here on and around; the way around is one longer.
_NEXT = f"""names => {{
  const stops = ({_STOPS})(document.activeElement), at = stops.indexOf(document.activeElement);
  const called = one => names.includes(one.textContent.trim());
  const next = stops.findIndex((one, place) => place >= at && called(one));
  return next >= 0 ? next - at : stops.length - at + 1 + stops.findIndex(called);
}}"""
_well: set[str] = set()  # what had no barrier
_shared: list[tuple[asyncio.AbstractEventLoop, Browser]] = []


@asynccontextmanager
async def playwright() -> AsyncIterator[Browser]:
    """The worker's chromium, spoken to by a Playwright of its own."""
    async with async_playwright() as play:
        yield await play.chromium.connect_over_cdp(_chromium())


@asynccontextmanager
async def shared_playwright() -> AsyncIterator[None]:
    """Until the block ends, all profiles of this loop speak to chromium through one Playwright."""
    async with playwright() as chromium:
        _shared.append((asyncio.get_running_loop(), chromium))
        yield
        _shared.clear()


@asynccontextmanager
async def profile(viewport: ViewportSize = WIDE, *, script: bool = True) -> AsyncIterator[BrowserContext]:
    """A browser that nobody has used before."""
    for loop, chromium in _shared:
        if loop is asyncio.get_running_loop():
            async with _context(chromium, viewport, script) as context:
                yield context
            return
    async with playwright() as chromium, _context(chromium, viewport, script) as context:
        yield context


@asynccontextmanager
async def _context(chromium: Browser, viewport: ViewportSize, script: bool) -> AsyncIterator[BrowserContext]:
    context = await chromium.new_context(viewport=viewport, java_script_enabled=script)
    try:
        yield context
    finally:
        await context.close()


async def barriers(page: Page) -> Any:
    """What keeps somebody out by axe's rules: each with where it is; none if the page is well."""
    if not await page.evaluate("typeof axe === 'object'"):
        await page.evaluate(_AXE)
    return await page.evaluate(_BARRIERS, [None, _WANTED])


async def wide_barriers(page: Page) -> Any:
    """The same of a page that was just looked at while it was narrow, and is made wide here.

    What is shown at both widths is the same to all rules but those of sizes, so the others look only at what is new,
    and at that once: most often it is the menu, which a phone has folded. (Colours lie on the same colours at
    each width.) Where anything else is gone, which a label may have been, they look at all of it again.
    """
    await page.evaluate(_SHOWN)
    await page.set_viewport_size(WIDE)
    if await page.evaluate(_GONE):
        return await barriers(page)
    found = await page.evaluate(_BARRIERS, [None, _OF_WIDTH])
    new = {what for what in await page.evaluate(_NEW) if what not in _well}
    if new:
        found += await page.evaluate(_NEW_BARRIERS, [[*new], _WANTED])
        _well.update(() if found else new)
    return found


async def picture(page: Page, path: Path) -> None:
    """The whole page as it is seen, to be looked at after the tests."""
    if PICTURES:
        await page.screenshot(path=path, full_page=True, quality=70)


async def tab_to(page: Page, goal: Locator) -> None:
    """Press Tab, or Shift and Tab, until the keyboard is there."""
    element = await goal.element_handle()
    for _ in range(MOST_GOES):
        ahead = await element.evaluate(_AHEAD)
        if not ahead:
            return
        for _ in range(abs(ahead)):
            await page.keyboard.press("Tab" if ahead > 0 else "Shift+Tab")
    raise AssertionError(f"The keyboard does not reach {goal}.")


async def tab_to_next(page: Page, *names: str) -> None:
    """Press Tab until the keyboard is at the next element with one of these words; not at all if it is there."""
    for _ in range(await page.evaluate(_NEXT, names)):
        await page.keyboard.press("Tab")


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
