"""By when somebody is to hear from the team: what was promised holds, and who was written to is not late."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.actions.being_in_touch import waiting
from bot.chat.scene import Scene
from storage import alerts, concern_asked, concerns, profiles
from storage.database import Transaction
from tests.console.concern_scene import HOUR, HOURS, MINUTE, scene, who_is
from tests.console.office import Office


async def test_the_queue_says_by_when_who_is_on_it_and_how_far_the_ladder_went(office: Office) -> None:
    records, sam, cora = await scene(office)
    now, concern = office.clock.now(), records.ids["concern"]

    def tell(tx: Transaction) -> None:
        for rung, who in enumerate((sam, cora)):
            alerts.note(tx, now + rung * MINUTE, concern, who_is(who), round_at=now, rung=rung)

    await office.do(tell)
    page = await sam.get("/concerns")
    assert page.links["Ana, P-001"] == f"/console/concerns/{concern}"
    assert "Monday 2 March 2026, 13:00 Nobody2 people were told, up to who stands in" in page.text
    assert "Monday 2 March 2026, 13:00 KimNobody was told" in page.text and "Late" not in page.text
    page = await sam.get(f"/concerns/{concern}")
    assert "Sam was told, as the first to be asked. It" in page.text
    assert "Cora was told, as the one who stands in. It" in page.text
    office.clock.advance(5 * HOUR)
    sam = await office.sign_in(sam.who)  # type: ignore[arg-type]
    assert "Late Monday 2 March 2026, 13:00" in (await sam.get("/concerns")).text


async def test_what_was_promised_holds_when_the_rota_moves(office: Office) -> None:
    records, sam, _ = await scene(office)
    promised = office.clock.now() + 2 * HOUR
    await office.do(lambda tx: concern_asked.promise(tx, records.ids["concern"], promised))
    await office.do(lambda tx: profiles.keep(tx, who_is(sam), {**HOURS, "contact_days": "fri"}))
    for path in ("/concerns", "/", f"/concerns/{records.ids['concern']}"):
        assert "Monday 2 March 2026, 11:00" in (await sam.get(path)).text
    ana, later = records.ids["with_concern"], office.clock.now() + MINUTE
    await office.do(lambda tx: concerns.close(tx, later, records.ids["concern"], who_is(sam), "We spoke."))
    await office.do(lambda tx: concerns.raise_(tx, later, ana, None, "contact_me"))
    for where in ("/concerns", "/", path):  # none is taken for the other
        page = await sam.get(where)
        assert all(f"Ana, P-001, concern {place} of 2" in page.text for place in (1, 2)), where
    await sam.post(f"{path}/lift", {"sure": "yes"})
    page = await sam.get(path)
    assert "Voices does not write to them first" not in page.text and "Another concern of theirs is open" in page.text
    assert "As far as this one goes, again, since" in page.text and "Nothing goes to them first until" in page.text
    page = await sam.get(page.links["Ana, P-001, concern 2 of 2"])
    assert "Voices does not write to them first" in page.text and "Another concern" not in page.text


async def test_nobody_is_late_once_they_were_written_to_until_they_write_again(office: Office) -> None:
    records, sam, cora = await scene(office)
    path, now = f"/concerns/{records.ids['concern']}", office.clock.now()
    await office.do(lambda tx: concern_asked.promise(tx, records.ids["concern"], now - timedelta(hours=1)))
    page = await cora.get("/")  # who waits comes before what is wrong with the machine
    assert page.text.index("Late To be answered by") < page.text.index("No copy of the data")
    await sam.get(path)
    await sam.post(f"{path}/take")
    page = await sam.get(path)
    assert "I take it over" not in page.text
    await sam.post(f"{path}/tell", {"told": "I call you at noon.", "sure": "yes"})
    for where, said in (("/", "Somebody was in touch on"), ("/concerns", "In touch on"), (path, "In touch on")):
        page = await sam.get(where)
        assert said in page.text and "Late" not in page.text, where
    assert "Missed By then they should have heard from somebody, as they were told." in page.text
    queue = (await sam.get("/concerns")).html  # she who has heard comes last, there and in the chat
    listed = await office.do(lambda tx: waiting(Scene(tx, now, sam.who, office.texts.voice("en"), office.texts))["ids"])  # type: ignore[arg-type]
    assert len(listed) == 3 and listed[-1] == records.ids["concern"]
    assert listed == sorted(listed, key=lambda one: queue.index(f"/concerns/{one}"))
    office.clock.advance(120)
    await office.do(lambda tx: concern_asked.wrote(tx, office.clock.now(), records.ids["with_concern"]))
    for where in ("/", "/concerns", path):  # nothing was promised for that, so it follows from the hours
        page = await sam.get(where)
        assert "Monday 2 March 2026, 13:15" in page.text and "Late" not in page.text, where
    assert "I am on it" in page.text and "I take it over" not in page.text


async def test_a_promise_that_was_missed_stays_so_when_they_ask_again_and_an_answer_ends_that(office: Office) -> None:
    records, sam, cora = await scene(office)
    path, concern, now = f"/concerns/{records.ids['concern']}", records.ids["concern"], office.clock.now()

    def ask(tx: Transaction, at: datetime, by: datetime) -> None:
        one = concerns.by_id(tx, concern)
        assert one is not None
        concern_asked.ask_again(tx, at, concern)
        concern_asked.note_asked(tx, at, one, by)

    await office.do(lambda tx: ask(tx, now, now + 4 * HOUR))
    page = await cora.get(path)
    assert "You cannot take it yet." in page.text and "ring a safeguarding lead: Sam" in page.text
    office.clock.advance(24 * HOUR)
    await office.do(lambda tx: ask(tx, now + 24 * HOUR, now + 28 * HOUR))
    await office.do(lambda tx: concern_asked.wrote(tx, now + 24 * HOUR + MINUTE, records.ids["with_concern"]))
    office.clock.advance(MINUTE)
    sam, cora = await office.sign_in(sam.who), await office.sign_in(cora.who)  # type: ignore[arg-type]
    first, wrote = "Monday 2 March 2026, 13:00", "Tuesday 3 March 2026, 09:01"
    theirs = f"/people/{records.ids['with_concern']}"
    for browser, where in ((sam, "/"), (cora, "/"), (sam, "/concerns"), (sam, theirs), (cora, theirs), (sam, path)):
        page = await browser.get(where)
        assert "Late" in page.text and first in page.text and (wrote in page.text or where == theirs), where
        assert "Since then they were told that they hear by Tuesday 3 March 2026, 13:00" in page.text, where
    assert (
        f"They asked for a person again, and were told that they should hear from somebody by {wrote[:20]}" in page.text
    )
    assert "Missed By then" in page.text and f"{wrote} They wrote." in page.text
    page = await (await office.staff("admin")).get("/")  # who may not look can ring somebody who may
    ring = "P-001. Nobody has said that they are on it. Please ring Sam."
    assert ring in page.text and f"Late To be answered by {first}" in page.text and "Ana" not in page.text
    assert page.text.index(ring) < page.text.index("No copy of the data")
    assert page.links[f"Open the team {ring}"] == "/console/team"
    page = await cora.get(path)  # nobody is on it and it is late, so she need not be asked first
    assert "You can take it" in page.text and "I am on it" in page.text
    await sam.post(f"{path}/tell", {"told": "I am sorry.", "sure": "yes"})
    page = await sam.follow()
    assert "In touch on" in page.text and "is on it from now on" in page.text
    for gone in ("nobody has answered", "Nobody has said", "Late"):
        assert gone not in page.text
    assert "Missed By then" in page.text


async def test_nobody_is_late_either_once_whoever_is_on_it_has_spoken_with_them(office: Office) -> None:
    records, sam, cora = await scene(office)
    path, now = f"/concerns/{records.ids['concern']}", office.clock.now()
    await office.do(lambda tx: concern_asked.promise(tx, records.ids["concern"], now - timedelta(hours=1)))
    said = {"was_done": "Rang at ten, and we spoke.", "spoken": "yes"}
    page = await sam.get(path)
    assert "Have you spoken with them?" not in page.text
    page = await sam.post(f"{path}/note", said)
    assert page.errors == ["Say first that you are on it: whoever is on it says that they spoke."]
    await sam.post(f"{path}/take")
    await sam.get(path)
    await sam.post(f"{path}/note", {"was_done": "Rang at nine; nobody was there."})
    assert "Late" in (await sam.get(path)).text
    await sam.post(f"{path}/note", said)
    for browser, where in ((sam, "/"), (cora, "/"), (sam, "/concerns"), (sam, path)):
        page = await browser.get(where)
        assert "n touch on Monday 2 March 2026" in page.text and "Late" not in page.text, where
    office.clock.advance(120)
    await office.do(lambda tx: concern_asked.wrote(tx, office.clock.now(), records.ids["with_concern"]))
    assert "Monday 2 March 2026, 13:15" in (await sam.get(path)).text
