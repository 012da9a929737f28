"""Composing on a page: the same record as in the chat, kept at each save, with one message per field."""

from __future__ import annotations

from bot.actions import halting
from storage import broadcasts, opportunities
from storage.database import Transaction
from storage.opportunities import FIELDS
from tests.console import offered
from tests.console.office import Browser, Office

WHOLE = {
    **{"title": "A panel", "what": "Letters.", "suits": "Everybody", "doing": "Read and talk.", "hours": "Two hours"},
    **{
        "happens": "26 March at 2pm",
        "place": "Online",
        "pay": "",
        "unpaid_because": "It is a trial",
        "topic": "research",
    },
    **{"expenses": "None", "access": "Captions", "ask_whom": "Cora", "places": "4", "closes_on": "12 March 2026"},
    **{"decides_on": "16/03/2026", "how_decided": "By draw"},
}


async def test_a_draft_is_kept_at_each_save_and_cannot_be_sent_with_gaps(office: Office, cora: Browser) -> None:
    await cora.get("/opportunities/new")
    wrong = {"title": "x" * 200, "places": "many", "closes_on": "next Friday", "decides_on": "1 March 2026"}
    page = await cora.post("/opportunities/new", wrong)
    assert [each.split(":")[0] for each in page.errors] == [
        "Make it shorter",
        "Type a whole number from 1 to 500.",
        "That day is past.",
    ]
    assert page.forms["/console/opportunities/new"]["closes_on"] == "next Friday"
    assert "That is Friday 13 March 2026." in page.text
    page = await cora.post("/opportunities/new", {"title": "A panel", "what": "Letters.", "next": "send"})
    assert page.status == 422
    assert "Everything else is saved." in page.text
    assert "Say what people would do." in page.errors and len(page.errors) == 13
    path = next(where for where in page.forms if where.endswith("/edit"))
    form = {**page.forms[path], **WHOLE, "places": "many", "decides_on": "1 March 2026"}
    assert page.forms[path]["was-title"] == "A panel"
    page = await cora.post(path, {**form, "next": "send"})
    assert page.errors == ["Type a whole number from 1 to 500.", "That day is past."]
    assert (page.forms[path]["places"], page.forms[path]["decides_on"]) == ("many", "1 March 2026")
    page = await cora.post(path, {**page.forms[path], **WHOLE, "next": "send"})
    assert page.status == 303 and page.answer.headers["location"].endswith("/audience")
    kept = (await office.do(opportunities.in_hand))[0]
    assert (kept.happens, kept.places, kept.decides_on) == ("Thursday 26 March 2026, 14:00", 4, "2026-03-16")
    assert (kept.unpaid_because, kept.topic, kept.state) == ("It is a trial", "research", "draft")


async def test_what_the_chat_filled_in_meanwhile_stands(office: Office, cora: Browser) -> None:
    assert cora.who is not None
    who, now = cora.who.id, office.clock.now()
    made = await office.do(lambda tx: offered.an_opportunity(tx, now, who, place="", places=None))
    path = f"/console/opportunities/{made}/edit"
    form = (await cora.get(path)).forms[path]
    await office.do(lambda tx: opportunities.fill_in(tx, made, {"place": "Room 4", "decides_on": "2026-03-13"}))
    page = await cora.post(path, {**form, "hours": "One hour", "closes_on": "14/03/2026"})
    assert page.errors == ["The decision cannot come before the last day for answers."]
    kept = await office.do(lambda tx: opportunities.by_id(tx, made))
    assert kept is not None
    assert (kept.place, kept.hours, kept.closes_on, kept.decides_on) == (
        "Room 4",
        "One hour",
        "2026-03-12",
        "2026-03-13",
    )
    page = await cora.get(f"/opportunities/{made}")
    assert "Still to be filled in before it can be sent: Places." in page.text


async def test_what_somebody_else_filled_in_meanwhile_is_said_and_not_written_over(office: Office) -> None:
    cora, dora = await office.staff("coordinator"), await office.sign_in(await office.hire("coordinator", "Dora"))
    assert cora.who is not None
    who, now = cora.who.id, office.clock.now()
    made = await office.do(lambda tx: offered.an_opportunity(tx, now, who))
    path = f"/console/opportunities/{made}/edit"
    mine = (await cora.get(path)).forms[path]
    theirs = {**(await dora.get(path)).forms[path], "place": "Room 4", "pay": "", "unpaid_because": "It is a pilot"}
    assert (await dora.post(path, {**theirs, "hours": "One hour"})).status == 303
    page = await cora.post(path, {**mine, "place": "Room 9", "pay": "30 pounds", "doing": "Talk.", "places": "many"})
    told = "Dora filled this in at 09:00: “{}”. Yours is not saved. To have it instead, save once more."
    many = "Type a whole number from 1 to 500."
    assert page.errors == [told.format("Room 4"), told.format("unpaid, because It is a pilot"), many]

    async def kept() -> tuple[str, ...]:
        one = await office.do(lambda tx: opportunities.by_id(tx, made))
        assert one is not None
        return (one.place, one.pay, one.unpaid_because, one.hours, one.doing)

    assert await kept() == ("Room 4", "", "It is a pilot", "One hour", "Talk.")
    form = page.forms[path]
    assert (form["place"], form["pay"], form["hours"]) == ("Room 9", "30 pounds", "One hour")  # theirs, and as it is
    assert (await cora.post(path, {**form, "places": "7"})).status == 303
    assert await kept() == ("Room 9", "30 pounds", "", "One hour", "Talk.")
    (row,) = await office.rows("SELECT detail FROM audit WHERE action = 'opportunity_kept' ORDER BY id DESC LIMIT 1")
    assert set(row["detail"].split(",")) == {"place", "pay", "unpaid_because", "places"}


async def test_each_field_says_what_is_wrong_with_it(office: Office, cora: Browser) -> None:
    assert cora.who is not None
    who, now = cora.who.id, office.clock.now()
    made = await office.do(lambda tx: offered.an_opportunity(tx, now, who))
    path = f"/console/opportunities/{made}/edit"
    form = (await cora.get(path)).forms[path]
    tried = {
        "pay": ("free", "This reads as no pay. Leave it empty, and say below why it is unpaid."),
        "happens": ("Monday 3 March at 2pm", "Tuesday 3 March 2026 is not a Monday."),
        "closes_on": ("someday", "Type a day, such as 10/03/2026 or 10 March 2026."),
        "title": (" ", "Type what it is called."),
        "hours": (
            "https://a.example/b",
            "This looks like a link, and there is no use for one here. Write it in words.",
        ),
        "what": ("x" * 901, "Make it shorter: there is room for 900 letters, and this has 901."),
        "unpaid_because": ("We have no money", "Fill in one of the two: what is paid, or why it is unpaid."),
    }
    for name, (typed, said) in tried.items():
        page = await cora.post(path, {**form, name: typed})
        assert page.status == 422 and said in page.text, (name, page.errors)
        assert page.forms[path][name].strip() == typed.strip()
    kept = await office.do(lambda tx: opportunities.by_id(tx, made))
    assert kept is not None and kept.pay == "£25 an hour, also for reading."


async def test_one_is_used_again_deleted_and_called_off(office: Office, cora: Browser) -> None:
    assert cora.who is not None
    who, now = cora.who.id, office.clock.now()
    made = await office.do(lambda tx: offered.an_opportunity(tx, now, who))
    await office.do(lambda tx: opportunities.opened(tx, now, made))
    await cora.get(f"/opportunities/{made}")
    page = await cora.post(f"/opportunities/{made}/copy")
    copied = page.answer.headers["location"].split("/")[-2]
    form = (await cora.follow()).forms[f"/console/opportunities/{copied}/edit"]
    assert (form["title"], form["happens"], form["closes_on"]) == ("A panel on waiting times", "", "")
    assert (await cora.post(f"/opportunities/{copied}/send")).status == 422
    page = await cora.get(f"/opportunities/{copied}")
    assert not any("discard" in where for where in page.forms)
    page = await cora.get(page.links["Delete the draft"])
    assert page.heading.startswith("Delete this draft?") and "Keep it" in page.links
    assert (await cora.post(f"/opportunities/{copied}/discard")).status == 303
    assert (await cora.post(f"/opportunities/{made}/discard")).status == 422
    page = await cora.post(f"/opportunities/{made}/edit", {"title": "Another name"})
    assert page.status == 422 and "it stays as it is" in page.text
    assert (await cora.get(f"/opportunities/{made}/edit")).status == 404
    page = await cora.post(f"/opportunities/{made}/call-off", {"reason": "The hospital has closed."})
    assert "It is called off." in (await cora.follow()).text and "The hospital has closed." in cora.page.text
    assert (await cora.post(f"/opportunities/{made}/call-off", {"reason": "Again"})).status == 422


async def test_a_draft_has_the_end_that_works_for_it(office: Office, cora: Browser) -> None:
    """Nobody heard of one that is new or whose sending was undone; one that was taken back stays on record."""
    assert cora.who is not None
    who, now = cora.who.id, office.clock.now()
    ben = await office.hire("partner", "Ben")

    def fill(tx: Transaction, after: str) -> str:
        made = offered.an_opportunity(tx, now, who)
        if after:
            sending = offered.sent(tx, now, made, who, [ben.id])
            ended = halting.undo(tx, now, sending, by=who) if after == "undone" else False
            assert ended or halting.take_back(tx, now, sending, by=who, correction="")
        return made

    await office.do(lambda tx: offered.taking_part(tx, now, ben))
    for after, end in (("", "discard"), ("undone", "discard"), ("recalled", "call-off")):
        made = await office.do(lambda tx, after=after: fill(tx, after))  # type: ignore[misc]
        page = await cora.get(f"/opportunities/{made}")
        ends = {where.rpartition("/")[2] for where in (*page.forms, *page.links.values())} & {"discard", "call-off"}
        assert ends == {end}, after
        page = await cora.post(f"/opportunities/{made}/{end}", {"reason": "The hospital has closed."})
        assert page.status == 303, after
        other = ({"discard", "call-off"} - ends).pop()
        assert (await cora.post(f"/opportunities/{made}/{other}", {"reason": "Again"})).status in (404, 422)
    assert "Called off" in (await cora.get(f"/opportunities/{made}")).text


async def test_the_list_has_what_is_to_be_decided_first(office: Office, cora: Browser) -> None:
    assert cora.who is not None
    who, now = cora.who.id, office.clock.now()

    def fill(tx: Transaction) -> None:
        late = {"closes_on": "2026-02-20", "decides_on": "2026-02-25"}
        for title, fields, state in (
            ("Drafted", {}, ""),
            ("Late", late, "open"),
            ("Soon", {}, "open"),
            ("Shut", {}, "shut"),
        ):
            made = offered.an_opportunity(tx, now, who, title=title, **fields)
            if state:
                opportunities.opened(tx, now, made)
            if state == "shut":
                opportunities.closed(tx, made)

    await office.do(fill)
    page = await cora.get("/opportunities")
    order = [
        page.text.index(words) for words in ("To be decided", "Late", "Shut", "Open for answers", "Soon", "Drafted")
    ]
    assert order == sorted(order)
    page = await cora.get("/")
    assert [where for label, where in page.links.items() if label.startswith("Decide Late")]


async def test_an_announcement_is_put_together_changed_and_thrown_away(office: Office, cora: Browser) -> None:
    await office.hire("partner", "Ana")
    await cora.get("/announcements/new")
    page = await cora.post("/announcements/new", {"words": "x" * 4096, "where": "people"})
    assert page.status == 422 and "too long by" in page.text
    page = await cora.post("/announcements/new", {"words": "We are away.", "where": "chats"})
    assert page.errors == [] and page.status == 422  # there is no group to choose, which the page says
    page = await cora.post("/announcements/new", {"words": "We are away.", "where": "people"})
    made = page.answer.headers["location"].split("/")[-2]
    page = await cora.get(f"/announcements/{made}/edit")
    await cora.post(f"/announcements/{made}/edit", {"words": "We are away on Friday.", "where": "people"})
    page = await cora.get("/broadcasts")
    assert "We are away on Friday." in page.links
    page = await cora.get(f"/broadcasts/{made}/look")
    assert not any("discard" in where for where in page.forms)
    page = await cora.get(page.links["Delete this announcement"].removeprefix("/console"))
    assert "We are away on Friday." in page.text and "its words and whom it was for are gone" in page.text
    assert (await cora.post(f"/announcements/{made}/discard")).status == 303
    assert await office.do(lambda tx: broadcasts.by_id(tx, made)) is None


def test_every_field_of_the_record_is_on_the_page() -> None:
    assert set(WHOLE) == set(FIELDS)
