"""Concerns: the queue, what each of the staff sees of one, and everything that is done about it until it is over."""

from __future__ import annotations

import html
import json
from datetime import datetime, timedelta

import pytest

from bot.chat.cleaning import for_others
from storage import (
    alerts,
    answers,
    concern_asked,
    concern_history,
    concern_notes,
    concerns,
    conversations,
    people,
    readable,
    set_aside,
)
from storage.database import Transaction
from storage.values import instant
from tests.agreeing import decide
from tests.console import answered
from tests.console.concern_scene import HOUR, MINUTE, scene, sent_to, who_is
from tests.console.office import Office
from tests.console.test_hostile import ABSURD, HOSTILE


async def test_a_coordinator_sees_that_there_is_one_and_of_their_own_what_it_holds(office: Office) -> None:
    records, sam, cora = await scene(office)
    path = f"/concerns/{records.ids['concern']}"
    page = await cora.get(path)
    assert "You see that there is one." in page.text and "07700" not in page.text and "/note" not in page.html
    assert "07700 900123" in (await sam.get(path)).text
    assert "/take" not in page.html and (await cora.post(f"{path}/take")).status == 404
    now = office.clock.now()
    await office.do(lambda tx: alerts.note(tx, now, records.ids["concern"], who_is(cora), round_at=now, rung=2))
    await cora.get(path)
    assert (await cora.post(f"{path}/take")).status == 303
    assert "07700 900123" in (await cora.follow()).text
    actions = [row["action"] for row in await office.rows("SELECT action FROM audit WHERE about = :id ORDER BY id",
                                                          id=records.ids["concern"])]  # fmt: skip
    seen = "concern_seen_to_exist"
    assert actions == [seen, "concern_looked_at", seen, "concern_taken", "concern_looked_at"]


async def test_the_page_shows_the_lead_what_brought_it(office: Office) -> None:
    records, sam, _ = await scene(office)
    ana, concern, now = records.ids["with_concern"], records.ids["concern"], office.clock.now()

    def bring(tx: Transaction) -> None:
        one = concerns.by_id(tx, concern)
        assert one is not None
        for words, before in (("Long ago.", 2 * HOUR), ("I am very low again.", HOUR)):
            at = datetime.fromisoformat(one.raised_at) - before
            given = answers.Given("", words, words, "", "en", instant(at), "staff", None, None, None)
            set_aside.keep(tx, at, ana, given, None)
        talk = conversations.begin(tx, now, ana, "person")
        tx.run("UPDATE concerns SET conversation_id = :talk WHERE id = :id", talk=talk.id, id=concern)
        set_aside.go_with_concern(tx, ana, concern, "", instant(at))

    await office.do(bring)
    page = await sam.get(f"/concerns/{concern}")
    assert "I am very low again." in page.text and "Long ago." not in page.text


async def test_from_hand_to_hand_to_its_end(office: Office) -> None:
    records, sam, cora = await scene(office)
    ana, concern = records.ids["with_concern"], records.ids["concern"]
    path = f"/concerns/{concern}"
    await sam.get(path)
    await sam.post(f"{path}/take")
    await sam.post(f"{path}/hand-over", {"to": who_is(cora)})
    assert "asked somebody to take it over: Cora" in (await sam.follow()).text
    (asked,) = await sent_to(office, who_is(cora))
    assert "P-001" in asked["payload"] and "Ana" not in asked["payload"]
    assert "Sam asks you to take it over." in (await cora.get("/")).text
    await cora.get(path)
    await cora.post(f"{path}/take")
    assert "asks you to take it over" not in (await cora.get("/")).text
    assert "Cora is on it now" in (await sent_to(office, who_is(sam)))[-1]["payload"]
    await sam.get(path)
    await sam.post(f"{path}/take")  # what she was asked is moot, though she is not on it any more
    assert "asks you to take it over" not in (await cora.get("/")).text
    assert (await cora.post(f"{path}/take")).status == 404
    await office.do(lambda tx: concerns.take(tx, office.clock.now(), concern, who_is(cora)))
    await cora.get(path)
    await cora.post(f"{path}/note", {"was_done": "Rang at ten."})
    assert "Cora noted: Rang at ten." in (await cora.follow()).text
    said = {"because": "answered", "outcome": "We spoke.", "lift": "tell"}
    await cora.post(f"{path}/close", said)
    page = await cora.follow()
    assert "They have what they asked for" in page.text and "We spoke." in page.text
    assert "Cora closed it, and they were told so at once." in page.text
    assert "Cora of the team has closed your request" in (await sent_to(office, ana))[-1]["payload"]
    assert (
        "What you write here does not reach Cora at once."
        in (await cora.look_first(f"{path}/tell", {"told": "Bye."})).text
    )  # while it was open, whoever was on it heard
    assert "May Voices write to them first again?" in (await cora.get("/")).text
    assert await office.do(lambda tx: concerns.holds(tx, ana))
    await cora.get(path)
    assert (await cora.post(f"{path}/lift")).errors == ["Say that Voices may write to them first again."]
    await cora.post(f"{path}/lift", {"sure": "yes"})
    assert "as Cora said" in (await cora.follow()).text
    assert not await office.do(lambda tx: concerns.holds(tx, ana))
    await cora.post(f"{path}/hold")
    assert "Cora took back that we may write first." in (await cora.follow()).text
    assert await office.do(lambda tx: concerns.holds(tx, ana))
    await cora.post(f"{path}/lift", {"sure": "yes"})
    await cora.follow()
    assert await office.rows("SELECT id FROM nudges WHERE person_id = :id AND kind = 'concern_closed'", id=ana)
    assert (await cora.post(f"{path}/lift", {"sure": "yes"})).status == 404
    assert (await cora.post(f"{path}/close", said)).status == 422


async def test_whoever_took_back_their_yes_hears_at_once_that_it_is_closed_and_the_page_says_what_is_kept_back(
    office: Office,
) -> None:
    records, sam, _ = await scene(office)
    ana, path = records.ids["with_concern"], f"/concerns/{records.ids['concern']}"
    await office.do(lambda tx: decide(tx, office.clock.now(), ana, "take_part_health", "withdrawn"))
    await sam.get(path)
    await sam.post(f"{path}/close", {"because": "answered", "outcome": "We spoke.", "lift": "yes"})
    page = await sam.follow()
    assert "Sam closed it, and they were told so at once." in page.text
    assert "Kept back all the same: they took back their yes" in page.text
    assert "Voices writes to them first again" not in page.text
    (told,) = await sent_to(office, ana)
    assert "Sam of the team has closed your request" in told["payload"] and "write to you first" not in told["payload"]


async def test_what_the_person_gets_is_looked_at_first_and_goes_at_once(office: Office) -> None:
    records, sam, _ = await scene(office)
    ana, path = records.ids["with_concern"], f"/concerns/{records.ids['concern']}"
    words = "Hello.\nI ring again on Thursday."
    await office.do(lambda tx: tx.run("UPDATE people SET language = 'easy' WHERE id = :id", id=ana))
    await sam.get(path)
    await sam.post(f"{path}/tell", {"told": words})
    look = sam.page.answer.headers["location"]
    page = await sam.get(look)
    assert "This is what they get, at once" in page.text and await sent_to(office, ana) == []
    again = page.forms[f"/console{path}/tell"]
    await sam.post(f"{path}/tell", {**again, "told": words, "sure": "yes"})
    (message,) = await sent_to(office, ana)
    assert (
        message["priority"] == 0 and "A note from Voices. It is about something you asked us for." in message["payload"]
    )
    arrived = json.loads(message["payload"])  # to the letter what was shown, in their language, with its button
    shown = " ".join(f"{arrived['text']} {arrived['reply_markup']['inline_keyboard'][0][0]['text']}".split())
    assert "Sam from the team wrote this for you" in shown and shown in page.text and "no hurry" not in shown
    assert "I tell the person who looks after your request that you wrote" in shown and "at once" not in shown
    assert "Sam wrote to them: Hello. I ring again on Thursday." in (await sam.follow()).text
    page = await sam.get(look)  # the way back of the browser: nothing is sent by it, and nothing can be sent twice
    assert page.status == 200 and "This is what they get, at once" not in page.text


@pytest.mark.parametrize("state", ["stopped", "unreachable"])
async def test_words_that_cannot_arrive_are_not_taken_for_sent(office: Office, state: str) -> None:
    records, sam, _ = await scene(office)
    ana, now, path = records.ids["with_concern"], office.clock.now(), f"/concerns/{records.ids['concern']}"
    await office.do(
        lambda tx: people.stop(tx, now, ana) if state == "stopped" else people.unreachable(tx, now, ana, "blocked")
    )
    await sam.get(path)
    page = await sam.post(f"{path}/tell", {"told": "Hello, it is Sam.", "sure": "yes"})
    assert page.status == 422 and "this cannot go" in page.errors[0] and "Hello, it is Sam." in page.text
    assert await sent_to(office, ana) == []
    assert await office.do(lambda tx: concern_notes.of_concern(tx, records.ids["concern"])) == []


async def test_what_they_write_and_each_way_to_reach_them_stand_on_the_page_and_closing_asks_again(
    office: Office,
) -> None:
    records, sam, cora = await scene(office)
    ana, concern, now = records.ids["with_concern"], records.ids["concern"], office.clock.now()
    path = f"/concerns/{concern}"
    await sam.get(path)
    await sam.post(f"{path}/take")

    def write(tx: Transaction) -> None:
        for how in ("call: 07700 900123", "email: ana@example.org"):
            concerns.contact_named(tx, now, concern, how)
        given = answers.Given(
            "unprompted", '"x"', "Not safe at home", "", "en", instant(now), "staff", None, None, None
        )
        set_aside.keep(tx, now, ana, given, None)
        answered.agree(tx, now, ana, "take_part", "take_part_health")
        assert concern_asked.wrote(tx, now, ana)

    await office.do(write)
    page = await sam.get(path)
    assert "07700 900123 (" in page.text and "ana@example.org (" in page.text
    assert "Not safe at home" in page.text and "They have asked or written again since" in page.text
    assert "Not safe at home" not in (await cora.get(path)).text
    said = {"because": "answered", "outcome": "We spoke.", "lift": "no"}
    page = await sam.post(f"{path}/close", said)
    assert page.status == 422 and "They have asked or written again since. Say that this is answered, too." in page.text
    assert (await sam.post(f"{path}/close", {**said, "asked_since": "yes"})).status == 303
    assert "P-001" in (await sam.get("/log")).text


async def test_all_that_is_to_be_mended_of_a_closing_is_said_at_once(office: Office) -> None:
    records, sam, _ = await scene(office)
    path = f"/concerns/{records.ids['concern']}"
    await sam.get(path)
    await sam.post(f"{path}/take")
    await sam.get(path)
    page = await sam.post(f"{path}/close", {"outcome": "We \u202espoke."})
    assert page.status == 422 and len(page.errors) == 3, page.errors
    assert any("turns words round" in one for one in page.errors)
    assert "Choose why it is closed." in page.errors


async def test_what_they_write_while_they_wait_is_for_a_lead_and_for_the_one_who_is_on_it(office: Office) -> None:
    records, sam, cora = await scene(office)
    ana, concern, now = records.ids["with_concern"], records.ids["concern"], office.clock.now()
    words, since = "There is a burglar at home", now + MINUTE

    def write(tx: Transaction) -> str:
        given = answers.Given("contact_by", words, words, "How?", "en", instant(since), "staff", None, None, None)
        return set_aside.keep(tx, since, ana, given, None)

    answer = await office.do(write)
    await office.do(lambda tx: answered.agree(tx, now, ana, "take_part", "take_part_health"))
    office.clock.advance(2 * MINUTE)
    places = (f"/answers/{answer}", "/answers?q=burglar", f"/answers/people/{ana}", f"/concerns/{concern}")
    for path in places:
        assert words not in (await cora.get(path)).text, path
    both = ("coordinator", "safeguarding-lead")  # it was said to the lead, so nobody asks why they read it, anywhere
    one = await office.do(lambda tx: readable.by_id(tx, both, answer, reader=who_is(sam)))
    assert one is not None and not one.sealed
    for path in places:
        assert words in (await sam.get(path)).text, path
    await office.do(lambda tx: concerns.take(tx, since, concern, who_is(cora)))
    for path in places:
        assert words in (await cora.get(path)).text, path
    assert (await cora.get(f"/answers/{answer}")).heading == "Nothing was asked. It was written after: How?"
    read = [
        row["read_as"]
        for row in await office.rows("SELECT read_as FROM readings WHERE answer_id = :id ORDER BY id", id=answer)
    ]
    assert read == ["safeguarding-lead", "coordinator"]
    said = await office.do(lambda tx: [row["answer"] for row in concern_history.said_in(tx, concern)])
    assert said == [words]


async def test_a_lead_looks_back_for_seven_days_after_the_last_concern_was_closed(office: Office) -> None:
    records, sam, _ = await scene(office)
    ana, concern, now = records.ids["with_concern"], records.ids["concern"], office.clock.now()
    await office.do(lambda tx: concerns.close(tx, now, concern, who_is(sam), "We spoke."))
    pages = (f"/people/{ana}", f"/answers/people/{ana}")
    assert [(await sam.get(path)).status for path in pages] == [200, 200]
    assert "until Monday 9 March 2026, 09:00, 7 days after" in (await sam.get(f"/concerns/{concern}")).text
    office.clock.advance(timedelta(days=7))
    sam = await office.sign_in(sam.who)  # type: ignore[arg-type]
    assert [(await sam.get(path)).status for path in pages] == [404, 404]
    page = await sam.get(f"/concerns/{concern}")
    assert "closed to you since" in page.text and "Their page" not in page.links


async def test_nobody_looks_after_their_own(office: Office) -> None:
    _, sam, _ = await scene(office)
    now = office.clock.now()
    own = await office.do(lambda tx: concerns.raise_(tx, now, who_is(sam), None, "contact_me"))
    assert own not in (await sam.get("/concerns")).html
    assert (await sam.get(f"/concerns/{own}")).status == 404
    assert (await sam.post(f"/concerns/{own}/take")).status == 404


WRONG = {"note": {"was_done"}, "tell": {"told"}, "hand-over": {"to"}, "close": {"because", "outcome", "lift"}}


@pytest.mark.parametrize("act", WRONG)
async def test_what_is_missing_or_absurd_is_said_once_a_field_and_nothing_is_lost(office: Office, act: str) -> None:
    records, sam, _ = await scene(office)
    path = f"/concerns/{records.ids['concern']}"
    await sam.get(path)
    page = await sam.post(f"{path}/{act}")
    assert (page.status, len(page.errors)) == (422, len(WRONG[act]))
    for name in WRONG[act]:
        assert page.html.count(f'id="{name}-error"') == 1 and f'href="#{name}"' in page.html
    for text in ABSURD:
        page = await sam.post(f"{path}/{act}", dict.fromkeys(WRONG[act], text))
        assert page.status in (200, 303, 422), text
    assert await office.do(lambda tx: concerns.is_open(tx, records.ids["with_concern"]))


async def test_hostile_words_are_shown_as_they_are(office: Office) -> None:
    records, sam, _ = await scene(office)
    concern, now = records.ids["concern"], office.clock.now()

    def spoil(tx: Transaction, text: str) -> None:
        concerns.contact_by(tx, concern, f"call: {text}")
        concern_notes.write(tx, now, concern, who_is(sam), "done", text)
        people.call(tx, records.ids["with_concern"], name=text, pronouns="", language="en")

    for text in HOSTILE[::2]:
        await office.do(lambda tx, text=text: spoil(tx, text))  # type: ignore[misc]
        page = await sam.get(f"/concerns/{concern}")
        looked = await sam.look_first(f"/concerns/{concern}/tell", {"told": text})
        listed = await sam.get("/concerns")
        for shown, said in ((page.html, text), (looked.html, text), (listed.html, for_others(text))):
            assert said in html.unescape(shown)
            for mark in ("<script>alert", "<img src=x", "' onmouseover='", "<form action=//"):
                assert mark not in shown or mark not in text
