"""Looking people up, and what a page about somebody shows to whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot import fortnight_words
from storage import answers, concern_lists, concerns, consents, erasing, invites, people, quiet, set_aside
from storage.database import Transaction
from storage.values import instant
from tests.agreeing import agree
from tests.console.office import Browser, Office
from tests.console.records import Records
from tests.console.seen import Page


async def found(browser: Browser, words: str) -> Page:
    return await browser.get(f"/people?q={words}")


@pytest.mark.parametrize(
    "typed", ["José", "jose", "JOSÉ ", "Nuñez", "nunez", "Josee Nunes", "P-002", "p2", "002", "José Núñez"]
)
async def test_somebody_is_found_without_accents_misspelt_and_by_number(
    office: Office, cora: Browser, typed: str
) -> None:
    await office.hire("partner", "José Núñez")
    await office.hire("partner", "Ana")
    page = await found(cora, typed)
    assert "José Núñez" in page.links
    assert "Ana" not in page.links


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("oconnor", "Siobhán O'Connor"), ("o connor", "Siobhán O'Connor"), ("maryjane", "Mary-Jane Smith")),
        *(("lukasz zolty", "Łukasz Żółty"), ("bjorn ostergard", "Bjørn Østergård"), ("ayesha", "Aisha Khan")),
        *(("zoey", "Zoë"), ("mueller", "Jan Müller"), ("Smith Mary", "Mary-Jane Smith"), ("llyr", "Llŷr ap Rhys")),
    ],
)
async def test_names_are_found_as_keyboards_and_ears_have_them(
    office: Office, cora: Browser, typed: str, meant: str
) -> None:
    everybody = ("Siobhán O'Connor", "Mary-Jane Smith", "Łukasz Żółty", "Bjørn Østergård", "Aisha Khan", "Zoë")
    for name in (*everybody, "Jan Müller", "Llŷr ap Rhys"):
        await office.hire("partner", name)
    assert meant in (await found(cora, typed)).links


async def test_a_short_name_that_is_misspelt_is_shown_as_close(office: Office, cora: Browser) -> None:
    await office.hire("partner", "Bryn")
    page = await found(cora, "Brin")
    assert "This is close:" in page.text and "Bryn" in page.links


async def test_searching_as_somebody_types_answers_with_the_rows_alone(office: Office, cora: Browser) -> None:
    await office.hire("partner", "Bryn")
    answer = await cora.client.get("/console/people?q=bry", headers={"HX-Request": "true"})
    assert "Bryn" in answer.text and "<html" not in answer.text and "<h1" not in answer.text


async def test_many_people_are_shown_page_by_page(office: Office, cora: Browser) -> None:
    for place in range(30):
        await office.hire("partner", f"Partner {place:02}")
    first, second = await cora.get("/people?role=partner"), await cora.get("/people?role=partner&page=2")
    assert ("Partner 24" in first.links, "Partner 25" in first.links) == (True, False)
    assert ("Partner 24" in second.links, "Partner 29" in second.links) == (False, True)
    assert "Page 2 of 2" in second.text
    assert (await cora.get("/people?page=99999")).status == 200
    assert (await cora.get("/people?page=-1&role=nonsense")).status == 200


async def test_that_a_page_was_looked_at_is_on_record(office: Office, cora: Browser) -> None:
    ana = await office.hire("partner", "Ana")
    await cora.get(f"/people/{ana.id}")
    (row,) = await office.rows("SELECT actor, about FROM audit WHERE action = 'person_looked_at'")
    assert cora.who is not None
    assert (row["actor"], row["about"]) == (cora.who.id, ana.id)
    await office.do(lambda tx: erasing.forget(tx, office.clock.now(), ana.id))
    for path in (f"/people/{ana.id}", f"/answers/people/{ana.id}", f"/answers/people/{ana.id}/open"):
        assert (await cora.get(path)).status == 404, path


async def test_what_a_concern_is_about_is_for_the_lead_and_each_look_is_on_record(office: Office) -> None:
    records = Records(office)
    await records.fill()
    await office.do(lambda tx: concerns.contact_by(tx, concern_lists.still_open(tx)[0].id, "phone: 07700 900123"))
    path = f"/people/{records.ids['with_concern']}"
    cora, sam = await office.staff("coordinator"), await office.staff("safeguarding-lead")
    page = await cora.get(path)
    assert "When they asked for a person" in page.text and "07700" not in page.text
    assert "Somebody is on duty" not in page.text and "How to reach" not in page.text
    assert not await office.rows("SELECT id FROM audit WHERE action = 'concern_looked_at'")
    assert "07700 900123" in (await sam.get(path)).text
    assert await office.rows("SELECT id FROM audit WHERE action = 'concern_looked_at'")
    assert "looked at a concern" in (await sam.get("/log")).text


async def test_a_pause_by_the_team_can_be_ended_by_it_and_one_of_their_own_can_not(
    office: Office, cora: Browser
) -> None:
    ana, eve = await office.hire("partner", "Ana"), await office.hire("partner", "Eve")
    await cora.get("/people")
    await cora.post(f"/people/{ana.id}/pause")
    page = await cora.follow()
    assert "Paused." in page.text and f"/console/people/{ana.id}/resume" in page.forms
    assert (await cora.post(f"/people/{ana.id}/resume")).status == 303
    now = office.clock.now()
    await office.do(lambda tx: people.pause(tx, now, eve.id))
    page = await cora.get(f"/people/{eve.id}")
    assert "theirs to end" in page.text and f"/console/people/{eve.id}/resume" not in page.forms
    assert (await cora.post(f"/people/{eve.id}/resume")).status == 404
    await office.do(lambda tx: people.stop(tx, now, ana.id))
    assert "asked us not to write" in (await cora.get(f"/people/{ana.id}")).text


async def test_whoever_took_back_their_yes_is_not_said_to_have_paused(office: Office, cora: Browser) -> None:
    """A yes again ends it; a pause of theirs, from before or since, stands and is told."""
    leo = await office.hire("leader", "Leo")
    agreed, no, later = (office.clock.now() + timedelta(hours=hours) for hours in (1, 2, 3))

    def say_no(tx: Transaction) -> None:
        agree(tx, agreed, leo.id, "take_part")
        consents.withdraw_all(tx, no, leo.id, how="chat")
        quiet.after_a_no(tx, leo.id)

    await office.do(say_no)
    page = await cora.get(f"/people/{leo.id}")
    assert "A yes again ends it" in page.text and "Said no to keeping answers" in page.text
    assert "Paused" not in page.text and "theirs to end" not in page.text
    assert f"/console/people/{leo.id}/resume" not in page.forms
    assert "said no to keeping their answers" in await office.do(lambda tx: why_not(tx, leo.id))
    await office.do(lambda tx: people.pause(tx, later, leo.id))
    assert "theirs to end" in (await cora.get(f"/people/{leo.id}")).text
    assert await office.do(lambda tx: quiet.end_with_a_yes(tx, leo.id, "take_part")) is False
    await office.do(lambda tx: people.carry_on(tx, leo.id))
    await office.do(lambda tx: quiet.after_a_no(tx, leo.id))
    assert await office.do(lambda tx: quiet.end_with_a_yes(tx, leo.id, "take_part"))
    page = await cora.get(f"/people/{leo.id}")
    assert "Paused" not in page.text and "A yes again ends it" not in page.text


def why_not(tx: Transaction, person_id: str) -> str:
    person = people.by_id(tx, person_id)
    assert person is not None
    return fortnight_words.barred(tx, person)


async def test_an_organisation_is_changed_made_and_taken_away(office: Office, cora: Browser) -> None:
    ana = await office.hire("partner", "Ana")
    await cora.get("/people")
    page = await cora.look_first(f"/people/{ana.id}/organisation", {"organisation": "  Northfield   Trust "})
    await cora.post(f"/people/{ana.id}/organisation", page.forms[f"/console/people/{ana.id}/organisation"])
    assert "Northfield Trust" in (await cora.get(f"/people/{ana.id}")).text
    page = await cora.post(f"/people/{ana.id}/organisation", {"organisation": "x" * 121})
    assert (page.status, page.errors) == (422, ["Make it shorter: there is room for 120 letters, and this has 121."])
    assert page.forms[f"/console/people/{ana.id}/organisation"]["organisation"] == "x" * 121
    (row,) = await office.rows("SELECT id FROM organisations")
    away = f"/organisations/{row['id']}/remove"
    assert "Take it away Northfield Trust" not in (await cora.get("/organisations")).links
    assert (await cora.post(away)).status == 422 and "belongs to it, so it stays" in cora.page.text
    await cora.post(f"/people/{ana.id}/organisation", {"organisation": ""})
    now = office.clock.now()
    await office.do(lambda tx: invites.make(tx, now, role="partner", organisation_id=row["id"]))
    page = await cora.get("/organisations")
    page = await cora.get(page.links["Take it away Northfield Trust"])
    assert page.heading.startswith("Take this organisation away?") and "One invite to it still works." in page.text
    assert await office.rows("SELECT id FROM organisations") != []
    assert (await cora.post(away)).status == 303
    assert "The organisation is gone." in (await cora.follow()).text
    assert await office.rows("SELECT id FROM organisations") == []
    assert [
        one["about"] for one in await office.rows("SELECT about FROM audit WHERE action = 'organisation_removed'")
    ] == [row["id"]]
    assert (await cora.get(away)).status == 404


async def test_somebody_without_telegram_gets_a_new_link_which_is_shown_once(office: Office, cora: Browser) -> None:
    records = Records(office)
    await records.fill()
    path = f"/people/{records.ids['on_web']}"
    page = await cora.post(f"{path}/link")
    assert page.html.count("http://127.0.0.1/answer/") == 1
    assert "/answer/" not in (await cora.get(path)).html


async def test_whoever_waits_for_a_person_is_found_before_they_have_joined(office: Office, cora: Browser) -> None:
    now = office.clock.now()

    def arrive(tx: Transaction) -> None:
        people.meet(tx, now, telegram_id=77, timezone="Europe/London", language="en")

    await office.do(arrive)
    ((number, person_id),) = [
        tuple(row) for row in await office.rows("SELECT number, id FROM people WHERE telegram_id = 77")
    ]
    assert "No name yet" not in (await found(cora, f"P-{number:03}")).links
    await office.do(lambda tx: concerns.raise_(tx, now, person_id, None, "contact_me"))
    assert "No name yet" in (await found(cora, f"P-{number:03}")).links
    assert (await cora.get(f"/people/{person_id}")).status == 200


async def test_signs_alone_find_nobody_and_a_part_that_there_is_not_is_said(office: Office, cora: Browser) -> None:
    await office.hire("partner", "Ana")
    assert "Ana" in (await cora.get("/people")).text and "Ana" in (await cora.get("/people?q=+")).text
    for nobody in ("%25", "_", "*"):
        page = await cora.get(f"/people?q={nobody}")
        assert "Nobody was found." in page.text and "Ana" not in page.text, nobody
    page = await cora.get("/people?role=zzz")
    assert "There is no such part in the programme." in page.text and "Ana" not in page.text


async def test_whoever_is_on_the_way_in_is_found_by_name_and_number_and_stands_among_the_invites(
    office: Office,
) -> None:
    await office.answering()
    cora = await office.staff("coordinator")
    await cora.get("/invites")
    await cora.post("/invites", {"name": "Web Wanda", "role": "partner", "on_web": "yes"})
    (wanda,) = await office.rows("SELECT id, number FROM people WHERE name = 'Web Wanda'")
    for typed in ("wanda", f"P-{wanda['number']:03}", ""):
        page = await found(cora, typed)
        assert "Web Wanda" in page.links and "Has not joined yet" in page.text, typed
    page = await cora.get("/invites")
    assert page.links["Web Wanda"] == f"/console/people/{wanda['id']}" and "Nothing yet" in page.text
    page = await cora.get(f"/people/{wanda['id']}")
    assert "Last heard fromNot yet" in page.text.replace(" Not yet", "Not yet")
    assert f"/console/people/{wanda['id']}/link" in page.forms
    now = office.clock.now()
    given = answers.Given("unprompted", "Thanks.", "Thanks.", "", "en", instant(now), "staff", None, None, None)
    await office.do(lambda tx: set_aside.keep(tx, now, wanda["id"], given, None))  # what came on paper
    assert "Last heard from Monday 2 March 2026, 09:00" in (await cora.get(f"/people/{wanda['id']}")).text
