"""Closing the loop in the console: the longest wait first, one fate for many, taken back until it is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import fates, handles, people, profiles, unanswered
from storage.database import Transaction
from tests.console import answered
from tests.console.office import Browser, Office
from tests.console.seen import Page

ANSWERS = ("I waited three hours.", "The lift was broken.", "Somebody asked how I was.")


async def say_some(office: Office, *purposes: str) -> list[str]:
    """Ana said three things, a day after each other; the ids of the answers."""
    ana, now = await office.hire("partner", "Ana"), office.clock.now()
    await office.do(lambda tx: answered.agree(tx, now, ana.id, "take_part_health", *purposes))
    return [
        await office.do(lambda tx, at=now + timedelta(days=day), words=words: answered.say(tx, at, ana.id, words))  # type: ignore[misc]
        for day, words in enumerate(ANSWERS)
    ]


async def note(browser: Browser, answers: list[str], fate: str, words: str = "") -> Page:
    await browser.get("/fates")
    return await browser.post("/fates", {"answer": answers, "fate": fate, "note": words})


async def test_who_waits_longest_stands_first_and_today_says_so(office: Office, cora: Browser) -> None:
    ids = await say_some(office)
    office.clock.advance(timedelta(days=10))
    cora = await office.sign_in(await office.hire("coordinator", "Dora"))
    page = await cora.get("/fates")
    places = [page.text.index(words) for words in ANSWERS]
    assert places == sorted(places)
    today = await cora.get("/")
    assert sum(label.startswith("Look Ana, P-002: said 10 days ago, nothing heard back") for label in today.links) == 1

    def six_more(tx: Transaction) -> None:
        now = office.clock.now()
        for number in range(6):
            met = people.meet(tx, now, telegram_id=8_000_000 + number, timezone="Europe/London")
            people.give_role(tx, now, met.id, "partner")
            answered.agree(tx, now, met.id, "take_part_health")
            answered.say(tx, now, met.id)

    await office.do(six_more)
    today = await cora.get("/")
    others = [(label, path) for label, path in today.links.items() if label.startswith("See all of them")]
    assert [path for _, path in others] == ["/console/fates"] and "more people wait to hear back" in others[0][0]
    assert "since)" in today.text
    assert ANSWERS[0] not in today.text
    assert f"/console/fates/{ids[0]}" in today.links.values()


async def test_one_fate_for_several_is_noted_with_one_sentence_and_planned_to_be_told_once(
    office: Office, cora: Browser
) -> None:
    ids = await say_some(office)
    page = await note(cora, ids[:2], "led_to", "The desk is staffed from eight now.")
    assert page.status == 303
    rows = await office.rows("SELECT answer_id, fate, note, told_at FROM fates ORDER BY id")
    assert [tuple(row) for row in rows] == [
        (one, "led_to", "The desk is staffed from eight now.", None) for one in ids[:2]
    ]
    planned = await office.rows("SELECT kind FROM nudges WHERE state = 'planned'")
    assert [row["kind"] for row in planned] == ["became"]
    page = await cora.follow()
    earliest = (
        "The bot tells them on 2 March 2026 at the earliest. It may be days later: other notes may go first until 9 "
    )
    next_one = "March 2026. After that it is the next note that they get, but for what is about an agreed session, and "
    assert f"{earliest}{next_one}comes within a week or in their next hours after that." in page.text
    assert "Led to something: 2 answers, by Cora" in page.text
    assert await office.do(lambda tx: unanswered.oldest(tx, 9)) == ids[2:]
    ana = (await office.rows("SELECT person_id FROM answers"))[0]["person_id"]
    await office.do(lambda tx: profiles.keep(tx, ana, {"contact_days": "fri"}))
    assert "The bot tells them on 6 March 2026 at the earliest." in (await cora.get(f"/fates/{ids[0]}")).text
    await office.do(lambda tx: people.pause(tx, office.clock.now(), ana))
    for where in ("/fates", f"/fates/{ids[0]}"):
        page = await cora.get(where)
        assert "The bot cannot tell them as things stand, because they have paused. It may, once" in page.text, where


@pytest.mark.parametrize("fate", ["led_to", "cannot_change"])
async def test_what_it_led_to_and_why_not_have_to_be_said(office: Office, cora: Browser, fate: str) -> None:
    ids = await say_some(office)
    page = await note(cora, ids[:1], fate)
    assert (page.status, len(page.errors)) == (422, 1)
    assert "Say in a sentence" in page.errors[0]
    for mark in ("{name}", "<b>"):
        assert f"“{mark}” as it is typed here" in (await note(cora, ids[:1], fate, f"For {mark} and you.")).errors[0]
    assert f'value="{ids[0]}" aria-describedby="answer-about" checked' in page.html
    assert await office.rows("SELECT id FROM fates") == []


async def test_what_was_noted_in_one_go_is_taken_back_in_one_go_until_it_is_told(office: Office, cora: Browser) -> None:
    ids = await say_some(office)
    await note(cora, ids[:2], "read")
    (first, _) = reversed(await office.do(lambda tx: fates.untold(tx, 9)))
    assert (await cora.post(f"/fates/{first.id}/undo")).status == 303
    assert await office.rows("SELECT id FROM fates") == []
    assert [row["state"] for row in await office.rows("SELECT state FROM nudges")] == ["withdrawn"]
    await note(cora, ids[:1], "kept")
    (kept,) = await office.do(lambda tx: fates.untold(tx, 9))
    now = office.clock.now()
    await office.do(lambda tx: fates.told(tx, now, kept.id))
    page = await cora.post(f"/fates/{kept.id}/undo")
    assert page.status == 422
    assert "They have heard of it already" in page.text
    page = await cora.post("/fates", {"after": "9" * 40, "note": "We put it before the board."})  # nobody waits there
    assert page.status == 422
    assert "We put it before the board." in page.text
    assert ANSWERS[1] in page.text


async def test_the_learning_partner_sees_no_name_and_only_what_was_agreed(office: Office) -> None:
    ids = await say_some(office, "share_learning")
    eve, now = await office.hire("partner", "Eve"), office.clock.now()
    await office.do(lambda tx: answered.agree(tx, now, eve.id, "take_part_health"))
    hers = await office.do(lambda tx: answered.say(tx, now, eve.id, "Not for everybody."))
    lou = await office.staff("learning-partner")
    page = await lou.get("/fates")
    assert ANSWERS[0] in page.text
    assert "Ana" not in page.html
    assert "Not for everybody." not in page.text
    assert "Ana" not in (await lou.get("/")).html
    assert (await lou.post("/fates", {"answer": [hers], "fate": "read"})).status == 422
    assert (await lou.post(f"/fates/{ids[0]}", {"fate": "read"})).status == 404  # a colleague's address of it
    theirs = await office.do(lambda tx: handles.of(tx, now, ids[0]))
    assert (await lou.post(f"/fates/{theirs}", {"fate": "read"})).status == 303


async def test_that_the_words_were_read_is_on_record_for_their_author(office: Office, cora: Browser) -> None:
    ids = await say_some(office)
    await cora.get("/fates")
    rows = await office.rows("SELECT answer_id, read_as FROM readings ORDER BY answer_id")
    assert [(row["answer_id"], row["read_as"]) for row in rows] == [(one, "coordinator") for one in ids]
