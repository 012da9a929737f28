"""The name of an organisation is read on people's phones: before anybody is shown it, a person looks at where."""

from __future__ import annotations

from storage import organisations
from tests.console.office import Browser, Office


async def names(office: Office) -> list[str]:
    return [row["name"] for row in await office.rows("SELECT name FROM organisations ORDER BY name")]


async def known(office: Office, name: str) -> str:
    now = office.clock.now()
    return await office.do(lambda tx: organisations.named(tx, now, name))


async def test_a_new_name_is_looked_at_before_there_is_such_an_organisation(office: Office, cora: Browser) -> None:
    await known(office, "Northfield Voices")
    await cora.get("/organisations")
    page = await cora.look_first("/organisations", {"name": "  Northfeild  Voices "})
    assert page.heading == "Add this organisation? Northfeild Voices"
    assert "A small team at Northfeild Voices reads what you choose to share." in page.text
    assert "already that is spelt nearly like this: Northfield Voices." in page.text
    assert await names(office) == ["Northfield Voices"]
    look = page.forms["/console/organisations"]
    assert (await cora.post("/organisations", look)).status == 303
    assert await names(office) == ["Northfeild Voices", "Northfield Voices"]
    assert (await cora.get("/organisations")).forms["/console/organisations"]["name"] == ""


async def test_what_it_is_to_be_called_from_now_on_is_looked_at_first(office: Office, cora: Browser) -> None:
    home = await known(office, "Northfield")
    ana = await office.hire("partner", "Ana")
    await office.do(lambda tx: organisations.settle(tx, ana.id, home))
    await cora.get("/organisations")
    page = await cora.look_first(f"/organisations/{home}/rename", {"name": "no-such-name"})
    assert page.heading == "Call it this? no-such-name"
    assert "A small team at no-such-name reads" in page.text and "spelt nearly like" not in page.text
    assert "Now it is called Northfield" in page.text and "People in it 1" in page.text
    assert await names(office) == ["Northfield"]
    page = await cora.get(page.links["Change it"].removeprefix("/console"))
    assert page.forms[f"/console/organisations/{home}/rename"]["name"] == "no-such-name"
    await cora.look_first(f"/organisations/{home}/rename", {"name": "northfield"})  # it is like none but itself
    assert "spelt nearly like" not in cora.page.text
    await cora.post(f"/organisations/{home}/rename", cora.page.forms[f"/console/organisations/{home}/rename"])
    assert await names(office) == ["northfield"]


async def test_a_new_name_beside_somebody_is_looked_at_too(office: Office, cora: Browser) -> None:
    ana = await office.hire("partner", "Ana")
    await cora.get(f"/people/{ana.id}")
    page = await cora.look_first(f"/people/{ana.id}/organisation", {"organisation": "Northfield"})
    assert "A small team at Northfield reads" in page.text and await names(office) == []
    await cora.post(f"/people/{ana.id}/organisation", page.forms[f"/console/people/{ana.id}/organisation"])
    assert await names(office) == ["Northfield"]
    assert (await cora.get(f"/people/{ana.id}/organisation")).answer.headers["location"].endswith(ana.id)
    eve = await office.hire("partner", "Eve")
    await cora.post(f"/people/{eve.id}/organisation", {"organisation": "Northfield"})  # which is known by now
    assert "Their organisation is changed." in (await cora.follow()).text


async def test_a_new_name_on_an_invite_is_looked_at_before_the_letter(office: Office, cora: Browser) -> None:
    await cora.get("/invites")
    page = await cora.look_first("/invites", {"name": "Una", "role": "leader", "organisation": "Northfield"})
    assert page.heading == "Invite them? Una"
    assert "A new organisation: Northfield" in page.text and "A small team at Northfield reads" in page.text
    assert await names(office) == [] and await office.rows("SELECT id FROM invites") == []
    page = await cora.post("/invites", page.forms["/console/invites"])
    assert "Una: welcome" in page.text and await names(office) == ["Northfield"]
