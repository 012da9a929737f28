"""A real browser: one chromium for each worker, a clean profile in it for each test, and a keyboard.

The chromium is started by hand and not by Playwright, so that tests with loops of their own can share it; those that
say `pytestmark = IN_A_BROWSER` share a loop, and in it the one process of Playwright that all of them speak through.
"""

from __future__ import annotations

import asyncio
import atexit
import base64
import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from weakref import WeakKeyDictionary

import pytest
from playwright.async_api import Browser, BrowserContext, CDPSession, Locator, Page, ViewportSize, async_playwright

from tests.chromium import find

IN_A_BROWSER = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.usefixtures("playwright"),
]
# A script that runs once a page is not worth making faster, but worth keeping for the next page; with room for what
# it throws away. All of axe then takes a third less of a processor.
SHORT_LIVED = "--no-opt --no-maglev --no-flush-bytecode --min-semi-space-size=16 --max-semi-space-size=64"
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions"),
    *("--mute-audio", "--password-store=basic", "--disable-popup-blocking", "--remote-debugging-port=0"),
    *("--disable-breakpad", "--disable-default-apps", "--metrics-recording-only"),
    # The last keeps the page that was left alive beside the next one.
    "--disable-features=Translate,MediaRouter,OptimizationHints,PaintHolding,BackForwardCache",
    f"--js-flags={SHORT_LIVED}",
)
WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 320, "height": 640}
PICTURES = bool(os.environ.get("CI") or os.environ.get("VOICES_SCREENSHOTS"))  # whether pages are drawn to be kept
MOST_GOES = 5  # to a place: what is between can change while the keyboard passes
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
_cameras: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()
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


async def picture(page: Page, path: Path) -> None:
    """The whole page as it is seen, to be looked at after the tests; a wide one at half its size.

    Chromium is asked at once: what Playwright does around it takes as long as the picture does.
    """
    if not PICTURES:
        return
    if page not in _cameras:
        _cameras[page] = await page.context.new_cdp_session(page)
    seen = (await _cameras[page].send("Page.getLayoutMetrics"))["cssContentSize"]
    clip = {**seen, "scale": 1 if seen["width"] <= NARROW["width"] else 0.5}
    how = {"format": "jpeg", "quality": 70, "optimizeForSpeed": True, "captureBeyondViewport": True, "clip": clip}
    drawn = await _cameras[page].send("Page.captureScreenshot", how)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(base64.b64decode(drawn["data"]))  # noqa: ASYNC240 - nobody else waits


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
    # Behind the bots that other tests run beside it: those are watched by the clock, as people would.
    command = ["nice", "-n", "10", path, *FLAGS, f"--user-data-dir={folder}", "about:blank"]
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
