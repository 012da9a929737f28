"""Deciding on a page: what people wrote, a decision for each with its reason, telling them; reach; and questions."""

from __future__ import annotations

from datetime import timedelta

from bot.rules.offers import ANSWER_WITHIN
from storage import answers, conversations, opportunities, responses, threads
from storage.answers import Given
from storage.database import Transaction
from storage.values import instant
from tests.console import offered
from tests.console.office import Browser, Office
from tests.console.records import Records


async def test_the_interested_are_decided_on_and_told(office: Office, cora: Browser) -> None:
    records, now = Records(office), office.clock.now()
    await records.fill()
    one, eve, gia = records.ids["opportunity"], records.ids["response"], records.ids["paused"]
    other = await office.do(lambda tx: offered.interest(tx, now, one, gia))
    path = f"/opportunities/{one}/interested"
    page = await cora.get(path)
    assert "1. Eve" in page.text and "They write: I waited two years." in page.text
    assert "Has not taken part in anything yet." in page.text and "0 of 4 places are taken." in page.text
    assert await office.rows("SELECT id FROM audit WHERE action = 'answers_read' AND about = :id", id=one)
    (wrote,) = [row["person_id"] for row in await office.rows("SELECT person_id FROM responses WHERE statement <> ''")]
    read = await office.rows("SELECT about, detail FROM audit WHERE action = 'interest_read'")
    assert [(row["about"], row["detail"]) for row in read] == [(wrote, "coordinator")]
    assert (await cora.post(f"{path}/{eve}", {"decision": "chosen"})).status == 303
    page = await cora.post(f"{path}/{other}", {"decision": "not_this_time"})
    assert page.errors == ["Choose the true reason. They will read it."]
    page = await cora.post(
        f"{path}/{other}", {"decision": "not_this_time", "reason": "own", "thanks": "For your time."}
    )
    assert page.errors == ["Type the reason. They will read it."]
    assert page.forms[f"/console{path}/{other}"]["thanks"] == "For your time."
    typed = {"decision": "not_this_time", "reason": "own", "own_reason": "It is far from you."}
    assert (await cora.post(f"{path}/{other}", typed)).status == 303
    page = await cora.get(path)
    assert "Would hear now: offered a place 1" in page.text and "The reason they read: It is far from you." in page.text
    assert (await cora.post(f"/opportunities/{one}/tell")).status == 303
    rows = await office.rows("SELECT about FROM nudges WHERE kind = 'outcome'")
    assert {row["about"] for row in rows} == {eve, other}
    page = await cora.get(path)
    assert "2 hear in their hours" in page.text and f"/console/opportunities/{one}/tell" not in page.forms
    await office.do(lambda tx: _declined(tx, records, eve))
    await office.do(lambda tx: opportunities.closed(tx, one))
    assert "Why they said no to the place: I am away." in (await cora.get(path)).text
    assert (await cora.post(f"{path}/{eve}", {"decision": "chosen"})).status == 303
    page = await cora.post(f"/opportunities/{one}/took-part", {"who": [eve, "nonsense"]})
    assert page.status == 303
    said = await office.do(lambda tx: responses.by_id(tx, eve))
    assert said is not None and said.took_part


async def test_a_page_from_before_turns_no_decision_round(office: Office, cora: Browser) -> None:
    records = Records(office)
    await records.fill()
    one, eve = records.ids["opportunity"], records.ids["response"]
    path = f"/opportunities/{one}/interested"
    tab = await cora.get(path)
    stale = tab.forms[f"/console{path}/{eve}"]
    await cora.get(path)
    await cora.post(f"{path}/{eve}", {"decision": "chosen"})
    await cora.get(path)
    await cora.post(f"/opportunities/{one}/tell")
    page = await cora.post(f"{path}/{eve}", {**stale, "decision": "waiting"})
    assert page.status == 422 and "Changed meanwhile" in page.text
    assert "You have decided at 09:00: Offer a place." in page.text and "pressed Tell them now at 09:00" in page.text
    said = await office.do(lambda tx: responses.by_id(tx, eve))
    assert said is not None and said.decision == "chosen"
    assert (await cora.post(f"{path}/{eve}", {"decision": "waiting"})).status == 303  # it is known now
    assert not await office.rows("SELECT id FROM nudges WHERE kind = 'outcome' AND state = 'planned'")


def _declined(tx: Transaction, records: Records, response_id: str) -> None:
    """Eve has said no to the place, and why."""
    now, eve = records.office.clock.now(), records.ids["without_concern"]
    responses.told(tx, now, response_id)
    responses.accept(tx, now, response_id, "no")
    talk = conversations.begin(tx, now, eve, "decline_place", about=response_id)
    given = Given("why", "I am away.", "I am away.", "Why not?", "en", instant(now), "staff", None, None, None)
    answers.give(tx, now, eve, talk.id, given)


async def test_an_offer_that_nobody_answered_in_time_is_seen(office: Office, cora: Browser) -> None:
    records, now = Records(office), office.clock.now()
    await records.fill()
    one, eve = records.ids["opportunity"], records.ids["response"]

    def offer(tx: Transaction) -> None:
        responses.decide(tx, now, eve, responses.CHOSEN, records.ids["paused"])
        responses.told(tx, now, eve)
        opportunities.closed(tx, one)
        opportunities.ended(tx, now, one, "decided")

    assert cora.who is not None
    who = cora.who
    await office.do(offer)
    office.clock.advance(ANSWER_WITHIN - timedelta(hours=1))
    cora = await office.sign_in(who)
    assert "no answer in time" not in (await cora.get("/")).text
    office.clock.advance(timedelta(hours=2))
    cora = await office.sign_in(who)
    page = await cora.get("/")
    assert "Places that were offered, and no answer in time" in page.text
    assert "Offered a place and not answered in time: 1." in page.text
    page = await cora.get(f"/opportunities/{one}/interested")
    assert "Was offered a place, and has not answered in time" in page.text and "They know." in page.text


async def test_what_is_told_and_told_again_is_said(office: Office, cora: Browser) -> None:
    records = Records(office)
    await records.fill()
    one, eve = records.ids["opportunity"], records.ids["response"]
    await cora.get(f"/opportunities/{one}/interested")
    page = await cora.post(f"/opportunities/{one}/tell")
    assert page.status == 422 and "There is nothing new to tell anybody." in page.text
    assert (await cora.post(f"/opportunities/{one}/took-part", {"who": eve})).status == 422
    assert (await cora.get(f"/opportunities/{records.ids['draft']}/interested/{eve}")).status == 404
    assert (await cora.get(f"/opportunities/{one}/interested?page=99999")).status == 200


async def test_small_numbers_are_not_shown(office: Office, cora: Browser) -> None:
    records = Records(office)
    await records.fill()
    page = await cora.get(f"/opportunities/{records.ids['opportunity']}/reach")
    assert "not shown" in page.text and "By part in the programme" in page.text


async def test_a_question_is_answered_once_and_only_by_whom_it_is_for(office: Office, cora: Browser) -> None:
    records = Records(office)
    await records.fill()
    path = await records.path("/questions/{own_thread}", cora)
    page = await cora.get("/questions")
    assert "1 of 1 open talk waits for your answer." in page.text and "May I bring somebody?" not in page.text
    page = await cora.get(path)
    assert "May I bring somebody?" in page.text
    form = {**page.forms[f"/console{path}/answer"], "words": "Yes, do."}
    for _ in range(2):
        assert (await cora.post(f"{path}/answer", form)).status == 303
    said = await office.do(lambda tx: threads.said_in(tx, path.split("/")[-1]))
    assert [one.words for one in said] == ["May I bring somebody?", "Yes, do."]
    rows = await office.rows("SELECT payload FROM outbox WHERE reason = 'thread'")
    assert len(rows) == 1 and "Yes, do." in rows[0]["payload"]
    assert "0 of 1 open talk waits" in (await cora.get("/questions")).text
    assert (await cora.post(f"{path}/close")).status == 303
    page = await cora.post(f"{path}/answer", form)
    assert page.status in (303, 422)
    assert (await cora.get(f"/questions/{records.ids['another_thread']}")).status == 404
