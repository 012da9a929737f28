"""The page with the phones, in a real browser: by mouse and by keyboard, wide and narrow, and without barriers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import Page, Request, ViewportSize, expect

from simulator.controls import Control
from tests.barriers import barriers
from tests.browser import IN_A_BROWSER, NARROW, WIDE, profile
from tests.simulator.rig import Rig, running
from tests.simulator.tiny_bot import tiny_bot

pytestmark = IN_A_BROWSER


@dataclass
class Browser:
    """A page, and what went wrong on it."""

    page: Page
    rig: Rig
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    def note(self, request: Request) -> None:
        if request.url.startswith("http"):
            self.hosts.add(urlsplit(request.url).netloc)

    async def opened(self, path: str = "/") -> Page:
        await self.page.goto(self.rig.url + path)
        await self.page.wait_for_selector("body[data-ready]")
        return self.page

    async def check(self) -> None:
        """No barrier, no other host, no complaint of the browser, nothing beyond the right edge."""
        assert await barriers(self.page) == []
        assert self.hosts == {urlsplit(self.rig.url).netloc}
        assert self.complaints == []
        assert await self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def nothing() -> None:
    """What the control in these tests does."""


@asynccontextmanager
async def browsing(viewport: ViewportSize = WIDE) -> AsyncIterator[Browser]:
    """Three phones, the tiny bot, and a browser that looks at them."""
    bar = Control("The bot", lambda: "running, process 1234", {"Kill it (kill -9)": nothing})
    async with running(controls=[bar]) as rig, tiny_bot(rig), profile(viewport) as context:
        await rig.post("phones", first_name="Ana", note="Partner, uses a screen reader", invite="ANA-1")
        await rig.post("phones", first_name="Ben", note="Leader")
        await rig.post("phones", first_name="Cora")
        await rig.result("setMyCommands", commands=[{"command": "menu", "description": "What I can do"}])
        browser = Browser(await context.new_page(), rig)
        browser.page.on("request", browser.note)
        browser.page.on("pageerror", lambda error: browser.complaints.append(str(error)))
        browser.page.on("console", lambda line: browser.complaints.append(line.text) if line.type == "error" else None)
        yield browser


async def test_a_chat_by_mouse() -> None:
    async with browsing() as browser:
        page = await browser.opened()
        ana = page.get_by_role("region", name="Ana")
        await ana.get_by_role("button", name="Start with code ANA-1").click()
        await expect(ana.locator(".theirs .words")).to_have_text("Hello! How did it go? Take your time.")
        await expect(ana.locator(".theirs strong")).to_have_text("Hello!")
        assert (await browser.rig.texts(1001))[0] == "/start ANA-1"
        await ana.get_by_role("button", name="Great", exact=True).click()
        await expect(ana.locator(".theirs .words")).to_have_text("You said: great")
        await expect(ana.locator(".theirs .foot")).to_contain_text("edited")
        await expect(ana.locator(".toast")).to_have_text("Noted")
        await ana.get_by_role("textbox", name="Message from Ana").fill("<img src=x onerror=alert(1)> & so")
        await ana.get_by_role("button", name="Send", exact=True).click()
        await expect(ana.locator(".own .words").last).to_have_text("<img src=x onerror=alert(1)> & so")
        await ana.get_by_role("button", name="Attach").click()
        await ana.get_by_role("button", name="Practice voice note").click()
        await expect(ana.locator("audio")).to_have_count(1)
        await ana.get_by_role("button", name="Attach").click()
        await ana.get_by_role("button", name="Practice picture").click()
        await expect(ana.get_by_role("img", name="Picture")).to_have_js_property("naturalWidth", 480)
        await browser.check()


async def test_a_chat_by_keyboard_alone() -> None:
    async with browsing() as browser:
        page = await browser.opened()
        keys, ben = page.keyboard, page.get_by_role("region", name="Ben")
        await reach(page, "Skip to what Ben can type")
        await keys.press("Enter")
        await keys.type("/me")
        await reach(page, "/menu - What I can do", backwards=True)
        await keys.press("Enter")
        suggested = ben.get_by_role("group", name="Suggested answers")
        await expect(suggested).to_be_visible()
        await reach(page, "Carry on", backwards=True)
        await keys.press("Enter")
        await expect(suggested).to_be_hidden()
        await expect(ben.locator(".theirs .words").last).to_have_text("Thank you for “Carry on”.")
        await keys.type("A tpyo")
        await keys.press("Enter")
        await expect(ben.locator(".own .words").last).to_have_text("A tpyo")
        await reach(page, "Edit: A tpyo", backwards=True)
        await keys.press("Enter")
        await keys.press("Control+a")
        await keys.type("A typo")
        await keys.press("Enter")
        await expect(ben.locator(".own .words").last).to_have_text("A typo")
        await reach(page, "More for Ben", backwards=True)
        await keys.press("Enter")
        await reach(page, "Block the bot")
        await keys.press("Enter")
        await expect(ben.get_by_text("You have blocked this bot.")).to_be_visible()
        await browser.check()


async def test_a_message_is_replied_to_by_keyboard_and_by_mouse() -> None:
    async with browsing() as browser:
        await browser.rig.say(1002, "/start")
        page = await browser.opened()
        keys, ben = page.keyboard, page.get_by_role("region", name="Ben")
        field, line = ben.get_by_role("textbox", name="Message from Ben"), ben.locator(".reply-line")
        await expect(ben.locator(".theirs")).to_have_count(1)
        await field.focus()
        await reach(page, "Reply", backwards=True)
        await keys.press("Enter")
        await expect(line).to_have_text("Replying to: Hello! How did it go? Take your time.Cancel the reply")
        await expect(field).to_be_focused()
        await browser.check()
        await reach(page, "Cancel the reply", backwards=True)
        await keys.press("Enter")
        await expect(line).to_be_hidden()
        await expect(field).to_be_focused()
        await ben.locator(".theirs").get_by_role("button", name="Reply", exact=True).click()
        await keys.press("Escape")
        await expect(line).to_be_hidden()
        await ben.locator(".theirs").get_by_role("button", name="Reply", exact=True).click()
        await keys.type("It went well")
        await keys.press("Enter")
        await expect(ben.locator(".own .quoted")).to_have_text("Hello! How did it go? Take your time.")
        await expect(line).to_be_hidden()
        await keys.type("And that is all")
        await keys.press("Enter")
        await expect(ben.locator(".own .words").last).to_have_text("And that is all")
        await expect(ben.locator(".own .quoted")).to_have_count(1)
        await browser.check()


async def reach(page: Page, name: str, *, backwards: bool = False) -> None:
    """Tabs until the focus is on what has this name."""
    named = "(e => e.getAttribute('aria-label') || e.textContent)(document.activeElement)"
    for _ in range(80):
        if await page.evaluate(named) == name:
            return
        await page.keyboard.press("Shift+Tab" if backwards else "Tab")
    raise AssertionError(f"The keyboard does not reach {name!r}.")


async def test_one_phone_at_a_time_on_a_small_screen() -> None:
    async with browsing(NARROW) as browser:
        await browser.rig.say(1002, "/start")
        page = await browser.opened()
        await expect(page.get_by_role("region", name="Ana")).to_be_visible()
        await expect(page.get_by_role("region", name="Ben")).to_be_hidden()
        await page.get_by_role("navigation", name="Phones").get_by_role("button", name="Ben").click()
        await expect(page.get_by_role("region", name="Ana")).to_be_hidden()
        await page.get_by_role("button", name="Great", exact=True).click()
        await expect(page.get_by_role("region", name="Ben").locator(".theirs .words")).to_have_text("You said: great")
        await page.get_by_text("Make it fail").first.click()
        await browser.check()


async def test_the_bars_move_the_clock_and_make_things_fail() -> None:
    async with browsing() as browser:
        page = await browser.opened()
        await expect(page.locator("#controls")).to_contain_text("The bot: running, process 1234")
        before = await page.locator("#clock").inner_text()
        await page.get_by_role("button", name="+1 week").click()
        await expect(page.locator("#clock")).not_to_have_text(before)
        assert (await browser.rig.get("clock"))["offset_seconds"] == 7 * 24 * 3600
        await browser.rig.post("clock", lived_seconds=3600)
        await page.get_by_role("button", name="+1 hour").click()
        await expect(page.locator("#on-its-way")).to_contain_text("still on its way")
        await expect(page.locator("#bots-time")).to_be_visible()
        await browser.rig.post("clock", lived_seconds=7 * 24 * 3600 + 3600)
        await expect(page.locator("#on-its-way")).to_be_empty()
        await expect(page.locator("#bots-time")).to_be_hidden()
        await page.get_by_text("Make it fail").first.click()
        await page.get_by_label("What goes wrong").select_option("too_many")
        await page.get_by_label("Which calls").select_option("sendMessage")
        await page.get_by_role("button", name="Make it fail").click()
        await expect(page.get_by_role("button", name="Stop too many")).to_be_visible()
        assert await browser.rig.refusal("sendMessage", chat_id=1, text="x") == (
            429,
            "Too Many Requests: retry after 5",
        )
        await browser.check()


async def test_an_invite_link_is_sent_when_confirmed() -> None:
    async with browsing() as browser:
        page = await browser.opened("/?phone=1003&start=CORA-7")
        await expect(page.get_by_role("dialog")).to_contain_text("Cora opens an invite with the code CORA-7.")
        await page.get_by_role("dialog").get_by_role("button", name="Start").click()
        await expect(page.get_by_role("region", name="Cora").locator(".own .words")).to_have_text("/start CORA-7")
        assert await browser.rig.texts(1001) == []
        await browser.check()


async def test_a_pressed_button_spins_until_it_is_answered() -> None:
    async with browsing() as browser:
        page = await browser.opened()
        await browser.rig.say(1001, "/start")
        yes = page.get_by_role("button", name="Great", exact=True)
        await expect(yes).not_to_have_attribute("aria-busy", "true")
        await browser.rig.post("faults", kind="error", methods=["editMessageText", "answerCallbackQuery"])
        await browser.rig.post("faults", kind="delay", methods=["getUpdates"], seconds=30)
        await yes.click()
        await expect(yes).to_have_attribute("aria-busy", "true")
        await browser.rig.delete("faults")
        query = (await browser.rig.get("updates"))[-1]["update"]["callback_query"]["id"]
        await browser.rig.result("answerCallbackQuery", callback_query_id=query)
        await expect(yes).not_to_have_attribute("aria-busy", "true")
        await browser.rig.result("sendChatAction", chat_id=1001, action="typing")
        await expect(page.get_by_role("region", name="Ana").get_by_text("typing…")).to_be_visible()


async def test_the_page_comes_back_when_the_simulator_was_away(tmp_path: Path) -> None:
    state = tmp_path / "phones.jsonl"
    async with profile() as context:
        page = await context.new_page()
        async with running(state) as rig:
            await rig.post("phones", first_name="Ana")
            port = urlsplit(rig.url).port or 0
            await page.goto(rig.url)
            await page.wait_for_selector("body[data-ready]")
            await rig.say(1001, "before")
        await expect(page.get_by_role("status").first).to_contain_text("The connection is lost")
        async with running(state, port=port) as rig:
            await rig.say(1001, "after")
            await expect(page.locator(".own .words")).to_have_text(["before", "after"])
