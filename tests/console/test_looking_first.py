"""What is looked at once more before anything comes of it has a page of its own: a browser goes back to it and through
it without sending a form again, and finds in the form what was typed."""

from __future__ import annotations

from typing import Any

import pytest

from console.refused_forms import FOR, KEPT, Refused, RefusedForms
from tests.agreeing import agree
from tests.cast import MONDAY
from tests.console.office import FROM_HERE, Browser, Office
from tests.console.records import Records
from tests.console.seen import Page

# By the form that is looked at once more, where it stands, who sends it, and what they typed.
LOOKS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "/help-cards/{nation}/correct": ("/help-cards/{nation}", "safeguarding-lead", {"number": "116 124"}),
    "/concerns/{concern}/tell": ("/concerns/{concern}", "safeguarding-lead", {"told": "I ring on Thursday."}),
    "/broadcasts/{announcement}/look": ("/broadcasts/{announcement}/look", "coordinator", {"time": "18:30"}),
    "/broadcasts/{announcement}/audience/count": (
        "/broadcasts/{announcement}/audience",
        "coordinator",
        {"people_more": "Eve"},
    ),
    "/invites": ("/invites", "coordinator", {"name": "Una"}),
    "/thoughts/new": ("/thoughts/new", "coordinator", {"words": "Who listened to you?"}),
    "/people/{with_concern}/record": ("/people/{with_concern}/record", "coordinator", {"paper": "folder 3"}),
    "/organisations": ("/organisations", "coordinator", {"name": "Southfield Voices"}),
    "/organisations/{organisation}/rename": (
        "/organisations?renames={organisation}",
        "coordinator",
        {"name": "Northfield Trust"},
    ),
    "/people/{with_concern}/organisation": (
        "/people/{with_concern}",
        "coordinator",
        {"organisation": "Westfield Voices"},
    ),
}
ALONG: dict[str, dict[str, str]] = {
    "/help-cards/{nation}/correct": {"line": "samaritans"},
    "/broadcasts/{announcement}/look": {"when": "at_a_time", "date": "tomorrow"},
    "/invites": {"role": "leader"},
    "/thoughts/new": {"theme": "power", "stage": "any"},
    "/people/{with_concern}/record": {"how": "paper", "said_on": "yesterday", "what": "onboarding_partner"},
}


PUT_BACK = "What you typed here before, and did not send, stands in the form again."


async def filled(office: Office) -> Records:
    records = Records(office)
    await records.fill()
    now = office.clock.now()
    await office.do(lambda tx: agree(tx, now, records.ids["with_concern"], "take_part_health"))
    return records


async def test_a_browser_goes_back_to_a_look_and_to_the_form_before_it(
    office: Office, subtests: pytest.Subtests
) -> None:
    records = await filled(office)
    browsers = {role: await office.staff(role) for role in ("coordinator", "safeguarding-lead")}
    cora = browsers["coordinator"]
    await cora.get("/invites")
    await cora.post("/invites", {**ALONG["/invites"], **LOOKS["/invites"][2]})  # only a second one is asked about
    for path, (before, role, typed) in LOOKS.items():
        with subtests.test(path):
            browser = browsers[role]
            stands, where = await records.path(before, browser), await records.path(path, browser)
            await browser.get(stands)
            page = await browser.post(where, {**ALONG.get(path, {}), **typed})
            assert page.status == 303 and "look=" in page.answer.headers["location"]
            await _goes_back(office, browser, page.answer.headers["location"], stands, typed)
    look = (await cora.post("/invites", {**ALONG["/invites"], "name": "Una"})).answer.headers["location"]
    await cora.get("/")
    await cora.post("/sign-out")
    assert (await cora.get(look)).status == 404


async def _goes_back(office: Office, browser: Browser, look: str, stands: str, typed: dict[str, str]) -> None:
    ((name, words),) = typed.items()
    assert words not in look  # no log of addresses has it
    for address in (look, stands, look):
        page = await browser.get(address)
        assert page.status == 200 and words in page.html, address
    assert _stands_in(await browser.get(stands), name, words)
    assert browser.who is not None
    other = await office.sign_in(browser.who)
    assert not _stands_in(await other.get(stands), name, words)


async def test_what_was_looked_at_and_not_sent_says_that_it_is_there_again_and_can_be_left(
    office: Office, subtests: pytest.Subtests
) -> None:
    """So that the words of one invite do not go into the next."""
    records = await filled(office)
    browsers = {role: await office.staff(role) for role in ("coordinator", "safeguarding-lead")}
    await browsers["coordinator"].get("/invites")
    await browsers["coordinator"].post("/invites", {**ALONG["/invites"], **LOOKS["/invites"][2]})
    for path, (before, role, typed) in LOOKS.items():
        with subtests.test(path):
            browser, ((name, words),) = browsers[role], typed.items()
            stands, where = await records.path(before, browser), await records.path(path, browser)
            look = (await browser.post(where, {**ALONG.get(path, {}), **typed})).answer.headers["location"]
            assert PUT_BACK not in (await browser.get(look)).text
            await browser.get("/")
            page = await browser.get(stands)
            assert PUT_BACK in page.text and _stands_in(page, name, words)
            leave = page.links["Leave it, and begin anew"]
            for address in (leave, stands):
                page = await browser.get(address)
                assert PUT_BACK not in page.text and not _stands_in(page, name, words)
            await browser.post(where, {**ALONG.get(path, {}), **typed})
            assert _stands_in(await browser.get(leave), name, words)  # what was typed since is not left with it


async def test_an_invite_that_is_left_leaves_nothing_in_the_next(office: Office, cora: Browser) -> None:
    await office.hire("leader", "Bryn")
    await cora.get("/invites")
    page = await cora.look_first("/invites", {"name": "Bryn", "role": "leader"})
    page = await cora.get(page.links["Leave it"])
    assert not _stands_in(page, "name", "Bryn") and not _stands_in(page, "role", "leader")
    assert not _stands_in(await cora.get("/invites"), "name", "Bryn")


# By the form that is refused, what was typed, and what is said then.
REFUSED: dict[str, tuple[str, dict[str, Any], str]] = {
    "/concerns/{concern}/close": ("safeguarding-lead", {"outcome": "We spoke at ten."}, "Choose why it is closed."),
    "/invites": ("coordinator", {"name": "Una Quiet"}, "Choose"),
    "/groups/new": ("coordinator", {"members": "Ana and nobody else"}, "Type"),
    "/sessions/new": ("coordinator", {"date": "the day of the fair"}, "Type a day"),
    "/reports/new": ("coordinator", {"title": "The old mill"}, ""),
}


async def test_a_browser_goes_back_to_a_form_that_was_refused(office: Office, subtests: pytest.Subtests) -> None:
    records = await filled(office)
    browsers = {role: await office.staff(role) for role in ("coordinator", "safeguarding-lead")}
    assert browsers["coordinator"].who is not None
    other = await office.sign_in(browsers["coordinator"].who)
    for path, (role, typed, said) in REFUSED.items():
        with subtests.test(path):
            browser = browsers[role]
            where = await records.path(path, browser)
            await browser.get("/")
            told = {"key": browser.key, **typed}
            answer = await browser.client.post(f"/console{where}", data=told, headers=FROM_HERE)
            assert answer.status_code == 303 and "refused=" in answer.headers["location"]
            words = next(one for one in typed.values() if one)
            address = answer.headers["location"]
            assert words not in address  # no log of addresses has it
            for _ in range(2):
                page = await browser.get(address)
                assert page.title.startswith("Error: ") and words in page.html and said in " ".join(page.errors)
            assert words not in (await other.get(address)).html
    cora = browsers["coordinator"]
    assert (await cora.get(f"{await records.path('/sessions/{session}/move', cora)}?refused=gone")).status == 303
    assert (await cora.follow()).heading.startswith("Ana")
    refused = await cora.post("/groups/new", {"members": "Ana and nobody else"})
    where = str(refused.answer.request.url.copy_with(scheme="", host="")).removeprefix("//")
    await cora.post("/sign-out")
    assert "Ana and nobody else" not in (await cora.get(where)).html


async def test_what_is_to_be_mended_is_kept_for_an_hour_and_a_hundred_at_most() -> None:
    kept, at = RefusedForms(), MONDAY
    first, *_, last = [kept.keep(Refused("s", "offer", "/p", "x", at)) for _ in range(KEPT + 1)]
    assert kept.page(first, "/p", at) is None and kept.page(last, "/p", at) is not None
    assert kept.page(last, "/other", at) is None and kept.page(last, "/p", at + FOR) is None
    kept.forget("s")
    assert kept.page(last, "/p", at) is None


def _stands_in(page: Page, name: str, words: str) -> bool:
    return any(form.get(name) == words for form in page.forms.values())


async def test_a_list_is_looked_at_on_a_page_of_its_own(office: Office, cora: Browser) -> None:
    await cora.get("/invites")
    page = await cora.look_first("/invites/list", {"lines": "name,role\nBen,leader\n"})
    look = str(page.answer.url)
    assert "Make the letter" in page.text and "look=" in look
    assert (
        "Ben: welcome" in (await cora.post("/invites/list", {"lines": "name,role\nBen,leader\n", "step": "make"})).text
    )
    assert "has an invite that works" in (await cora.get(look.partition("127.0.0.1")[2])).text
    assert (await cora.get("/invites/list")).answer.headers["location"].endswith("/invites")


async def test_whoever_goes_back_while_writing_down_finds_what_they_wrote_further_on(office: Office) -> None:
    records = await filled(office)
    office.clock.advance(26 * 60 * 60)
    cora = await office.staff("coordinator")
    path = f"/people/{records.ids['with_concern']}/record"
    form: dict[str, Any] = {"how": "paper", "said_on": "yesterday", "what": f"after_session/{records.ids['session']}"}
    await cora.get(path)
    first = str((await cora.look_first(path, form)).answer.url).partition("127.0.0.1")[2]
    form |= {"asked": ["met"], "to_choose": ["met"], "option.met": "yes"}
    page = await cora.look_first(path, form)
    assert page.forms[f"/console{path}"]["said_on"] == "02/03/2026"
    page = await cora.get(first)
    assert page.forms[f"/console{path}"]["option.met"] == "yes"
