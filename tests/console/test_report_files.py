"""The files of a learning report: the impact log, and hostile words in print and in Word."""

from __future__ import annotations

import re

from bot.chat.cleaning import in_its_direction
from storage import quotation_uses
from storage.database import Transaction
from tests.console.office import Browser, Office
from tests.console.reported import CANNOT, LED_TO, QUOTED, Reported, quote
from tests.console.test_hostile import HOSTILE
from tests.console.test_reporting import begin, text_of, word_of
from tests.exports import reading


async def test_the_impact_log_has_rows_for_the_sectors_own_forms(
    office: Office, filled: Reported, lou: Browser
) -> None:
    report = await begin(lou)
    await office.prove(lou)
    page = await lou.post(f"{report}/impact-log", {"purpose_words": "The meeting of funders"})
    assert page.status == 422 and page.forms[f"{report}/impact-log"]["mended"] == "yes"
    told = {"purpose": "other", "purpose_words": "The meeting of funders"}
    assert (await lou.post(f"{report}/impact-log", {**told, "mended": "yes"})).status == 303
    page = await lou.follow()  # which stays when the file comes, and does not say that there is something to mend
    assert "Nothing is to be mended any more" in page.text and page.errors == []
    assert page.forms[f"{report}/impact-log"]["purpose_words"] == "The meeting of funders"
    answer = (await lou.post(f"{report}/impact-log", told)).answer
    assert "voices-impact-log-2026-03-31.xlsx" in answer.headers["content-disposition"]
    opened = reading.workbook(answer.content)
    assert "The meeting of funders" in str(opened.sheets["About this copy"])
    assert opened.active == []
    assert list(opened.sheets) == ["About this copy", "Impact log", "PIRIT tracking", "UK Standards"]
    heads, *rows = opened.sheets["PIRIT tracking"]
    assert heads[:4] == [
        *("When the public contributed", "How the public contributed", "What they hoped to influence"),
        "What changed (if anything)",
    ]
    assert [row[3] for row in rows] == [LED_TO, f"Nothing: {CANNOT}"]
    assert {row[3] for row in opened.sheets["Impact log"][1:]} == {"at least 5", "fewer than 5"}
    assert {row[0] for row in opened.sheets["Impact log"][1:]} == {"2026-02"}  # no day of anybody's


async def test_hostile_words_stand_in_print_and_in_word_as_they_are(
    office: Office, filled: Reported, lou: Browser
) -> None:
    report, now = await begin(lou, title=HOSTILE[0]), office.clock.now()
    author = filled.people.partners[0]
    (answer,) = await office.rows("SELECT answer_id FROM quotations WHERE id = :id", id=filled.quotations[QUOTED])
    words = [*HOSTILE, "=1+1", "\x07bell"]

    def put(tx: Transaction) -> None:
        for number, text in enumerate(words):
            made = quote(tx, now, author, answer["answer_id"], f"{text} {number}" + " " * number, place=HOSTILE[0])
            assert quotation_uses.use(tx, now, made, report.rpartition("/")[2], by=author)

    await office.do(put)
    await lou.post(f"{report}/parts/heard", {"commentary": in_its_direction("\n\n".join(HOSTILE))})
    page = await lou.get(f"{report}/print")
    await office.prove(lou)
    told = text_of(await word_of(lou, report))
    for text in HOSTILE:
        assert re.sub("[\u202a-\u202e]", "\ufffd", text) in told  # what turns words round is shown as something unseen
    for mark in ("<script>alert", "<img src=x", "<form action=//"):
        assert mark not in page.html
    assert "\ufffdbell" in told
