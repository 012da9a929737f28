"""The second step: who needs one, that each code is good once, and that what cannot be undone asks for it anew."""

from __future__ import annotations

from datetime import timedelta

from console import one_time_codes
from storage import people, profiles, second_steps
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
            where = "?next=/log" * (path == "/log")
            assert (page.status, page.answer.headers["location"]) == (303, f"/console/second-step{where}")
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
    empty = await browser.post("/second-step/confirm", {"code": " "})
    assert (empty.status, empty.errors) == (422, ["Type the six figures that your app shows now."])
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
    assert (await other.post("/prove", {"next": "/"})).errors == [
        "Type the six figures that your app shows now, or one of your paper codes."
    ]
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


async def test_what_is_no_code_at_all_is_told_so_and_counts_as_no_try(office: Office) -> None:
    browser = await office.staff("admin")
    other = await by_link_again(office, browser)
    for typed in ["", "  ", "-12345", "1234567", "x" * 10_000, "six figures"] * 4:
        page = await other.post("/prove", {"code": typed, "next": "/"})
        assert page.errors == ["Type the six figures that your app shows now, or one of your paper codes."]
    for wrong in ("000 000", "abcd-efgh-jkmn"):
        page = await other.post("/prove", {"code": wrong, "next": "/"})
        assert page.errors == ["That is not the code that your app shows now. Wait for the next one and type that."]
    assert len(await office.rows("SELECT id FROM audit WHERE action = 'second_step_refused'")) == 2
    assert (await browser.get("/")).status == 200
    new = await by_link_alone(office, "safeguarding-lead")
    await new.get("/second-step")
    await new.post("/second-step/begin")
    page = await new.post("/second-step/confirm", {"code": ""})
    assert page.errors == ["Type the six figures that your app shows now."]


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
    take = f"/team/{cora.who.id}/take/coordinator"
    office.clock.advance(6 * MINUTE)
    await ada.get("/team")
    page = await ada.post(take)
    assert (page.status, page.answer.headers["location"]) == (303, f"/console/prove?next={take}")
    assert (await cora.get("/")).status == 200
    await ada.follow()
    assert ada.who is not None
    await ada.post("/prove", {"code": await office.code_of(ada.who), "next": "/team"})
    assert (await ada.follow()).heading == "Team"
    nobody = "nobody can invite partners and leaders"
    page = await ada.post(take)  # from a page on which another was there as well
    assert (page.status, nobody in page.text, page.forms[f"/console{take}"]["known"]) == (422, True, "yes")
    page = await ada.get("/team")
    assert nobody not in page.text and page.links["Take away Coordinator of Cora"] == f"/console{take}"
    await office.answering()
    (sol,) = await office.rows("SELECT id FROM people WHERE name = 'Sol'")
    (dee,) = await office.rows("SELECT id FROM people WHERE name = 'Dee'")
    deputy = {"deputy_id": cora.who.id}
    await office.do(lambda tx: profiles.keep(tx, sol["id"], deputy))
    page = await ada.post(take)
    assert page.status == 422 and "They stand in for somebody on the rota. Read what that means" in page.text
    assert "They stand in for Sol on the safeguarding rota" in page.text
    assert "so no partner can be invited until somebody does." in page.text
    await office.do(lambda tx: people.take_role(tx, dee["id"], "coordinator"))
    page = await ada.get(take)
    assert nobody in page.text and "For three months it can be given back" in page.text
    assert (await ada.post(take, page.forms[f"/console{take}"])).status == 303
    page = await ada.follow()
    assert "taken away" in page.text and nobody in page.text
    page = await cora.get("/")
    assert (page.status, "roles have changed" in page.text) == (401, True)
    page = await ada.get("/")
    assert nobody in page.text and "nobody can make a learning export" in page.text
    await ada.get("/team")
    back = f"/team/{cora.who.id}/give-back"
    assert (await ada.post(back, {"role": "learning-partner"})).status == 404  # which was never theirs
    assert (await ada.post(back, {"role": "coordinator"})).status == 303
    page = await ada.follow()
    assert "They have the role again" in page.text and nobody not in page.text and "Give it back" not in page.text
    told = await office.rows("SELECT payload FROM outbox WHERE person_id = :id ORDER BY id", id=cora.who.id)
    assert "given a role back to you: Coordinator." in told[-1]["payload"]
    assert (await ada.post(back, {"role": "coordinator"})).status == 404
    assert (await (await office.sign_in(cora.who)).get("/people")).status == 200


async def test_the_last_admin_stays_one(office: Office) -> None:
    ada = await office.staff("admin")
    assert ada.who is not None
    page = await ada.post(f"/team/{ada.who.id}/take/admin")
    assert (page.status, "another admin first" in page.text) == (422, True)


async def test_the_last_safeguarding_lead_stays_one_and_who_loses_a_role_hears_of_it(office: Office) -> None:
    ada, sam = await office.proven("admin"), await office.hire("safeguarding-lead")
    page = await ada.get("/team")
    assert not any("/take/" in where for where in page.links.values())  # neither she nor Sam can be done without
    assert "Stays: nobody else is there as safeguarding lead." in page.text
    page = await ada.post(f"/team/{sam.id}/take/safeguarding-lead")
    assert (page.status, "another safeguarding lead first" in page.text) == (422, True)
    await office.hire("safeguarding-lead", "Sol")
    assert "The programme has to have" in (await ada.get("/")).text
    await ada.get("/team")
    assert (await ada.post(f"/team/{sam.id}/take/safeguarding-lead")).status == 303
    page = await ada.follow()
    assert "To give this back takes a second person" in page.text and not any("give-back" in one for one in page.forms)
    assert (await ada.post(f"/team/{sam.id}/give-back", {"role": "safeguarding-lead"})).status == 404
    (told,) = await office.rows("SELECT payload FROM outbox WHERE person_id = :id", id=sam.id)
    assert "taken a role away from you: Safeguarding lead." in told["payload"]


async def test_the_way_back_after_a_code_leads_to_a_page_of_ours_and_nowhere_else(office: Office) -> None:
    browser = await office.staff("admin")
    assert browser.who is not None
    for away in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\nx"):
        await browser.get("/prove")
        page = await browser.post("/prove", {"code": await office.code_of(browser.who), "next": away})
        assert page.answer.headers["location"] == "/console/", away
