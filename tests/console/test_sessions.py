"""Sessions through the console: planned, moved, cancelled, told of, and in a calendar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

from bot.actions import planning, scheduling
from storage import groups, nudges, sessions
from storage.database import Transaction
from tests.agreeing import agree
from tests.console.agreed import agreed
from tests.console.office import Browser, Office
from tests.console.records import Records

A_DAY = timedelta(days=1)


async def test_a_series_is_planned_after_what_should_be_known_was_said(office: Office, cora: Browser) -> None:
    records = Records(office)
    await records.fill()
    whose = await agreed(office, records)
    await cora.get(f"/sessions/new?whose={whose}")
    form = {"whose": whose, "date": "29 March 2026", "time": "01:30", "minutes": "45", "every": "once", "times": "1"}
    for typed, why in {
        "-5": "Type a day, such as 10/03/2026 or 10 March 2026.",
        "-1/12/2026": "Type a day, such as 10/03/2026 or 10 March 2026.",
        "2026-06-31": "There is no such day.",
        "Tue 9 December 2026": "Wednesday 9 December 2026 is not a Tuesday. Type the date alone, if it is that day.",
    }.items():
        page = await cora.post("/sessions/new", {**form, "date": typed})
        assert (page.status, page.errors) == (422, [why])
    page = await cora.post("/sessions/new", form)
    assert page.errors == ["The clocks go forward then, and 01:30 does not come that day. Type 02:00 or later."]
    form = {"whose": whose, "date": "25 October 2026", "time": "01:30", "minutes": "45", "place": "Here"}
    page = await cora.post("/sessions/new", {**form, "every": "once", "times": "4"})
    assert page.errors == ["Once is one session. Choose how often they meet, or type 1 here."]
    page = await cora.post("/sessions/new", {**form, "every": "once", "times": "½"})
    assert page.errors == ["Type a whole number from 1 to 12."]
    form |= {"every": "every_week", "times": "3"}
    page = await cora.post("/sessions/new", form)
    assert page.status == 200
    assert "The clocks go back that night" in page.text and "Nothing is planned yet" in page.text
    assert page.forms["/console/sessions/new"]["place"] == "Here"
    page = await cora.post("/sessions/new", {**form, "known": page.forms["/console/sessions/new"]["known"]})
    assert page.status == 303
    planned = await office.do(lambda tx: sessions.of_pairing(tx, whose))
    assert [one.starts_at[:16] for one in planned[1:]] == ["2026-10-25T00:30", "2026-11-01T01:30", "2026-11-08T01:30"]
    await cora.get("/sessions/new")
    page = await cora.post("/sessions/new", form)
    assert page.errors == ["All of these are planned already. Choose another day or time."]
    page = await cora.post("/sessions/new", {**form, "times": "4"})
    assert "or plan the others." in page.text and "Plan the others" in page.html
    await cora.post("/sessions/new", {**form, "times": "4", "known": page.forms["/console/sessions/new"]["known"]})
    (new,) = (await office.do(lambda tx: sessions.of_pairing(tx, whose)))[4:]
    page = await cora.follow()
    assert (page.answer.url.path, new.starts_at[:16]) == (f"/console/sessions/{new.id}", "2026-11-15T01:30")
    assert "Nobody has heard of it yet" in (await cora.get(f"/sessions/{planned[2].id}/cancel?and_later=yes")).text
    await cora.post(f"/sessions/{planned[2].id}/cancel", {"and_later": "yes"})
    assert "Nobody had heard of them yet, so nobody is told" in (await cora.follow()).text


async def test_several_are_counted_and_listed_and_nobody_is_to_be_told_who_never_heard(
    office: Office, cora: Browser
) -> None:
    records = Records(office)
    await records.fill()
    now, members = office.clock.now(), [records.ids["on_web"], records.ids["without_concern"]]
    whose = await office.do(lambda tx: groups.form(tx, now, name="Two", members=members))
    for each in members:
        await office.do(lambda tx, each=each: groups.say(tx, whose, each, "yes"))  # type: ignore[misc]
    await office.do(lambda tx: agree(tx, now, members[0], "take_part_health"))
    form = {
        "whose": whose,
        "date": "11 March 2026",
        "time": "14:00",
        "minutes": "45",
        "every": "every_week",
        "times": "3",
    }
    await cora.get("/sessions/new")
    await cora.post("/sessions/new", form)
    page = await cora.follow()
    assert "3 sessions are planned." in page.text and "a link to pass on to them" in page.text
    assert page.text.count("3 sessions were planned together") == 1 and page.text.count("Wednesday 25 March 2026") == 1
    path = page.links["Wednesday 18 March 2026, 14:00"].removeprefix("/console")
    assert "These 2 are cancelled:" in (await cora.get(f"{path}/cancel?and_later=yes")).text
    await cora.post(f"{path}/cancel", {"and_later": "yes"})
    page = await cora.follow()
    assert "2 sessions are cancelled. Nobody had heard of them yet, so nobody is told." in page.text
    assert page.text.count("Cancelled") == 3  # of the page, and in the list of the three
    assert "tell them yourself" not in page.text and "link to pass on" not in page.text
    await cora.get(path)
    page = await cora.get(f"{path}?said=cancelled_unheard&many=9")
    assert "9 sessions" not in page.text


async def test_of_a_series_over_the_clocks_going_forward_it_is_chosen_what_becomes_of_the_one_that_is_skipped(
    office: Office, cora: Browser
) -> None:
    records = Records(office)
    await records.fill()
    whose = await agreed(office, records)
    before = [one.starts_at for one in await office.do(lambda tx: sessions.of_pairing(tx, whose))]
    await cora.get(f"/sessions/new?whose={whose}")
    form = {"whose": whose, "date": "22 March 2026", "time": "01:30", "minutes": "45"}
    form |= {"every": "every_week", "times": "3"}
    page = await cora.post("/sessions/new", form)
    assert "The clocks go forward that night, and that time does not come." in page.text
    assert "Plan it for Sunday 29 March 2026, 02:00" in page.text and "Leave out the session of that day" in page.text
    assert len(await office.do(lambda tx: sessions.of_pairing(tx, whose))) == len(before)
    shown = page.forms["/console/sessions/new"]
    assert shown["skipped"] == "later"
    await cora.post("/sessions/new", {**form, "known": shown["known"], "skipped": "left_out"})
    planned = [one.starts_at for one in await office.do(lambda tx: sessions.of_pairing(tx, whose))]
    new = sorted(one[:16] for one in planned if one not in before)
    assert new == ["2026-03-22T01:30", "2026-04-05T00:30"]
    await cora.get(f"/sessions/new?whose={whose}")
    page = await cora.post("/sessions/new", {**form, "skipped": "later"})
    shown = page.forms["/console/sessions/new"]
    await cora.post("/sessions/new", {**form, "known": shown["known"], "skipped": "later"})
    planned = [one.starts_at[:16] for one in await office.do(lambda tx: sessions.of_pairing(tx, whose))]
    assert "2026-03-29T01:00" in planned  # two o'clock in summer


async def test_a_session_is_moved_put_elsewhere_and_cancelled(office: Office, cora: Browser) -> None:
    records = Records(office)
    await records.fill()
    await agreed(office, records)
    path = f"/sessions/{records.ids['session']}"
    await cora.get(path)
    assert (await cora.post(f"{path}/move", {"date": "next Tuesday", "time": "2pm"})).status == 303
    page = await cora.follow()
    assert "Tuesday 10 March 2026, 14:00" in page.text
    held = "Ana: they asked for a person, and nobody of the team has let us write first again"
    assert "unless this page says below that they do not" in page.text and held in page.text
    about = "Ana: the session Tuesday 10 March 2026, 14:00 was changed"
    office.clock.advance(timedelta(minutes=5))
    assert f"I have told them {about}" in (await cora.get("/")).text
    told = await office.do(lambda tx: nudges.planned_about(tx, records.ids["session"]))
    await cora.get(path)
    page = await cora.post(f"{path}/move", {"date": "10/03/2026", "time": "14:00"})
    assert page.errors == ["It begins at that time already. Nothing was changed, and nobody is told."]
    assert await office.do(lambda tx: nudges.planned_about(tx, records.ids["session"])) == told
    page = await cora.post(f"{path}/move", {"date": "29 March 2026", "time": "01:30"})
    assert page.errors == ["The clocks go forward then, and 01:30 does not come that day. Type 02:00 or later."]
    page = await cora.post(f"{path}/move", {"date": "25/10/2026", "time": "01:30"})
    assert page.status == 200 and "I took the first of the two." in page.text
    await cora.post(f"{path}/move", page.forms[f"/console{path}/move"])
    assert "It begins at another time." in (await cora.follow()).text
    page = await cora.post(f"{path}/move", {"date": "1 March 2026", "time": "14:00"})
    assert (page.status, page.errors) == (422, ["That has gone by already. Choose a day that is still to come."])
    page = await cora.post(f"{path}/move", {"date": "1/1/2020", "time": "noonish"})
    assert page.errors == [
        "That has gone by already. Choose a day that is still to come.",
        "Type a time, such as 14:00 or 2pm.",
    ]
    await cora.post(f"{path}/place", {"place": "Room 4"})
    assert "Room 4" in (await cora.follow()).text
    page = await cora.post(f"{path}/move", {"date": "", "time": "14:00"})
    assert page.errors == ["Type the day."] and page.forms[f"/console{path}/place"]["place"] == "Room 4"
    page = await cora.get(f"{path}/cancel")
    assert page.heading.startswith("Cancel this session?") and "Those who have heard of it hear" in page.text
    await cora.post(f"{path}/cancel")
    page = await cora.follow()
    assert "Cancelled" in page.text and "those who had heard of it hear so" in page.text
    assert (await cora.get(path)).text.count("Voices does not write to these people that it is cancelled") == 1
    for step, form in (("move", {"date": "1 May", "time": "9:00"}), ("cancel", {}), ("became", {"became": "held"})):
        assert (await cora.post(f"{path}/{step}", form)).status == 422, step


async def test_a_session_is_moved_over_another_of_the_same_people_only_after_that_was_said(
    office: Office, cora: Browser
) -> None:
    records = Records(office)
    await records.fill()
    now, path = office.clock.now(), f"/sessions/{records.ids['session']}"
    whose = await office.do(lambda tx: sessions.by_id(tx, records.ids["session"]))
    assert whose is not None
    slot = scheduling.Slot(datetime(2026, 3, 12, 14, tzinfo=UTC))
    planned = partial(scheduling.plan, now=now, by=None, slot=slot, timezone="Europe/London")
    await office.do(lambda tx: planned(tx, pairing_id=whose.pairing_id))
    for time in ("14:00", "14:30"):
        await cora.get(path)
        page = await cora.post(f"{path}/move", {"date": "12 March 2026", "time": time})
        assert (page.status, page.forms[f"/console{path}/move"]["time"]) == (200, time)
        assert "Somebody who would come has another session on Thursday 12 March 2026, 14:00." in page.text
        assert "Nothing is changed yet." in page.text and "Move it all the same" in page.html
        stands = await office.do(lambda tx: sessions.by_id(tx, records.ids["session"]))
        assert stands is not None and stands.starts_at == whose.starts_at
    await cora.post(f"{path}/move", page.forms[f"/console{path}/move"])
    assert "Thursday 12 March 2026, 14:30" in (await cora.follow()).text
    await cora.post(f"{path}/move", {"date": "12 March 2026", "time": "15:15"})  # its own time is in nobody's way
    assert "Thursday 12 March 2026, 15:15" in (await cora.follow()).text


async def test_the_team_says_whether_a_session_took_place(office: Office, cora: Browser) -> None:
    records = Records(office)
    await records.fill()
    path = f"/sessions/{records.ids['session']}"
    assert "Nobody who is to come has said yes yet." in (await cora.get(path)).text
    assert (await cora.post(f"{path}/became", {"became": "held"})).status == 422
    office.clock.advance(timedelta(minutes=10))
    page = await cora.get(path)
    assert "Nobody who was to come is asked" in page.text
    assert "Nobody has said whether it took place" in page.text and "Planned" not in page.text
    assert not any(path.endswith(("/move", "/place", "/cancel")) for path in page.forms)
    page = await cora.post(f"{path}/cancel")
    assert page.status == 422 and "Its time has come" in page.text
    for became, shown in (("missed", "Did not take place"), ("held", "Took place")):
        assert (await cora.post(f"{path}/became", {"became": became})).status == 303
        assert shown in (await cora.follow()).text


async def test_where_somebody_who_came_is_asked_how_it_went_the_page_says_so(office: Office, cora: Browser) -> None:
    records, now = Records(office), office.clock.now()
    await records.fill()
    await agreed(office, records)
    path = f"/sessions/{records.ids['session']}"

    def plan(tx: Transaction) -> None:
        session = sessions.by_id(tx, records.ids["session"])
        assert session is not None
        planning.plan_session(tx, now, session)

    await office.do(plan)
    assert "has said yes yet" not in (await cora.get(path)).text
    office.clock.advance(timedelta(minutes=10))
    page = await cora.get(path)
    assert "Those who were to meet are asked, too." in page.text and "is asked, so" not in page.text


async def test_a_week_is_shown_day_by_day_and_any_nonsense_is_this_week(office: Office, cora: Browser) -> None:
    records = Records(office)
    await records.fill()
    page = await cora.get("/sessions")
    assert "Monday 2 (today)" in page.text and "09:01 Ana and Ben" in page.links
    for nonsense in ("x", "2026-13-45", "9999-12-31", "0001-01-01"):
        assert (await cora.get(f"/sessions?week={nonsense}")).status == 200, nonsense
    assert "09:01 Ana and Ben" not in (await cora.get("/sessions?week=2026-03-11")).links
    next_week = office.clock.now() + timedelta(days=7)
    await office.do(lambda tx: sessions.move(tx, records.ids["session"], next_week))
    office.clock.advance(timedelta(days=5))
    assert cora.who is not None
    cora = await office.sign_in(cora.who)
    page = await cora.get("/")
    assert "1 Sessions planned, next 7 days" in page.text
    assert page.links["Sessions planned, next 7 days"] == "/console/sessions?since=2026-03-07"
    page = await cora.get("/sessions?since=2026-03-07")
    assert "7 March 2026 to 13 March 2026" in page.text and "09:00 Ana and Ben" in page.links


async def test_a_calendar_programme_gets_numbers_and_no_names_until_the_address_is_closed(
    office: Office, cora: Browser
) -> None:
    records = Records(office)
    await records.fill()
    await cora.get("/sessions")
    page = await cora.post("/calendar/make")
    address = page.html.partition("<code>")[2].partition("</code>")[0]
    path = address.removeprefix("http://127.0.0.1")
    answer = await office.browser().client.get(path)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "Session P-002\\, P-004" in answer.text and "Ana" not in answer.text
    assert "LOCATION" not in answer.text and "Circle" not in answer.text
    for line in ("NAME:Voices sessions", "X-WR-CALNAME:Voices sessions", "REFRESH-INTERVAL;VALUE=DURATION:PT1H"):
        assert line in answer.text.splitlines()
    await cora.post("/calendar/close")
    assert (await office.browser().client.get(path)).status_code == 404
    await cora.post("/calendar/make")
    assert cora.who is not None
    who = cora.who.id
    await office.do(lambda tx: tx.run("DELETE FROM roles WHERE person_id = :id", id=who))
    address = cora.page.html.partition("<code>")[2].partition("</code>")[0]
    assert (await office.browser().client.get(address.removeprefix("http://127.0.0.1"))).status_code == 404
