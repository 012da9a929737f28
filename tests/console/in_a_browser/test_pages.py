"""The console in a real browser: by keyboard alone, without JavaScript, at 320 pixels, without a barrier."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import BrowserContext, Page, ViewportSize, expect

from bot.clock import SystemClock
from simulator.serving import serving
from storage.people import Person
from tests.barriers import barriers, wide_barriers
from tests.browser import IN_A_BROWSER, NARROW, WIDE, picture, profile, tab_to
from tests.console import answered
from tests.console.expected import EXPECTED, FILES
from tests.console.office import Browser, Office
from tests.console.records import Records
from tests.console.staff import ANYBODY, ROLES

pytestmark = IN_A_BROWSER

PICTURES = Path("var/screenshots/console")  # kept after the tests, to be looked at
MINUTE = 60_000  # milliseconds

FOLDED = """name => {
  const menu = document.querySelector(".menu:not([open])");
  return !!menu && menu.querySelector("summary").checkVisibility()
    && [...menu.querySelectorAll("a")].some(one => one.textContent.trim() === name);
}"""  # whether the menu is closed, and this link is in it
HEARD = """player => new Promise((heard, failed) => {
  player.onloadedmetadata = () => heard(player.duration);
  player.onerror = () => failed(player.error.message);
  player.preload = "metadata";
  player.load();
})"""  # how long the sound is, once the browser has it


@asynccontextmanager
async def browsing(
    office: Office, viewport: ViewportSize, *, script: bool = True
) -> AsyncIterator[tuple[str, Page, list[str]]]:
    """The console's address, a page to open it in, and what the browser complained of."""
    complaints: list[str] = []
    async with serving(office.app) as url, profile(viewport, script=script) as context:
        yield url, await _listened(context, complaints), complaints


async def _listened(context: BrowserContext, complaints: list[str]) -> Page:
    page = await context.new_page()
    page.on("console", lambda line: complaints.append(line.text) if line.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page


async def enter(office: Office, url: str, page: Page, who: Person) -> None:
    """Sign in by the link, and by the second step where the role needs one."""
    token, _ = await office.link(who)
    await page.goto(f"{url}/console/sign-in#{token}")
    await _click(page, "Sign in")
    if "/second-step" in page.url:
        await _click(page, "Set up an app")
        await page.locator("#code").fill(await office.code_of(who))
        await _click(page, "Finish")
    elif "/prove" in page.url:
        await page.locator("#code").fill(await office.code_of(who))
        await _click(page, "Go on")


async def _click(page: Page, name: str) -> None:
    """Until the next page is there: what was asked of this one would be about the wrong page."""
    async with page.expect_navigation():
        await page.get_by_role("button", name=name).click()


async def let_in(url: str, page: Page, browser: Browser) -> None:
    """Who is signed in with that browser is it here too, where a test is not about signing in."""
    there = browser.client.cookies.jar
    await page.context.add_cookies([{"name": one.name, "value": one.value or "", "url": url} for one in there])


async def reach(page: Page, role: Any, name: str) -> None:
    """Tab to the link, button or field of this name, through the menu if that is where it is."""
    goal = page.get_by_role(role, name=name, exact=True).first
    if await page.evaluate(FOLDED, name):
        await tab_to(page, page.get_by_text("Menu", exact=True))
        await page.keyboard.press("Enter")
    await tab_to(page, goal)


async def press(page: Page, role: Any, name: str) -> None:
    await reach(page, role, name)
    async with page.expect_navigation():
        await page.keyboard.press("Enter")


async def check(page: Page, name: str) -> None:
    """No barrier by axe's rules and nothing beyond the right edge, at 320 pixels and wide; pictures to look at."""
    for size, barriers_at in ((NARROW, barriers), (WIDE, wide_barriers)):
        if page.viewport_size != size and size is NARROW:
            await page.set_viewport_size(size)
        assert await barriers_at(page) == [], name
        fits, lines = await page.evaluate(FITS)
        assert fits and lines <= 2, name
        assert size is WIDE or await page.evaluate(FITS_ENLARGED) == [], name
        await picture(page, PICTURES / f"{name}-{size['width']}.jpeg")


def pages_of(role: str) -> list[str]:
    """The pages that are looked at with this role: those that no role before it can see."""
    found = []
    for (method, path), expected in EXPECTED.items():
        first = next((one for one in ROLES if expected != ANYBODY and one in expected), "")
        if method == "GET" and first == role and path not in FILES:
            found.append(path)
    return found


# Whether nothing is beyond the right edge, and how many lines of the navigation can be seen.
FITS = """[document.documentElement.scrollWidth <= innerWidth,
  new Set([...document.querySelectorAll(".wide li")].filter(e => e.offsetParent).map(e => e.offsetTop)).size]"""
# What is beyond the right edge where somebody has their letters twice as large.
FITS_ENLARGED = """() => {
  const root = document.documentElement;
  root.style.fontSize = "200%";
  const beyond = root.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("main *")]
    .filter(one => one.getBoundingClientRect().right > innerWidth).map(one => one.outerHTML.slice(0, 200));
  root.style.fontSize = "";
  return beyond;
}"""
AT_ONCE = 21  # pages in one test, so that several workers can each take some
SHARES = [(role, share) for role in ROLES for share in range(-(-len(pages_of(role)) // AT_ONCE))]


@pytest.mark.parametrize(("role", "share"), SHARES)
async def test_no_page_has_a_barrier_scrolls_sideways_or_breaks_its_policy(
    office: Office, role: str, share: int
) -> None:
    records = Records(office)
    await records.fill()
    async with browsing(office, WIDE) as (url, page, complaints):
        if not share:
            await page.goto(f"{url}/console/sign-in")
            await check(page, "sign-in")
        await let_in(url, page, await office.proven(role))
        for path in pages_of(role)[share * AT_ONCE : (share + 1) * AT_ONCE]:
            await page.goto(f"{url}/console{await records.path(path, None)}")
            await check(page, f"{role}{path.replace('/', '-')}")
        assert complaints == []


async def test_a_working_day_by_keyboard_alone(office: Office) -> None:
    records = Records(office)
    await records.fill()
    cora = await office.hire("coordinator", "Cora")
    async with browsing(office, WIDE) as (url, page, complaints):
        token, _ = await office.link(cora)
        await page.goto(f"{url}/console/sign-in#{token}")
        assert page.url == f"{url}/console/sign-in"  # the token is out of the address
        await press(page, "button", "Sign in")
        await page.keyboard.press("Tab")
        await expect(page.get_by_text("Skip to main content")).to_be_focused()
        await press(page, "link", "People")
        await reach(page, "searchbox", "Name or number")
        await page.keyboard.type("evve")
        await expect(page.get_by_text("This is close:")).to_be_visible()
        await expect(page.get_by_role("link", name="Ana")).to_have_count(0)
        await press(page, "link", "Eve")
        await press(page, "button", "Put together with somebody")
        await reach(page, "textbox", "Leader")
        await page.keyboard.type("be")
        await press(page, "button", "Put them together")
        await expect(page.locator("#errors")).to_be_focused()
        await check(page, "which-one")
        await reach(page, "radio", "Ben, P-003")
        await page.keyboard.press("Space")
        await press(page, "button", "Put them together")
        await expect(page.get_by_text("Voices does not ask Ben: they have not agreed to it.")).to_be_visible()
        await check(page, "not-asked")
        await press(page, "button", "Put them together all the same")
        await expect(page.get_by_role("heading", name="Eve and Ben")).to_be_visible()
        await press(page, "button", "Take it back")
        await expect(page.get_by_text("It is taken back.")).to_be_visible()
        await press(page, "button", "Sign out")
        await expect(page.get_by_text("You are signed out.")).to_be_visible()
        assert [one for one in complaints if "422" not in one] == []  # which the browser says of a form to be mended


async def test_answers_are_found_tagged_and_heard_by_keyboard_alone_at_320_pixels(office: Office) -> None:
    records = Records(office)
    await records.fill()
    cora = await office.hire("coordinator", "Cora")
    async with browsing(office, NARROW) as (url, page, complaints):
        await enter(office, url, page, cora)
        await press(page, "link", "Answers")
        await reach(page, "searchbox", "Words")
        await page.keyboard.type("listned")
        await press(page, "button", "Find")
        await expect(page.get_by_text("These words are close: listened")).to_be_visible()
        await press(page, "link", "Open and tag the answer to What stayed with me")
        await reach(page, "radio", "All of it")
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("ArrowDown")
        await reach(page, "combobox", "Tag")
        await page.keyboard.type("Change")
        await press(page, "button", "Tag it")
        await expect(page.locator("mark", has_text="Then she changed the rota.")).to_be_visible()
        await check(page, "answer-tagged")
        await page.goto(f"{url}/console{await records.path('/answers/{spoken}', None)}")
        await reach(page, "link", "What they said")
        player = page.locator("audio")
        await player.focus()
        assert 0 < await player.evaluate(HEARD) < 1
        assert complaints == []


async def test_a_lead_says_why_and_reads_what_was_sealed_without_javascript(office: Office) -> None:
    records = Records(office)
    await records.fill()
    sam = await office.hire("safeguarding-lead", "Sam")
    async with browsing(office, NARROW, script=False) as (url, page, _):
        _, code = await office.link(sam)
        await page.goto(f"{url}/console/sign-in")
        await page.get_by_label("Code from the bot").fill(code)
        await page.get_by_role("button", name="Sign in").click()
        await page.get_by_role("button", name="Set up an app").click()
        await page.locator("#code").fill(await office.code_of(sam))
        await page.get_by_role("button", name="Finish").click()
        await page.goto(f"{url}/console{await records.path('/people/{with_concern}', None)}")
        await page.get_by_role("link", name="Read what they said").click()
        await expect(page.get_by_text(answered.SAID)).to_have_count(0)
        await page.get_by_role("link", name="Say why you need to read what is sealed").click()
        await page.get_by_role("button", name="Open what is sealed").click()
        await expect(page.get_by_role("link", name="Say why you need to read it.")).to_be_visible()
        await page.get_by_label("Reason").fill("You asked me to look.")
        await page.get_by_role("button", name="Open what is sealed").click()
        await expect(page.get_by_text(answered.SAID)).to_be_visible()
        said = page.get_by_role("listitem").filter(has_text=answered.SAID)
        await said.get_by_role("link", name="Open the answer to What stayed with me").click()
        await expect(page.get_by_text("Reason: You asked me to look.")).to_be_visible()


async def test_without_javascript_everything_works_as_links_and_forms(office: Office) -> None:
    records = Records(office)
    await records.fill()
    cora = await office.hire("coordinator", "Cora")
    async with browsing(office, NARROW, script=False) as (url, page, _):
        _, code = await office.link(cora)
        await page.goto(f"{url}/console/sign-in")
        await page.get_by_label("Code from the bot").fill(f"{code[:4]}-{code[4:]}".upper())
        await page.get_by_role("button", name="Sign in").click()
        await expect(page.get_by_role("heading", name="Today", exact=True)).to_be_visible()
        await page.get_by_text("Menu", exact=True).click()
        await page.get_by_role("link", name="People").click()
        await page.get_by_label("Name or number").fill("ana")
        await page.get_by_role("button", name="Find").click()
        await page.get_by_role("link", name="Ana").click()
        await page.get_by_role("button", name="Pause what we send").click()
        await expect(page.get_by_text("Nothing that we begin goes to them")).to_be_visible()
        await page.goto(f"{url}/console/groups/new")
        await page.get_by_label("What the group is called").fill("Round")
        await page.get_by_label("Members").fill("Ana\nEve")
        await page.get_by_role("button", name="Form it").click()
        await expect(page.get_by_text("Nothing is done yet.")).to_be_visible()
        await page.get_by_role("button", name="Form it all the same").click()
        await expect(page.get_by_text("The group is formed.")).to_be_visible()
        await page.get_by_role("button", name="Plan sessions").click()
        await page.get_by_label("Day of the first").fill("next Tuesday")
        await page.get_by_label("Time", exact=True).fill("2pm")
        await page.get_by_role("button", name="Plan", exact=True).click()
        await page.get_by_role("button", name="Plan it all the same").click()
        await expect(page.get_by_text("It is planned.")).to_be_visible()


async def test_the_way_back_leads_through_what_was_refused(office: Office) -> None:
    records = Records(office)
    await records.fill()
    sam = await office.proven("safeguarding-lead")
    async with browsing(office, WIDE) as (url, page, complaints):
        await let_in(url, page, sam)
        await page.goto(f"{url}/console{await records.path('/concerns/{concern}', None)}")
        await page.get_by_text("Close it", exact=True).click()
        await page.get_by_label("What came of it").fill("We spoke at ten.")
        await page.get_by_role("button", name="Close it, with my name").click()
        await expect(page.locator("#errors")).to_be_focused()
        await check(page, "concern-refused")
        await page.get_by_label("They have what they asked for").check()
        await page.get_by_label("No, but tell them now").check()
        await page.get_by_role("button", name="Close it, with my name").click()
        await expect(page.get_by_text("It is closed, with your name beside it.")).to_be_visible()
        await page.go_back()
        await expect(page.get_by_label("What came of it")).to_have_value("We spoke at ten.")
        await expect(page.locator("#errors")).to_be_visible()
        await page.go_back()
        await expect(page.get_by_text("We spoke at ten.")).to_be_visible()  # where it stands now
        assert [one for one in complaints if "422" not in one] == []


async def test_before_somebody_is_signed_out_the_page_says_so_and_one_tap_is_enough(office: Office) -> None:
    cora = await office.hire("coordinator", "Cora")
    async with browsing(office, WIDE) as (url, page, complaints):
        await page.clock.install(time=SystemClock().now())
        await enter(office, url, page, cora)
        await page.goto(f"{url}/console/organisations")
        await page.locator("#name").fill("North")
        warning = page.get_by_role("alertdialog")
        await expect(warning).to_be_hidden()
        await page.clock.run_for(13 * MINUTE + 1000)
        stay = page.get_by_role("button", name="Stay signed in")
        await expect(stay).to_be_focused()
        await check(page, "soon-signed-out")
        await stay.press("Enter")
        await page.clock.run_for(1000)
        await expect(warning).to_be_hidden()
        await expect(page.locator("#name")).to_be_focused()  # where they were
        await page.clock.run_for(13 * MINUTE)
        await expect(warning).to_be_visible()
        await office.do(lambda tx: tx.run("UPDATE sign_ins SET ended_at = seen_at, ended_why = 'idle'"))
        await page.clock.run_for(2 * MINUTE)
        await expect(page.get_by_role("heading", name="You have been signed out")).to_be_visible()
        assert "North" not in await page.content()
        await enter(office, url, page, cora)
        await expect(page.locator("#name")).to_have_value("North")
        assert all("401" in one or "422" in one for one in complaints)
