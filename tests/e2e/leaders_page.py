"""A leader without Telegram in the demo: one address for phones and page, and a bot that is killed in between."""

from __future__ import annotations

import re
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from tests.e2e.program import PATIENCE, Demo
from tests.webdoor.site import Page


def ask(browser: OpenerDirector, url: str, body: bytes | None = None) -> Page:
    headers = {"content-type": "application/x-www-form-urlencoded"} if body is not None else {}
    with browser.open(Request(url, body, headers), timeout=PATIENCE) as answer:
        return Page(answer.read().decode(), answer.status)


def press(browser: OpenerDirector, url: str, page: Page, label: str) -> Page:
    filled = {**page.hidden, "words": "", **page.buttons[label]}
    body = "&".join(f"{name}={value}" for name, value in filled.items())
    return ask(browser, f"{url}/answer", body.encode())


def the_page_is_served_under_the_demos_address_and_outlives_the_bot(demo: Demo) -> None:
    found = re.search(r"http://\S+/answer/\S+", demo.before)
    assert found, demo.before
    browser = build_opener(HTTPCookieProcessor())
    assert "Open my page" in ask(browser, found[0]).buttons
    assert "What is kept" in ask(browser, f"{demo.url}/privacy").text
    assert "Download my copy" in ask(browser, f"{demo.url}/copy/a-link").buttons
    page = ask(browser, found[0], b"")
    assert "Northfield Voices reads your answers" in page.text

    demo.post("controls", name="The bot", action="Kill it (kill -9)")
    try:
        press(browser, demo.url, page, "Yes")
        raise AssertionError("nobody should have answered")
    except HTTPError as away:
        with away:
            assert (away.code, "The bot is not running" in away.read().decode()) == (503, True)
    demo.post("controls", name="The bot", action="Start it")
    demo.until_said("polling_begun")
    page = press(browser, demo.url, page, "Yes")
    assert "What is your name, as partners should know it?" in page.text
