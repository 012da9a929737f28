"""What stands in the files that staff take away, and what does not: read back by programs that know nothing of ours."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import fastjsonschema
import pytest

from bot.exports.inert import unguarded, written
from bot.exports.kinds import KINDS
from bot.exports.schema import PAGE, schema
from storage import answers, concern_asked, concerns, conversations, people, quotations, set_aside
from storage.answers import Given
from storage.database import Transaction
from storage.quotations import LEARNING_DATA
from storage.values import instant
from tests.console import answered
from tests.console.office import Office
from tests.console.records import Records
from tests.console.test_exporting import fetch, make, say_yes
from tests.console.test_hostile import HOSTILE
from tests.exports import reading

# By the number of a partner, where a sentence of theirs may stand. The second has not said so; the last has not agreed
# to the learning partner.
AGREED_FOR = {
    0: f"{LEARNING_DATA}, read by the learning partner",
    1: LEARNING_DATA,
    2: "a report",
    3: "a report, read by the learning partner",
    4: f"{LEARNING_DATA} and more",
    25: LEARNING_DATA,
}


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
    concern, now = records.ids["concern"], office.clock.now()
    await office.do(lambda tx: concerns.contact_by(tx, concern, "phone: 123"))

    def write(tx: Transaction) -> None:
        ana, at = records.ids["with_concern"], now + timedelta(minutes=1)
        answered.agree(tx, now, ana, "take_part_health")
        one = concerns.by_id(tx, concern)
        assert one is not None
        concern_asked.note_asked(tx, now, one, now)
        for wording in ("How do you want us to contact you?", ""):
            given = Given("contact_by", '"x"', "Not \u202esafe.", wording, "en", instant(at), "staff", None, None, None)
            set_aside.keep(tx, at, ana, given, None)

    await office.do(write)
    sam = await office.proven("safeguarding-lead")
    for _ in range(2):
        await sam.get(f"/concerns/{concern}")
    office.clock.advance(120)
    closed, who = office.clock.now(), sam.who
    assert who is not None
    await office.do(lambda tx: concerns.close(tx, closed, concern, who.id, "Rang.", because="not_reached"))
    where = await make(office, sam, f"/exports/concern/{concern}", format="json", purpose="safety")
    told = json.loads(await fetch(sam, where))
    assert {"what": "How to reach them", "told": "by phone: 123"} in told["sheets"]["concern"]
    nine = "Monday 2 March 2026, 09:00"
    done = [(one["at"], one["did"]) for one in told["sheets"]["done"]]
    assert (nine, f"asked for a person, and was told to hear from somebody by {nine}") in done
    assert any(did.startswith("By then they should have heard") for _, did in done)
    assert done[-1] == ("Monday 2 March 2026, 09:03", "took away a file of it")
    assert {"what": "Why it was closed", "told": "We could not reach them"} in told["sheets"]["concern"]
    (looked,) = told["sheets"]["looked"]
    assert (looked["did"], looked["times"], looked["last"][-5:]) == ("looked at it", 2, "09:01")
    assert [one["question"] for one in told["sheets"]["said"] if one["answer"] == "Not \ufffdsafe."] == [
        "Nothing was asked. It was written after: How do you want us to contact you?",
        "Nothing was asked.",
    ]
    (row,) = await office.rows("SELECT about, detail FROM audit WHERE action = 'concern_exported'")
    assert row["about"] == concern and "Keeping somebody safe" in row["detail"]


async def test_the_file_of_a_concern_counts_its_rows_and_every_look_at_the_list_as_they_are(office: Office) -> None:
    sam = await office.proven("safeguarding-lead")
    await sam.get("/concerns")  # while nobody waits
    ana, now = await office.hire("partner", "Ana"), office.clock.now()
    concern = await office.do(lambda tx: concerns.raise_(tx, now, ana.id, None, "contact_me"))
    for _ in range(3):
        office.clock.advance(60)
        await sam.get("/concerns")
    before = (await sam.get(f"/exports/concern/{concern}")).text
    told = json.loads(await fetch(sam, await make(office, sam, f"/exports/concern/{concern}", format="json")))
    rows = sum(len(sheet) for sheet in told["sheets"].values())
    assert (
        f"{rows} rows as of now" in before
        and f"It is ready: {rows} rows."
        in (await sam.get("/exports/made/" + (await office.rows("SELECT id FROM exports"))[0]["id"])).text
    )
    (row,) = await office.rows("SELECT detail FROM audit WHERE action = 'concern_exported'")
    assert f"rows: {rows}," in row["detail"]
    (looked,) = told["sheets"]["looked"]
    minutes = f"{office.clock.now():%H:%M}"
    assert (looked["did"], looked["times"], looked["last"][-5:]) == ("saw it in a list", 3, minutes)
    log = (await (await office.staff("admin")).get("/log?what=concerns")).text
    assert "looked at the list of concerns1 of them" in log and log.count("of them") == 1


async def test_learning_data_has_no_names_nobody_who_said_no_and_only_granted_words(office: Office) -> None:

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
            if number in AGREED_FOR:
                _quote(tx, met.id, given, f"Granted {number}", AGREED_FOR[number], granted=number != 1)

    await office.do(fill)
    office.clock.advance(30 * 24 * 3600)  # and the month is over
    lou = await office.proven("learning-partner")
    page = await lou.get("/exports/learning")
    assert "Everybody gets the same file all month." in page.text and "20 rows" not in page.text
    files = [await fetch(lou, await make(office, lou, "/exports/learning", format="json")) for _ in range(2)]
    made = await office.rows("SELECT detail FROM audit WHERE action LIKE 'export_%' ORDER BY id")
    assert {row["detail"].partition(", for")[0] for row in made} == {
        "learning json, rows of partners",
        "learning json, about 20 rows of partners",
    }
    told = [json.loads(one) for one in files]
    assert not any(b"CANARY" in one for one in files)
    rows = [one["sheets"]["partners"] for one in told]
    assert [len(one) for one in rows] == [20, 20]
    assert {row["number"] for row in rows[0]} & {row["number"] for row in rows[1]} == set()
    assert {(row["joined"], row["sessions"], row["language"]) for row in rows[0]} == {("2026-03", "none", "English")}
    assert [one["words"] for one in told[0]["sheets"]["quotations"]] == ["Granted 0"]  # and none that is for a report
    small = [one["people"] for one in told[0]["sheets"]["counts"] if one["people"] in range(1, 8)]
    assert small == []
    assert "reads it: about 10." in " ".join(told[0]["left_out"])
    _is_as_described(files[0])


def _quote(tx: Transaction, person_id: str, answer_id: str, words: str, place: str, *, granted: bool) -> None:
    tx.run(
        """
        INSERT INTO quotations (id, answer_id, person_id, words, place, attribution, wording, asked_at, decision)
        VALUES (:id, :answer_id, :person_id, :words, :place, 'A partner', 'May we?', '2026-03-02', :decision)
        """,
        id=f"q{words}",
        answer_id=answer_id,
        person_id=person_id,
        words=words,
        place=place,
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
