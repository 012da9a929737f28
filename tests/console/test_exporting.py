"""Taking something away: for a purpose, with a second step, by whoever may, and what stands in the file."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.exports import making
from storage import consents, people, profiles
from storage.database import Transaction
from tests.console.office import TEXTS, Browser, Office
from tests.console.records import Records
from tests.exports import reading

WANTED = {"purpose": "checking", "format": "csv", "purpose_words": "before the board meets"}


async def make(office: Office, browser: Browser, path: str, **wanted: str) -> str:
    """Ask for a file and have it made; the address of its page."""
    page = await browser.post(path, {**WANTED, **wanted})
    assert page.status == 303, page.errors
    while await making.make_next(office.database, office.clock, TEXTS):
        pass
    return str(page.answer.headers["location"])


async def fetch(browser: Browser, where: str) -> bytes:
    page = await browser.get(f"{where}/file")
    assert page.answer.headers["content-disposition"].startswith("attachment; filename=")
    return page.answer.content


def say_yes(tx: Transaction, office: Office, person_id: str, *purposes: str) -> None:
    for purpose in purposes:
        consents.note(
            tx,
            office.clock.now(),
            person_id,
            purpose=purpose,
            decision="given",
            wording_key=purpose,
            wording="May we?",
            language="en",
            how="button",
        )


async def test_a_list_says_how_many_rows_first_and_whose_copy_it_is(office: Office) -> None:
    records = Records(office)
    await records.fill()
    cora = await office.proven("coordinator")
    (there,) = await office.rows("SELECT COUNT(*) AS people FROM people WHERE joined_at IS NOT NULL")
    page = await cora.get("/exports/people")
    assert f"{there['people']} rows as of now" in page.text
    where = await make(office, cora, "/exports/people")
    page = await cora.get(where)
    assert f"It is ready: {there['people']} rows." in page.text
    rows = reading.table(await fetch(cora, where))
    assert rows[0][:3] == ["Number", "Name", "Pronouns"]
    assert [row[1] for row in rows[1:6]] == ["Ana", "Eve", "Ben", "Gia", "Hal"]
    assert "Checking that our records are right: before the board meets" in rows[1][-1]
    assert cora.page.answer.headers["content-disposition"] == 'attachment; filename="voices-people-2026-03-02.csv"'
    log = await office.rows("SELECT action, detail FROM audit WHERE action LIKE 'export%' ORDER BY id")
    assert [row["action"] for row in log] == ["export_asked_for", "export_fetched"]
    assert (
        log[0]["detail"]
        == f"people csv, rows: {there['people']}, for: Checking that our records are right: before the board meets"
    )
    assert "Ana" not in str([row["detail"] for row in log])


async def test_without_a_fresh_second_step_there_is_neither_the_form_nor_the_file(office: Office) -> None:
    cora = await office.staff("coordinator")
    page = await cora.get("/exports/people")
    assert page.answer.headers["location"] == "/console/second-step?next=/exports/people"
    page = await cora.follow()
    assert "cannot be taken back" in page.text
    await cora.post("/second-step/begin", page.forms["/console/second-step/begin"])
    page, who = await cora.follow(), cora.who
    assert who is not None
    told = {**page.forms["/console/second-step/confirm"], "code": await office.code_of(who)}
    page = await cora.post("/second-step/confirm", told)
    assert page.links["I have them"] == "/console/exports/people"  # and so they are where they were
    await office.prove(cora)
    where = await make(office, cora, "/exports/people")
    office.clock.advance(6 * 60)
    for method, path in (("GET", "/exports/people"), ("POST", "/exports/people"), ("GET", f"{where}/file")):
        page = await cora.get(path) if method == "GET" else await cora.post(path, WANTED)
        assert page.answer.headers["location"].startswith("/console/prove"), path
    assert page.answer.headers["location"].endswith("next=" + where.removeprefix("/console").replace("/", "%2F"))
    assert (await cora.get(where)).status == 200  # how far it is says nothing of anybody


async def test_a_file_is_for_whoever_made_it_as_long_as_they_may(office: Office) -> None:
    cora = await office.proven("coordinator")
    where = await make(office, cora, "/exports/people")
    other = await office.sign_in(await office.hire("coordinator", "Dora"))
    for path in (where, f"{where}/file"):
        assert (await other.get(path)).status == 404
    assert (await other.post(f"{where}/delete")).status == 404
    assert cora.who is not None
    await office.do(lambda tx: people.take_role(tx, cora.who.id, "coordinator"))  # type: ignore[union-attr]
    assert (await cora.get(f"{where}/file")).status in (401, 404)


async def test_it_can_be_deleted_at_once_and_is_gone_after_seven_days(office: Office) -> None:
    cora = await office.proven("coordinator")
    first = await make(office, cora, "/exports/people")
    page = await cora.post(f"{first}/delete")
    assert "The file is deleted here." in (await cora.follow()).text
    assert (await cora.get(first)).status == 404
    second = await make(office, cora, "/exports/people")
    office.clock.advance(timedelta(days=7, seconds=1).total_seconds())
    cora = await office.sign_in(cora.who)  # type: ignore[arg-type]
    assert (await cora.get(second)).status == 404
    assert page.status == 303


async def test_the_page_asks_by_itself_until_it_is_ready_and_then_stops(office: Office) -> None:
    cora = await office.proven("coordinator")
    page = await cora.post("/exports/people", WANTED)
    where, asks = page.answer.headers["location"], {"HX-Request": "true"}
    page = await cora.get(where)
    assert 'hx-trigger="every 1s"' in page.html and "Look again" in page.text
    before = (await office.rows("SELECT MAX(seen_at) AS at FROM sign_ins"))[0]["at"]
    office.clock.advance(120)
    assert (await cora.get(where, asks)).status == 200
    while await making.make_next(office.database, office.clock, TEXTS):
        pass
    page = await cora.get(where, asks)
    assert page.status == 286
    assert "<html" not in page.html and "The file is ready." in page.text and "Download" in page.links
    assert (await office.rows("SELECT MAX(seen_at) AS at FROM sign_ins"))[0]["at"] == before  # which keeps nobody in
    assert 'hx-get="' not in (await cora.get(where)).html


async def test_a_file_that_cannot_be_made_says_so_and_keeps_no_other_from_being_made(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    cora = await office.proven("coordinator")
    page = await cora.post("/exports/people", WANTED)
    await office.do(lambda tx: tx.run("UPDATE exports SET format = 'stone'"))
    where = await make(office, cora, "/exports/pairings")
    assert "It is ready" in (await cora.get(where)).text
    assert "This file could not be made." in (await cora.get(page.answer.headers["location"])).text


async def test_what_was_begun_before_a_stop_is_made_after_it(office: Office) -> None:
    cora = await office.proven("coordinator")
    await cora.post("/exports/people", WANTED)
    await office.do(lambda tx: tx.run("UPDATE exports SET state = 'making', done_rows = 1"))
    assert await making.make_next(office.database, office.clock, TEXTS)
    assert [row["state"] for row in await office.rows("SELECT state FROM exports")] == ["ready"]


async def test_a_purpose_is_asked_for_and_what_was_typed_comes_back(office: Office) -> None:
    cora = await office.proven("coordinator")
    page = await cora.post("/exports/people", {"purpose": "other", "format": "csv", "purpose_words": " "})
    assert (page.status, page.errors) == (422, ["Say in a few words what it is for."])
    page = await cora.post("/exports/people", {"purpose": "", "format": "exe", "purpose_words": "x" * 151})
    assert len(page.errors) == 3 and page.forms["/console/exports/people"]["purpose_words"] == "x" * 151
    for _ in range(3):
        assert (await cora.post("/exports/people", WANTED)).status == 303
    assert "3 files of yours are being made" in (await cora.post("/exports/people", WANTED)).text


async def test_a_file_out_of_which_something_was_taken_back_says_so_and_is_made_anew(office: Office) -> None:
    ana, cora = await office.hire("partner", "Ana"), await office.proven("coordinator")
    needs = ["captions"]
    await office.do(lambda tx: say_yes(tx, office, ana.id, "take_part_health"))
    await office.do(lambda tx: profiles.keep_needs(tx, ana.id, needs, []))
    where = await make(office, cora, "/exports/people")
    assert "captions" in (await fetch(cora, where)).decode().lower()
    (yes,) = await office.do(lambda tx: consents.history(tx, ana.id))
    await office.do(lambda tx: consents.take_back(tx, office.clock.now(), ana.id, yes, how="chat"))
    page = await cora.get(f"{where}/file")
    assert page.answer.headers["location"] == where
    page = await cora.follow()
    assert "has since taken back a yes, or words" in page.text and "Download" not in page.links
    assert "To be made anew" in (await cora.get("/exports")).text
    anew = page.links["Make it anew"]
    assert b"captions" not in (await fetch(cora, await make(office, cora, anew.removeprefix("/console")))).lower()
    assert (await cora.post(f"{where}/delete")).status == 303
