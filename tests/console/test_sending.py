"""From whom it is for to the end: the live count, the number, the second person, and how it stands as it goes out."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta

from bot.actions import broadcasting
from storage import broadcasts, directory, opportunities, people, profiles, recalls, recipients
from storage.broadcasts import Broadcast
from storage.database import Transaction
from storage.values import instant
from tests.agreeing import decide
from tests.console import offered
from tests.console.office import Browser, Office
from tests.console.records import Records

HX = {"hx-request": "true"}


async def drafted(office: Office, cora: Browser, records: Records) -> str:
    """The path of a sending of the draft of the records."""
    await cora.get(f"/opportunities/{records.ids['draft']}")
    page = await cora.post(f"/opportunities/{records.ids['draft']}/send")
    return page.answer.headers["location"].removeprefix("/console").removesuffix("/audience")


async def test_the_count_follows_each_change_and_says_who_is_left_out(office: Office, cora: Browser) -> None:
    records, now = Records(office), office.clock.now()
    await records.fill()

    def without_telegram(tx: Transaction) -> None:
        fay = people.meet_without_telegram(tx, now, timezone="Europe/London")
        people.joined(tx, now, fay.id)
        tx.run("UPDATE people SET name = 'Fay' WHERE id = :id", id=fay.id)
        offered.taking_part(tx, now, fay)

    await office.do(without_telegram)
    path = await drafted(office, cora, records)
    page = await cora.get(f"{path}/audience")
    assert page.forms[f"/console{path}/audience"]["roles"] == "partner"
    named = await cora.post(f"{path}/audience/count", {"people_more": "Eve\nFay"}, HX)
    assert "1 of these has no Telegram. It waits on a page of their own" in named.text
    page = await cora.post(f"{path}/audience/count", {"roles": "partner"}, HX)
    assert "<html" not in page.html and "no Telegram" not in page.text and "2 people" in page.text
    assert "cannot be written to now: " in page.text and "Some of them: Eve; Gia" in page.text
    page = await cora.look_first(f"{path}/audience/count", {"people_more": "eve\nNobody Known"})
    assert "1 person" in page.text and page.errors == [
        "Who is meant by: Nobody Known (line 2)? Type the whole name, or a number such as P-007."
    ]
    assert page.text.count("Who is meant by") == 2  # at the top, and at its field
    page = await cora.get(f"{path}/audience")
    assert page.errors == [] and "Nobody Known" not in page.html
    page = await cora.post(f"{path}/audience", {"roles": ["partner", "nonsense"], "without_more": "Eve"})
    assert page.status == 303
    one = await office.do(lambda tx: broadcasts.by_id(tx, path.split("/")[-1]))
    assert one is not None
    assert one.audience == {"roles": ["partner"], "without": [records.ids["without_concern"]]}
    gia = records.ids["paused"]
    await office.do(lambda tx: profiles.keep(tx, gia, {"contact_from": "18:00", "contact_until": "20:00"}))
    page = await cora.follow()
    assert "It goes to 1 person." in page.text and "The last of them from Monday 2 March 2026, 18:00" in page.text
    assert 'lang="ur" dir="rtl"' in page.html and now == office.clock.now()
    typed = {"when": "at_a_time", "date": "tomorrow", "time": "18:30"}
    page = await cora.post(f"{path}/look", typed, HX)
    assert "<html" not in page.html and "If it begins on Tuesday 3 March 2026, 18:30:" in page.text
    assert "All of them get it as soon as it begins." in page.text
    page = await cora.look_first(f"{path}/look", {**typed, "time": "9am"})
    assert "The last of them from Tuesday 3 March 2026, 18:00" in page.text and page.status == 200
    assert page.forms[f"/console{path}/confirm"]["time"] == "9am"
    page = await cora.post(f"{path}/confirm", {**typed, "time": "9am", "number": "7"})
    assert page.status == 422 and "The last of them from Tuesday 3 March 2026, 18:00" in page.text
    page = await cora.post(f"{path}/confirm", {"when": "at_a_time", "date": "yesterday", "time": "<i>", "number": "x"})
    assert [one.partition(".")[0] for one in page.errors] == [
        *("That has gone by already", "Type a time, such as 14:00 or 2pm", "Type how many get it, which is 1"),
    ]
    page = await cora.post(f"{path}/look", {**typed, "when": "now"}, HX)
    assert "A day or a time is typed, and Now is chosen. If it begins now:" in page.text
    page = await cora.post(f"{path}/look", {**typed, "date": "2 March 2020"}, HX)
    assert "Type a day and a time to come" in page.text and "If it begins" not in page.text


async def test_ticked_stays_who_has_joined_and_nobody_else(office: Office, cora: Browser) -> None:
    records, now = Records(office), office.clock.now()
    await records.fill()

    def came_and_went(tx: Transaction) -> list[str]:
        coming, gone = (people.meet(tx, now, telegram_id=number, timezone="Europe/London").id for number in (88, 89))
        people.joined(tx, now, gone)
        tx.run("UPDATE people SET erased_at = :now WHERE id = :id", now=instant(now), id=gone)
        return [coming, gone, "nobody"]

    others, path = await office.do(came_and_went), await drafted(office, cora, records)
    joined = [one.id for one in await office.do(directory.everybody)]
    assert len(joined) > 2
    await cora.post(f"{path}/audience", {"people": [*others, *joined[:-1]], "without": [joined[-1], *others]})
    one = await office.do(lambda tx: broadcasts.by_id(tx, path.split("/")[-1]))
    assert one is not None and one.audience == {"people": joined[:-1], "without": joined[-1:]}
    page = await cora.get(f"{path}/audience")
    ticked = re.findall(r'id="(people|without)(?:-\d+)?" name="\1" type="checkbox" value="(.+?)" checked>', page.html)
    assert ticked == [*(("people", one) for one in joined[:-1]), ("without", joined[-1])]


async def test_the_number_confirms_once_however_often_it_is_pressed(office: Office, cora: Browser) -> None:
    records = Records(office)
    await records.fill()
    path = await drafted(office, cora, records)
    await cora.post(f"{path}/audience", {"roles": "partner"})
    await cora.get(f"{path}/look")
    assert (await cora.post(f"{path}/to-me")).status == 303
    (row,) = await office.rows("SELECT person_id FROM outbox WHERE payload LIKE '%A panel%'")
    assert cora.who is not None and row["person_id"] == cora.who.id
    for form, said in (
        ({"when": "now", "number": "999"}, "You typed 999, and now 2 would get it."),
        ({"when": "now", "number": "3"}, "You typed 3, and now 2 would get it."),
        ({"when": "now", "number": "two"}, "Type how many get it, which is 2."),
        ({"when": "now", "number": "2", "date": "12/12/2026", "time": "10:00"}, "Choose At a time, or empty the day"),
        ({"when": "at_a_time", "number": "2", "date": "1 March 2026", "time": "10:00"}, "That has gone by already."),
        ({"when": "at_a_time", "number": "2", "date": "28/03/2027", "time": "01:30"}, "Type 02:00 or later."),
        ({"when": "at_a_time", "number": "2", "date": "1 May 2026", "time": "10:00"}, "past the last day for answers"),
    ):
        page = await cora.post(f"{path}/confirm", form)
        assert page.status == 422 and said in page.text, said
    page = await cora.post(
        f"{path}/confirm", {"when": "at_a_time", "number": "3", "date": "1 May 2026", "time": "soon"}
    )
    assert page.errors == [
        "Type a time, such as 14:00 or 2pm.",
        "You typed 3, and now 2 would get it. That can change while you compose. Nothing was sent.",
    ]
    pressed = {"when": "now", "number": "2", "key": cora.key}
    answers = await asyncio.gather(*(cora.client.post(f"/console{path}/confirm", data=pressed) for _ in range(5)))
    assert {one.status_code for one in answers} == {303}
    for back in ("look", "audience"):  # by the browser
        page = await cora.get(f"{path}/{back}")
        assert (page.status, page.answer.headers["location"]) == (303, f"/console{path}"), back
    await cora.post(f"{path}/audience", {"roles": "partner"})
    assert "So nothing was changed." in (await cora.follow()).text
    page = await cora.post(f"{path}/look", {"when": "now", "number": "2"}, HX)  # typed in another window
    assert "So nothing was changed." in (await cora.get(page.answer.headers["HX-Redirect"])).text
    rows = await office.rows("SELECT id FROM audit WHERE action = 'broadcast_confirmed' AND about = :id", id=path[12:])
    assert len(rows) == 1
    page = await cora.get(path)
    assert (
        "It goes to 2 and begins on Monday 2 March 2026, 09:01." in page.text and f"/console{path}/undo" in page.forms
    )
    assert (await cora.post(f"{path}/undo")).status == 303
    page = await cora.follow()
    assert "This page follows along" not in page.text and "Was to begin" in page.text
    again = await cora.get(f"{path}?said=confirmed")
    assert (again.status, again.answer.headers["location"]) == (303, f"/console{path}")
    offer = await cora.get(f"/opportunities/{records.ids['draft']}")
    assert "For 2 people, Monday 2 March 2026, 09:01: undone." in offer.text
    page = await cora.post(f"{path}/undo")
    assert page.status == 422 and "It was undone before. Nobody got it." in page.text


async def test_over_a_hundred_a_second_person_and_a_fresh_second_step(office: Office, cora: Browser) -> None:
    assert cora.who is not None
    who, now = cora.who.id, office.clock.now()

    def crowd(tx: Transaction) -> str:
        ids = []
        for number in range(101):
            met = people.meet(tx, now, telegram_id=9_000_000 + number, timezone="Europe/London")
            people.joined(tx, now, met.id)
            offered.taking_part(tx, now, met)
            ids.append(met.id)
        return offered.announcement(tx, now, who, ids)

    made = await office.do(crowd)
    path = f"/broadcasts/{made}"
    dora = await office.hire("coordinator", "Dora")
    page = await cora.get(f"{path}/look")
    assert (page.status, page.answer.headers["location"]) == (303, f"/console/second-step?next={path}/look")
    await office._second_step(cora, cora.who)
    page = await cora.get(f"{path}/look")
    assert "a second person has to agree before anything goes out" in page.text
    office.clock.advance(timedelta(minutes=6))
    timed = {"when": "at_a_time", "date": "tomorrow", "time": "9am"}
    page = await cora.post(f"{path}/confirm", {**timed, "number": "999"})
    assert page.errors[0].startswith("You typed 999, and now 101 would get it.")
    assert page.forms[f"/console{path}/confirm"]["time"] == "9am"
    await cora.post(f"{path}/confirm", {**timed, "number": "101"})
    page = await cora.follow()
    await cora.post("/prove", {"code": await office.code_of(cora.who), "next": page.forms["/console/prove"]["next"]})
    assert (await cora.follow()).forms[f"/console{path}/confirm"]["time"] == "9am"
    await cora.post(f"{path}/confirm", {"when": "now", "number": "101"})
    assert "Others in the team are asked to agree" in (await cora.follow()).text
    other = await office.sign_in(dora)
    await office._second_step(other, dora)
    page = await other.get("/")
    assert [
        label
        for label in page.links
        if label.startswith("Look Cora asks you to agree: We are away on Friday. (101 people)")
    ]
    page = await other.get(f"{path}/look")
    assert (await other.post(f"{path}/agree", {"number": "100"})).status == 422
    assert (await other.post(f"{path}/disagree", {"why": "Say when you are back."})).status == 303
    await cora.get(f"{path}/look")
    await cora.post(f"{path}/confirm", {"when": "now", "number": "101"})
    page = await cora.post(f"{path}/agree", {"number": "101"})
    assert page.status == 422 and "somebody else has to agree" in page.text
    await other.get(f"{path}/look")
    assert (await other.post(f"{path}/agree", {"number": "101"})).status == 303
    one = await office.do(lambda tx: broadcasts.by_id(tx, made))
    assert one is not None and (one.state, one.second_by, one.people) == ("confirmed", dora.id, 101)
    office.clock.advance(timedelta(minutes=10))
    page = await cora.post(f"/broadcasts/{made}/confirm", {"when": "now", "number": "101"})
    assert "confirmed_meanwhile" in page.answer.headers["location"]


async def test_how_it_stands_is_told_anew_when_it_changes_until_it_is_over(office: Office, cora: Browser) -> None:
    records = Records(office)
    await records.fill()
    running, now = records.ids["running"], office.clock.now()
    page = await cora.get(f"/broadcasts/{running}")
    seen = page.html.partition("follow?seen=")[2].partition('"')[0]
    told: list[bytes] = []

    async def listen() -> None:
        async with cora.client.stream("GET", f"/console/broadcasts/{running}/follow?seen={seen}") as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            told.extend([piece async for piece in answer.aiter_bytes()])

    def end(tx: Transaction) -> None:
        offered.over(tx, now, running)

    listening = asyncio.create_task(listen())
    while office.clock.next_wake() is None:  # noqa: ASYNC110 - the clock has no event
        await asyncio.sleep(0)
    await cora.post(f"/broadcasts/{running}/pause")
    while not listening.done():
        await office.do(end)
        office.clock.advance(3)
        await asyncio.sleep(0)
    await listening
    text = b"".join(told).decode()
    assert (
        "event: follows\ndata: \n" in text
        and "event: stands" in text
        and "event: acts" in text
        and text.rstrip().endswith("event: over\ndata: over")
    )
    assert text.count("Undo") == 0  # what the page shows already is not told again


async def test_it_is_paused_goes_on_is_stopped_and_taken_back_with_a_correction(office: Office, cora: Browser) -> None:
    records = Records(office)
    await records.fill()
    path = f"/broadcasts/{records.ids['running']}"
    await cora.get(path)
    for step in ("pause", "resume", "stop"):
        assert (await cora.post(f"{path}/{step}")).status == 303, step
    page = await cora.post(f"{path}/resume")
    assert page.status == 422 and "It was stopped for good" in page.text
    path = f"/broadcasts/{records.ids['sent']}"
    page = await cora.get(f"{path}/recall")
    assert "Have it 2" in page.text
    assert (await cora.post(f"{path}/recall", {"correction": "It is on the 27th."})).status == 303
    page = await cora.follow()
    assert "It was taken back. Nobody else gets it." in page.text and "It is on the 27th." in page.text
    page = await cora.post(f"{path}/recall", {"correction": "Again"})
    assert (page.status, page.errors) == (422, ["It was taken back before."])
    assert await office.do(lambda tx: recipients.counts(tx, records.ids["sent"]).total()) == 2
    first, second = [row["id"] for row in await office.rows("SELECT id FROM recipients WHERE recall = 'wanted'")]

    def became(tx: Transaction) -> str:
        recalls.taken_back(tx, first, "deleted")
        recalls.taken_back(tx, second, "too_late")
        one = broadcasts.by_id(tx, records.ids["sent"])
        return str(one.opportunity_id if one else "")

    page = await cora.get(f"/opportunities/{await office.do(became)}")
    assert "Sent: 2. Deleted: 1. Could not be deleted or corrected: 1." in page.text


async def test_who_cannot_be_told_what_is_right_is_not_said_to_be_told_in_their_hours(
    office: Office, cora: Browser
) -> None:
    records, now = Records(office), office.clock.now()
    await records.fill()
    path = f"/broadcasts/{records.ids['sent']}"
    await cora.get(path)
    assert (await cora.post(f"{path}/recall", {"correction": "It is on the 27th."})).status == 303
    page = await cora.get(path)  # nobody knows yet what can be deleted
    assert "Being taken back 2" in page.text and "Being deleted" not in page.text
    (one, eve), (other, _) = [
        (row["id"], row["person_id"]) for row in await office.rows("SELECT * FROM recipients WHERE recall = 'wanted'")
    ]

    def says_no(tx: Transaction) -> None:
        for each in (one, other):
            recalls.taken_back(tx, each, "correcting", "older_than_48_hours")
        decide(tx, now, eve, "take_part_health", "given")
        decide(tx, now, eve, "take_part_health", "withdrawn")

    await office.do(says_no)
    page = await cora.get(path)
    assert "To be corrected, in their own hours 1" in page.text
    assert "Not corrected: cannot be written to now 1" in page.text


async def test_whom_it_waits_for_on_a_page_is_told_of_in_the_same_words_on_both_pages(
    office: Office, cora: Browser
) -> None:
    records = Records(office)
    await records.fill()
    path = f"/broadcasts/{records.ids['sent']}"

    def one_waits(tx: Transaction) -> str:
        (last,) = tx.all("SELECT MAX(id) AS id FROM recipients WHERE broadcast_id = :id", id=records.ids["sent"])
        tx.run("UPDATE recipients SET state = 'on_page' WHERE id = :id", id=last["id"])
        one = broadcasts.by_id(tx, records.ids["sent"])
        return str(one.opportunity_id if one else "")

    opportunity = await cora.get(f"/opportunities/{await office.do(one_waits)}")
    assert "Sent: 1. Waiting on the pages of people without Telegram: 1." in opportunity.text
    assert "got it" not in opportunity.text
    assert "Waiting on the pages of people without Telegram 1" in (await cora.get(path)).text


async def test_an_announcement_that_was_undone_can_be_used_again(office: Office, cora: Browser) -> None:
    records, now = Records(office), office.clock.now()
    await records.fill()
    path = f"/broadcasts/{records.ids['announcement']}"
    await office.do(lambda tx: broadcasts.end(tx, now, path[12:], "undone", "draft"))
    page = await cora.get(path)
    assert page.status == 200
    await cora.post(f"/announcements/{path[12:]}/again")
    page = await cora.follow()
    (form,) = (one for where, one in page.forms.items() if where.endswith("/edit"))
    assert form["words"] == "We are away on Friday." and path[12:] not in page.answer.url.path
    made = page.answer.url.path.split("/")[3]
    before, after = await office.do(lambda tx: (broadcasts.by_id(tx, path[12:]), broadcasts.by_id(tx, made)))
    assert before and after and before.audience == after.audience and after.state == "draft"
    await cora.post(f"/broadcasts/{made}/confirm", {"when": "now", "number": "2"})
    await cora.post(f"/announcements/{made}/again")
    path = (await cora.follow()).answer.url.path.replace("announcements", "broadcasts").removesuffix("/edit")
    alike = "we are away  on Friday"  # a capital letter, a space or a full stop makes no other words
    await cora.post(f"{path.replace('broadcasts', 'announcements')}/edit", {"words": alike, "where": "people"})
    page = await cora.get(f"{path}/look")
    said = "Cora sent these words on Monday 2 March 2026, 09:00."
    assert f"{said} How many of these have them, or are to get them: 2." in page.text
    assert "Confirm it: it goes again" in page.text
    page = await cora.post(f"{path}/confirm", {"when": "now", "number": "2"})  # as from a page that did not say so
    assert page.status == 422 and said in page.errors[0]
    assert (await cora.post(f"{path}/confirm", {"when": "now", "number": "2", "twice": "2"})).status == 303


async def test_what_was_called_off_meanwhile_goes_to_nobody(office: Office, cora: Browser) -> None:
    records, now = Records(office), office.clock.now()
    await records.fill()
    path = await drafted(office, cora, records)
    await cora.post(f"{path}/audience", {"roles": ["partner"]})
    many = await office.do(lambda tx: broadcasting.how_many(tx, now, _known(tx, path)))

    def call_off(tx: Transaction) -> None:
        opportunities.opened(tx, now, records.ids["draft"])
        assert opportunities.ended(tx, now, records.ids["draft"], "cancelled", "The room is gone.")

    await office.do(call_off)
    page = await cora.post(f"{path}/confirm", {"when": "now", "number": str(many)})
    assert many > 0 and page.status == 422
    assert (await office.do(lambda tx: _known(tx, path))).state == "draft"


def _known(tx: Transaction, path: str) -> Broadcast:
    one = broadcasts.by_id(tx, path.split("/")[-1])
    assert one is not None
    return one
