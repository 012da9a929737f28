"""The staff pages in the demo: each of the team signs in by the button on their phone, under the demo's one address."""

from __future__ import annotations

import re
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from tests.e2e.program import PATIENCE, Demo

RACHEL, SOL, LEWIS, NOOR = 1006, 1007, 1008, 1009
SEES = {
    RACHEL: ("Today", "People", "Sessions", "Invites"),
    SOL: ("Today", "People", "Log"),
    LEWIS: ("Today", "Pairings that stand"),
    NOOR: ("Today", "Team", "Log"),
}


def ask(browser: OpenerDirector, url: str, **form: str) -> str:
    body = urlencode(form).encode() if form else None
    with browser.open(Request(url, body), timeout=PATIENCE) as answer:
        return str(answer.read().decode())


def button(demo: Demo, phone: int) -> str:
    """The address behind the button that the bot sends when it is asked for."""
    before = demo.get(f"phones/{phone}/messages?after=0")["messages"]
    newest = before[-1]["id"] if before else 0
    demo.post(f"phones/{phone}/text", text="/console")
    while True:
        found = demo.get(f"phones/{phone}/messages?after={newest}&timeout={PATIENCE}")["messages"]
        assert found, "nothing was sent"
        for message in found:
            for row in (message.get("reply_markup") or {}).get("inline_keyboard", ()):
                if "url" in row[0]:
                    return str(row[0]["url"])
        newest = found[-1]["id"]


def key_in(page: str) -> str:
    found = re.search(r'name="key" value="(\w+)"', page)
    assert found, page
    return found[1]


def sign_in(demo: Demo, phone: int) -> str:
    """The first page that they see, after a second step where their role needs one."""
    browser = build_opener(HTTPCookieProcessor())
    place, _, token = button(demo, phone).partition("#")
    assert place == f"{demo.url}/console/sign-in"
    page = ask(browser, place, token=token)
    if "Your second step" in page:
        page = ask(browser, f"{demo.url}/console/second-step/begin", key=key_in(page))
        code = re.search(r"Practice: your app would show (\d{6})", page)
        assert code, page
        page = ask(browser, f"{demo.url}/console/second-step/confirm", key=key_in(page), code=code[1])
        assert "Your paper codes" in page
        page = ask(browser, f"{demo.url}/console/")
    return page


def each_of_the_team_signs_in_by_the_button_on_their_phone(demo: Demo) -> None:
    for phone, shown in SEES.items():
        page = sign_in(demo, phone)
        assert [words for words in (*shown, "Practice data.") if words not in page] == []
        demo.until_shown(phone, "Somebody signed in to the staff pages as you")
