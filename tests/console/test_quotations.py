"""Asking for a sentence in the console: word for word, as its author will see it, and only if they may be asked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.actions import consenting, quoting
from bot.chat.scene import Scene
from storage import (
    answers,
    consents,
    conversations,
    notices,
    people,
    quotation_requests,
    quotation_uses,
    quotations,
    reports,
)
from storage.answers import Given
from storage.database import Transaction
from storage.values import instant
from tests.console import answered
from tests.console.office import TEXTS, Browser, Office

WORDS = "I was asked what I think. Nobody had done that before."
FORM = {
    "words": "I was asked what I think.",
    "where": "elsewhere",
    "place": "The spring report",
    "name": "partner",
    "other": "",
    "sure": "yes",
}


async def said(office: Office, words: str = WORDS, *purposes: str, value: object = None) -> str:
    """Ana Maria said this; the id of the answer."""
    ana, now = await office.hire("partner", "Ana Maria"), office.clock.now()

    def say(tx: Transaction) -> str:
        answered.agree(tx, now, ana.id, "take_part_health", *purposes)
        return answered.say(tx, now, ana.id, words, value=value)

    return await office.do(say)


async def asked(office: Office) -> list[quotations.Quotation]:
    return await office.do(lambda tx: quotation_requests.in_state(tx, "waiting", 9))


@pytest.mark.parametrize(
    ("name", "other", "below", "named"),
    [
        ("partner", "", "a partner", False),
        ("other", "a carer", "a carer", False),
        ("first", "", "Ana", True),
        ("own", "", "Ana Maria", True),
    ],
)
async def test_its_author_is_asked_with_what_stands_below(
    office: Office, cora: Browser, name: str, other: str, below: str, named: bool
) -> None:
    answer = await said(office, WORDS, "quote_anonymous")
    await cora.get(f"/quotations/of/{answer}")
    form = {**FORM, "name": name, "other": other}
    page = await cora.look_first(f"/quotations/of/{answer}", {**form, "sure": ""})
    assert f"“{FORM['words']}”\n\u2013 {below}" in page.html and await asked(office) == []  # as its author will get it
    look = str(page.answer.url).partition("look=")[2]
    page = await cora.post(f"/quotations/of/{answer}", {**form, "look": look})
    assert page.status == 303
    (one,) = await asked(office)
    assert (one.words, one.place, one.attribution, one.named) == (FORM["words"], FORM["place"], below, named)
    assert [row["about"] for row in await office.rows("SELECT about FROM nudges WHERE kind = 'quotation'")] == [one.id]
    page = await cora.follow()
    assert "Not put to them yet, and not before 2 March 2026. It may be days later: other notes" in page.text
    assert (await cora.post(f"/quotations/{one.id}/cancel")).status == 303
    assert [row["state"] for row in await office.rows("SELECT state FROM nudges")] == ["withdrawn"]


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"words": "I was asked what you think."}, "Take the words as they stand in the answer."),
        ({"name": "other", "other": "Maria, a carer"}, "This has their name in it."),
        ({"name": "other"}, "Say what stands below the words"),
        ({"place": " "}, "Say where they would stand"),
        ({"place": "Learning Report 1 to autumn"}, "Choose a learning report above."),
        ({"place": "the learning  data without names"}, "Choose the learning data above."),
        ({"where": "learning"}, "They have not agreed that the learning partner reads what they say"),
        ({"words": ""}, "Choose the words"),
        ({"words": "I"}, "Choose a word or more"),
        ({"words": " . "}, "Choose a word or more"),
        ({"words": "I was asked wha"}, "Look whether these are the ones that you mean."),
    ],
)
async def test_what_cannot_be_asked_like_that_comes_back_with_what_to_mend(
    office: Office, cora: Browser, form: dict[str, str], why: str
) -> None:
    answer = await said(office, WORDS, "quote_anonymous")
    await cora.get(f"/quotations/of/{answer}")
    page = await cora.post(f"/quotations/of/{answer}", {**FORM, **form})
    assert (page.status, len(page.errors)) == (422, 1)
    assert why in page.errors[0]
    assert await asked(office) == []
    if "whether these" in why:
        assert page.forms[f"/console/quotations/of/{answer}"]["words"] == "I was asked what"


async def test_words_of_a_hard_day_are_not_put_before_anybody(office: Office, cora: Browser) -> None:
    answer = await said(office, "I want to kill myself. The room was cold.", "quote_anonymous")
    await cora.get(f"/quotations/of/{answer}")
    page = await cora.post(f"/quotations/of/{answer}", {**FORM, "words": "I want to kill myself."})
    assert page.status == 422
    assert "they come from a hard day" in page.errors[0]
    assert (await cora.post(f"/quotations/of/{answer}", {**FORM, "words": "The room was cold."})).status == 303


@pytest.mark.parametrize("purpose", ["quote_anonymous", "quote_named"])
async def test_a_no_to_being_quoted_or_named_is_respected(office: Office, cora: Browser, purpose: str) -> None:
    answer = await said(office, WORDS, "quote_anonymous", "quote_named")
    ana, now = (await office.rows("SELECT person_id FROM answers"))[0]["person_id"], office.clock.now()
    await office.do(
        lambda tx: consents.take_back(
            tx, now, ana, next(one for one in consents.history(tx, ana) if one["purpose"] == purpose), how="chat"
        )
    )
    page = await cora.get(f"/quotations/of/{answer}")
    assert ("do not want to be asked" in page.text) == (purpose == "quote_anonymous")
    page = await cora.post(f"/quotations/of/{answer}", {**FORM, "name": "own"})
    assert page.status == 422 and "do not want" in page.text and await asked(office) == []


async def test_for_learning_data_is_asked_like_for_a_report(office: Office, cora: Browser) -> None:
    answer = await said(office, WORDS, "quote_anonymous", "share_learning")
    await cora.get(f"/quotations/of/{answer}")
    form = {**FORM, "where": "learning", "place": "", "readers": "the learning partner"}
    page = await cora.look_first(f"/quotations/of/{answer}", {**form, "sure": ""})
    assert f"{quotations.LEARNING_DATA}, read by the learning partner" in page.html
    assert (await cora.post(f"/quotations/of/{answer}", form)).status == 303
    (one,) = await asked(office)
    assert one.is_for(quotations.LEARNING_DATA)


async def test_what_was_spoken_is_not_quoted(office: Office, cora: Browser) -> None:
    answer = await said(
        office, "a voice note, 0:03", "quote_anonymous", value={"voice": "n", "label": "a voice note, 0:03"}
    )
    await cora.get(f"/quotations/of/{answer}")
    page = await cora.post(f"/quotations/of/{answer}", {**FORM, "words": "a voice note, 0:03"})
    assert page.status == 422


async def test_a_report_is_chosen_by_its_title_and_anywhere_else_is_typed(office: Office, cora: Browser) -> None:
    now = office.clock.now()
    quarter = {"from_on": now.date(), "until_on": now.date()}
    staff = cora.who.id if cora.who else ""
    report = await office.do(lambda tx: reports.begin(tx, now, title="Spring 2026", made_by=staff, **quarter))
    answer = await said(office, WORDS, "quote_anonymous")
    await cora.get(f"/quotations/of/{answer}")
    for where, why in (("", "Choose where"), ("Spring 2027", "Choose where"), ("elsewhere", "Say where")):
        page = await cora.post(f"/quotations/of/{answer}", {**FORM, "where": where, "place": ""})
        assert page.status == 422 and why in page.errors[0], where
    for where, place in ((report, "Spring 2026"), ("elsewhere", FORM["place"])):
        assert (await cora.post(f"/quotations/of/{answer}", {**FORM, "where": where})).status == 303
        assert (await asked(office))[0].place == place


async def test_nobody_is_asked_twice_for_the_same_words_or_a_part_of_them(office: Office, cora: Browser) -> None:
    answer = await said(office, WORDS, "quote_anonymous")
    await cora.get(f"/quotations/of/{answer}")
    await cora.post(f"/quotations/of/{answer}", FORM)
    for words in (FORM["words"], "I was asked", WORDS):
        page = await cora.post(f"/quotations/of/{answer}", {**FORM, "words": words, "readers": "the board"})
        assert page.status == 422 and "for this place already" in page.errors[0], words
    other = {**FORM, "words": "Nobody had done that before."}
    assert (await cora.post(f"/quotations/of/{answer}", other)).status == 303
    assert len(await asked(office)) == 2


async def test_whoever_may_not_read_the_answer_can_neither_call_it_off_nor_learn_why_it_waits(
    office: Office, cora: Browser, lou: Browser
) -> None:
    answer = await said(office, WORDS, "quote_anonymous")
    await cora.get(f"/quotations/of/{answer}")
    await cora.post(f"/quotations/of/{answer}", FORM)
    office.clock.advance(timedelta(hours=13))  # outside its author's hours; the day is told alike to whoever looks
    day, why = "Not put to them yet, and not before 3 March 2026", ", because it is outside the days and hours"
    cora, lou = await office.sign_in(cora.who), await office.sign_in(lou.who)  # type: ignore[arg-type]
    assert f"{day}{why}" in (await cora.get("/quotations")).text
    page = await lou.get("/quotations")
    assert "You may not read the answer" in page.text and day in page.text and why not in page.text
    assert [where for where in page.forms if where.endswith("/cancel")] == []


async def test_the_list_shows_where_it_stands_and_that_it_was_taken_back(office: Office, cora: Browser) -> None:
    answer = await said(office, WORDS, "quote_anonymous")
    await cora.get(f"/quotations/of/{answer}")
    await cora.post(f"/quotations/of/{answer}", FORM)
    (one,) = await asked(office)
    now = office.clock.now()

    def grant(tx: Transaction) -> None:
        quotation_requests.decide(tx, now, one.id, "granted")
        notices.note(tx, now, quoting.DECIDED, one.id)
        quarter = {"from_on": now.date(), "until_on": now.date()}
        report = reports.begin(tx, now, title="The spring report", made_by=one.person_id, **quarter)
        assert quotation_uses.use(tx, now, one.id, report, by=one.person_id)

    await office.do(grant)
    await office.do(lambda tx: tx.run("DELETE FROM readings"))
    assert "Answers about a quotation: The spring report" in (await cora.get("/")).text
    page = await cora.get("/quotations?state=granted")
    assert "The spring report Stands there" in page.text
    assert await office.rows("SELECT id FROM readings") == []  # its author lets it be seen
    assert (await cora.post(f"/quotations/{one.id}/cancel")).status == 422
    assert "Answers about a quotation" not in (await cora.get("/")).text  # she has read it

    def take_back(tx: Transaction) -> None:
        notices.note(tx, now, quoting.DECIDED, one.id)
        ana = people.by_id(tx, one.person_id)
        assert ana is not None
        assert quoting.take_back_one(Scene(tx, now, ana, TEXTS.voice("en"), TEXTS), quotation_id=one.id)
        assert [each.kind for each in notices.to_look_at(tx)] == ["quotation_withdrawn"]

    await office.do(take_back)
    assert "There are none." in (await cora.get("/quotations?state=granted")).text
    page = await cora.get("/quotations?state=withdrawn")
    assert "The spring report Take it out" in page.text


@pytest.mark.parametrize("granted", [False, True])
async def test_of_an_answer_that_was_corrected_since_the_list_says_so_and_leads_to_the_words_as_they_stand(
    office: Office, cora: Browser, granted: bool
) -> None:
    answer, now = await said(office, WORDS, "quote_anonymous"), office.clock.now()
    await cora.get(f"/quotations/of/{answer}")
    await cora.post(f"/quotations/of/{answer}", FORM)
    (one,) = await asked(office)

    def correct(tx: Transaction) -> list[quotations.Quotation]:
        if granted:
            quotation_requests.decide(tx, now, one.id, "granted")
        told = tx.one("SELECT conversation_id, question, person_id FROM answers WHERE id = :id", id=answer)
        assert told is not None
        later = now + timedelta(days=1)
        answers.take_back(tx, later, told["conversation_id"], told["question"])
        words = "Nobody asked me."
        given = Given(told["question"], words, words, "What?", "en", instant(later), "staff", None, None, None)
        answers.give(tx, later, told["person_id"], told["conversation_id"], given)
        return quotations.granted(tx)

    assert await office.do(correct) == []
    page = await cora.get(f"/quotations?state={'granted' if granted else 'waiting'}")
    assert "The answer was corrected since; these words are no longer in it." in page.text
    assert "You may not read" not in page.text and FORM["words"] not in page.text
    assert "Not put to them yet" not in page.text
    link = page.links["Ask for words as they stand now"]
    assert "Nobody asked me." in (await cora.get(link.removeprefix("/console"))).text


async def test_somebody_is_not_asked_for_words_that_an_edited_message_took_away(office: Office, cora: Browser) -> None:
    answer, now = await said(office, WORDS, "quote_anonymous"), office.clock.now()
    await cora.get(f"/quotations/of/{answer}")
    await cora.post(f"/quotations/of/{answer}", FORM)
    (one,) = await asked(office)

    def edit_and_open(tx: Transaction) -> dict[str, object]:
        ana = people.by_id(tx, one.person_id)
        told = tx.one("SELECT conversation_id, question FROM answers WHERE id = :id", id=answer)
        assert ana is not None and told is not None
        answers.take_back(tx, now + timedelta(minutes=1), told["conversation_id"], told["question"])
        talk = conversations.begin(tx, now, ana.id, quoting.NOTE, about=one.id)
        return quoting.open_talk(Scene(tx, now, ana, TEXTS.voice("en"), TEXTS, conversation=talk))

    assert (await office.do(edit_and_open))["words"] == ""
    assert [row["state"] for row in await office.rows("SELECT state FROM nudges")] == ["withdrawn"]
    assert "these words are no longer in it" in (await cora.get("/quotations?state=cancelled")).text


@pytest.mark.parametrize(
    ("purpose", "why"),
    [("quote_anonymous", "Their yes to being quoted does not stand."), ("quote_named", "")],
)
async def test_why_a_sentence_is_held_back_stands_there_and_without_a_yes_to_the_name_it_stands_without_it(
    office: Office, cora: Browser, purpose: str, why: str
) -> None:
    answer, now = await said(office, WORDS, "quote_anonymous", "quote_named"), office.clock.now()
    await cora.get(f"/quotations/of/{answer}")
    assert (await cora.post(f"/quotations/of/{answer}", {**FORM, "name": "first"})).status == 303
    (one,) = await asked(office)
    today, staff = now.date(), cora.who.id if cora.who else ""

    def take_back(tx: Transaction) -> str:
        quotation_requests.decide(tx, now, one.id, "granted")
        report = reports.begin(tx, now, title=FORM["place"], from_on=today, until_on=today, made_by=staff)
        assert quotation_uses.use(tx, now, one.id, report, by=staff)
        last = next(each for each in consents.history(tx, one.person_id) if each["purpose"] == purpose)
        consents.take_back(tx, now, one.person_id, last, how="chat")
        consenting.follow(tx, now + timedelta(hours=1), one.person_id, purpose, "withdrawn")
        return report

    report = await office.do(take_back)
    page = await cora.get("/quotations?state=granted")
    assert ("Not to be used just now" in page.text, why in page.text) == (bool(why), True)
    assert ("Below them: a partner" in page.text) == (purpose == "quote_named")
    (row,) = await office.rows("SELECT changed_at FROM reports WHERE id = :id", id=report)
    assert (row["changed_at"] > instant(now)) == (purpose == "quote_named")  # a file of it that is ready is out of date
