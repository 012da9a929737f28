"""Pairings and groups through the console: the same actions as in the chat, and what each page says then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

from bot.actions import ending, scheduling
from storage import groups, nudges, pairings, sessions
from storage.database import Transaction
from storage.values import instant
from tests.agreeing import agree
from tests.console.agreed import agreed
from tests.console.office import Browser, Office
from tests.console.records import Records
from tests.console.seen import Page

A_DAY = timedelta(days=1)


async def _agree(office: Office, *ids: str) -> None:
    now = office.clock.now()
    for one in ids:
        await office.do(lambda tx, one=one: agree(tx, now, one, "take_part_health"))  # type: ignore[misc]


async def test_two_are_put_together_by_name_and_asked_after_a_moment(office: Office, cora: Browser) -> None:
    records = Records(office)
    await records.fill()
    await _agree(office, records.ids["without_concern"], records.ids["leader"])
    await cora.get("/pairings/new")
    page = await cora.post("/pairings/new", {"partner": "eve", "leader": "BEN", "from": "", "until": "1 June 2026"})
    assert page.status == 303
    assert "Each is asked in five minutes" in (await cora.follow()).text
    assert cora.page.heading == "Eve and Ben"
    made = page.answer.headers["location"].split("/")[-1].split("?")[0]
    planned = await office.do(lambda tx: nudges.planned_about(tx, made))
    assert {one.kind for one in planned} == {"agree_pairing"} and len(planned) == 2
    assert office.woken > 0


async def test_a_name_that_may_mean_several_is_chosen_from_those(office: Office, cora: Browser) -> None:
    one, two = await office.hire("partner", "Sam Fox"), await office.hire("partner", "Sam Hill")
    await _agree(office, two.id, (await office.hire("leader", "Ben")).id)
    await cora.get("/pairings/new")
    page = await cora.post("/pairings/new", {"partner": "Sam", "leader": "Ben"})
    assert (page.status, page.errors) == (422, ["Choose which of these you mean, or type more of the name."])
    assert one.id in page.html and two.id in page.html
    page = await cora.post("/pairings/new", {"partner": "Sam", "partner_id": two.id, "leader": "Ben"})
    assert page.status == 303
    assert (await cora.follow()).heading == "Sam Hill and Ben"


async def test_what_cannot_be_put_together_is_said_at_its_field(office: Office, cora: Browser) -> None:
    records = Records(office)
    await records.fill()
    await cora.get("/pairings/new")
    tried = {
        "These two are put together already.": {"partner": "Ana", "leader": "Ben"},
        "The last day comes before the first one.": {"partner": "Eve", "leader": "Ben", "until": "1 January 2026"},
        "Somebody of this name is here, but not in this part of the programme. Type another name.": {
            "partner": "Ben",
            "leader": "Ben",
        },
    }
    over = {"partner": "Eve", "leader": "Ben", "from": "1/1/2026", "until": "2/1/2026"}
    tried["The last day has gone by already. Choose one that is still to come, or leave it empty."] = over
    for said, form in tried.items():
        page = await cora.post("/pairings/new", form)
        assert (page.status, page.errors[0]) == (422, said)
        assert page.forms["/console/pairings/new"]["leader"] == "Ben"
    page = await cora.post("/pairings/new", {"partner": "Xylo", "leader": "Xylo", "from": "x" * 61})
    nobody = "Nobody of this name has joined. Look at how it is spelt, or type a number, such as P-007."
    short = "Make it shorter: there is room for 60 letters, and this has 61."
    assert page.errors == [nobody, nobody, short]
    for said in (f"Partner: {nobody}", f"Leader: {nobody}", f"First day: {short}"):
        assert said in page.links


async def test_a_pairing_is_taken_back_or_ended_once(office: Office, cora: Browser) -> None:
    records = Records(office)
    await records.fill()
    path = f"/pairings/{await agreed(office, records)}"
    await cora.get(path)
    page = await cora.post(f"{path}/undo")
    assert (page.status, "End it instead" in page.text) == (422, True)
    for name, where, most in (("goals", "goals", 1000), ("why", "end", 300)):
        page = await cora.post(f"{path}/{where}", {name: "x" * (most + 1)})
        assert page.errors == [f"Make it shorter: there is room for {most} letters, and this has {most + 1}."]
        assert page.forms[f"/console{path}/{where}"][name] == "x" * (most + 1)
    assert (await cora.post(f"{path}/end", {"why": "They have done what they set out to do."})).status == 303
    assert "The pairing is over" in (await cora.follow()).text
    assert (await cora.post(f"{path}/end")).status == 422
    rows = await office.rows("SELECT state, ended_why FROM pairings")
    assert (rows[0]["state"], rows[0]["ended_why"]) == ("ended", "They have done what they set out to do.")
    page = await cora.get(path)
    assert "Over since2 March 2026, by Cora" in page.text and "Days that were planned" in page.text
    assert "They have done what they set out to do." in page.text


async def test_the_page_of_a_pairing_that_ended_by_itself_says_why(office: Office, cora: Browser) -> None:
    records = Records(office)
    await records.fill()
    pairing_id, now = await agreed(office, records), office.clock.now()
    pairing = await office.do(lambda tx: pairings.by_id(tx, pairing_id))
    assert pairing is not None
    for by, why, said in (
        (pairings.PAST_ITS_END, pairings.PAST_ITS_END, "its last day was over"),
        (pairing.partner_id, pairings.LEFT, "one of the two left"),
    ):
        await office.do(lambda tx, by=by, why=why: _ended(tx, now, pairing_id, by, why))  # type: ignore[misc]
        page = await cora.get(f"/pairings/{pairing_id}")
        assert f"Over since2 March 2026, {said}" in page.text and "for the team alone" not in page.text


def _ended(tx: Transaction, now: datetime, pairing_id: str, by: str, why: str) -> None:
    tx.run("UPDATE pairings SET state = 'agreed', ended_at = NULL WHERE id = :id", id=pairing_id)
    ending.end(tx, now, pairing_id, by, why)


async def test_a_group_is_formed_by_names_asked_into_and_ended(office: Office, cora: Browser) -> None:
    records = Records(office)
    await records.fill()
    await _agree(office, *(records.ids[name] for name in ("without_concern", "leader", "paused")))
    await cora.get("/groups/new")
    page = await cora.post(
        "/groups/new", {"name": "Circle", "members": "Ana\nNobody Known\nP-003", "facilitator": "Xylo"}
    )
    assert page.errors[:2] == [
        "There is a group of this name already.",
        "Who is meant by: Nobody Known (line 2)? Type the whole name, or a number such as P-007.",
    ]
    assert any(each.startswith("Facilitator: Nobody of this name") for each in page.links)
    assert page.forms["/console/groups/new"]["members"].startswith("Ana")
    page = await cora.post("/groups/new", {"name": "Circle", "members": "Ana\nP-003"})
    assert page.errors == ["There is a group of this name already."]
    few = "A group needs at least two members besides who guides it."
    page = await cora.post("/groups/new", {"name": "x" * 61, "members": "Ana\nAna\nP-003", "facilitator": "P-003"})
    assert page.errors[0].startswith("Make it shorter") and page.errors[1].startswith(few)
    form = {"name": "Round", "members": "Ana\n\n P-003 \nAna", "facilitator": "Ben"}
    page = await cora.post("/groups/new", form)
    assert page.status == 200 and "Voices does not ask Ana: they asked for a person" in page.text
    page = await cora.post("/groups/new", {**form, "known": page.forms["/console/groups/new"]["known"]})
    path = page.answer.headers["location"].removeprefix("/console").partition("?")[0]
    assert "Somebody stood there more than once, and is in it once" in (await cora.follow()).text
    assert len(await office.do(lambda tx: groups.members_of(tx, path.split("/")[-1]))) == 2
    assert (await cora.post(f"{path}/members", {"person": "Gia"})).status == 303
    assert (await cora.post(f"{path}/members", {"person": "Gia"})).status == 422
    slot = scheduling.Slot(datetime(2026, 3, 12, 14, tzinfo=UTC))
    planned = partial(scheduling.plan, now=office.clock.now(), by=None, slot=slot, timezone="Europe/London")
    await office.do(lambda tx: planned(tx, group_id=path.split("/")[-1]))
    page = await cora.get(path)
    assert f"/console{path}/end" not in page.forms  # one press does not end it
    page = await cora.get(page.links["End the group"])
    assert page.heading.startswith("End this group?") and "It cannot be taken back." in page.text
    assert "This session is cancelled: Thursday 12 March 2026, 14:00" in page.text
    assert page.links["Keep it"] == f"/console{path}"
    assert (await cora.post(f"{path}/end", _named(page, f"{path}/end"))).status == 303
    assert "The group is over" in (await cora.follow()).text
    assert "Ended" in (await cora.get(f"{path}/end")).text and (await cora.post(f"{path}/end")).status == 422


def _named(page: Page, path: str) -> dict[str, str]:
    """The sessions that the page of a group's end names, as its form carries them."""
    return {"cancels": page.forms[f"/console{path}"]["cancels"]}


async def test_ending_cancels_what_is_to_come_and_leaves_what_may_have_taken_place(
    office: Office, cora: Browser
) -> None:
    records = Records(office)
    await records.fill()
    now, pairing_id, group_id = office.clock.now(), await agreed(office, records), records.ids["group"]
    for whose in ({"pairing_id": pairing_id}, {"group_id": group_id}):
        for days in (-1, 8):
            plan = partial(sessions.plan, now=now, starts_at=now + timedelta(days=days), timezone="Europe/London")
            await office.do(lambda tx, plan=plan, whose=whose: plan(tx, **whose))  # type: ignore[misc]
    await cora.post(f"/pairings/{pairing_id}/end")
    path = f"/groups/{group_id}/end"
    await cora.post(path, _named(await cora.get(path), path))
    rows = await office.rows("SELECT state, starts_at < :now AS past FROM sessions", now=instant(now))
    assert {(row["state"], bool(row["past"])) for row in rows} == {("planned", True), ("cancelled", False)}
