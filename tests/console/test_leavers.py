"""Whoever has left says so everywhere, and a session to which nobody else comes is somebody's to see to."""

from __future__ import annotations

from datetime import timedelta

from bot.actions import grouping, scheduling
from storage import groups, people
from storage.database import Transaction
from storage.people import Person
from tests.console.office import Browser, Office

DAY = timedelta(days=1)
ALONE = "Nobody, or only one person, comes to these sessions"


async def circle(office: Office) -> tuple[str, list[Person]]:
    """The session of a group in five days, and Ana and Bryn, who are in it, and Priya, who guides it."""
    now = office.clock.now()
    who = [
        await office.hire(role, name) for role, name in (("partner", "Ana"), ("partner", "Bryn"), ("leader", "Priya"))
    ]

    def unit(tx: Transaction) -> str:
        group = groups.form(tx, now, name="Northfield", members=[who[0].id, who[1].id], facilitator_id=who[2].id)
        for one in who[:2]:
            people.joined(tx, now, one.id)
            grouping.answered(tx, now, group, one.id, "yes")
        slots = [scheduling.Slot(now + days * DAY) for days in (5, 12)]
        return scheduling.plan_series(tx, now, by=None, group_id=group, slots=slots, timezone="Europe/London")[0].id

    return await office.do(unit), who


async def leave(office: Office, one: Person) -> None:
    def unit(tx: Transaction) -> None:
        people.stop(tx, office.clock.now(), one.id)
        people.leave(tx, office.clock.now(), one.id)

    await office.do(unit)


async def test_a_session_to_which_only_one_comes_stands_on_today_and_on_its_page(office: Office, cora: Browser) -> None:
    session, (ana, bryn, _) = await circle(office)
    await leave(office, ana)
    assert ALONE not in (await cora.get("/")).text
    assert "As it stands" not in (await cora.get(f"/sessions/{session}")).text
    await leave(office, bryn)
    page = await cora.get("/")
    assert ALONE in page.text
    line = "Saturday 7 March 2026, 09:00 and 1 more, Northfield: nobody but Priya comes"
    group = page.links[f"Open {line}"].removeprefix("/console")
    said = "As it stands, nobody but Priya comes: ask somebody in, or end the group."
    assert said in (await cora.get(f"/sessions/{session}")).text
    page = await cora.get(group)
    assert said in page.text and "Bryn Left" in page.text and "Said yes" not in page.text


async def test_a_session_that_waits_for_a_yes_is_nobodys_to_see_to_until_it_is_near(
    office: Office, cora: Browser
) -> None:
    session, (ana, bryn, _) = await circle(office)
    await office.do(lambda tx: groups.ask_in(tx, office.clock.now(), groups.standing(tx)[0].id, bryn.id))
    await leave(office, ana)
    assert ALONE not in (await cora.get("/")).text
    tomorrow = office.clock.now() + DAY
    await office.do(lambda tx: scheduling.move(tx, office.clock.now(), session, tomorrow, by=None))
    assert ALONE in (await cora.get("/")).text


async def test_the_page_and_the_lists_say_that_somebody_has_left(office: Office, cora: Browser) -> None:
    _, (ana, bryn, _) = await circle(office)
    await leave(office, bryn)
    page = await cora.get(f"/people/{bryn.id}")
    assert "Left since Monday 2 March 2026" in page.text and "They have left." in page.text
    assert "asked us not to write" not in page.text and "Put together with somebody" not in page.links
    assert "Northfield" not in page.text
    assert "Bryn Left since 2 March 2026" in (await cora.get("/people")).text
    assert "Left since" not in (await cora.get(f"/people/{ana.id}")).text
