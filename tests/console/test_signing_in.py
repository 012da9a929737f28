"""Signing in: looking does nothing, a link works once, and whoever it is for hears of it."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta

import pytest
from starlette.applications import Starlette

from console import app
from console.desk import Desk
from console.signing_in import NO_SUCH_CODE, NOT_A_CODE
from storage import facts, people, sign_in_links, sign_ins
from tests.console.office import ROOT, Browser, Office, open_office

MINUTE = timedelta(minutes=1)


async def signed_in(office: Office) -> int:
    rows = await office.rows("SELECT COUNT(*) AS times FROM sign_ins WHERE ended_at IS NULL")
    return int(rows[0]["times"])


async def enter(browser: Browser, **form: str) -> int:
    return (await browser.post("/sign-in", form)).status


async def test_looking_at_the_link_signs_nobody_in_and_uses_nothing_up(office: Office) -> None:
    who = await office.hire("coordinator")
    token, _ = await office.link(who)
    browser = office.browser()
    for verb in ("GET", "HEAD"):
        answer = await browser.client.request(verb, "/console/sign-in")
        assert (answer.status_code, "set-cookie" in answer.headers) == (200, False)
    assert await signed_in(office) == 0
    assert await enter(browser, token=token) == 303
    assert (await browser.follow()).heading == "Today"


async def test_exactly_one_of_a_hundred_at_once_is_signed_in(office: Office) -> None:
    token, _ = await office.link(await office.hire("coordinator"))
    browsers = [office.browser(f"203.0.113.{place}") for place in range(100)]
    answers = await asyncio.gather(*(enter(one, token=token) for one in browsers))
    assert sorted(answers) == [303] + [403] * 99
    assert await signed_in(office) == 1


async def test_a_link_is_good_for_ten_minutes_and_a_newer_one_takes_its_place(office: Office) -> None:
    who = await office.hire("coordinator")
    older, _ = await office.link(who)
    newer, _ = await office.link(who)
    assert await enter(office.browser(), token=older) == 403
    office.clock.advance(10 * MINUTE)
    assert await enter(office.browser(), token=newer) == 403
    assert await signed_in(office) == 0


async def test_the_typed_code_does_the_same_however_it_is_typed(office: Office) -> None:
    _, code = await office.link(await office.hire("coordinator"))
    browser = office.browser()
    for wrong, said in (
        ("", "Type the code from the bot."),
        (" \U0001f600 ", NOT_A_CODE),
        ("abcd", NOT_A_CODE),
        ("a" * 5000, NOT_A_CODE),
        ("aaaa-aaaa", NO_SUCH_CODE),
    ):
        status = await enter(browser, code=wrong)
        assert (status, browser.page.errors) == (403 if wrong == "aaaa-aaaa" else 422, [said])
        assert browser.page.forms["/console/sign-in"]["code"] == wrong[:40]
    assert len(await office.rows("SELECT * FROM guesses")) == 2  # of the one code that could have been one
    assert await enter(browser, code=f"  {code[:4].upper()} - {code[4:]} ") == 303
    assert await enter(office.browser(), code=code) == 403
    page = await browser.get("/sign-in")  # as by the way back
    assert (page.heading, page.links["Go to the first page"]) == ("You are signed in", "/console/")


async def test_in_practice_a_link_that_is_over_says_that_time_was_moved_on(office: Office) -> None:
    for practice in (False, True):
        desk = Desk(office.database, office.clock, office.texts, ROOT, practice=practice)
        office.app = Starlette(routes=app.mounted(desk))
        await enter(browser := office.browser(), code="aaaaaaaa")
        assert ("after the clock was moved on" in browser.page.text) == practice


@pytest.mark.parametrize("role", ["partner", "leader"])
async def test_whoever_is_not_staff_any_more_or_never_was_is_not_let_in(office: Office, role: str) -> None:
    token, _ = await office.link(await office.hire(role))
    assert await enter(office.browser(), token=token) == 403
    assert await signed_in(office) == 0


async def test_a_form_from_another_site_signs_nobody_in(office: Office) -> None:
    token, _ = await office.link(await office.hire("coordinator"))
    for lie in ({"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "https://evil.example"}):
        browser = office.browser()
        await browser.get("/sign-in")
        assert (await browser.post("/sign-in", {"token": token}, headers=lie)).status == 403
    assert await signed_in(office) == 0


async def test_what_the_browser_carried_before_is_of_no_use_afterwards(office: Office) -> None:
    token, _ = await office.link(await office.hire("coordinator"))
    browser = office.browser()
    browser.client.cookies.set("voices-console", "planted")
    assert await enter(browser, token=token) == 303
    carried = browser.page.answer.cookies["voices-console"]
    assert carried not in ("planted", token)
    assert carried not in str(await office.rows("SELECT token_hash FROM sign_ins"))


async def test_over_https_the_cookie_is_this_hosts_alone(tmp_path: object) -> None:
    async with open_office(tmp_path, "https://voices.example") as office:  # type: ignore[arg-type]
        token, _ = await office.link(await office.hire("coordinator"))
        browser = office.browser()
        await enter(browser, token=token)
        cookie = browser.page.answer.headers["set-cookie"]
        assert cookie.startswith("__Host-voices=")
        for part in ("Secure", "HttpOnly", "SameSite=lax", "Path=/"):
            assert part in cookie
        assert "Domain" not in cookie
        assert "max-age=31536000" in browser.page.answer.headers["strict-transport-security"]


async def test_the_bot_tells_whoever_signed_in_with_a_button_to_say_that_it_was_not_them(office: Office) -> None:
    browser = await office.staff("coordinator")
    assert browser.who is not None
    (message,) = await office.rows("SELECT chat_id, payload FROM outbox")
    told = json.loads(message["payload"])
    assert message["chat_id"] == browser.who.telegram_id
    assert "Firefox on Linux" in told["text"] and "Monday 2 March 2026, 09:00" in told["text"]
    assert told["reply_markup"]["inline_keyboard"][0][0]["text"] == "That was not me"
    assert office.woken > 0


async def test_a_sign_in_that_was_somebody_else_ends_at_the_next_request(office: Office, cora: Browser) -> None:
    assert cora.who is not None
    who, now = cora.who.id, office.clock.now()
    await office.do(lambda tx: sign_ins.end_all(tx, now, who, "not_me"))
    page = await cora.get("/")
    assert (page.status, page.heading) == (401, "You have been signed out")
    assert "it was not you" in page.text


async def test_a_role_that_is_taken_or_given_ends_every_sign_in(office: Office) -> None:
    for change in (
        lambda tx, who, now: people.take_role(tx, who, "coordinator"),
        lambda tx, who, now: people.give_role(tx, now, who, "learning-partner"),
    ):
        browser = await office.sign_in(await office.hire("coordinator", chat_id=7_400_000_000 + office.woken))
        who, now = browser.who, office.clock.now()
        assert who is not None
        await office.do(lambda tx, change=change, who=who, now=now: change(tx, who.id, now))  # type: ignore[misc]
        page = await browser.get("/")
        assert (page.status, "roles have changed" in page.text) == (401, True)


async def test_a_quarter_of_an_hour_without_a_request_ends_it_and_what_was_written_is_kept(
    office: Office, cora: Browser
) -> None:
    office.clock.advance(14 * MINUTE)
    assert (await cora.get("/")).status == 200
    office.clock.advance(15 * MINUTE)
    words = "Something that took a long while to write down."
    page = await cora.post("/stay", {"note": words})
    assert (page.status, page.heading) == (401, "You have been signed out")
    assert words in page.html
    assert (await cora.get("/")).status == 401


async def test_eight_hours_are_the_most_however_busy_somebody_is(office: Office, cora: Browser) -> None:
    for _ in range(8 * 6 - 1):
        office.clock.advance(10 * MINUTE)
        assert (await cora.get("/")).status == 200
    office.clock.advance(10 * MINUTE)
    page = await cora.get("/")
    assert (page.status, "eight hours" in page.text) == (401, True)


async def test_signing_out_is_a_form_and_forgets_what_the_browser_has(office: Office, cora: Browser) -> None:
    assert (await cora.get("/sign-out")).status == 404
    page = await cora.post("/sign-out")
    assert (page.status, page.answer.headers["clear-site-data"]) == (303, '"cache", "storage"')
    assert (await cora.follow()).heading == "Sign in"
    assert await signed_in(office) == 0


async def test_somebody_sees_and_ends_their_own_sign_ins_and_nobody_elses(office: Office, cora: Browser) -> None:
    assert cora.who is not None
    other = await office.sign_in(cora.who)
    stranger = await office.sign_in(await office.hire("coordinator", "Dora"))
    page = await cora.get("/my/sign-ins")
    ends = [path for path in page.forms if path.endswith("/end")]
    assert len(ends) == 1
    assert (await stranger.post(ends[0].removeprefix("/console"))).status == 404
    assert (await cora.post(ends[0].removeprefix("/console"))).status == 303
    assert (await other.get("/")).status == 401
    assert (await cora.get("/")).status == 200


async def test_the_sixth_link_within_a_quarter_of_an_hour_that_nobody_signs_in_with_is_refused(office: Office) -> None:
    who = await office.hire("coordinator")

    async def next_at() -> datetime | None:
        return await office.do(lambda tx: sign_in_links.next_at(tx, office.clock.now(), who.id))

    first = office.clock.now()
    for _ in range(5):
        assert await next_at() is None
        token, _ = await office.link(who)
        office.clock.advance(MINUTE)
    assert await next_at() == first + timedelta(minutes=15)
    browser = office.browser()
    await browser.get("/sign-in")
    await browser.post("/sign-in", {"token": token})
    assert await next_at() is None
    office.clock.advance(MINUTE)
    for _ in range(5):
        await office.link(who)
    assert await next_at() == office.clock.now() + timedelta(minutes=15)
    office.clock.advance(15 * MINUTE)
    assert await next_at() is None


async def test_the_twenty_first_try_from_one_address_within_an_hour_is_refused_and_others_are_not(
    office: Office,
) -> None:
    browser = office.browser()
    assert [await enter(browser, code="aaaaaaaa") for _ in range(21)] == [403] * 20 + [429]
    token, _ = await office.link(await office.hire("coordinator"))
    assert await enter(browser, token=token) == 429
    assert await enter(office.browser("198.51.100.9"), token=token) == 303


async def test_a_hundred_wrong_codes_from_anywhere_stop_codes_and_not_links(office: Office) -> None:
    for place in range(100):
        assert await enter(office.browser(f"198.51.100.{place}"), code="aaaaaaaa") == 403
    token, code = await office.link(await office.hire("coordinator"))
    assert await enter(office.browser(), code=code) == 429
    assert await enter(office.browser(), token=token) == 303


async def test_no_answer_and_no_row_holds_where_somebody_tried_from(office: Office) -> None:
    await enter(office.browser("203.0.113.99"), code="aaaaaaaa")
    held = await office.rows("SELECT who FROM guesses")
    assert held and "203.0.113.99" not in str([row["who"] for row in held])
    assert await office.do(lambda tx: facts.fact(tx, "guess_key"))


async def test_a_form_without_the_key_of_this_sign_in_changes_nothing(office: Office, cora: Browser) -> None:
    for key in ("", "0" * 32, "ключ"):
        page = await cora.post("/sign-out", {"key": key})
        assert (page.status, page.heading) == (403, "That did not work")
    other = await office.sign_in(await office.hire("coordinator", "Dora"))
    assert (await cora.post("/sign-out", {"key": other.key})).status == 403
    assert (await cora.get("/")).status == 200
