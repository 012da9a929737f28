"""Two accounts of one person, on the staff pages: seen side by side, made one with a second step, never where it must
not be."""

from __future__ import annotations

import pytest

from storage import concerns, pairings, people
from storage.people import Person
from tests.console.office import Browser, Office
from tests.console.seen import Page


@pytest.fixture
async def both(office: Office) -> tuple[Person, Person]:
    """Ana, and whoever came back later without a name yet."""
    ana, eve = await office.hire("partner", "Ana"), await office.hire("partner", "Ana Maria")
    later = office.clock.now().isoformat(timespec="microseconds").replace("+00:00", "Z").replace("T09", "T10")
    await office.do(lambda tx: tx.run("UPDATE people SET seen_at = :later WHERE id = :id", later=later, id=eve.id))
    return ana, eve


@pytest.fixture
async def proved(office: Office, cora: Browser) -> Browser:
    """A coordinator who has just shown a code."""
    await office.prove(cora)
    return cora


def asked(one: Person, other: Person) -> str:
    return f"/people/{one.id}/merge?other=P-{other.number:03}"


async def made_one(browser: Browser, one: Person, other: Person, **form: str) -> Page:
    gone = one if form.get("stays") == other.id else other
    told = {"other": f"P-{other.number:03}", "stays": one.id, "why": "new_phone", "gone": f"P-{gone.number:03}", **form}
    return await browser.post(f"/people/{one.id}/merge", told)


async def test_it_asks_for_a_fresh_second_step_before_anything_is_shown(
    office: Office, cora: Browser, both: tuple[Person, Person]
) -> None:
    page = await cora.get(asked(*both))
    assert page.status == 303 and page.answer.headers["location"].startswith("/console/second-step?next=/people/")
    await office.prove(cora)
    assert (await cora.get(asked(*both))).status == 200
    office.clock.advance(6 * 60)
    page = await cora.get(asked(*both))
    assert page.answer.headers["location"].startswith("/console/prove?next=/people/")
    page = await cora.follow()  # with whom it is about
    assert page.forms["/console/prove"]["next"] == asked(*both)


async def test_they_are_side_by_side_then_one_and_the_log_has_who_and_why(
    office: Office, proved: Browser, both: tuple[Person, Person]
) -> None:
    ana, eve = both
    page = await proved.get(asked(ana, eve))
    assert "Ana, P-" in page.text and "Ana Maria, P-" in page.text and "Yes, they wrote there last" in page.text
    assert (await made_one(proved, ana, eve, why="", stays="", gone="")).errors == [
        "Choose which account stays.",
        "Type the number of the account that goes, such as P-007.",
        "Choose why.",
    ]
    assert (await made_one(proved, ana, eve)).status == 303
    assert "one now" in (await proved.follow()).text
    kept, gone = await office.do(lambda tx: (people.by_id(tx, ana.id), people.by_id(tx, eve.id)))
    assert kept is not None and gone is not None
    assert (kept.name, kept.telegram_id, gone.telegram_id) == ("Ana", eve.telegram_id, None)
    rows = await office.rows("SELECT action, about, detail FROM audit WHERE action LIKE 'account%' ORDER BY id")
    assert [tuple(row) for row in rows] == [
        ("accounts_merged", ana.id, "new_phone"),
        ("account_merged_into", eve.id, ana.id),
    ]
    (note,) = await office.rows("SELECT person_id FROM nudges WHERE kind = 'accounts_joined'")
    (line,) = await office.rows("SELECT chat_id FROM outbox WHERE reason = 'chat_left'")
    assert (note["person_id"], line["chat_id"]) == (ana.id, ana.telegram_id)
    assert (await proved.get(f"/people/{eve.id}")).status == 404


async def test_the_wrong_person_is_guarded_against(
    office: Office, proved: Browser, both: tuple[Person, Person]
) -> None:
    ana, eve = both
    page = await proved.get(asked(ana, eve))
    assert "The two go by different names: Ana, P-" in page.text
    for row in ("Language English English", "Hours for notes", "Notes a week at most"):
        assert row in page.text, row
    for typed in ("", "P-999", f"P-{ana.number:03}"):
        page = await made_one(proved, ana, eve, gone=typed)
        assert page.errors == [f"Type the number of the account that goes, which is P-{eve.number:03}."], typed
    await office.do(lambda tx: tx.run("UPDATE people SET name = 'ana' WHERE id = :id", id=eve.id))
    assert "different names" not in (await proved.get(asked(ana, eve))).text


async def test_the_older_phone_can_stay_in_use_where_they_wrote_last(
    office: Office, proved: Browser, both: tuple[Person, Person]
) -> None:
    ana, eve = both
    await made_one(proved, ana, eve, stays=eve.id)
    kept = await office.do(lambda tx: people.by_id(tx, eve.id))
    assert kept is not None
    assert (kept.name, kept.telegram_id) == ("Ana Maria", eve.telegram_id)


async def test_two_who_work_with_one_another_are_two(
    office: Office, proved: Browser, both: tuple[Person, Person]
) -> None:
    ana, now = both[0], office.clock.now()
    ben = await office.hire("leader", "Ben")
    await office.do(lambda tx: pairings.propose(tx, now, partner_id=ana.id, leader_id=ben.id, from_on=now.date()))
    page = await proved.get(asked(ana, ben))
    assert page.text.index("They are two people.") < page.text.index("Last heard from")
    assert "Make them one account" not in page.text
    assert "They are two people." in (await made_one(proved, ana, ben)).text


async def test_nobody_of_the_team_becomes_one_with_anybody(
    office: Office, proved: Browser, both: tuple[Person, Person]
) -> None:
    ada = await office.hire("admin", "Ada")
    assert "keeps one account" in (await made_one(proved, both[0], ada)).text
    assert await office.do(lambda tx: people.roles_of(tx, both[0].id)) == ("partner",)


async def test_where_one_waits_for_a_person_the_lead_agrees_first(
    office: Office, proved: Browser, both: tuple[Person, Person]
) -> None:
    ana, eve = both
    await office.do(lambda tx: concerns.raise_(tx, office.clock.now(), ana.id, None, "contact_me"))
    page = await proved.get(asked(ana, eve))
    address = f"/console/people/{ana.id}/same/{eve.id}"
    assert "The safeguarding leads are asked" in page.text and "Make them one account" not in page.text
    assert "safeguarding lead" in (await made_one(proved, ana, eve)).errors[0]
    assert (await proved.get(address)).status == 404
    sam = await office.staff("safeguarding-lead")
    both_called = f"Ana, P-{ana.number:03} and Ana Maria, P-{eve.number:03}"
    assert (await sam.get("/")).links[f"Look {both_called}"] == address
    assert "Ana Maria" in (await sam.get(address)).text
    assert "One person, a lead has agreed" not in (await proved.get("/")).text
    await sam.post(address)
    assert "Are these one person?" not in (await sam.get("/")).text
    again = (await proved.get("/")).links[f"Put them together {both_called}"]
    assert again == f"/console/people/{ana.id}/merge?other=P-{eve.number:03}"
    assert "has agreed" in (await proved.get(asked(ana, eve))).text
    assert (await made_one(proved, ana, eve)).status == 303
    assert await office.do(lambda tx: concerns.is_open(tx, ana.id))
    assert "One person, a lead has agreed" not in (await proved.get("/")).text


async def test_an_empty_field_and_the_account_itself_are_said_so(office: Office) -> None:
    cora, ana = await office.proven("coordinator"), await office.hire("partner", "Ana")
    for other, said in (("", "Type the number or the name"), (f"P-{ana.number:03}", "whose page this is")):
        page = await cora.get(f"/people/{ana.id}/merge?other={other}")
        assert said in page.errors[0] and "What happens" not in page.text, other
    assert "whose page this is" in (await cora.get(f"/people/{ana.id}/merge?other=ana")).errors[0]
    new = await office.hire("partner", "Ana Maria")
    await office.do(lambda tx: tx.run("UPDATE people SET joined_at = NULL, name = 'Ana' WHERE id = :id", id=new.id))
    page = await cora.get(f"/people/{ana.id}/merge?other=ana")  # of the same name, and on the way in
    assert f"Ana, P-{new.number:03}" in page.text and "joining anew ends" in page.text


async def test_somebody_who_is_not_found_is_said_so_and_who_is_close_can_be_chosen(
    proved: Browser, both: tuple[Person, Person]
) -> None:
    ana, eve = both
    page = await proved.get(f"/people/{ana.id}/merge?other=anna mari")
    assert page.errors and eve.id in page.html
    page = await proved.get(f"/people/{ana.id}/merge?other=anna&other_id={eve.id}")
    assert "Make them one account" in page.text
    for nobody in ("P-999", "x" * 90, "Zzz"):
        page = await proved.get(f"/people/{ana.id}/merge?other={nobody}")
        assert page.status == 200 and page.errors
