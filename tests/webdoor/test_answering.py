"""A conversation on the page: the same questions, answered by button and in words, once each."""

from __future__ import annotations

import asyncio
import re
from io import BytesIO
from zipfile import ZipFile

import pytest

from bot.webdoor.letting_in import let_in
from storage import profiles
from tests.webdoor.site import Site, Visitor

CONSENT = "May we keep what you tell me"
NAME = "What is your name, as partners should know it?"
JOB = "What is your role at work?"


async def answers(site: Site) -> list[tuple[str, str]]:
    rows = await site.rows("SELECT question, answer FROM answers ORDER BY id")
    return [(row["question"], row["answer"]) for row in rows]


async def test_the_first_question_waits_with_its_buttons_and_says_nothing_of_telegram(lena: Visitor) -> None:
    page = await lena.get()
    assert "Setting up takes about 90 seconds." in page.text
    assert CONSENT in page.text
    shown = ["Yes", "No", "Send", "Talk to a person", "Help now", "Menu"]
    assert [*page.buttons][:6] == shown
    assert "Telegram" not in page.text.partition("Other things you can do")[0]


async def test_a_leader_is_set_up_from_the_first_question_to_the_welcome(site: Site, lena: Visitor) -> None:
    page = await lena.press("Yes")
    assert (page.status, NAME in page.text) == (200, True)
    assert str(lena.headers["content-type"]).startswith("text/html")
    assert "You, 09:00\nYes" in page.text
    assert JOB in (await lena.say("Lena Fox")).text
    assert "Which organisation" in (await lena.press("Skip")).text
    await lena.say("A hospital")
    await lena.say("What waiting is like.")
    page = await lena.press("Tuesday")
    assert "Chosen so far: Tuesday." in page.text
    assert "✓ Tuesday" in page.buttons
    await lena.press("Done")
    await lena.say("8")
    await lena.say("6 pm")
    await lena.press("Skip")
    page = await lena.say("I listen first.")
    assert "My promise: I listen first." in page.text
    page = await lena.press("That is right")
    assert "Thank you, Lena Fox. You are set up." in page.text
    (person,) = await site.rows("SELECT name, joined_at FROM people")
    assert (person["name"], person["joined_at"] is not None) == ("Lena Fox", True)
    assert ("contact_days", "Tuesday") in await answers(site)
    assert {row["state"] for row in await site.rows("SELECT state FROM inbox")} == {"done"}


async def test_what_waits_stands_beside_its_answers_when_the_menu_came_below_it(lena: Visitor) -> None:
    page = await lena.press("Yes")
    assert page.text.count(NAME) == 1
    page = await lena.press("Menu")
    assert "When you are ready, we go on with: Name." in page.text
    assert page.text.partition("Your answer")[2].count(NAME) == 1
    assert JOB in (await lena.say("Lena Fox")).text


async def test_what_was_no_answer_stands_above_what_is_said_to_it(lena: Visitor) -> None:
    assert "a purple elephant" not in (await lena.say("a purple elephant")).text  # before a yes nothing is kept
    await lena.press("Yes")
    await lena.say("Lena Fox")
    for words in ("A nurse", "A hospital", "What waiting is like."):
        await lena.say(words)
    page = await lena.say("a purple elephant")
    assert page.text.rindex("a purple elephant") < page.text.rindex("I did not find that")


async def test_what_is_said_in_another_language_than_the_page_says_so(lena: Visitor) -> None:
    await lena.press("Yes")
    await lena.say("/language@voices_test_bot")
    page = await lena.press("اردو")
    assert '<html lang="ur" dir="rtl">' in page.html
    assert re.search(
        r'<li class="own">\s*<h3.*?</h3>\s*<div lang="en">\s*<p class="words"><bdi dir="auto">Yes<', page.html
    )
    assert re.search(r'<p class="words" lang="en"><bdi dir="auto">[^<]*these words are a first draft', page.html)
    assert not re.search(r'<p class="words"><bdi dir="auto">[^<]*these words are a first draft', page.html)


async def test_a_form_that_is_sent_twice_is_one_answer(site: Site, lena: Visitor) -> None:
    await lena.press("Yes")
    form = {**lena.page.hidden, "words": "Lena", "send": "words"}
    pages = await asyncio.gather(*(lena.post("/answer", form) for _ in range(5)))
    assert {page.status for page in pages} == {200}
    assert all(JOB in page.text and page.kept == "" for page in pages)
    assert await answers(site) == [("consent_leader", "Yes"), ("preferred_name", "Lena")]
    assert len(await site.rows("SELECT id FROM inbox")) == 2


async def test_a_button_that_is_pressed_twice_is_one_answer(site: Site, lena: Visitor) -> None:
    form = {**lena.page.hidden, "words": "", **lena.page.buttons["Yes"]}
    await asyncio.gather(*(lena.post("/answer", form) for _ in range(3)))
    assert await answers(site) == [("consent_leader", "Yes")]


async def test_words_for_a_question_that_is_behind_us_are_kept_in_the_box_and_not_misfiled(
    site: Site, lena: Visitor
) -> None:
    await lena.press("Yes")
    old = {**lena.page.hidden, "words": "Lena", "send": "words"}
    await lena.say("Lena Fox")
    page = await lena.post("/answer", old)
    assert "I have asked something else meanwhile" in page.text
    assert page.kept == "Lena"
    assert (await answers(site))[1:] == [("preferred_name", "Lena Fox")]
    await lena.say("Nurse")
    assert (await answers(site))[2:] == [("job", "Nurse")]


async def test_words_beside_a_pressed_button_stay_in_the_box(site: Site, lena: Visitor) -> None:
    page = await lena.press("Yes", words="but not my health")
    assert "Your words are still in the box below" in page.text
    assert page.kept == "but not my health"
    assert await answers(site) == [("consent_leader", "Yes")]


async def test_an_old_question_can_be_answered_again_by_its_button(site: Site, lena: Visitor) -> None:
    await lena.press("Yes")
    for words in ("Lena", "skip", "A hospital", "skip"):
        await lena.say(words)
    await lena.press("Do not write first")
    page = await lena.press("Wednesday")  # which stands under the question that is behind them
    assert "Chosen so far: Wednesday" in page.text
    await lena.press("Done")
    assert [answer for question, answer in await answers(site) if question == "contact_days"] == [
        "Do not write first",
        "Wednesday",
    ]


async def test_what_is_written_in_several_goes_stands_above_the_box_until_it_is_done(site: Site) -> None:
    now, texts = site.player.clock.now(), site.player.running.parts.texts
    bryn = await site.do(lambda tx: let_in(tx, now, texts, name="Bryn", timezone="Europe/London", role="partner"))
    async with site.visitor() as visitor:
        page = await visitor.open(await site.link(bryn))
        while "Skip" in page.buttons or "Yes" in page.buttons:
            if "for a hard day?" in page.text:
                break
            page = await visitor.press("Skip" if "Skip" in page.buttons else "Yes")
            if "What would you like to be called?" in page.text and "Skip" not in page.buttons:
                page = await visitor.say("Bryn")
        for words in ("Ring my sister.", "Then rest."):
            page = await visitor.say(words)
        assert "What you wrote so far\nRing my sister.\nThen rest." in page.text
        page = await visitor.press("Done")
        assert "What you wrote so far" not in page.text
    assert ("hard_day", "Ring my sister.\n\nThen rest.") in await answers(site)


async def test_a_person_is_one_press_away(site: Site, lena: Visitor) -> None:
    page = await lena.press("Talk to a person")
    assert "I have told the team" in page.text
    assert "116 123" in page.text
    assert [row["kind"] for row in await site.rows("SELECT kind FROM concerns")] == ["contact_me"]


async def test_the_menu_and_its_stories_begin_from_the_page(lena: Visitor) -> None:
    page = await lena.press("Menu")
    assert "Who sees what" in page.buttons
    page = await lena.press("Who sees what")
    assert "nothing you write there goes to Telegram" in page.text
    assert CONSENT in page.text  # and the question that waits is put again


async def test_a_copy_of_everything_can_be_fetched_as_files(lena: Visitor) -> None:
    await lena.say("/mydata")
    page = await lena.press("Yes, send it here")
    async with lena.client.get(lena.site.url + page.links["Download your-data.zip"]) as answer:
        headers, content = answer.headers, await answer.read()
    assert headers["content-disposition"] == 'attachment; filename="your-data.zip"'
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    with ZipFile(BytesIO(content)) as whole:
        assert '"name": "Lena"' in whole.read("your-data.json").decode()


async def test_whoever_says_no_reads_one_goodbye_and_nothing_of_them_stays(site: Site, lena: Visitor) -> None:
    page = await lena.press("No")
    assert "I have kept nothing, and this link no longer works." in page.text
    assert (await lena.get()).status == 404
    for table in ("people", "links", "outbox", "answers", "conversations"):
        assert await site.rows(f"SELECT 1 FROM {table}") == [], table


async def test_whoever_has_everything_deleted_reads_that_it_is_done(site: Site, lena: Visitor) -> None:
    await lena.press("Yes")
    await lena.say("/forgetme")
    page = await lena.press("Delete it now")
    assert "It is deleted, and so is this page" in page.text
    assert (await lena.get()).status == 404


async def test_what_waits_is_shown_when_the_page_is_opened_and_has_arrived_with_that(site: Site, lena: Visitor) -> None:
    assert await site.rows("SELECT 1 FROM outbox WHERE state <> 'sent'") == []
    await lena.press("Yes")
    rows = await site.rows("SELECT state, done_at, message_id FROM outbox WHERE method = 'sendMessage'")
    assert all(row["state"] == "sent" and row["done_at"] and row["message_id"] for row in rows)


async def test_an_answer_that_is_none_gets_a_kind_hint_and_the_question_again(lena: Visitor) -> None:
    await lena.press("Yes")
    page = await lena.say("   ")
    assert "There was nothing in the box, so nothing is sent." in page.text and "I cannot keep that" not in page.text
    page = await lena.say("Lena")
    assert JOB in page.text


async def test_earlier_messages_are_a_link_away(lena: Visitor) -> None:
    await lena.press("Yes")
    for number in range(12):
        await lena.say(f"name {number}")
        await lena.press("Back")
    assert "Setting up takes" not in lena.page.text
    page = await lena.get(lena.page.links["Show earlier messages"])
    assert "Setting up takes" in page.text


async def test_a_recording_is_offered_where_it_is_taken_and_buttons_stay_with_their_question(
    site: Site, lena: Visitor
) -> None:
    assert "Send the recording" not in (await lena.press("Yes")).buttons
    page = await lena.say("Lena Fox")
    assert "Yes" not in page.html.partition('id="answer-here"')[2]
    await lena.press("Help now")
    page = await lena.press("Menu")
    below = page.html.partition('id="answer-here"')[2]
    assert "Numbers elsewhere" not in below.partition("<textarea")[0]
    assert "Be told by email" not in page.text


async def test_answers_that_are_buttons_of_the_page_are_not_written_out_above_them(site: Site) -> None:
    bryn = await site.partner()
    await site.do(lambda tx: profiles.keep_needs(tx, bryn.id, ["screen_reader"], []))
    async with site.visitor() as visitor:
        await visitor.open(await site.link(bryn))
        page = await visitor.say("/language")
        assert "Cymraeg" in page.buttons
        assert "You can type one of these" not in page.text


@pytest.mark.parametrize("typed", [" /settings", "/settings.", "/Settings, please"])
async def test_a_command_is_never_taken_for_words(lena: Visitor, typed: str) -> None:
    await lena.press("Yes")
    assert "We have not come to the end of the first questions yet." in (await lena.say(typed)).text
