"""What somebody wrote to an opportunity, and asked about it, is read by nobody once they took back that it is kept."""

from __future__ import annotations

import pytest

from storage import parting, prompts, recipients, responses, threads
from storage.database import Transaction
from tests.agreeing import agree, decide
from tests.console import offered
from tests.console.office import Browser, Office
from tests.console.records import Records

WROTE, ASKED = "I waited two years.", "Is there a lift?"


async def _takes_back(office: Office, records: Records) -> str:
    """Eve wrote something, and says no from now on; her id."""
    now = office.clock.now()

    def unit(tx: Transaction) -> str:
        said = responses.by_id(tx, records.ids["response"])
        assert said is not None and said.statement == WROTE
        agree(tx, now, said.person_id, "take_part_health")
        decide(tx, now, said.person_id, "take_part_health", "withdrawn")
        return said.person_id

    return await office.do(unit)


async def _asks(office: Office, records: Records, cora: Browser) -> str:
    """She asks Cora something about it; the id of their talk."""
    now, coordinator = office.clock.now(), cora.who
    assert coordinator is not None

    def unit(tx: Transaction) -> str:
        said = responses.by_id(tx, records.ids["response"])
        assert said is not None
        return offered.question(tx, now, said.opportunity_id, said.person_id, coordinator.id, ASKED)

    return await office.do(unit)


async def test_from_the_no_on_no_page_shows_it_and_a_yes_in_time_brings_it_back(office: Office, cora: Browser) -> None:
    records = Records(office)
    await records.fill()
    opportunity, response = records.ids["opportunity"], records.ids["response"]
    talk = await _asks(office, records, cora)
    pages = [
        f"/opportunities/{opportunity}/interested",
        f"/opportunities/{opportunity}/interested/{response}",
        f"/questions/{talk}",
    ]
    shown = "".join([(await cora.get(path)).text for path in pages])
    assert shown.count(WROTE) == 2 and shown.count(ASKED) == 1
    eve = await _takes_back(office, records)
    shown = "".join([(await cora.get(path)).text for path in pages])
    assert WROTE not in shown and ASKED not in shown
    assert "What they wrote is not shown any more: they took back their yes to keeping it." in shown
    assert "0 of 1 open talk waits" in (await cora.get("/questions")).text
    await office.do(lambda tx: decide(tx, office.clock.now(), eve, "take_part_health", "given"))
    shown = "".join([(await cora.get(path)).text for path in pages])
    assert shown.count(WROTE) == 2 and shown.count(ASKED) == 1


async def test_then_it_is_deleted_and_that_they_are_interested_stays(office: Office, cora: Browser) -> None:
    records = Records(office)
    await records.fill()
    opportunity, talk = records.ids["opportunity"], await _asks(office, records, cora)
    eve = await _takes_back(office, records)
    await office.do(lambda tx: parting.forget_words(tx, eve))
    assert not await office.rows("SELECT id FROM responses WHERE statement <> '' OR needs <> ''")
    assert await office.do(lambda tx: threads.by_id(tx, talk)) is None
    page = await cora.get(f"/opportunities/{opportunity}/interested")
    assert "1. Eve" in page.text and "They write" not in page.text
    assert (await cora.get(f"/questions/{talk}")).status == 404


@pytest.mark.parametrize(("then", "left"), [("left_out", []), ("waits", []), ("used", ["Who made the tea?"])])
async def test_a_suggested_thought_goes_unless_others_are_offered_it(
    office: Office, then: str, left: list[str]
) -> None:
    records, now = Records(office), office.clock.now()
    await records.fill()

    def unit(tx: Transaction) -> list[str]:
        said = responses.by_id(tx, records.ids["response"])
        assert said is not None
        one = prompts.suggest(tx, now, "Who made the tea?", "en", said.person_id)
        if then != "waits":
            prompts.decide(tx, now, one, theme="power" if then == "used" else None)
        parting.forget_words(tx, said.person_id)
        return [each.words for each in prompts.kept(tx) if each.id == one]

    assert await office.do(unit) == left


async def test_nobody_takes_up_a_thought_whose_author_has_said_no(office: Office) -> None:
    records, now = Records(office), office.clock.now()
    await records.fill()
    eve = await _takes_back(office, records)

    def unit(tx: Transaction) -> tuple[bool, list[str]]:
        one = prompts.suggest(tx, now, "Who made the tea?", "en", eve)
        return prompts.decide(tx, now, one, theme="power"), [each.id for each in prompts.kept(tx) if each.id == one]

    assert await office.do(unit) == (False, [])


async def test_why_something_came_to_them_goes_with_what_they_told_of_it(office: Office) -> None:
    records = Records(office)
    await records.fill()
    sent = records.ids["running"]

    def unit(tx: Transaction) -> tuple[str, ...]:
        said = responses.by_id(tx, records.ids["response"])
        assert said is not None
        tx.run(
            "UPDATE recipients SET because = '[\"topic:waiting\"]' WHERE broadcast_id = :id AND person_id = :who",
            id=sent,
            who=said.person_id,
        )
        row = tx.one("SELECT opportunity_id FROM broadcasts WHERE id = :id", id=sent)
        assert row is not None
        assert recipients.because(tx, row["opportunity_id"], said.person_id) == ("topic:waiting",)
        parting.forget_words(tx, said.person_id)
        return recipients.because(tx, row["opportunity_id"], said.person_id)

    assert await office.do(unit) == ()
