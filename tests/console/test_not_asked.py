"""Whoever is asked in, or would come, and may not be asked or told by Voices: it is said before, and on the page."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.actions import grouping, pairing
from bot.conversations import STORIES
from bot.fortnight import Book
from bot.jobs import due
from storage import concerns, groups, pairings, people
from storage.database import Transaction
from storage.people import Person
from tests.agreeing import agree, decide
from tests.console.office import TEXTS, Browser, Office

BOOK = Book(TEXTS, STORIES)

WHY = {
    "withdrawn": "they took back their yes to keeping what they say, and may give it again",
    "concern": "they asked for a person, and nobody of the team has let us write first again",
    "paused": "they have paused",
    "unreachable": "Telegram cannot reach them",
    "stopped": "they asked us not to write",
}


async def both(office: Office) -> tuple[Person, Person]:
    """A partner and a leader who have agreed."""
    bryn, priya = await office.hire("partner", "Bryn"), await office.hire("leader", "Priya")
    for one in (bryn, priya):
        await office.do(lambda tx, one=one: agree(tx, office.clock.now(), one.id, "take_part_health"))  # type: ignore[misc]
    return bryn, priya


async def bar(office: Office, person: Person, how: str) -> None:
    now = office.clock.now()

    def do(tx: Transaction) -> None:
        if how == "withdrawn":
            decide(tx, now, person.id, "take_part", "given")
            decide(tx, now, person.id, "take_part_health", "withdrawn")
        elif how == "concern":
            concerns.raise_(tx, now, person.id, None, "contact_me")
        elif how == "unreachable":
            people.unreachable(tx, now, person.id, "blocked")
        else:
            {"stopped": people.stop, "paused": people.pause}[how](tx, now, person.id)

    await office.do(do)


async def all_the_same(cora: Browser, path: str, form: dict[str, str]) -> str:
    """Send it, and once more knowing what was said then; that, and where the second one leads."""
    page = await cora.post(path, form)
    assert page.status == 200, page.errors
    said = page.text
    page = await cora.post(path, {**form, "known": page.forms[f"/console{path}"]["known"]})
    assert page.status == 303
    await cora.follow()
    return said


@pytest.mark.parametrize("how", ["withdrawn", "concern", "paused", "unreachable"])
async def test_of_two_it_is_said_who_is_not_asked_before_they_are_put_together_and_afterwards(
    office: Office, cora: Browser, how: str
) -> None:
    bryn, _ = await both(office)
    await bar(office, bryn, how)
    await cora.get("/pairings/new")
    said = await all_the_same(cora, "/pairings/new", {"partner": "Bryn", "leader": "Priya"})
    assert f"Voices does not ask Bryn: {WHY[how]}." in said and "Priya:" not in said
    assert len(await office.do(pairings.proposed)) == 1
    path = cora.page.answer.url.path
    for page in (cora.page, await cora.get(path)):
        assert f"so their yes cannot come. Speak to them yourself: Bryn: {WHY[how]}" in page.text
        assert "Priya:" not in page.text
    assert f"Bryn and Priya. Not asked: Bryn, for {WHY[how]}" in (await cora.get("/")).text


async def test_whoever_was_asked_before_the_pause_has_the_question(office: Office, cora: Browser) -> None:
    bryn, priya = await both(office)
    now = office.clock.now()
    made = await office.do(
        lambda tx: pairing.propose(tx, now, partner_id=bryn.id, leader_id=priya.id, from_on=now.date())
    )
    office.clock.advance(timedelta(minutes=10))
    await office.do(lambda tx: due.write_to(tx, office.clock.now(), BOOK, bryn.id, None))
    await bar(office, bryn, "paused")
    page = await cora.get(f"/pairings/{made.id}")
    assert "Speak to them yourself" not in page.text


async def test_of_a_group_it_is_said_who_is_not_asked_and_who_is_left_out(office: Office, cora: Browser) -> None:
    bryn, priya = await both(office)
    dee, ed = await office.hire("partner", "Dee"), await office.hire("partner", "Ed")
    await bar(office, bryn, "paused")
    await bar(office, dee, "stopped")
    await bar(office, ed, "concern")
    await cora.get("/groups/new")
    form = {"name": "Round", "members": "Bryn\nPriya\nDee", "facilitator": ""}
    said = await all_the_same(cora, "/groups/new", form)
    assert f"Voices does not ask Bryn: {WHY['paused']}." in said and f"Dee is left out: {WHY['stopped']}." in said
    assert f"Speak to them yourself: Bryn: {WHY['paused']}" in cora.page.text and "Bryn Not asked" in cora.page.text
    assert "Priya Asked" in cora.page.text and "Dee" not in cora.page.text
    path = cora.page.answer.url.path.removeprefix("/console")
    said = await all_the_same_there(cora, path, "Ed")
    assert f"Voices does not ask Ed: {WHY['concern']}." in said
    assert f"Ed: {WHY['concern']}" in cora.page.text
    (group,) = await office.do(groups.standing)
    assert set(await office.do(lambda tx: groups.members_of(tx, group.id))) == {bryn.id, priya.id, ed.id}


async def test_of_a_groups_session_it_is_said_who_has_not_said_yes_and_hears_of_it_only_then(
    office: Office, cora: Browser
) -> None:
    bryn, priya = await both(office)
    dee, guide = await office.hire("partner", "Dee"), await office.hire("leader", "Greta")
    for one in (dee, guide):
        await office.do(lambda tx, one=one: agree(tx, office.clock.now(), one.id, "take_part_health"))  # type: ignore[misc]
    await bar(office, bryn, "paused")
    form = {"name": "Round", "members": "Bryn\nPriya\nDee", "facilitator": "Greta"}
    await cora.get("/groups/new")
    await all_the_same(cora, "/groups/new", form)
    (group,) = await office.do(groups.standing)
    office.clock.advance(timedelta(minutes=6))
    await office.do(lambda tx: grouping.answered(tx, office.clock.now(), group.id, dee.id, "yes"))
    await cora.get("/sessions/new")
    session = {"whose": group.id, "date": "11 March 2026", "time": "14:00", "minutes": "45", "every": "once"}
    said = await all_the_same(cora, "/sessions/new", session)
    bryns = f"Voices does not ask them ({WHY['paused']})"
    assert "Voices does not tell Priya yet: they have not said yes yet." in said
    assert f"Voices does not tell Bryn yet: {bryns}." in said and "tell Dee" not in said
    assert "Voices does not tell Greta yet: they have not read yet that they guide it." in said
    path = cora.page.answer.url.path.removeprefix("/console")
    assert "once they have said yes" in cora.page.text and f"Bryn: {bryns}" in cora.page.text
    assert "Priya: they have not said yes yet" in cora.page.text and "Dee:" not in cora.page.text
    await office.do(lambda tx: grouping.answered(tx, office.clock.now(), group.id, bryn.id, "no"))
    await office.do(lambda tx: grouping.answered(tx, office.clock.now(), group.id, priya.id, "yes"))
    page = await cora.get(path)
    assert "Bryn" not in page.text and "Priya" not in page.text and "Greta: they have not read" in page.text


async def all_the_same_there(cora: Browser, path: str, name: str) -> str:
    page = await cora.post(f"{path}/members", {"person": name})
    assert page.status == 200 and "Nobody was asked yet." in page.text
    said, known = page.text, page.forms[f"/console{path}/members"]["known"]
    assert (await cora.post(f"{path}/members", {"person": name, "known": known})).status == 303
    await cora.follow()
    return said


@pytest.mark.parametrize("how", ["concern", "paused", "unreachable", "stopped"])
async def test_of_a_session_it_is_said_who_is_not_told_that_it_is_planned_until_a_person_has_told_them(
    office: Office, cora: Browser, how: str
) -> None:
    bryn, priya = await both(office)
    whose = await office.do(lambda tx: _agreed(tx, bryn, priya, office))
    await bar(office, bryn, how)
    await cora.get("/sessions/new")
    form = {"whose": whose, "date": "11 March 2026", "time": "14:00", "minutes": "45", "every": "every_week"}
    said = await all_the_same(cora, "/sessions/new", {**form, "times": "3"})
    assert f"Voices does not tell Bryn: {WHY[how]}." in said
    first = cora.page.answer.url.path.removeprefix("/console")
    last = cora.page.links["Wednesday 25 March 2026, 14:00"].removeprefix("/console")
    not_told = f"that it is planned, and does not as they stand. Tell them yourself: Bryn: {WHY[how]}"
    office.clock.advance(timedelta(minutes=10))
    await office.do(lambda tx: due.write_to(tx, office.clock.now(), BOOK, bryn.id, None))
    for path in (first, last):
        assert not_told in (await cora.get(path)).text
    line = "I have told them Bryn: the session Wednesday 11 March 2026, 14:00 and 2 more"
    assert line in (await cora.get("/")).text
    assert (await cora.post(f"{first}/knows/{bryn.id}")).status == 303
    assert "they know" in (await cora.follow()).text and line not in cora.page.text
    assert not_told not in (await cora.get(last)).text
    assert (await cora.post(f"{first}/knows/{bryn.id}")).status == 404


def _agreed(tx: Transaction, bryn: Person, priya: Person, office: Office) -> str:
    now = office.clock.now()
    made = pairing.propose(tx, now, partner_id=bryn.id, leader_id=priya.id, from_on=now.date()).id
    for side in ("partner", "leader"):
        pairings.say(tx, now, made, side, "yes")
    return made


async def test_the_page_of_somebody_says_that_they_took_back_their_yes_also_once_it_is_all_deleted(
    office: Office, cora: Browser
) -> None:
    bryn, _ = await both(office)
    await bar(office, bryn, "withdrawn")
    assert "Nothing is asked of them until they say yes again" in (await cora.get(f"/people/{bryn.id}")).text
