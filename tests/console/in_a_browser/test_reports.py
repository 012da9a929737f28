"""A report and an export in a real browser: by keyboard alone on a phone's width, printed, and read as a PDF."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from playwright.async_api import expect
from pypdf import PdfReader

from bot.exports import making
from tests.browser import IN_A_BROWSER, NARROW
from tests.console.in_a_browser.test_pages import browsing, check, enter, press, reach
from tests.console.office import TEXTS, Office
from tests.console.reported import LED_TO, QUOTED, reported
from tests.exports import reading

pytestmark = IN_A_BROWSER


async def test_a_report_is_written_by_keyboard_on_a_narrow_screen_and_printed_for_everybody(
    office: Office, tmp_path: Path
) -> None:
    now = office.clock.now() - timedelta(days=7)
    await office.do(lambda tx: reported(tx, now))
    await office.do(lambda tx: tx.run("UPDATE quotations SET place = :title", title="What the spring taught us"))
    lou = await office.hire("learning-partner")
    async with browsing(office, NARROW) as (url, page, complaints):
        await enter(office, url, page, lou)
        await press(page, "link", "Reports")
        await press(page, "button", "Begin a report")
        await reach(page, "textbox", "Title")
        await page.keyboard.press("Control+A")
        await page.keyboard.type("What the spring taught us")
        for field, month in (("First month", "January 2026"), ("Last month", "03/2026")):
            await reach(page, "textbox", field)
            await page.keyboard.press("Control+A")
            await page.keyboard.type(month)
        await press(page, "button", "Begin")
        await expect(page.get_by_role("alert")).to_be_focused()
        await press(page, "button", "Up What we heard")
        await expect(page.locator("#part-heard")).to_be_focused()
        await press(page, "link", "What we heard")
        await expect(page.get_by_role("heading", name="Partners: did you feel heard?")).to_be_visible()  # by itself
        await reach(page, "textbox", "Your words in this part")
        await page.keyboard.type("It was a quiet winter.")
        await press(page, "button", "Keep your words")
        await press(page, "button", f"Put it in {QUOTED}")
        await expect(page.get_by_role("button", name="Take it out")).to_be_visible()
        await check(page, "report-part")
        await press(page, "link", "What the spring taught us")
        await press(page, "button", "Look at the whole, to print")
        await check(page, "report-print")
        printed = tmp_path / "report.pdf"
        await page.pdf(path=printed, prefer_css_page_size=True, tagged=True)
        assert complaints == []
    _reads_well(PdfReader(printed))


def _reads_well(pdf: PdfReader) -> None:
    """Tagged, in a language and with a title, for a screen reader; numbered; and all of its words in it."""
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/StructTreeRoot"] and root["/Lang"] == "en"
    assert pdf.metadata is not None and pdf.metadata.title == "What the spring taught us"
    pages = [one.extract_text() for one in pdf.pages]
    text = " ".join(" ".join(pages).split())
    assert f"Page 1 of {len(pages)}" in " ".join(pages[0].split())
    for words in (QUOTED, LED_TO, "It was a quiet winter.", "Due, and nothing said", "How this report was made"):
        assert words in text, words
    assert "Back to the report" not in text and "Sign out" not in text


async def test_a_file_is_asked_for_by_keyboard_on_a_narrow_screen_and_is_there_when_it_is_ready(
    office: Office, tmp_path: Path
) -> None:
    now = office.clock.now()
    await office.do(lambda tx: reported(tx, now))
    lou = await office.hire("learning-partner")
    async with browsing(office, NARROW) as (url, page, complaints):
        await enter(office, url, page, lou)
        await press(page, "link", "Exports")
        await press(page, "button", "Make a file of Learning data, without names")
        await press(page, "button", "Set up an app")  # first a second step
        await reach(page, "textbox", "Code from your app")
        await page.keyboard.type(await office.code_of(lou))
        await press(page, "button", "Finish")
        await page.goto(f"{url}/console/exports/learning")
        await check(page, "export-new")
        await reach(page, "radio", "Arranging pairings and sessions")
        await page.keyboard.press("ArrowDown")
        await press(page, "button", "Make the file")
        await expect(page.get_by_role("progressbar")).to_be_visible()
        await check(page, "export-being-made")
        await making.make_next(office.database, office.clock, TEXTS)
        await expect(page.get_by_role("status")).to_have_text("The file is ready.")
        await reach(page, "button", "Download")
        async with page.expect_download() as coming:
            await page.keyboard.press("Enter")
        fetched = tmp_path / "fetched.xlsx"
        await (await coming.value).save_as(fetched)
        assert (await coming.value).suggested_filename == "voices-learning-2026-03-02.xlsx"
        assert complaints == []
    opened = reading.workbook(fetched.read_bytes())
    assert opened.active == [] and list(opened.sheets)[1:] == ["Partners", "Counts", "Quotations"]
