"""Whoever is signed out over a form finds it again after signing in, with all that was typed and chosen in it."""

from __future__ import annotations

from datetime import timedelta

from console.form_keys import KEY
from storage.people import Person
from tests.console.office import Browser, Office
from tests.console.seen import Page

QUARTER = timedelta(minutes=15)


async def enter(office: Office, browser: Browser, who: Person) -> Page:
    """They sign in with this browser, and follow where that leads, to the end."""
    token, _ = await office.link(who)
    await browser.get("/sign-in")
    await browser.post("/sign-in", {"token": token})
    return await onward(browser)


async def onward(browser: Browser) -> Page:
    while browser.page.status == 303:
        await browser.follow()
    return browser.page


async def test_a_form_that_was_sent_too_late_is_there_again_with_all_that_was_typed_and_chosen(
    office: Office, cora: Browser
) -> None:
    assert cora.who is not None
    await cora.get("/pairings/new")
    office.clock.advance(QUARTER)
    page = await cora.post("/pairings/new", {"partner": "Ana", "leader": "B", "from": "10/03/2026", "until": ""})
    assert (page.status, page.heading) == (401, "You have been signed out")
    assert "kept for an hour" in page.text and "Ana" not in page.html
    page = await enter(office, cora, cora.who)
    assert (page.status, page.heading) == (422, "Put two people together")
    assert "Not done yet" in page.text and page.errors == []
    form = page.forms["/console/pairings/new"]
    assert (form["partner"], form["leader"], form["from"]) == ("Ana", "B", "10/03/2026")
    assert (
        await cora.get(str(page.answer.url.raw_path.decode()))
    ).status == 422  # and once more, when it is loaded again
    assert (await cora.get("/pairings")).status == 200
    assert await office.rows("SELECT id FROM pairings") == []
    assert (await enter(office, cora, cora.who)).heading == "Today"


async def test_it_is_for_nobody_else_and_is_gone_after_an_hour_and_after_signing_out(
    office: Office, cora: Browser
) -> None:
    assert cora.who is not None
    dora = await office.hire("coordinator", "Dora")

    async def too_late() -> None:
        await cora.get("/invites")
        office.clock.advance(QUARTER)
        await cora.post("/invites", {"name": "SECRET NAME", "role": "leader"})

    await too_late()
    (kept,) = office.desk.unsent.of_person(cora.who.id, office.clock.now())
    page = await enter(office, cora, dora)
    assert page.heading == "Today" and "SECRET" not in page.html
    await cora.get(kept)
    assert "SECRET" not in (await onward(cora)).html
    page = await enter(office, cora, cora.who)
    form = page.forms["/console/invites"]
    assert (form["name"], form["role"]) == ("SECRET NAME", "leader")
    await too_late()
    office.clock.advance(4 * QUARTER)
    assert (await enter(office, cora, cora.who)).heading == "Today"
    await too_late()
    await cora.post("/organisations", {"name": "Another"})
    page = await enter(office, cora, cora.who)
    assert page.heading == "Organisations" and "Another form that you had begun" in page.links
    await cora.post("/sign-out")
    assert (await enter(office, cora, cora.who)).heading == "Today"


async def test_a_page_that_is_left_keeps_what_is_in_it_and_nothing_that_opens_a_door(
    office: Office, cora: Browser
) -> None:
    assert cora.who is not None
    key = (await cora.get("/organisations")).key
    office.clock.advance(QUARTER)
    left = {"left_for": "/console/organisations", "name": "North", "token": "12345", KEY: key}
    page = await cora.post("/left", left)
    kept = page.answer.headers["location"]
    page = await cora.follow()
    assert (page.status, page.heading, "North" in page.html) == (401, "You have been signed out", False)
    (one,) = office.desk.unsent._held.all()
    assert {*one.typed} == {"name"}
    for wrong in ({**left, KEY: "0" * 32}, {**left, "left_for": "/console/nothing"}):
        assert (await cora.post("/left", wrong)).status in (403, 404)
    page = await enter(office, cora, cora.who)
    assert page.forms["/console/organisations"]["name"] == "North"
    assert (await cora.get(kept)).heading == "Organisations"  # it was taken up, so it is the page as it is
    assert await office.rows("SELECT id FROM organisations") == []


async def test_a_code_comes_first_for_whoever_has_an_app_and_a_button_leads_to_its_page(office: Office) -> None:
    sam = await office.staff("safeguarding-lead")
    assert sam.who is not None
    office.clock.advance(QUARTER)
    await sam.post("/rota/nobody", {"name": "Words"})
    await enter(office, sam, sam.who)
    assert sam.page.heading == "One more step"
    next_ = sam.page.forms["/console/prove"]["next"]
    await sam.post("/prove", {"code": await office.code_of(sam.who), "next": next_})
    assert (await onward(sam)).status == 404  # there is no such person, and the words are there to copy
    assert "Words" in sam.page.html
    cora = await office.staff("coordinator")
    assert cora.who is not None
    office.clock.advance(QUARTER)
    await cora.post(f"/people/{cora.who.id}/organisation", {"organisation": "Northfield"})
    page = await enter(office, cora, cora.who)
    assert '<details class="govuk-details" open' in page.html and 'value="Northfield"' in page.html
    office.clock.advance(QUARTER)
    await cora.post(f"/people/{cora.who.id}/pause")
    page = await enter(office, cora, cora.who)
    assert "Not done yet" in page.text and page.answer.url.path == f"/console/people/{cora.who.id}"


async def test_a_form_that_is_sent_after_signing_out_elsewhere_says_so(office: Office, cora: Browser) -> None:
    await cora.post("/sign-out")
    page = await cora.post("/organisations", {"name": "Northfield", "other_id": "0" * 20})
    assert (page.status, page.heading) == (403, "You are signed out")
    assert page.links["I have a code"] == "/console/sign-in"
    assert "Northfield" in page.html and "0" * 20 not in page.html
    assert ">What it is called</label>" in page.html
    close = {"because": "spoke", "outcome": "They rang.", "lift": "tell", "look": "Ab-9", "wrote": "2026-03-02T09:00"}
    page = await cora.post(f"/concerns/{'0' * 20}/close", close)
    kept = [line for line in page.html.splitlines() if "kept-" in line or "</textarea>" in line]
    assert "What came of it, in one sentence</label>" in kept[0] and "They rang." in kept[2]
    assert "May Voices write to them first again" in kept[3] and "No, but tell them now that it is closed" in kept[5]
    assert len(kept) == 6  # of what only its own page calls by a name, nothing
