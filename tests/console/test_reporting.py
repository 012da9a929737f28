"""Learning reports: what stands in them, whose words, and what becomes of a quotation that is taken back."""

from __future__ import annotations

import io
from typing import Any

from docx import Document

from console.report_left_out import WHAT_HELPS, WHY
from storage import people, quotations
from storage.database import Transaction
from tests.console.office import Browser, Office
from tests.console.reported import CANNOT, LED_TO, QUOTED, REFUSED, REPORT, Reported, quote

DETAILS = {"title": REPORT, "from": "01/2026", "until": "March 2026"}


async def begin(browser: Browser, **details: str) -> str:
    """The address of a new report."""
    page = await browser.post("/reports/new", {**DETAILS, **details})
    assert page.status == 303, page.errors
    return str(page.answer.headers["location"].partition("?")[0])


async def word_of(browser: Browser, report: str) -> Any:
    page = await browser.post(f"{report}/word", {"purpose": "reporting"})
    assert page.answer.headers["content-disposition"].endswith('filename="voices-learning-report-2026-03-31.docx"')
    return Document(io.BytesIO(page.answer.content))


def text_of(document: Any) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


async def test_a_report_tells_what_was_heard_what_came_of_it_and_what_could_not_be_changed(
    office: Office, filled: Reported, lou: Browser
) -> None:
    report = await begin(lou)
    part = f"{report}/parts/heard"
    page = await lou.get(part)
    assert QUOTED in page.text and REFUSED not in page.text
    await lou.post(f"{part}/quote", {"quotation": filled.quotations[QUOTED]})
    await lou.post(part, {"commentary": "It was a quiet winter.\n\nSecond thoughts."})
    page = await lou.get(f"{report}/print")
    assert page.status == 200
    for words in (QUOTED, "A partner", LED_TO, CANNOT, "It was a quiet winter.", "Second thoughts."):
        assert words in page.text, words
    assert REFUSED not in page.text
    assert "from what at least 5 people said" in page.text  # the seventh's answer got another fate since
    assert "from what fewer than five people said" in page.text
    assert "5 to 7 of 8 to 12 people who were asked answered" in page.text  # denominators
    assert "At most four have not answered." in page.text  # silences
    await office.prove(lou)
    document = await word_of(lou, report)
    told = text_of(document)
    for words in (QUOTED, LED_TO, CANNOT, "It was a quiet winter.", "Kept in part"):
        assert words in told, words
    assert [one.text for one in document.paragraphs if one.style.name == "Heading 1"][:3] == [
        *("The period at a glance", "What we heard", "What was done with it"),
    ]
    assert document.tables and not document.inline_shapes
    assert f"{document.core_properties.created:%Y-%m-%d}" == "2026-03-02"
    assert not any("thumbnail" in str(link.target_ref) for link in document.part.package.rels.values())
    placed = "SELECT id FROM audit WHERE action = 'quotation_placed'"
    await lou.post(f"{part}/quote", {"quotation": filled.quotations[QUOTED]})  # once more
    assert len(await office.rows(placed)) == 1
    assert f"made a whole report{REPORT}" in (await (await office.staff("admin")).get("/log")).text
    (log,) = await office.rows("SELECT action, detail FROM audit WHERE action = 'report_made' AND detail LIKE 'Word%'")
    assert QUOTED not in str(await office.rows("SELECT * FROM audit"))
    assert log["detail"] == "Word, for: Reporting to the board or to a funder"


async def test_a_file_of_it_asks_for_a_purpose_and_a_fresh_second_step(
    office: Office, filled: Reported, lou: Browser
) -> None:
    report = await begin(lou)
    await office.prove(lou)
    for file in ("word", "impact-log"):
        assert "What is it for?" in (await lou.get(f"{report}/{file}")).text
        page = await lou.post(f"{report}/{file}", {})
        assert (page.status, page.errors) == (422, ["Choose what it is for."])
    assert await office.rows("SELECT id FROM audit WHERE action = 'report_made'") == []
    await lou.get(f"{report}/print")
    assert [row["detail"] for row in await office.rows("SELECT detail FROM audit WHERE action = 'report_made'")] == [
        "to print"
    ]
    office.clock.advance(6 * 60)
    for page in (await lou.get(f"{report}/word"), await lou.post(f"{report}/word", {"purpose": "learning"})):
        assert "/prove" in page.answer.headers["location"]


async def test_a_report_that_ends_in_the_future_says_to_which_day_its_figures_go(
    office: Office, filled: Reported, lou: Browser
) -> None:
    report = await begin(lou, until="31/12/2026")
    assert "Its last month is not over." in (await lou.get(report)).text
    assert "figures go to 28 February 2026." in (await lou.get(f"{report}/print")).text
    assert WHY not in lou.page.text
    await lou.post(report, {**DETAILS, "from": "11/2025", "until": "01/2026", "section": ["glance", "heard", "reach"]})
    page = await lou.get(f"{report}/print")  # hidden things are named once a part, and why at the top
    assert page.text.count(WHY) == 1 and WHAT_HELPS in page.text and "<table" not in page.html
    assert "Left out, because too few people or nobody is in it: Do sessions take place?" in page.text
    assert "nothing is shown" not in page.text
    assert WHAT_HELPS in (await lou.get(f"{report}/parts/glance?tell=now")).text
    await lou.post(report, {**DETAILS, "until": "February 2026", "section": ["method"]})
    assert "is not over" not in (await lou.get(report)).text + (await lou.get(f"{report}/print")).text


async def test_a_part_can_be_written_in_at_once_and_is_counted_when_asked(filled: Reported, lou: Browser) -> None:
    part = f"{await begin(lou)}/parts/glance"
    page = await lou.get(part)
    assert "Do sessions take place?" not in page.text and page.links["Count it now"] == "?tell=now#tells"
    assert "Do sessions take place?" in (await lou.get(f"{part}?tell=now")).text
    page = await lou.get(f"{part}?tell=now", {"HX-Request": "true"})
    assert "Do sessions take place?" in page.text and "<html" not in page.html


async def test_a_quotation_that_is_taken_back_leaves_a_gap_and_nothing_is_handed_on_until_it_is_closed(
    office: Office, filled: Reported, lou: Browser
) -> None:
    report, now = await begin(lou), office.clock.now()
    part = f"{report}/parts/heard"
    await lou.post(f"{part}/quote", {"quotation": filled.quotations[QUOTED]})
    await office.do(lambda tx: quotations.withdraw(tx, now, filled.quotations[QUOTED]))
    today = await lou.get("/")
    assert f"{REPORT}. A quotation in it was taken back, or may be shown no more." in today.text
    assert part in today.links.values() and "A quotation was taken back" in (await lou.get("/reports")).text
    page = await lou.get(report)
    assert "A quotation in it was taken back" in page.text and "Word file" not in page.links
    await office.prove(lou)
    for how in ("print", "word", "impact-log"):
        page = await lou.get(f"{report}/{how}")
        assert (page.status, page.answer.headers["location"]) == (303, report), how
    page = await lou.get(part)
    assert "Here stood a quotation" in page.text and QUOTED not in page.text
    (row,) = await office.rows("SELECT id FROM quotation_uses")
    await lou.post(f"{part}/take-out", {"use": row["id"]})
    assert QUOTED not in (await lou.get(f"{report}/print")).text
    assert lou.page.status == 200


async def test_the_list_of_reports_says_how_many_were_taken_back(
    office: Office, filled: Reported, lou: Browser
) -> None:
    report, now = await begin(lou), office.clock.now()
    await lou.post(f"{report}/parts/heard/quote", {"quotation": filled.quotations[QUOTED]})

    def another(tx: Transaction) -> None:
        quotations.withdraw(tx, now, filled.quotations[QUOTED])
        tx.run(
            """
            INSERT INTO quotation_uses (id, quotation_id, used_in, used_by, used_at)
            SELECT 'of somebody who is erased', NULL, used_in, used_by, used_at FROM quotation_uses
            """
        )

    await office.do(another)
    assert "2 quotations were taken back" in (await lou.get("/reports")).text


async def test_when_its_author_is_erased_the_gap_stays_and_the_words_are_gone(
    office: Office, filled: Reported, lou: Browser
) -> None:
    from storage import erasing

    report, now = await begin(lou), office.clock.now()
    await lou.post(f"{report}/parts/heard/quote", {"quotation": filled.quotations[QUOTED]})
    await office.do(lambda tx: erasing.forget(tx, now, filled.people.partners[0]))
    assert "A quotation in it was taken back" in (await lou.get(report)).text
    assert QUOTED not in (await lou.get(f"{report}/parts/heard")).text


async def test_a_quotation_stands_only_where_its_author_agreed_to_it(
    office: Office, filled: Reported, lou: Browser
) -> None:
    report, now = await begin(lou), office.clock.now()
    author, part = filled.people.partners[0], f"{report}/parts/heard"
    (row,) = await office.rows("SELECT answer_id FROM quotations WHERE id = :id", id=filled.quotations[QUOTED])
    other = await office.do(
        lambda tx: quote(tx, now, author, row["answer_id"], "For autumn.", place="The learning report of autumn")
    )
    await office.do(
        lambda tx: quote(
            tx, now, author, row["answer_id"], "For the board too.", place="spring 2026, read by the board"
        )
    )
    page = await lou.get(part)
    assert "These may not stand here." in page.text and "Agreed for: The learning report of autumn" in page.text
    assert "Agreed for: spring 2026, read by the board" in page.text.partition("Agreed to for other places")[0]
    page = await lou.post(f"{part}/quote", {"quotation": other})
    assert page.status == 422 and "not said yes to this for this report" in page.text
    assert (await lou.post(f"{part}/quote", {"quotation": filled.quotations[QUOTED]})).status == 303
    page = await lou.post(report, {**DETAILS, "title": "Summer 2026", "section": ["heard"]})
    assert "so it stays" in page.errors[0]  # they agreed to it by its title
    page = await lou.post("/reports/new", {**DETAILS})
    assert page.errors == ["There is a report with this title. Give this one another: people agree to it by its title."]
    page = await lou.post("/reports/new", {**DETAILS, "title": "The learning data without names, read by us"})
    assert "Learning data is called so" in page.errors[0]


async def test_a_report_that_is_deleted_takes_the_questions_and_the_yeses_for_it_along(
    office: Office, filled: Reported, lou: Browser
) -> None:
    report = await begin(lou)
    await lou.post(f"{report}/parts/heard/quote", {"quotation": filled.quotations[QUOTED]})
    page = await lou.get(f"{report}/delete")
    assert "The quotation that stands in it. The yes to it ends with the report" in page.text
    assert "A question to somebody whose sentence we would like to use in it. It is called off" in page.text
    assert "yes to a quotation that does not stand" not in page.text
    cora = await office.staff("coordinator")
    assert cora.who is not None and lou.who is not None
    asked_by = {QUOTED: lou.who.id, REFUSED: cora.who.id}
    for words, by in asked_by.items():
        await office.rows("UPDATE quotations SET asked_by = :by WHERE words = :words RETURNING id", by=by, words=words)
    await lou.post(f"{report}/delete")
    rows = await office.rows("SELECT cancelled_at FROM quotations")
    assert len(rows) == 2 and all(row["cancelled_at"] for row in rows)
    (heard,) = await office.rows("SELECT person_id, payload FROM outbox WHERE reason = 'concern'")
    assert heard["person_id"] == cora.who.id and f"It was called {REPORT}. Lou deleted it." in heard["payload"]
    assert "Called off because Lou deleted the report at 09:00." in (await cora.get("/quotations?state=cancelled")).text
    another = await begin(lou)  # of the same title
    page = await lou.get(f"{another}/parts/heard")
    assert QUOTED not in page.text
    page = await lou.post(f"{another}/parts/heard/quote", {"quotation": filled.quotations[QUOTED]})
    assert page.status == 422 and "not said yes" in page.text


async def test_what_is_not_told_yet_is_said_in_the_part_that_it_belongs_to(
    office: Office, filled: Reported, lou: Browser
) -> None:
    report = await begin(lou)
    await office.do(lambda tx: tx.run("UPDATE fates SET told_at = NULL WHERE fate = 'led_to'"))
    said = "Something has been decided, and not been told yet"
    assert said in (await lou.get(f"{report}/parts/done?tell=now")).text
    assert said not in (await lou.get(f"{report}/parts/cannot?tell=now")).text


async def test_what_was_not_granted_cannot_be_put_in(office: Office, filled: Reported, lou: Browser) -> None:
    report = await begin(lou)
    for quotation in (filled.quotations[REFUSED], "nothing", ""):
        page = await lou.post(f"{report}/parts/heard/quote", {"quotation": quotation})
        assert page.status == 422 and "not said yes" in page.text
    assert await office.rows("SELECT id FROM quotation_uses") == []


async def test_parts_are_chosen_and_put_in_order_and_their_words_come_back_with_them(
    office: Office, filled: Reported, lou: Browser
) -> None:
    report = await begin(lou)
    await lou.post(f"{report}/parts/reach", {"commentary": "We miss Wales."})
    await lou.post(report, {**DETAILS, "section": ["heard", "method"]})
    await lou.post(f"{report}/move", {"section": "method", "way": "up"})
    await lou.post(f"{report}/move", {"section": "method", "way": "up"})  # it is at the top already
    text = (await lou.get(f"{report}/print")).text
    assert text.index("How this report was made") < text.index("What we heard")
    assert "We miss Wales." not in text
    assert (await lou.get(f"{report}/parts/reach")).status == 404
    await lou.post(report, {**DETAILS, "section": ["reach"]})
    text = (await lou.get(f"{report}/print")).text
    assert "We miss Wales." in text
    assert (
        text.count("because too little is left to compare where small groups are hidden") == 1
    )  # and not once for each question


async def test_what_is_wrong_is_said_field_by_field_and_what_was_typed_comes_back(lou: Browser) -> None:
    page = await lou.post("/reports/new", {"title": " ", "from": "2026-13", "until": "soonish"})
    assert (page.status, len(page.errors)) == (422, 3)
    assert page.forms["/console/reports/new"]["from"] == "2026-13"
    page = await lou.post("/reports/new", {**DETAILS, "until": "2025-01"})
    assert page.errors == ["The last month comes before the first one."]
    page = await lou.post("/reports/new", {**DETAILS, "from": "01/01/2015"})
    assert page.errors == ["A report is about 12 months at most."]
    page = await lou.post("/reports/new", {**DETAILS, "from": "13/2026", "until": "1/2030"})
    ahead = "The last month is too far ahead. A report is about 12 months at most."
    assert page.errors == ["There is no such month.", ahead] and "First month: There is no such month." in page.links
    for guess in ("-1", "12", "١٢", "the 12th"):
        page = await lou.post("/reports/new", {**DETAILS, "from": guess, "until": guess})
        assert page.errors == ["Type a month. Such as 11/2026 or November 2026."] * 2, guess
    page = await lou.post("/reports/new", {**DETAILS, "from": "12/2026", "until": "12/2026"})
    assert page.errors == ["That month has not begun."]
    report = await begin(lou)
    page = await lou.post(report, {"title": "", "until": "tomorrowish"})
    assert len(page.errors) == 4 and page.errors[-1] == "Choose one part at least."
    page = await lou.post(f"{report}/parts/heard", {"commentary": "x" * 6001})
    assert page.status == 422 and page.forms[f"{report}/parts/heard"]["commentary"] == "x" * 6001
    page = await lou.post(f"{report}/move", {"section": "nothing", "way": "up"})
    assert page.status == 404


async def test_a_report_that_is_deleted_leaves_no_use_of_anybodys_words(
    office: Office, filled: Reported, lou: Browser
) -> None:
    report = await begin(lou)
    await lou.post(f"{report}/parts/heard/quote", {"quotation": filled.quotations[QUOTED]})
    await lou.post(f"{report}/delete")
    assert "The report is deleted." in (await lou.follow()).text
    assert (await lou.get(report)).status == 404
    assert await office.rows("SELECT id FROM quotation_uses") == []


async def test_a_quotation_of_somebody_who_left_is_shown_only_if_they_agreed_to_that(
    office: Office, filled: Reported, lou: Browser
) -> None:
    report, now = await begin(lou), office.clock.now()
    await lou.post(f"{report}/parts/heard/quote", {"quotation": filled.quotations[QUOTED]})
    await office.do(lambda tx: people.leave(tx, now, filled.people.partners[0]))
    assert (await lou.get(f"{report}/print")).status == 303
