"""Taking something away: for a purpose, with a second step, by whoever may, and what stands in the file."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import fastjsonschema
import pytest

from bot.exports import making
from bot.exports.inert import unguarded, written
from bot.exports.kinds import KINDS
from bot.exports.schema import PAGE, schema
from storage import answers, concerns, consents, conversations, people, quotations
from storage.answers import Given
from storage.database import Transaction
from storage.values import instant
from tests.console.office import TEXTS, Browser, Office
from tests.console.test_hostile import HOSTILE
from tests.console.test_rights import Records
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
    assert page.answer.headers["location"] == "/console/second-step"
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


async def test_hostile_names_do_nothing_in_any_file_of_any_kind(office: Office) -> None:
    records = Records(office)
    await records.fill()
    cora, names = await office.proven("coordinator"), [*HOSTILE, "=1+1", "+44 20 7946 0000", "@x"]
    who = [row["id"] for row in await office.rows("SELECT id FROM people ORDER BY number")]
    for texts in (names[:6], names[6:]):
        called = dict(zip(who, texts, strict=False))
        await office.do(lambda tx, called=called: _call(tx, called))  # type: ignore[misc]
        for path in ("/exports/people", "/exports/pairings", "/exports/sessions"):
            opened = reading.workbook(await fetch(cora, await make(office, cora, path, format="xlsx")))
            assert opened.active == []
        rows = reading.table(await fetch(cora, await make(office, cora, "/exports/people", format="csv")))
        assert {written(text) for text in texts} <= {unguarded(row[1]) for row in rows}


def _call(tx: Transaction, called: dict[str, str]) -> None:
    for person_id, text in called.items():
        people.call(tx, person_id, name=text, pronouns="", language="en")


async def test_the_file_of_a_concern_has_what_was_said_and_done_and_is_on_record_with_it(office: Office) -> None:
    records = Records(office)
    await records.fill()
    concern = records.ids["raised"]
    await office.do(lambda tx: concerns.contact_by(tx, concern, "phone: 123"))
    sam = await office.proven("safeguarding-lead")
    where = await make(office, sam, f"/exports/concern/{concern}", format="json", purpose="safety")
    told = json.loads(await fetch(sam, where))
    assert {"what": "How to reach them", "told": "phone: 123"} in told["sheets"]["concern"]
    assert told["sheets"]["done"][-1]["did"] == "concern exported"
    (row,) = await office.rows("SELECT about, detail FROM audit WHERE action = 'concern_exported'")
    assert row["about"] == concern and "Keeping somebody safe" in row["detail"]


async def test_learning_data_has_no_names_nobody_who_said_no_and_only_granted_words(office: Office) -> None:
    lou = await office.proven("learning-partner")

    def fill(tx: Transaction) -> None:
        now = office.clock.now()
        for number in range(30):
            met = people.meet_without_telegram(tx, now, timezone="Europe/London")
            people.give_role(tx, now, met.id, "partner")
            people.call(tx, met.id, name=f"CANARY-{number}", pronouns="", language="en")
            people.joined(tx, now, met.id)
            say_yes(tx, office, met.id, "take_part_health", "quote_anonymous")
            if number < 20:
                say_yes(tx, office, met.id, "share_learning")
            talk = conversations.begin(tx, now, met.id, "after_session")
            said = Given(
                "heard", "yes" if number % 3 else "no", "Yes", "?", "en", instant(now), "staff", None, None, None
            )
            answers.give(tx, now, met.id, talk.id, said)
            spoken = Given("stayed", "CANARY", "CANARY words", "?", "en", instant(now), "staff", None, None, None)
            given = answers.give(tx, now, met.id, talk.id, spoken)
            if number < 2:
                _quote(tx, now, met.id, given, f"Granted {number}", granted=number == 0)

    await office.do(fill)
    page = await lou.get("/exports/learning")
    assert "20 rows as of now of partners who agreed, at most" in page.text
    files = [await fetch(lou, await make(office, lou, "/exports/learning", format="json")) for _ in range(2)]
    told = [json.loads(one) for one in files]
    assert not any(b"CANARY" in one for one in files)
    rows = [one["sheets"]["partners"] for one in told]
    assert [len(one) for one in rows] == [20, 20]
    assert {row["number"] for row in rows[0]} & {row["number"] for row in rows[1]} == set()
    assert {(row["joined"], row["sessions"], row["language"]) for row in rows[0]} == {("2026-03", "none", "English")}
    assert [one["words"] for one in told[0]["sheets"]["quotations"]] == ["Granted 0"]
    small = [one["people"] for one in told[0]["sheets"]["counts"] if one["people"] in range(1, 8)]
    assert small == []
    assert "answers: about 10." in " ".join(told[0]["left_out"])
    _is_as_described(files[0])


def _quote(tx: Transaction, now: object, person_id: str, answer_id: str, words: str, *, granted: bool) -> None:
    tx.run(
        """
        INSERT INTO quotations (id, answer_id, person_id, words, place, attribution, wording, asked_at, decision)
        VALUES (:id, :answer_id, :person_id, :words, 'a report', 'A partner', 'May we?', '2026-03-02', :decision)
        """,
        id=f"q{words}",
        answer_id=answer_id,
        person_id=person_id,
        words=words,
        decision="granted" if granted else None,
    )
    assert bool(quotations.granted(tx, quotation_id=f"q{words}")) == granted


def test_the_description_of_the_json_files_is_as_the_code_has_it() -> None:
    assert PAGE.read_text(encoding="utf-8") == schema(), "run: python -m bot.exports.schema"


async def test_every_json_file_is_as_described(office: Office) -> None:
    records = Records(office)
    await records.fill()
    cora, sam = await office.proven("coordinator"), await office.proven("safeguarding-lead")
    for browser, path in (
        *((cora, f"/exports/{kind}") for kind in ("people", "pairings", "sessions")),
        (sam, f"/exports/concern/{records.ids['raised']}"),
    ):
        _is_as_described(await fetch(browser, await make(office, browser, path, format="json")))


def _is_as_described(content: bytes) -> None:
    told = json.loads(content)
    one = next(each for each in json.loads(schema())["oneOf"] if each["properties"]["kind"]["const"] == told["kind"])
    fastjsonschema.compile(one)(told)
    assert told["kind"] in KINDS


async def test_no_word_of_a_file_touches_the_disk_but_in_the_database(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "elsewhere"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "elsewhere"))  # which does not exist
    cora = await office.proven("coordinator")
    for format in ("xlsx", "csv", "json"):
        await fetch(cora, await make(office, cora, "/exports/people", format=format))
