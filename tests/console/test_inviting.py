"""Inviting one person, a list of people, and somebody without Telegram."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from storage import facts, invites, organisations, profiles
from tests.console.office import Browser, Office

HEAD_MISSING = "The first line has to name the columns: name, role, organisation. The last one can be left out."
IN_MARKS = "A value with a comma or semicolon in it needs quotation marks round it."
NEVER_CLOSED = 'Line 2: there is a quotation mark (") that is never closed. Take it out, or close it.'
TWO_WRONG = ("Line 2: the role has to be one of: partner, leader.", "Line 3: a name is missing.")
CODE = re.compile(r"[a-z2-7]{26}")


@pytest.fixture
async def cora(office: Office) -> Browser:
    """The browser of a coordinator, where somebody is named who answers whoever asks for a person."""
    await office.answering()
    return await office.staff("coordinator")


async def test_no_partner_is_invited_by_any_way_while_nobody_is_named_to_answer(office: Office, cora: Browser) -> None:
    (lead,) = await office.rows("SELECT person_id FROM roles WHERE role = 'safeguarding-lead'")
    await cora.get("/invites")
    ana = {"name": "Ana", "role": "partner"}
    await cora.post("/invites", ana)
    await office.do(lambda tx: profiles.keep(tx, lead["person_id"], {"deputy_id": None}))
    for form in (ana, {**ana, "again": "renew"}, {**ana, "on_web": "yes"}):
        page = await cora.post("/invites", form)
        assert page.status == 422 and "The programme has to have somebody who stands in" in page.errors[0], form
    lines = {"lines": "name,role\nEve,partner\nBen,leader\n"}
    for step in ("", "make", "renew"):
        page = await cora.post("/invites/list", {**lines, "step": step})
        assert page.status == 422 and "No partner can be invited yet." in page.text
    assert len(await office.rows("SELECT id FROM invites")) == 1
    assert (await cora.post("/invites", {"name": "Ben", "role": "leader"})).status == 200


async def upload(browser: Browser, content: bytes, name: str = "people.csv", step: str = "make") -> list[str]:
    """Send the file, and make what the page then shows; what is wrong, or the codes that the letters show."""
    page = await browser.look_first("/invites/list", files={"file": (name, content, "text/csv")})
    if page.status == 422:
        return [said for said, where in page.links.items() if where == "#lines"]
    assert not CODE.search(page.text)
    form = {**page.forms["/console/invites/list"], "step": step}
    return list(dict.fromkeys(CODE.findall((await browser.look_first("/invites/list", form)).text)))


async def test_a_letter_carries_a_code_a_link_and_a_picture_and_is_honest_about_telegram(
    office: Office, cora: Browser
) -> None:
    now = office.clock.now()
    await office.do(lambda tx: facts.note(tx, now, "bot_username", "voices_bot"))
    await office.do(lambda tx: organisations.named(tx, now, "Northfield"))
    await cora.get("/invites")
    page = await cora.post("/invites", {"name": "Ana & Co", "role": "partner", "organisation": "Northfield"})
    (code,) = {*CODE.findall(page.text)}
    assert f"https://t.me/voices_bot?start={code}" in page.text
    assert "data:image/svg+xml" in page.html
    assert f"http://127.0.0.1/answer/join/{code}" in page.text
    assert "It can read what is written to a bot" in page.text
    assert "Ana &amp; Co: welcome to Voices" in page.html.replace('<bdi dir="auto">', "").replace("</bdi>", "")
    redeemed = await office.do(lambda tx: invites.redeem(tx, now, code=code))
    assert redeemed is not None and redeemed.role == "partner"
    assert code not in (await cora.get("/invites")).html


async def test_a_list_makes_a_letter_each_however_the_file_was_saved(office: Office, cora: Browser) -> None:
    await cora.get("/invites")
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        text = f"Name;Role;Organisation\nZoë {encoding};partner;Northfield\n\nBen {encoding} ; Leader ;\n"
        assert len(await upload(cora, text.encode(encoding))) == 2
    assert "Zoë cp1252: welcome" in cora.page.text
    assert len(await upload(cora, b"role,name\npartner,Ana")) == 1
    assert len(await upload(cora, b'name,role,organisation\nCy,partner,"The house\r\nof Leeds"\r\nDi,leader,\r\n')) == 2
    assert "The house of Leeds" in {one["name"] for one in await office.rows("SELECT name FROM organisations")}


async def test_a_list_with_something_wrong_invites_nobody_and_says_each_line(office: Office, cora: Browser) -> None:
    await cora.get("/invites")
    tried = {
        b"": ("There is nothing in the file.",),
        b"name,role": ("There is nobody in it below the first line.",),
        b"Ana,partner": (HEAD_MISSING,),
        "name,role\nAna,admin\n\u200b,partner".encode(): TWO_WRONG,
        b'name,role\n"Ana,partner': (NEVER_CLOSED,),
        b"name,role\nAna,partner\n" + b"A" * 5000 + b",partner": (
            f"Line 3: “{'A' * 40}…” is too long. There is room for 60 letters, and this has 5000.",
        ),
        b"name,role\n" + b"A" * 200_000 + b",partner": (
            f"Line 2: “{'A' * 40}…” is too long. There is room for 60 letters, and this has 200000.",
        ),
        b'name,role\n"' + b"Ana,partner\n" * 20_000: (NEVER_CLOSED,),
        b'name,"role\nAna,partner': (NEVER_CLOSED.replace("2", "1"),),
        b"name,Name,role\nAna,Eve,partner\n": ("The first line names the column name twice. Take one of them out.",),
        b"name,role,organisation\nAna,partner,00/00/0000\n": (
            "Line 2: “00/00/0000” is no organisation. Write what it is called, or leave it out.",
        ),
        b"name,role,organisation\nAna,partner,Carers, Southgate\nBen,leader,Northfield,,\nEve,leader,x,y,z\n": (
            f"Line 2: there are 4 values for 3 columns. {IN_MARKS}",
            f"Line 4: there are 5 values for 3 columns. {IN_MARKS}",
        ),
        b"name,role\n" + b"Ana,partner\n" * 201: (
            "There are more than 200 people in it. Please make two files of it.",
        ),
    }
    for content, said in tried.items():
        assert await upload(cora, content) == [*said]
    nothing = {"file": ("", b"", "application/octet-stream")}  # as a browser sends it when none was chosen
    page = await cora.post("/invites/list", files=nothing)
    assert (page.status, page.errors) == (422, ["Choose a file first."])
    for content in (
        b"PK\x03\x04\x14\x00" + b"\x00" * 500,
        b"%PDF-1.7 name,role",
        bytes(range(256)) * 9,
        b"name,role\nBo\0b,partner",
    ):
        page = await cora.post("/invites/list", files={"file": ("people.xlsx", content)})
        assert page.errors == ["This file is no text that can be read, such as a workbook. Save it as CSV UTF-8."]
        assert (page.status, page.heading) == (422, "Invites")
    wide = "name,role\nZoë,partner\n".encode("utf-16")
    page = await cora.look_first("/invites/list", files={"file": ("wide.csv", wide)})
    assert "Zoë" in page.text
    for lines in (99_999, 999_999):
        content = b"name,role\n" + b"Ana,partner\n" * lines
        page = await cora.post("/invites/list", files={"file": ("list.csv", content)})
        assert (page.status, page.heading) == (422, "Invites") and "There is something to mend" in page.text
        assert page.errors == ["The file is too large: there is room for one megabyte. 200 people fit."]
    mended = await cora.look_first("/invites/list", {"lines": "name,role\nAna,partner\n"})
    assert "Ana" in mended.text and "Make the letter" in mended.text
    assert await office.rows("SELECT id FROM invites") == []


async def test_a_list_that_comes_again_makes_no_second_set_unless_it_is_asked_for(
    office: Office, cora: Browser
) -> None:
    await cora.get("/invites")
    lines = b"name,role,organisation\nAna,partner,Northfield\nBen,leader,\nAna,partner,Northfield\n"
    (one, _, _) = made = await upload(cora, lines)
    office.start_anew()
    assert await upload(cora, lines) == []
    page = cora.page
    assert "3 of them have an invite that works" in page.text and "Its code was shown once" in page.text
    assert "Make 3 new letters in place of the old ones" in page.text and "Cora" in page.text
    now = office.clock.now()
    await office.do(lambda tx: invites.redeem(tx, now, code=one))
    assert len(await upload(cora, lines + b"Eve,partner,\n", step="renew")) == 2
    assert await office.do(lambda tx: [invites.redeem(tx, now, code=code) for code in made]) == [None] * 3
    assert len(await upload(cora, lines + b"Eve,partner,\n")) == 2
    page = await cora.get("/invites")
    assert page.text.count("Ana, partner") == 2 and "Cora, 2 March 2026" in page.text
    labels = [row["label"] for row in await office.rows("SELECT label FROM invites WHERE uses_left = 0")]
    assert labels == [""] * 3


async def test_an_organisation_that_is_spelt_nearly_like_another_is_made_only_when_it_is_meant(
    office: Office, cora: Browser
) -> None:
    now, eve = office.clock.now(), await office.hire("partner", "Eve")
    known = await office.do(lambda tx: organisations.named(tx, now, "Northfield Voices"))
    await cora.get("/invites")
    form = {"name": "Ana", "role": "partner", "organisation": "Northfeild Voices"}
    page = await cora.post("/invites", form)
    assert page.status == 422 and "spelt nearly like this" in page.text
    assert "A new organisation: Northfeild Voices" in page.text and "Which organisation?" in page.text
    await cora.post("/invites", {**form, "organisation_id": known})
    page = await cora.post(f"/people/{eve.id}/organisation", {"organisation": "northfield voices"})
    assert page.status == 422 and "spelt nearly like this" in page.text
    assert [row["name"] for row in await office.rows("SELECT name FROM organisations")] == ["Northfield Voices"]
    page = await cora.look_first("/invites", {**form, "name": "Una", "organisation_id": "new Northfeild Voices"})
    assert "already that is spelt nearly like this: Northfield Voices." in page.text
    await cora.post("/invites", page.forms["/console/invites"])
    homes = await office.rows(
        "SELECT label, name FROM invites JOIN organisations ON organisations.id = organisation_id"
    )
    assert {row["label"]: row["name"] for row in homes} == {"Ana": "Northfield Voices", "Una": "Northfeild Voices"}


async def test_a_link_is_no_organisation_and_what_nobody_sees_is_no_part_of_a_name(
    office: Office, cora: Browser
) -> None:
    await cora.get("/invites")
    link = '=HYPERLINK("http://evil","x")'
    form = {"name": "A\x07na", "role": "partner"}
    assert "This looks like a link" in (await cora.post("/invites", {**form, "organisation": link})).text
    assert "This looks like a link" in (await cora.post("/organisations", {"name": link})).text
    for odd in ("-5", "00/00/0000"):
        assert "no letter in it" in (await cora.post("/invites", {**form, "organisation": odd})).text
        assert "no letter in it" in (await cora.post("/organisations", {"name": odd})).text
    lines = "name,role,organisation\nAna,partner,evil.example.com\n"
    assert "Line 2: a name looks like a link" in (await cora.post("/invites/list", {"lines": lines})).text
    page = await cora.look_first("/invites", {**form, "organisation": "North\x07field\x7f"})
    await cora.post("/invites", page.forms["/console/invites"])
    assert [row["label"] for row in await office.rows("SELECT label FROM invites")] == ["Ana"]
    assert [row["name"] for row in await office.rows("SELECT name FROM organisations")] == ["Northfield"]


async def test_whoever_on_a_list_seems_to_have_joined_gets_no_letter_unless_they_are_somebody_else(
    office: Office, cora: Browser
) -> None:
    bryn, now = await office.hire("partner", "Bryn"), office.clock.now()
    await office.do(lambda tx: organisations.named(tx, now, "Northfield"))
    await cora.get("/invites")
    lines = "name,role,organisation\nBryn Jones,partner,northfeild\nBrynhild,leader,\n"
    page = await cora.look_first("/invites/list", {"lines": lines})
    assert f"Seems to have joined: Bryn, P-{bryn.number:03}" in page.text and page.text.count("Seems to have") == 1
    assert "this organisation, and adds it" in page.text and "northfeild: Voices knows Northfield" in page.text
    form = {"lines": page.forms["/console/invites/list"]["lines"], "step": "make"}
    page = await cora.post("/invites/list", form)
    assert "Brynhild: welcome" in page.text and "Bryn Jones" not in page.text
    page = await cora.post("/invites/list", form)
    assert page.links["Everybody without a letter seems to have joined. Tick whoever is another person."] == "#other"
    page = await cora.post("/invites/list", {**form, "other": "0"})
    assert "Bryn Jones: welcome" in page.text and len({*CODE.findall(page.text)}) == 1


async def test_a_second_invite_for_a_name_is_asked_about_first(office: Office, cora: Browser) -> None:
    ana = {"name": "Ana", "role": "partner", "organisation": ""}
    await cora.get("/invites")
    await cora.post("/invites", ana)
    page = await cora.look_first("/invites", {**ana, "name": "ANA"})
    assert "Cora made it on Monday 2 March 2026" in page.text and not CODE.search(page.text)
    assert len(CODE.findall((await cora.post("/invites", {**ana, "again": "another"})).text)) > 0
    assert len(CODE.findall((await cora.post("/invites", {**ana, "again": "renew"})).text)) > 0
    rows = await office.rows("SELECT uses_left FROM invites ORDER BY id")
    assert [row["uses_left"] for row in rows] == [1, 0, 1]


async def test_somebody_who_has_joined_is_asked_about_before_they_are_invited_once_more(
    office: Office, cora: Browser
) -> None:
    bryn, form = await office.hire("partner", "Bryn"), {"name": "Bryn Jones", "role": "partner", "organisation": ""}
    await cora.get("/invites")
    for way in ({}, {"on_web": "yes"}):
        page = await cora.look_first("/invites", {**form, **way})
        assert (page.heading, page.links["Bryn"]) == (
            "They seem to have joined Bryn Jones",
            f"/console/people/{bryn.id}",
        )
        assert await office.rows("SELECT id FROM invites") == []
        page = await cora.post("/invites", page.forms["/console/invites"])
        assert page.status == 200 and ("/answer/" in page.text if way else CODE.search(page.text))
        await office.do(lambda tx: tx.run("DELETE FROM invites"))


async def test_an_invite_without_a_name_is_told_from_others_by_its_maker_and_its_time(
    office: Office, cora: Browser
) -> None:
    assert cora.who is not None
    who, now = cora.who.id, office.clock.now()
    for minutes in (0, 5):
        made_at = now + timedelta(minutes=minutes)
        await office.do(lambda tx, at=made_at: invites.make(tx, at, role="partner", made_by=who))  # type: ignore[misc]
    page = await cora.get("/invites")
    assert page.text.count("Partner, without a name") == 2
    assert "Monday 2 March 2026, 09:00" in page.text and "Monday 2 March 2026, 09:05" in page.text


async def test_a_leader_without_telegram_gets_a_private_page_with_questions_waiting(
    office: Office, cora: Browser
) -> None:
    await cora.get("/invites")
    page = await cora.post("/invites", {"name": "Lena Fox", "role": "leader", "on_web": "yes"})
    assert re.search(r"http://127\.0\.0\.1/answer/[\w-]{43}", page.text)
    assert [
        row["pending"] for row in await office.rows("SELECT pending FROM conversations WHERE kind LIKE 'onb%'")
    ] == ["consent_leader"]


async def test_an_invite_can_be_withdrawn_once(office: Office, cora: Browser) -> None:
    await cora.get("/invites")
    await cora.post("/invites", {"name": "Ana", "role": "partner"})
    page = await cora.get("/invites")
    path = next(one for one in page.forms if one.endswith("/withdraw")).removeprefix("/console")
    assert (await cora.post(path)).status == 303
    assert (await cora.post(path)).status == 404


async def test_a_list_says_who_is_on_it_twice_and_who_has_come_in_also_by_a_page_and_beside_an_invite_that_works(
    office: Office, cora: Browser
) -> None:
    await cora.get("/invites")
    await cora.post("/invites", {"name": "Web Wanda", "role": "partner", "on_web": "yes"})
    await cora.post("/invites", {"name": "Bryn", "role": "partner"})
    await office.hire("partner", "Bryn")
    asa = {"name": "Åsa Öberg", "role": "partner", "organisation": "Northfield Voices"}
    await cora.post("/invites", {**asa, "again": "another"})
    lines = (
        "name,role,organisation\nWeb Wanda,partner\nAnn,partner,South\nann,partner,\nBryn,partner\nasa oberg,partner\n"
    )
    lines += "Dafydd,partner,Northfield Voices\ndafydd,partner,northfield voices\nDafydd,leader,north  field\n"
    page = await cora.post("/invites/list", {"lines": lines})
    page = page if page.status == 200 else await cora.follow()
    assert page.text.count("More than once on this list") == 4
    assert page.text.count("Made Monday 2 March 2026") == 2 and "northfield voices" not in page.text.split("See who")[0]
    assert "Web Wanda" in page.links and "Bryn" in page.links and page.text.count("Seems to have joined") == 2
