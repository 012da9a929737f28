"""Inviting to the team: what an admin may, and what two people of the team have to want."""

from __future__ import annotations

import re
from datetime import timedelta

from storage import invites
from tests.console.office import Browser, Office

CODE = re.compile(r"[a-z2-7]{26}")


async def test_an_admin_invites_to_the_team_and_a_coordinator_only_to_the_programme(
    office: Office, cora: Browser
) -> None:
    ada = await office.proven("admin")
    await ada.get("/invites/team")
    page = await ada.post("/invites/team", {"name": "Lou", "role": "learning-partner"})
    assert CODE.search(page.text)
    assert (await ada.post("/invites/team", {"name": "Sam", "role": "partner"})).status == 422
    await cora.get("/invites")
    assert (await cora.post("/invites", {"name": "Sam", "role": "admin"})).status == 422


async def test_nobody_makes_a_lead_or_an_admin_alone(office: Office) -> None:
    ada, now = await office.proven("admin"), office.clock.now()
    await ada.get("/invites/team")
    page = await ada.post("/invites/team", {"name": "Ada", "role": "safeguarding-lead"})
    assert page.status == 422 and "voices invite safeguarding-lead" in page.text and not CODE.search(page.text)
    sam = await office.proven("safeguarding-lead")
    assert sam.who is not None
    page = await ada.post("/invites/team", {"name": "Sol", "role": "safeguarding-lead"})
    (code,) = {*CODE.findall(page.text)}
    assert await office.do(lambda tx: invites.redeem(tx, now, code=code)) is None
    assert (await ada.get("/invites/team/waiting")).text.count("Safeguarding lead, invited by") == 0
    assert "The invite works only when a second person agrees." in await told(office, sam)
    assert "Safeguarding lead, invited by Ada. To be answered by " in (await sam.get("/")).text
    page = await sam.get("/invites/team/waiting")
    assert ", until " in page.text
    path = next(one for one in page.forms if one.endswith("/agree")).removeprefix("/console")
    await ada.get("/invites/team/waiting")
    assert (await ada.post(path)).status == 404
    assert (await sam.post(path)).status == 303
    assert "works from now on" in (await sam.follow()).text
    redeemed = await office.do(lambda tx: invites.redeem(tx, now, code=code))
    assert redeemed is not None and redeemed.agreed_by == sam.who.id
    assert (await sam.post(path)).status == 404


async def test_of_several_admins_a_second_one_agrees_and_present_leads_hear_of_it(office: Office) -> None:
    ada, sam = await office.proven("admin"), await office.proven("safeguarding-lead")
    alex = await office.sign_in(await office.hire("admin", "Alex"))
    await office.prove(alex)
    await ada.get("/invites/team")
    await ada.post("/invites/team", {"name": "Sol", "role": "safeguarding-lead"})
    assert await told(office, sam) == ""
    page = await alex.get("/invites/team/waiting")
    await alex.post(next(one for one in page.forms if one.endswith("/agree")).removeprefix("/console"))
    assert "Somebody has been invited to the team." in await told(office, sam)
    office.clock.advance(timedelta(minutes=6))
    page = await ada.get("/invites/team")
    assert page.answer.headers["location"] == "/console/prove?next=/invites/team"


async def told(office: Office, browser: Browser) -> str:
    """What somebody of the team was told on their phone because the team changes."""
    assert browser.who is not None
    sql = "SELECT payload FROM outbox WHERE person_id = :id AND reason = 'concern' ORDER BY id"
    return " ".join(row["payload"] for row in await office.rows(sql, id=browser.who.id))
