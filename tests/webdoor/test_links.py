"""Links: for one person, until they run out; a preview learns nothing and uses nothing up; guesses lead nowhere."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import invites, links, outbox, people
from storage.web_chats import is_web
from tests.webdoor.site import Site, Visitor

REFUSED = "This link does not work."


async def test_a_preview_learns_nothing_and_uses_nothing_up(site: Site) -> None:
    link = await site.link(await site.let_in("Evelyn"))
    expired = await site.link(await site.let_in())
    path = link.removeprefix(site.url)
    before = await site.rows("SELECT * FROM links ORDER BY id")
    async with site.visitor() as visitor:
        bodies = {(await visitor.get(one)).html for one in (path, expired.removeprefix(site.url), "/answer/nonsense")}
        assert len(bodies) == 1
        (body,) = bodies
        for word in ("Evelyn", "Voices", "programme", "og:", "Telegram"):
            assert word not in body
        assert "noindex" in visitor.headers["x-robots-tag"]
        assert "set-cookie" not in visitor.headers
        async with visitor.client.head(link) as answer:
            assert answer.status == 200
        assert [tuple(row) for row in await site.rows("SELECT * FROM links ORDER BY id")] == [
            tuple(row) for row in before
        ]
        assert "Voices" in (await visitor.post(path)).text
    opened = {row["opened_at"] is not None for row in await site.rows("SELECT opened_at FROM links")}
    assert opened == {True, False}


@pytest.mark.parametrize("token", ["nonsense", "x" * 5_000, "%F0%9F%98%80", "%00"])
async def test_a_wrong_link_says_whom_to_ask(token: str, site: Site) -> None:
    async with site.visitor() as visitor:
        page = await visitor.post(f"/answer/{token}")
    assert (page.status, REFUSED in page.text) == (404, True)
    assert "ask the person at the programme who gave it to you" in page.text


async def test_a_link_that_has_run_out_says_the_same_and_what_was_typed_can_be_copied(
    site: Site, lena: Visitor
) -> None:
    link = await site.link(await site.let_in())
    await lena.press("Yes")
    site.player.clock.advance(timedelta(days=14, seconds=1))
    page = await lena.say("a long and <b>careful</b> answer")
    assert (page.status, REFUSED in page.text) == (404, True)
    assert page.kept == "a long and <b>careful</b> answer"
    async with site.visitor() as visitor:
        assert (await visitor.open(link)).status == 404


async def test_the_token_is_nowhere_in_the_tables(site: Site) -> None:
    person = await site.let_in()
    token = (await site.link(person)).rpartition("/")[2]
    (row,) = await site.rows("SELECT * FROM links")
    assert token not in {str(row[name]) for name in row.keys()}  # noqa: SIM118 - a database row
    assert len(token) == 43  # 256 bits


async def test_nobody_comes_in_after_many_wrong_links_from_one_address_for_an_hour(site: Site) -> None:
    link = await site.link(await site.let_in())
    async with site.visitor() as visitor:
        for number in range(links.WRONG_AN_HOUR):
            assert (await visitor.post(f"/answer/guess{number}")).status == 404
        assert (await visitor.open(link)).status == 404
        site.player.clock.advance(timedelta(hours=1))
        assert (await visitor.open(link)).status == 200


async def test_wrong_links_lock_nobody_out_of_invites(site: Site) -> None:
    async with site.visitor() as visitor:
        for number in range(links.WRONG_AN_HOUR):
            await visitor.post(f"/answer/guess{number}")
    assert [row["who"] for row in await site.rows("SELECT who FROM guesses") if row["who"] == ""] == []


async def test_whoever_has_stopped_can_still_open_their_page_and_undo_it(site: Site, lena: Visitor) -> None:
    await lena.press("Yes")
    page = await lena.say("stop")
    assert "I will not write to you again" in page.text
    page = await lena.press("Undo")
    assert "Undone." in page.text


async def test_a_question_whose_words_are_past_their_term_is_put_again(site: Site, lena: Visitor) -> None:
    (person,) = await site.rows("SELECT id FROM people")
    await lena.press("Yes")
    site.player.clock.advance(timedelta(days=31))
    later = site.player.clock.now()
    await site.do(lambda tx: outbox.wipe_old_bodies(tx, later - timedelta(days=1)))
    token = await site.do(lambda tx: links.make(tx, later, person["id"]))
    page = await lena.open(f"/answer/{token}")
    assert "Hello again. It has been a while" in page.text
    page = await lena.press("Carry on")
    assert "What is your name" in page.text
    assert len(await site.rows("SELECT id FROM inbox")) == 3  # reading it again adds nothing


async def test_a_page_that_is_open_again_says_so_once_and_puts_what_waits(site: Site, lena: Visitor) -> None:
    await lena.press("Yes")
    await lena.say("/lock")
    await lena.press("Close this page")
    (row,) = await site.rows("SELECT id FROM people")
    person = await site.do(lambda tx: people.by_id(tx, row["id"]))
    assert person is not None
    link = await site.link(person)
    for _ in range(2):
        page = await lena.open(link)
        assert page.text.count("This page is open now") == 1
        newest = page.text.rpartition("Your page is closed")[2]
        assert "This page is open now" in newest and "What is your name" in newest


async def test_an_own_link_that_has_ended_leads_to_the_page_that_another_one_opened(site: Site, lena: Visitor) -> None:
    await lena.press("Yes")
    (row,) = await site.rows("SELECT id FROM people")
    now = site.player.clock.now()
    ended = await site.do(lambda tx: links.make(tx, now, row["id"], days=0))
    assert "What is your name" in (await lena.open(f"/answer/{ended}")).text
    another = await site.let_in("Grace")
    ended = await site.do(lambda tx: links.make(tx, now, another.id, days=0))
    assert REFUSED in (await lena.open(f"/answer/{ended}")).text


async def test_links_that_were_closed_open_nothing(site: Site, lena: Visitor) -> None:
    (person,) = await site.rows("SELECT id FROM people")
    await site.do(lambda tx: links.close(tx, person["id"]))
    assert (await lena.get()).status == 404


async def test_the_chat_of_somebody_without_telegram_is_never_given_out_again(site: Site) -> None:
    first, second = await site.let_in(), await site.let_in()
    assert first.telegram_id is not None and second.telegram_id is not None
    assert is_web(first.telegram_id) and first.telegram_id != second.telegram_id
    assert not is_web(2**52)


@pytest.mark.parametrize(
    ("asked", "path", "tag"),
    [
        ("ur-PK,ur;q=0.9,en;q=0.8", "", "ur"),
        ("fr, cy;q=0.5, en;q=0.4", "", "cy"),
        ("en;q=0.2, cy;q=nonsense, ur;q=0", "", "en"),
        ("", "", "en"),
        ("ur", "?language=cy", "cy"),
        ("ur", "?language=klingon", "ur"),
    ],
)
async def test_whoever_has_no_language_yet_is_met_in_the_one_they_ask_for(
    asked: str, path: str, tag: str, site: Site
) -> None:
    async with site.visitor() as visitor:
        visitor.client.headers["accept-language"] = asked
        for page in (await visitor.get(f"/answer/nonsense{path}"), await visitor.post(f"/answer/nonsense{path}", {})):
            assert f'<html lang="{tag}"' in page.html
        if not path:
            assert f'<html lang="{tag}"' in (await visitor.get()).html


async def test_languages_are_offered_before_somebody_comes_in_and_the_first_words_are_in_it(site: Site) -> None:
    now = site.player.clock.now()
    code = await site.do(lambda tx: invites.make(tx, now, role="partner"))
    async with site.visitor() as visitor:
        page = await visitor.get(f"/answer/join/{code}")
        assert {"Cymraeg", "Easy Read", "اردو"} <= set(page.links)
        page = await visitor.get(f"/answer/join/{code}{page.links['اردو']}")
        page = await visitor.post(f"/answer/join/{code}?language=ur", dict(page.hidden))
        assert '<html lang="ur" dir="rtl">' in page.html and "Urdu" in page.text
    (person,) = await site.rows("SELECT language FROM people")
    assert person["language"] == "ur"
