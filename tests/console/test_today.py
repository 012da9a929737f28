"""The first page: what needs a person, with its one button; and nobody's words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.actions import broadcasting, scheduling
from bot.conversations import STORIES
from bot.fortnight import Book
from bot.jobs import due, retention
from console.audit_counted import COUNTED
from storage import (
    answers,
    audit,
    concerns,
    facts,
    machine,
    notices,
    opportunities,
    people,
    profiles,
    sessions,
    set_aside,
)
from storage.database import Transaction
from storage.values import instant
from tests.console import answered, offered
from tests.console.agreed import agreed
from tests.console.office import TEXTS, Office
from tests.console.records import Records

AN_HOUR = timedelta(hours=1)
ASKED_FOR_A_PERSON = "they asked for a person, and nobody of the team has let us write first again"


async def test_nothing_to_do_is_said_in_words(office: Office) -> None:
    page = await (await office.staff("coordinator")).get("/")
    for words in ("Nobody is waiting.", "No session is planned for today.", "Nothing is new."):
        assert words in page.text


async def test_each_line_has_what_can_be_done_about_it(office: Office) -> None:
    records, now = Records(office), office.clock.now()
    await records.fill()

    def spoil(tx: Transaction) -> None:
        people.unreachable(tx, now, records.ids["without_concern"], "blocked")
        notices.note(tx, now, "unprompted_words", records.ids["without_concern"])
        sessions.plan(tx, now, pairing_id=records.ids["pairing"], starts_at=now - 48 * AN_HOUR, timezone="UTC")
        facts.note(tx, now, machine.LAST_BACKUP, instant(now))

    await office.do(spoil)
    cora = await office.staff("coordinator")
    page = await cora.get("/")
    waiting = page.text.index("Waiting to hear from a person")
    assert "Ana, P-001. Nobody has said that they are on it. since Monday 2 March 2026" in page.text[waiting:]
    assert (
        page.links["Look Ana, P-001. Nobody has said that they are on it."]
        == f"/console/concerns/{records.ids['concern']}"
    )
    planned = "Open 09:01 Ana and Ben. Nobody has said yes yet"
    assert page.links[planned] == f"/console/sessions/{records.ids['session']}"
    was = "Say what happened Saturday 28 February 2026, 09:00, Ana and Ben. Voices asks nobody who was to come"
    assert was in page.links
    waits = f"Open Ana and Ben. Not asked: Ana, for {ASKED_FOR_A_PERSON}; Ben, for they have not agreed to it"
    assert page.links[waits] == f"/console/pairings/{records.ids['pairing']}"
    assert page.links["Open Eve, P-002"] == f"/console/people/{records.ids['without_concern']}"
    assert "Words that answered no question, to be read: Eve" in page.text
    assert "No copy of the data" not in page.text


async def test_a_session_that_somebody_asked_to_put_off_says_so_and_leads_to_moving_it(office: Office) -> None:
    records, now = Records(office), office.clock.now()
    await records.fill()
    await agreed(office, records)
    ana, session = records.ids["with_concern"], records.ids["session"]
    await office.do(lambda tx: tx.run("UPDATE nudges SET planned_at = '2026-03-01T09:00:00.000Z'"))
    told = {"kind": "before_session", "question": "still_good", "about": session, "value": "move_it"}
    await office.do(lambda tx: answered.say(tx, now, ana, "I need to move it", **told))
    cora = await office.staff("coordinator")
    page = await cora.get("/")
    assert "09:01 Ana and Ben. Ana asked to put it off" in page.text
    assert page.links["Move it 09:01 Ana and Ben. Ana asked to put it off"] == f"/console/sessions/{session}#date"
    assert 'id="date"' in (await cora.get(f"/sessions/{session}")).html
    office.clock.advance(5)
    await cora.post(f"/sessions/{session}/move", {"date": "today", "time": "20:00"})
    page = await cora.get("/")
    assert "20:00 Ana and Ben" in page.text and "put it off" not in page.text


async def test_a_session_that_was_written_down_to_move_says_so(office: Office) -> None:
    records, now = Records(office), office.clock.now()
    await records.fill()
    ana, session = records.ids["with_concern"], records.ids["session"]
    begins = instant(now + AN_HOUR / 60)
    to_move = {"actor": ana, "action": "session_has_to_move", "about": session, "detail": begins}
    await office.do(lambda tx: audit.note(tx, now, **to_move))
    assert "Somebody asked to put it off" in (await (await office.staff("coordinator")).get("/")).text


async def test_whoever_voices_may_not_tell_of_a_change_is_told_by_hand_and_the_line_goes(office: Office) -> None:
    records = Records(office)
    await records.fill()
    cora = await office.staff("coordinator")
    page = await cora.get("/")
    assert "A session changed, and Voices may not tell these people" in page.text
    path = f"/sessions/{records.ids['session']}/told/{records.ids['with_concern']}"
    assert f"/console{path}" in page.forms and "I have told them Ana: the session Monday 2 March" in page.text
    await cora.post(path)
    assert "they know, and do not hear of it from Voices as well" in (await cora.follow()).text
    assert "A session changed, and Voices may not tell these people" not in cora.page.text
    rows = await office.rows("SELECT state, why FROM nudges WHERE kind = 'session_changed'")
    assert [(row["state"], row["why"]) for row in rows] == [("lapsed", "told_by_hand")]
    assert (await cora.post(path)).status == 404  # it is done


async def what_is_due(office: Office, person_id: str) -> None:
    """Ten minutes later what is due for them is decided."""
    office.clock.advance(10 * 60)
    now = office.clock.now()
    await office.do(lambda tx: due.write_to(tx, now, Book(TEXTS, STORIES), person_id, None))


@pytest.mark.parametrize("barred", ["unreachable", "stopped", "paused"])
@pytest.mark.parametrize("became", ["changed", "cancelled"])
async def test_whoever_cannot_be_told_of_a_change_stands_there_until_a_person_has_told_them(
    became: str, barred: str, office: Office
) -> None:
    records, now = Records(office), office.clock.now()
    await records.fill()
    ben, pairing, cora = records.ids["leader"], await agreed(office, records), await office.staff("coordinator")

    def change(tx: Transaction) -> str:
        answered.agree(tx, now, ben, "take_part")
        if barred == "unreachable":
            people.unreachable(tx, now, ben, "blocked")
        else:
            {"stopped": people.stop, "paused": people.pause}[barred](tx, now, ben)
        one = sessions.plan(tx, now, pairing_id=pairing, starts_at=now + 72 * AN_HOUR, timezone="Europe/London")
        scheduling.move(tx, now, one.id, now + 48 * AN_HOUR, by=None)
        if became == "cancelled":
            scheduling.cancel(tx, now, one.id, by=None)
        return one.id

    session = await office.do(change)
    line = f"I have told them Ben: the session Wednesday 4 March 2026, 09:00 was {became}"
    for _ in range(9):
        await what_is_due(office, ben)
        assert line in (await cora.get("/")).text
    await cora.post(f"/sessions/{session}/told/{ben}")
    assert line not in (await cora.get("/")).text


async def test_once_the_session_has_begun_nobody_is_asked_to_tell_them(office: Office) -> None:
    records, now = Records(office), office.clock.now()
    await records.fill()
    ben, pairing, cora = records.ids["leader"], await agreed(office, records), await office.staff("coordinator")

    def change(tx: Transaction) -> None:
        people.unreachable(tx, now, ben, "blocked")
        one = sessions.plan(tx, now, pairing_id=pairing, starts_at=now + 72 * AN_HOUR, timezone="Europe/London")
        scheduling.move(tx, now, one.id, now + AN_HOUR, by=None)

    await office.do(change)
    for step in range(9):
        assert ("I have told them Ben" in (await cora.get("/")).text) == (step < 6)
        await what_is_due(office, ben)


async def test_a_title_that_ends_with_a_mark_gets_no_full_stop_besides(office: Office) -> None:
    records, now = Records(office), office.clock.now()
    await records.fill()
    cora = await office.hire("coordinator", "Cora")
    eve, draft = records.ids["without_concern"], records.ids["draft"]

    def spoil(tx: Transaction) -> None:
        away = offered.announcement(tx, now, cora.id, [eve], words="The office is closed over Christmas.")
        assert not broadcasting.confirm(tx, now, away, by=cora.id, number=1).refused
        opportunities.fill_in(tx, draft, {"title": "Would you speak?"})
        offered.sent(tx, now, draft, cora.id, [eve])

    await office.do(spoil)
    told = (await (await office.sign_in(cora)).get("/")).text
    assert "The office is closed over Christmas. It " in told, told
    assert "Would you speak? It " in told, told


async def test_what_was_looked_at_is_gone_for_all_and_on_record(office: Office) -> None:
    now = office.clock.now()
    await office.do(lambda tx: notices.note(tx, now, "partner_joined", "x"))
    cora = await office.staff("coordinator")
    form = (await cora.get("/")).forms["/console/today/seen"]
    assert (await cora.post("/today/seen", form)).status == 303
    assert "Marked as seen." in (await cora.follow()).text
    assert "Nothing is new." in cora.page.text
    assert (await cora.post("/today/seen", {"notices": form["notices"]})).status == 404
    assert await office.rows("SELECT id FROM audit WHERE action = 'notices_seen'")


async def test_what_is_new_opens_at_its_one_button_and_each_matter_has_its_own(office: Office) -> None:
    records, now = Records(office), office.clock.now()
    await records.fill()
    eve, ids = records.ids["without_concern"], records.ids

    def spoil(tx: Transaction) -> None:
        answered.agree(tx, now, eve, "take_part", "take_part_health")
        notices.note(tx, now, "unprompted_words", eve)
        for words in ("Thank you.", "And one more thing."):
            given = answers.Given("unprompted", words, words, "", "en", instant(now), "staff", None, None, None)
            set_aside.keep(tx, now, eve, given, None)
        notices.note(tx, now, "not_a_good_fit", ids["pairing"])
        notices.note(tx, now, "session_missed", ids["session"])
        notices.note(tx, now, "fit_talk_wanted", eve)
        notices.note(tx, now, "another_way", ids["concern"])
        notices.note(tx, now, "quotation_decided", ids["quotation"])
        notices.note(tx, now, "quotation_withdrawn", ids["quotation"])
        for one in ("1", "2"):
            notices.note(tx, now, "message_uncertain", one)

    await office.do(spoil)
    cora = await office.staff("coordinator")
    page = await cora.get("/")
    assert "Words that answered no question, to be read: Eve (2 messages)" in page.text
    assert "not at all: 2" in page.text and "Mark as seen" not in page.text
    led = []
    for row in await office.rows("SELECT id FROM notices WHERE kind <> 'contact_me' AND seen_at IS NULL ORDER BY id"):
        if (answer := await cora.post("/today/seen", {"notices": row["id"]})).status == 303:
            led.append(
                answer.answer.headers["location"].removeprefix("/console").partition("?said")[0].partition("&said")[0]
            )
            if "?" in led[-1] or "/reports" in led[-1]:
                assert (await cora.follow()).status == 200, led
    assert led[:5] == [
        f"/answers/people/{eve}?kind=unasked",
        f"/pairings/{ids['pairing']}",
        f"/sessions/{ids['session']}",
        f"/people/{eve}",
        f"/concerns/{ids['concern']}",
    ]
    assert led[-1] == "/machine"
    assert "Nothing is new." in (await cora.get("/")).text


async def test_somebodys_own_request_is_for_others_to_answer(office: Office) -> None:
    cora = await office.staff("coordinator")
    assert cora.who is not None
    who, now = cora.who.id, office.clock.now()
    await office.do(lambda tx: concerns.raise_(tx, now, who, None, "contact_me"))
    assert "Nobody is waiting." in (await cora.get("/")).text


async def test_a_learning_partner_sees_figures_and_an_admin_whether_it_works(office: Office) -> None:
    records = Records(office)
    await records.fill()
    lou, ada = await office.staff("learning-partner"), await office.staff("admin")
    await office.do(lambda tx: tx.run("UPDATE pairings SET state = 'agreed'"))
    page = await lou.get("/")
    assert "Fewer than 8 Pairings that stand" in page.text and "Ana" not in page.text
    page = await ada.get("/")
    assert "No copy of the data has been made" in page.text and "Ana" not in page.text
    assert "Nothing needs you today" not in page.text


async def test_whoever_looks_after_the_machine_sees_that_nothing_is_forgotten_any_more(office: Office) -> None:
    ada, now = await office.staff("admin"), office.clock.now()
    assert "past its term" not in (await ada.get("/")).text
    await office.do(lambda tx: facts.note(tx, now, machine.LAST_SWEEP, instant(now - timedelta(days=3))))
    assert "has not been deleted for more than two days" in (await ada.get("/")).text
    await office.do(lambda tx: facts.note(tx, now, machine.SWEEP_FAILED, instant(now)))
    assert "could not be deleted last night" in (await ada.get("/")).text


async def test_a_machine_that_watches_is_told_nothing_but_that_all_is_well(office: Office) -> None:
    answer = await office.browser().client.get("/console/healthy")
    assert (answer.status_code, answer.text) == (200, "ok\n")


async def test_by_when_somebody_has_to_answer_follows_from_the_teams_hours(office: Office) -> None:
    records = Records(office)
    await records.fill()
    cora = await office.staff("coordinator")
    assert cora.who is not None
    who, hours = cora.who.id, {"contact_days": "mon", "contact_from": "09:00", "contact_until": "17:00"}
    await office.do(lambda tx: profiles.keep(tx, who, hours))
    page = await cora.get("/")
    assert "To be answered by Monday 2 March 2026, 13:00." in page.text and "Late" not in page.text
    office.clock.advance(5 * AN_HOUR)
    page = await (await office.sign_in(cora.who)).get("/")
    assert "Late To be answered by Monday 2 March 2026, 13:00." in page.text


async def test_an_admin_sees_who_says_that_it_was_not_they_and_the_log_can_be_narrowed(office: Office) -> None:
    ada, cora = await office.staff("admin"), await office.staff("coordinator")
    assert cora.who is not None
    who, now = cora.who.id, office.clock.now()
    await office.do(
        lambda tx: audit.note(tx, now, actor=who, action="signed_out_everywhere", about=who, detail="not_me")
    )
    await office.do(
        lambda tx: audit.note(tx, now, actor="retention", action="bodies_wiped", about="", detail="ids=0 received=2")
    )
    await office.do(lambda tx: audit.note(tx, now, actor=who, action="answers_read", about=""))
    page = await ada.get("/")
    assert page.links["Look at the log Cora, P-002"] == "/console/log?of=signing_in"
    told = {of: (await ada.get(f"/log?of={of}")).text for of in ("", "signing_in", "done", "looked", "nonsense")}
    assert "read answers" in told[""] and "read answers" in told["looked"] and "read answers" in told["nonsense"]
    assert "read answers" not in told["signing_in"] + told["done"]
    assert "signed out everywhere" in told["signing_in"] and "signed out everywhere" not in told["looked"]
    assert "signed out everywhere" not in told["done"]
    assert "messages to us, handled long ago: 2" in told["done"] and "numbers of" not in told["done"]


async def test_in_the_log_nights_in_which_nothing_was_forgotten_are_one_row(office: Office) -> None:
    ada = await office.staff("admin")

    def nights(tx: Transaction) -> None:
        for day, detail in enumerate(("ids=0 sent=0", "ids=3 sent=0", "ids=0", "ids=0")):
            at = office.clock.now() + timedelta(days=day)
            audit.note(tx, at, actor="retention", action="bodies_wiped", about="", detail=detail)

    await office.do(nights)
    page = await ada.get("/log")
    assert page.text.count("forgot what is past its term") == 2 and "numbers of messages to us: 3" in page.text
    assert "there was nothing; nor on 2 more days since 2026-03-02" in page.text
    assert "Voices, by itself at night" in page.text and "Ada, P-001, admin" in page.text


async def test_whatever_is_forgotten_at_night_has_a_name_in_the_log() -> None:
    assert {*retention.TRAFFIC, *retention.PROOF} <= set(COUNTED)
