"""Coming in by an invite, and going from the page to Telegram and back: one person, one conversation, one question."""

from __future__ import annotations

import re

from storage import doors, invites, links, people
from storage.people import Person
from storage.values import instant
from tests.cast import ANA, DAN
from tests.phones import Said
from tests.webdoor.site import Page, Site, Visitor

ADULT = "Are you 18 or over?"


async def invite(site: Site, role: str = "partner", uses: int = 1) -> str:
    now = site.player.clock.now()
    return await site.do(lambda tx: invites.make(tx, now, role=role, uses=uses))


async def join(visitor: Visitor, code: str) -> Page:
    """Open an invite as people do: look at it, press the button."""
    page = await visitor.get(f"/answer/join/{code}")
    return await visitor.post(f"/answer/join/{code}", dict(page.hidden))


async def says(site: Site, text: str) -> list[Said]:
    """Ana types this on her phone."""
    return await site.player.receive(site.player.telegram.words(ANA, text, site.player.clock.now()))


async def ana(site: Site) -> Person:
    """Ana has come in by Telegram, and her first question waits there."""
    await says(site, f"/start {await invite(site)}")
    person = await site.do(lambda tx: people.in_chat(tx, ANA.chat_id))
    assert person is not None
    return person


async def test_a_partner_comes_in_by_an_invite_and_keeps_the_page(site: Site) -> None:
    code = await invite(site)
    async with site.visitor() as visitor:
        page = await join(visitor, code)
        assert ADULT in page.text
        assert "You write to me on a private web page." in page.text
        assert "Telegram, a company" not in page.text
        own = re.findall(r"/answer/[\w-]{43}", page.html)[0]
        await visitor.press("Yes")
    async with site.visitor() as elsewhere:
        assert "about your health" in (await elsewhere.open(own)).text
    assert [row["role"] for row in await site.rows("SELECT role FROM roles")] == ["partner"]


async def test_an_invite_that_is_sent_twice_is_one_person(site: Site) -> None:
    code = await invite(site)
    async with site.visitor() as visitor:
        page = await visitor.get(f"/answer/join/{code}")
        form = dict(page.hidden)
        for _ in range(2):
            assert ADULT in (await visitor.post(f"/answer/join/{code}", form)).text
    assert len(await site.rows("SELECT id FROM people")) == 1


async def test_an_invite_lets_in_so_many_and_a_preview_uses_none_up(site: Site) -> None:
    code = await invite(site)
    async with site.visitor() as preview, site.visitor() as first, site.visitor() as second:
        await preview.get(f"/answer/join/{code}")
        assert ADULT in (await join(first, code)).text
        page = await join(second, code)
        assert (page.status, "This invite does not work" in page.text) == (404, True)
        assert (await join(second, "nonsense")).status == 404


async def test_whoever_says_no_on_a_page_leaves_nothing_and_the_invite_still_works(site: Site) -> None:
    code = await invite(site)
    async with site.visitor() as visitor:
        await join(visitor, code)
        assert "so I stop here" in (await visitor.press("No")).text
        assert await site.rows("SELECT 1 FROM people") == []
        assert ADULT in (await join(visitor, code)).text


async def test_from_telegram_to_the_page_and_back_at_the_same_question(site: Site) -> None:
    person = await ana(site)
    await says(site, "yes")
    await says(site, "yes")
    async with site.visitor() as visitor:
        page = await visitor.open(await site.link(person))
        assert "What would you like to be called?" in page.text
        page = await visitor.say("Annie")
        assert "Which pronouns" in page.text
        assert "You, 09:00\nYes" in page.text  # what was said in Telegram is there, too
        form = dict(page.hidden)
        (last,) = await says(site, "she/her")
        assert last.chat_id == ANA.chat_id
        assert "I have not taken what you wrote" in last.text and "Which pronouns" in last.text
        page = await visitor.get()
        assert (page.status, "Your conversation is in Telegram now." in page.text) == (409, True)
        page = await visitor.post("/answer", {**form, "words": "words that are kept", "send": "words"})
        assert page.kept == "words that are kept"
        page = await visitor.post("/answer/here", dict(page.hidden))
        assert "Which pronouns" in page.text
    rows = await site.rows("SELECT question, answer FROM answers ORDER BY id")
    assert [row["answer"] for row in rows] == ["Yes", "Yes", "Annie"]
    assert len(await site.rows("SELECT id FROM people")) == 1


async def test_a_button_in_the_other_chat_takes_the_conversation_there_and_does_what_it_says(site: Site) -> None:
    person = await ana(site)
    async with site.visitor() as visitor:
        await visitor.open(await site.link(person))
        press = site.player.telegram.press(ANA, "Yes", "I have to ask", site.player.clock.now())
        said = await site.player.receive(press)
        assert "May we keep" in said[-1].text or "keep what you tell me" in said[-1].text
        assert (await visitor.get()).status == 409


async def test_a_code_that_is_typed_on_a_page_is_neither_used_nor_kept(site: Site, lena: Visitor) -> None:
    code, before = await invite(site, "coordinator"), len(await site.rows("SELECT id FROM answers"))
    assert "On this page I take no codes" in (await lena.say(code)).text
    assert (await site.rows("SELECT uses_left FROM invites ORDER BY id DESC LIMIT 1"))[0]["uses_left"] == 1
    assert len(await site.rows("SELECT id FROM answers")) == before
    assert await site.rows("SELECT id FROM inbox WHERE body LIKE :code", code=f"%{code}%") == []


async def test_what_waits_goes_along(site: Site) -> None:
    person = await ana(site)
    now = site.player.clock.now()
    moved = await site.do(lambda tx: doors.use(tx, now, person.id, doors.page_of(tx, now, person.id)))
    assert moved == []  # all of it had been sent
    lena = await site.let_in()
    await site.do(lambda tx: doors.use(tx, now, lena.id, DAN.chat_id))
    rows = await site.rows("SELECT state, chat_id FROM outbox WHERE person_id = :id ORDER BY id", id=lena.id)
    assert {(row["state"], row["chat_id"] == DAN.chat_id) for row in rows} == {("recalled", False), ("queued", True)}


async def test_a_link_or_an_invite_can_be_pasted(site: Site, lena: Visitor) -> None:
    link = await site.link(await site.let_in("Evelyn"))
    code = await invite(site)
    async with site.visitor() as visitor:
        page = await visitor.get()
        assert (page.status, "Each phone and each browser needs your link once." in page.text) == (404, True)
        page = await visitor.post("/answer/by-link", {"link": f"  {link}#now "})
        assert "Setting up takes about 90 seconds." in page.text
    async with site.visitor() as visitor:
        page = await visitor.post("/answer/by-link", {"link": code.upper()})
        assert "A private page" in page.text
        assert (await visitor.post("/answer/by-link", {"link": "nonsense"})).status == 404
        assert (await visitor.post("/answer/by-link", {"link": "https://evil.example/x"})).status == 404


async def test_a_link_in_use_goes_on_working_for_half_a_year(site: Site, lena: Visitor) -> None:
    for _ in range(17):
        site.player.clock.advance(10 * 24 * 3600)
        page = await lena.get()
        assert page.status == 200
    site.player.clock.advance(10 * 24 * 3600)
    assert (await lena.get()).status == 404


async def test_the_page_is_closed_from_the_page(site: Site, lena: Visitor) -> None:
    await lena.say("/lock")
    page = await lena.press("Close this page")
    assert "Your page is closed." in page.text
    assert (await lena.get()).status == 404
    now = instant(site.player.clock.now())
    assert await site.rows("SELECT id FROM links WHERE expires_at > :now", now=now) == []
    assert len(await site.rows("SELECT id FROM people")) == 1


async def test_a_lost_phone_is_locked_from_the_page(site: Site) -> None:
    person = await ana(site)
    async with site.visitor() as visitor:
        await visitor.open(await site.link(person))
        await visitor.say("/lock")
        page = await visitor.press("Lock my Telegram chat")
        assert "Your Telegram chat is locked." in page.text
        assert "call 999" in page.text
        assert (await visitor.get()).status == 404
    (said,) = await says(site, "what is in here?")
    assert said.text == (
        "This chat is locked. The programme's team can open it again. Help now and Talk to a person still work here."
    )
    token = await site.do(lambda tx: links.make(tx, site.player.clock.now(), person.id))
    async with site.visitor() as visitor:
        await visitor.open(f"/answer/{token}")
        await visitor.say("/lock")
        assert "is open again" in (await visitor.press("Open my Telegram chat again")).text
    assert ADULT in (await says(site, "hello"))[-1].text


async def test_guesses_at_invites_from_one_place_lead_nowhere(site: Site) -> None:
    code = await invite(site)
    async with site.visitor() as visitor:
        for letter in "abcdef":
            await join(visitor, letter * 26)
        page = await join(visitor, code)
        assert (page.status, "the next full hour" in page.text) == (429, True)


async def test_a_page_that_was_closed_still_has_the_numbers_and_leads_to_a_person(site: Site) -> None:
    bryn = await site.partner()
    async with site.visitor() as visitor:
        await visitor.open(await site.link(bryn))
        await visitor.say("/lock")
        page = await visitor.press("Close this page")
        assert "call 999" in page.text
        assert "call 999" in (await visitor.get()).text
        asked = await visitor.post("/answer/person")
        assert "I have told the team" in asked.text
    (row,) = await site.rows("SELECT contact_by FROM concerns WHERE person_id = :id AND closed_at IS NULL", id=bryn.id)
    assert row["contact_by"] == "locked_page"


async def test_a_link_to_a_page_that_was_closed_leads_to_the_numbers_in_another_browser_too(site: Site) -> None:
    bryn = await site.partner()
    link = await site.link(bryn)
    async with site.visitor() as visitor:
        await visitor.open(link)
        await visitor.say("/lock")
        await visitor.press("Close this page")
    async with site.visitor() as visitor:
        page = await visitor.open(link)
        assert "This link does not open your page any more." in page.text
        assert "call 999" in page.text


async def test_a_link_that_never_led_anywhere_asks_for_nobody(site: Site) -> None:
    async with site.visitor() as visitor:
        assert (await visitor.post("/answer/person")).status == 404
    assert await site.rows("SELECT 1 FROM concerns") == []
