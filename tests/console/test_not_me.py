"""Somebody else signed in as one of the team, who says so: what was opened in that sign-in leads nowhere any more."""

from __future__ import annotations

import json
from datetime import timedelta

from bot.actions import locking
from bot.chat.playing import Play
from bot.chat.scene import Scene
from bot.conversations import STORIES
from storage import calendar_feeds, copy_links, exports, invites, links, moves, people, second_steps
from storage import sign_ins as all_sign_ins
from storage.database import Transaction
from tests.console.office import ROOT, Browser, Office

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


async def not_me(office: Office, browser: Browser, number: int = 0) -> str:
    """They press the button below what told them of a sign-in: what is said to that."""
    assert browser.who is not None
    who = browser.who.id

    def press(tx: Transaction) -> str:
        person, now = people.by_id(tx, who), office.clock.now()
        assert person is not None
        told = sorted(all_sign_ins.of_person(tx, who, now - 30 * DAY), key=lambda one: one.id)[number]
        scene = Scene(tx, now, person, office.texts.voice("en"), office.texts)
        Play(scene, STORIES).begin("not_me", about=told.id)
        said = tx.all("SELECT payload FROM outbox WHERE person_id = :id ORDER BY id DESC LIMIT 1", id=who)
        return str(json.loads(said[0]["payload"])["text"])

    return await office.do(press)


async def fetched(office: Office, address: str) -> int:
    return (await office.browser().get(address)).status


async def test_the_address_for_a_calendar_is_closed_and_it_is_said(office: Office, cora: Browser) -> None:
    page = await cora.post("/calendar/make")
    address = page.html.split("<code>")[1].split("</code>")[0].removeprefix(ROOT)
    assert await fetched(office, address) == 200
    said = await not_me(office, cora)
    assert "closed, too: the address for a calendar." in said
    assert await fetched(office, address) == 404
    assert await office.rows("SELECT 1 FROM audit WHERE action = 'calendar_feed_closed' AND detail = 'not_me'")


async def test_where_nothing_was_opened_nothing_is_said_to_be_closed(office: Office, cora: Browser) -> None:
    said = await not_me(office, cora)
    assert "Nobody is signed in as you any more" in said and "Please tell an admin today" in said
    assert "closed, too" not in said


async def test_files_that_were_asked_for_in_that_sign_in_are_deleted_and_no_others(office: Office) -> None:
    who = await office.hire("coordinator")
    wish = {"kind": "people", "format": "csv", "about": "", "purpose": "Arranging", "all_rows": 1}
    before = await office.do(lambda tx: exports.ask(tx, office.clock.now(), who.id, **wish))  # type: ignore[arg-type]
    office.clock.advance(MINUTE)
    browser = await office.sign_in(who)
    office.clock.advance(MINUTE)
    await office.do(lambda tx: exports.ask(tx, office.clock.now(), who.id, **wish))  # type: ignore[arg-type]
    assert "files to take away" in await not_me(office, browser)
    left = await office.do(lambda tx: exports.of_person(tx, office.clock.now(), who.id))
    assert [one.id for one in left] == [before]


async def test_invites_that_were_made_or_agreed_to_in_that_sign_in_let_nobody_in(office: Office) -> None:
    await office.answering()
    first, second = await office.staff("admin"), await office.sign_in(await office.hire("admin", "Abe"))
    await first.post("/invites/team", {"name": "Zoe", "role": "admin"})
    office.clock.advance(MINUTE)
    await second.post("/invites/team", {"name": "Yan", "role": "coordinator"})
    (waits,) = [one for one in await office.do(lambda tx: invites.open_now(tx, office.clock.now())) if one.waits]
    await second.post(f"/invites/team/{waits.id}/agree")
    said = await not_me(office, second)
    assert "invites" in said
    assert await office.do(lambda tx: invites.open_now(tx, office.clock.now())) == []


async def test_a_link_to_somebodys_page_works_no_more_and_the_one_they_had_before_does(
    office: Office, cora: Browser
) -> None:
    await office.answering()
    page = await cora.post("/invites", {"name": "Lena", "role": "leader", "on_web": "yes", "organisation": ""})
    first = page.html.split("/answer/")[1].split('"')[0].split("<")[0]
    (lena,) = await office.rows("SELECT id FROM people WHERE name = 'Lena'")
    office.clock.advance(DAY)
    again = await office.sign_in(cora.who)  # type: ignore[arg-type]
    office.clock.advance(MINUTE)
    page = await again.post(f"/people/{lena['id']}/link")
    second = page.html.split("/answer/")[1].split('"')[0].split("<")[0]
    assert "links to the pages of others" in await not_me(office, again, number=1)
    now = office.clock.now()
    assert await office.do(lambda tx: links.behind(tx, now, first)) is not None
    assert await office.do(lambda tx: links.behind(tx, now, second)) is None


async def test_a_second_step_that_was_begun_or_set_up_in_it_is_taken_away(office: Office) -> None:
    for role, confirms in (("coordinator", False), ("learning-partner", True)):
        who = await office.hire(role)
        browser = await office.sign_in(who)
        await browser.post("/second-step/begin")
        if confirms:
            await browser.post("/second-step/confirm", {"code": await office.code_of(who)})
        assert "the second step" in await not_me(office, browser)
        assert await office.do(lambda tx, who=who: second_steps.of_person(tx, who.id)) is None  # type: ignore[misc]
        assert await office.do(lambda tx, who=who: second_steps.codes_left(tx, who.id)) == 0  # type: ignore[misc]


async def test_nobody_takes_away_with_an_old_button_the_second_step_that_somebody_has_used_since(
    office: Office,
) -> None:
    first = await office.staff("admin")
    assert first.who is not None
    who = first.who
    office.clock.advance(DAY)
    await office.sign_in(who)
    office.clock.advance(DAY)
    assert "second step" not in await not_me(office, first)
    assert await office.do(lambda tx: second_steps.of_person(tx, who.id)) is not None


async def test_what_they_were_sent_before_opens_nothing_either(office: Office, cora: Browser) -> None:
    assert cora.who is not None
    who, now = cora.who.id, office.clock.now()
    copy = await office.do(lambda tx: copy_links.make(tx, now, who))
    page = await office.do(lambda tx: links.make(tx, now, who))
    code = await office.do(lambda tx: moves.make(tx, now, who))
    await not_me(office, cora)
    assert await office.do(lambda tx: copy_links.use_up(tx, now, copy)) is None
    assert await office.do(lambda tx: links.behind(tx, now, page)) is None
    assert await office.do(lambda tx: moves.whose(tx, now, code)) is None


async def test_a_phone_that_is_locked_takes_the_calendar_and_the_copy_along(office: Office, cora: Browser) -> None:
    assert cora.who is not None
    who, now = cora.who, office.clock.now()
    feed = await office.do(lambda tx: calendar_feeds.make(tx, now, who.id))
    copy = await office.do(lambda tx: copy_links.make(tx, now, who.id))
    await office.do(lambda tx: locking.lock_phone(tx, now, who))
    assert await office.do(lambda tx: calendar_feeds.behind(tx, feed)) is None
    assert await office.do(lambda tx: copy_links.use_up(tx, now, copy)) is None
