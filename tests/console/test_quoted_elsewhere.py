"""A sentence that was agreed to for a poster, or any place that is no report of ours, and may not stand there as it
did: it is a thing to do until somebody says that it was done, whoever else is gone by then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.actions import consenting, departing, quoting, summing
from bot.actions.quoting import Wanted
from bot.chat.scene import Scene
from storage import (
    consents,
    conversations,
    erasing,
    erasures,
    health,
    people,
    quotation_requests,
    quotations,
    quoted_elsewhere,
    reports,
)
from storage.database import Transaction
from tests.agreeing import agree
from tests.console import answered
from tests.console.office import TEXTS, Browser, Office

WORDS, POSTER = "She asked, and wrote down what I said.", "the poster in the waiting room, read by everybody"
PLACE = "the poster in the waiting room"
TO_DO = f"A quotation for “{PLACE}”, agreed to on Monday 2 March 2026,"
GONE, OTHERWISE = f"{TO_DO} was taken back, or may be shown no more.", f"{TO_DO} may stand there otherwise only"


async def on_a_poster(office: Office) -> str:
    """Bryn said yes to his sentence on the poster, with his name; the id of the quotation."""
    bryn, cora, now = (
        await office.hire("partner", "Bryn"),
        await office.hire("coordinator", "Rachel"),
        office.clock.now(),
    )

    def grant(tx: Transaction) -> str:
        agree(tx, now, bryn.id, "take_part_health", quotations.ANONYMOUS, quotations.NAMED)
        answer = answered.say(tx, now, bryn.id, WORDS)
        one = quoting.ask_for(tx, now, Wanted(answer, bryn.id, WORDS, POSTER, "Bryn", named=True), by=cora.id)
        quotation_requests.decide(tx, now, one, "granted")
        return one

    return await office.do(grant)


def _name(tx: Transaction, scene: Scene) -> None:
    consenting.follow(tx, scene.now, scene.person.id, quotations.NAMED, "withdrawn")


def _sentence(tx: Transaction, scene: Scene) -> None:
    (one,) = quotations.of_person(tx, scene.person.id)
    assert quoting.take_back_one(scene, quotation_id=one.id)


def _no(tx: Transaction, scene: Scene, purpose: str) -> None:
    (past,) = [one for one in consents.history(tx, scene.person.id) if one["purpose"] == purpose]
    consents.take_back(tx, scene.now, scene.person.id, past, how="chat")
    consenting.follow(tx, scene.now, scene.person.id, purpose, "withdrawn")


def _quotes(tx: Transaction, scene: Scene) -> None:
    _no(tx, scene, quotations.ANONYMOUS)


def _keeping(tx: Transaction, scene: Scene) -> None:
    _no(tx, scene, health.PURPOSE)


def _words(tx: Transaction, scene: Scene) -> None:
    _keeping(tx, scene)
    planned = erasures.planned(tx, scene.person.id)
    assert planned is not None
    departing.carry_out(tx, scene.now, TEXTS, planned)


def _everything(tx: Transaction, scene: Scene) -> None:
    _name(tx, scene)
    erasing.forget(tx, scene.now, scene.person.id)


Taken = Callable[[Transaction, Scene], None]


async def _take_back(office: Office, quotation_id: str, what: Taken) -> None:
    def take(tx: Transaction) -> None:
        one = quotations.by_id(tx, quotation_id)
        person = people.by_id(tx, one.person_id) if one is not None else None
        assert person is not None
        what(tx, Scene(tx, office.clock.now(), person, TEXTS.voice("en"), TEXTS))

    await office.do(take)


@pytest.mark.parametrize("what", [_sentence, _quotes, _keeping, _words, _everything])
async def test_what_was_taken_back_stands_on_today_until_somebody_says_that_it_is_taken_down(
    office: Office, cora: Browser, what: Taken
) -> None:
    one = await on_a_poster(office)
    assert TO_DO not in (await cora.get("/")).text  # it may hang there
    await _take_back(office, one, what)
    page = await cora.get("/")
    assert GONE in page.text and WORDS not in page.text and "Bryn" not in page.text.partition(TO_DO)[2][:200]
    page = await cora.get("/quotations")
    ((path, form),) = [(path, form) for path, form in page.forms.items() if path.endswith("/mended")]
    where = path.removeprefix("/console")
    assert (await cora.post(where, {**form, "gone": ""})).status == 422  # that is not what there is to do
    assert (await cora.post(where, form)).status == 303
    assert "It is noted" in (await cora.follow()).text
    assert TO_DO not in (await cora.get("/")).text
    assert not await office.do(lambda tx: quoted_elsewhere.mended(tx, where.split("/")[-2], gone=True))  # it was
    assert await office.rows("SELECT id FROM quotation_uses") == []


async def another_on_it(office: Office, words: str, after: timedelta = timedelta(0)) -> str:
    """Bryn said yes to one more sentence on the same poster, on the same day; the id of the quotation."""
    await on_a_poster(office)
    at = office.clock.now() + after

    def grant(tx: Transaction) -> str:
        bryn, cora = people.with_role(tx, "partner")[0], people.with_role(tx, "coordinator")[0]
        answer = answered.say(tx, at, bryn.id, words)
        one = quoting.ask_for(tx, at, Wanted(answer, bryn.id, words, POSTER, "Bryn", named=True), by=cora.id)
        quotation_requests.decide(tx, at, one, "granted")
        return one

    return await office.do(grant)


def _sentences(tx: Transaction, scene: Scene) -> None:
    for one in quotations.of_person(tx, scene.person.id):
        assert quoting.take_back_one(scene, quotation_id=one.id)


async def test_two_of_one_place_and_day_are_told_apart_by_how_they_begin(office: Office, cora: Browser) -> None:
    one = await another_on_it(office, f"Nobody told me where to go. {'And then I waited. ' * 8}")
    await _take_back(office, one, _sentences)
    page = await cora.get("/quotations")
    assert WORDS in page.text and "Nobody told me where to go. And then I waited." in page.text
    assert "I waited. And…" in page.text  # no more than the beginning
    read = await office.rows("SELECT answer_id FROM readings")
    assert len({row["answer_id"] for row in read}) == 2  # as whoever said it may see


async def test_where_the_words_are_gone_they_are_told_apart_by_the_time_of_the_yes(
    office: Office, cora: Browser
) -> None:
    one = await another_on_it(office, "Nobody told me where to go.", timedelta(minutes=4))
    await _take_back(office, one, _everything)
    for path in ("/", "/quotations"):
        page = await cora.get(path)
        assert "Nobody told me" not in page.text and WORDS not in page.text
        assert all(f"Monday 2 March 2026, 09:0{minute}" in page.text for minute in (0, 4)), page.text


async def test_what_was_agreed_to_in_the_same_minute_has_a_number(office: Office, cora: Browser) -> None:
    one = await another_on_it(office, "Nobody told me where to go.")
    await _take_back(office, one, _everything)
    page = await cora.get("/")
    assert all(f"agreed to on Monday 2 March 2026, 09:00 ({number})," in page.text for number in (1, 2))


async def test_where_the_name_was_taken_back_it_is_to_come_off(office: Office, cora: Browser) -> None:
    one = await on_a_poster(office)
    await _take_back(office, one, _name)
    assert OTHERWISE in (await cora.get("/")).text
    page = await cora.get("/quotations?state=granted")
    assert "below it: a partner" in page.text and "See to it where it stands" in page.text
    ((path, form),) = [(path, form) for path, form in page.forms.items() if path.endswith("/mended")]
    await cora.post(path.removeprefix("/console"), form)
    assert TO_DO not in (await cora.get("/")).text
    await _take_back(office, one, _sentence)  # it hangs there without the name
    assert GONE in (await cora.get("/")).text


async def test_a_yes_that_comes_back_leaves_nothing_to_do(office: Office) -> None:
    one = await on_a_poster(office)
    await _take_back(office, one, _quotes)

    def again(tx: Transaction, scene: Scene) -> None:
        (use,) = quoted_elsewhere.to_mend(tx)
        agree(tx, scene.now, scene.person.id, quotations.ANONYMOUS)
        assert quoted_elsewhere.to_mend(tx) == []
        _quotes_once_more(tx, scene)
        assert quoted_elsewhere.mended(tx, use.id, gone=True)
        agree(tx, scene.now, scene.person.id, quotations.ANONYMOUS)
        consenting.follow(tx, scene.now, scene.person.id, quotations.ANONYMOUS, "given")
        _sentence(tx, scene)  # which may hang there anew, and is known of
        assert len(quoted_elsewhere.to_mend(tx)) == 1

    await _take_back(office, one, again)


def _quotes_once_more(tx: Transaction, scene: Scene) -> None:
    past = [one for one in consents.history(tx, scene.person.id) if one["purpose"] == quotations.ANONYMOUS]
    consents.take_back(tx, scene.now, scene.person.id, past[-1], how="chat")


async def test_what_was_agreed_to_for_a_report_is_mended_there_alone(office: Office, cora: Browser) -> None:
    one = await on_a_poster(office)

    def begin(tx: Transaction) -> None:
        today = office.clock.now().date()
        cora_id = people.with_role(tx, "coordinator")[0].id
        reports.begin(tx, office.clock.now(), title=PLACE, from_on=today, until_on=today, made_by=cora_id)

    await office.do(begin)
    await _take_back(office, one, _sentence)
    assert TO_DO not in (await cora.get("/")).text


async def test_the_summary_of_a_coordinator_names_the_place_and_the_day(office: Office) -> None:
    one, now = await on_a_poster(office), office.clock.now()
    await _take_back(office, one, _everything)

    def lines(tx: Transaction) -> str:
        rachel = next(person for person in people.with_role(tx, "coordinator") if person.name == "Rachel")
        assert conversations.last_of_kind(tx, rachel.id, "digest") is None
        return str(summing.summary(Scene(tx, now, rachel, TEXTS.voice("en"), TEXTS))["lines"])

    told = await office.do(lines)
    assert f"by the day of the yes\n{PLACE}: Monday 2 March 2026" in told
    assert WORDS not in told and "Bryn" not in told
