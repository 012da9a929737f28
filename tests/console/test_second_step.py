"""The second step: who needs one, that each code is good once, and that what cannot be undone asks for it anew."""

from __future__ import annotations

from datetime import timedelta

from console import one_time_codes
from storage import second_steps
from tests.console.office import Browser, Office

MINUTE = timedelta(minutes=1)


async def by_link_alone(office: Office, role: str) -> Browser:
    """Somebody who has used their link, and no more."""
    who = await office.hire(role)
    token, _ = await office.link(who)
    browser = office.browser()
    browser.who = who
    await browser.get("/sign-in")
    await browser.post("/sign-in", {"token": token})
    return browser


async def test_a_lead_and_an_admin_see_nothing_before_they_have_set_it_up(office: Office) -> None:
    for role in ("safeguarding-lead", "admin"):
        browser = await by_link_alone(office, role)
        for path in ("/", "/log"):
            page = await browser.get(path)
            assert (page.status, page.answer.headers["location"]) == (303, "/console/second-step")
        page = await browser.get("/second-step")
        assert "you need a second step" in page.text


async def test_setting_up_shows_the_secret_as_a_picture_and_in_letters_and_paper_codes_once(office: Office) -> None:
    browser = await by_link_alone(office, "admin")
    await browser.get("/second-step")
    await browser.post("/second-step/begin")
    page = await browser.get("/second-step")
    assert browser.who is not None
    who = browser.who.id
    step = await office.do(lambda tx: second_steps.of_person(tx, who))
    assert step is not None and step.secret in page.text.replace(" ", "")
    assert 'src="data:image/svg+xml' in page.html
    wrong = await browser.post("/second-step/confirm", {"code": "000000"})
    assert (wrong.status, wrong.errors) == (
        422,
        ["That is not the code that your app shows now. Wait for the next one and type that."],
    )
    before = browser.client.cookies["voices-console"]
    page = await browser.post("/second-step/confirm", {"code": await office.code_of(browser.who)})
    assert page.heading == "Your paper codes"
    assert browser.client.cookies["voices-console"] != before
    assert (await browser.get("/")).heading == "Today"
    assert step.secret not in (await browser.get("/second-step")).html.replace(" ", "")


async def test_a_code_is_good_once_and_only_about_now(office: Office) -> None:
    browser = await office.staff("admin")
    assert browser.who is not None
    who = browser.who
    code = await office.code_of(who)
    again = await office.sign_in(who)
    assert again.page.heading == "Today"
    other = await by_link_again(office, browser)
    for late in (code, await _code_at(office, who.id, -2), await _code_at(office, who.id, 2)):
        assert (await other.post("/prove", {"code": late, "next": "/"})).status == 422
    assert (await other.post("/prove", {"code": await office.code_of(who), "next": "/"})).status == 303


async def by_link_again(office: Office, browser: Browser) -> Browser:
    assert browser.who is not None
    token, _ = await office.link(browser.who)
    other = office.browser()
    await other.get("/sign-in")
    await other.post("/sign-in", {"token": token})
    page = await other.get("/")
    assert page.answer.headers["location"] == "/console/prove?next=/"
    await other.follow()
    return other


async def _code_at(office: Office, person_id: str, half_minutes: int) -> str:
    step = await office.do(lambda tx: second_steps.of_person(tx, person_id))
    assert step is not None
    return one_time_codes.code_now(step.secret, office.clock.now() + half_minutes * timedelta(seconds=30))


async def test_a_paper_code_does_the_same_once(office: Office) -> None:
    browser = await office.staff("admin")
    page = await browser.post("/second-step/codes")
    codes = [one.strip() for one in page.html.split("<code>")[1:]]
    assert len(codes) == 8
    code = codes[0].partition("</code>")[0]
    other = await by_link_again(office, browser)
    assert (await other.post("/prove", {"code": code.upper(), "next": "/"})).status == 303
    third = await by_link_again(office, browser)
    assert (await third.post("/prove", {"code": code, "next": "/"})).status == 422


async def test_after_twenty_wrong_codes_nobody_is_signed_in_as_them(office: Office) -> None:
    browser = await office.staff("admin")
    other = await by_link_again(office, browser)
    for _ in range(20):
        assert (await other.post("/prove", {"code": "000000", "next": "/"})).status == 422
    await other.post("/prove", {"code": "000000", "next": "/"})
    assert (await browser.get("/")).status == 401


async def test_taking_a_role_away_wants_a_code_that_is_at_most_five_minutes_old(office: Office) -> None:
    cora = await office.staff("coordinator")
    ada = await office.staff("admin")
    assert cora.who is not None
    take = (f"/team/{cora.who.id}/take-role", {"role": "coordinator"})
    office.clock.advance(6 * MINUTE)
    await ada.get("/team")
    page = await ada.post(*take)
    assert (page.status, page.answer.headers["location"]) == (303, "/console/prove?next=/team")
    assert (await cora.get("/")).status == 200
    await ada.follow()
    assert ada.who is not None
    await ada.post("/prove", {"code": await office.code_of(ada.who), "next": "/team"})
    assert (await ada.follow()).heading == "Team"
    assert (await ada.post(*take)).status == 303
    assert "taken away" in (await ada.follow()).text
    page = await cora.get("/")
    assert (page.status, "roles have changed" in page.text) == (401, True)


async def test_the_last_admin_stays_one(office: Office) -> None:
    ada = await office.staff("admin")
    assert ada.who is not None
    page = await ada.post(f"/team/{ada.who.id}/take-role", {"role": "admin"})
    assert (page.status, "another admin first" in page.text) == (422, True)


async def test_the_last_safeguarding_lead_stays_one_and_who_loses_a_role_hears_of_it(office: Office) -> None:
    ada, sam = await office.proven("admin"), await office.hire("safeguarding-lead")
    page = await ada.get("/team")
    assert not any("take-role" in where for where in page.forms)  # neither she nor Sam can be done without
    assert "Stays: nobody else is there as safeguarding lead." in page.text
    take = {"role": "safeguarding-lead"}
    page = await ada.post(f"/team/{sam.id}/take-role", take)
    assert (page.status, "another safeguarding lead first" in page.text) == (422, True)
    await office.hire("safeguarding-lead", "Sol")
    assert "The programme has to have" in (await ada.get("/")).text
    await ada.get("/team")
    assert (await ada.post(f"/team/{sam.id}/take-role", take)).status == 303
    (told,) = await office.rows("SELECT payload FROM outbox WHERE person_id = :id", id=sam.id)
    assert "taken a role away from you: Safeguarding lead." in told["payload"]


async def test_the_way_back_after_a_code_leads_to_a_page_of_ours_and_nowhere_else(office: Office) -> None:
    browser = await office.staff("admin")
    assert browser.who is not None
    for away in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\nx"):
        await browser.get("/prove")
        page = await browser.post("/prove", {"code": await office.code_of(browser.who), "next": away})
        assert page.answer.headers["location"] == "/console/", away
