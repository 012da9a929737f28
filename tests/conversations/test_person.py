"""Talk to a person: somebody is told at once, the truth about when they read it, and the numbers for now."""

from __future__ import annotations

import json

import pytest

from bot.actions.crisis import lines_in_words
from bot.actions.looking_after import open_ones
from bot.chat.scene import Scene
from bot.rules.help_card import ANYWHERE
from storage import help_card, may_read, readable
from tests.cast import ANA, CORA, DAN
from tests.conversations.room import ENGLISH, TEXTS, Room


def said(key: str) -> str:
    return ENGLISH.says("person", key, {})


def card(room: Room, nation: str) -> str:
    lines = room.write(lambda tx: lines_in_words(tx, ENGLISH, nation))
    return f"{lines}\n\n{ENGLISH.says('card_lines', 'not_checked', {})}"


def test_who_is_on_duty_hears_at_once_without_a_word_of_it(room: Room) -> None:
    room.on_duty(CORA)
    room.join(DAN, "safeguarding-lead")
    room.join(ANA)
    room.says("talk to a person")
    alert = ENGLISH.says("concern_alert", "a_concern", {"number": "P-003"})
    assert [one.text for one in room.heard[CORA.chat_id]] == [alert]
    assert DAN.chat_id not in room.heard
    assert "contact_me" in room.notices()


def test_a_lead_without_hours_hears_where_nobody_has_any(room: Room) -> None:
    room.join(CORA, "coordinator")
    room.join(DAN, "safeguarding-lead")
    room.join(ANA)
    room.says("talk to a person")
    alert = ENGLISH.says("concern_alert", "a_concern", {"number": "P-003"})
    assert [one.text for one in room.heard[DAN.chat_id]] == [alert]
    assert CORA.chat_id not in room.heard


def test_the_numbers_come_before_any_question(room: Room) -> None:
    room.join()
    shown = [one.text for one in room.command("person")]
    assert shown[1:] == [card(room, ANYWHERE), said("contact_by")]


ASKED_ONCE_MORE = [
    ("Call me", "which_number", "after two", "+44 7700 900123"),
    ("Call me", "which_number", "after 14:30", "07700 900123"),
    ("Email me", "which_address", "the usual one", "ana@example.org"),
]


@pytest.mark.parametrize(("way", "key", "first", "then"), ASKED_ONCE_MORE)
def test_what_nobody_can_be_reached_by_is_asked_about_once_and_stays_beside_it(
    way: str, key: str, first: str, then: str, room: Room
) -> None:
    room.join()
    room.command("person")
    room.press(way)
    assert room.says(first)[-1].text == said(f"{key}_again")
    assert said(f"{key}_again") not in [one.text for one in room.says(then)]
    how = {"Call me": "call", "Email me": "email"}[way]
    assert room.one("SELECT contact_by FROM concerns") == f"{how}: {then}, {first}"
    kept = [
        json.loads(row["value"])
        for row in room.rows("SELECT value FROM answers WHERE question LIKE 'which%' ORDER BY id")
    ]
    assert kept == [first, then]


def test_nobody_is_asked_for_it_a_third_time(room: Room) -> None:
    room.join()
    room.command("person")
    room.press("Call me")
    room.says("after two")
    assert said("which_number_again") not in [one.text for one in room.says("just ring")]
    assert room.one("SELECT contact_by FROM concerns") == "call: just ring, after two"


def test_whoever_would_rather_take_part_by_phone_is_asked_once_more_for_the_number(room: Room) -> None:
    room.join()
    room.press("Another way")
    room.press("Phone")
    assert room.says("after two")[-1].text == ENGLISH.says("another_way", "which_number_again", {})
    room.says("07700 900123")
    assert room.one("SELECT contact_by FROM concerns") == "phone: 07700 900123, after two"


def test_the_card_for_anywhere_names_each_nation_and_follows_each_of_their_cards(room: Room) -> None:
    room.write(lambda tx: help_card.change(tx, "northern_ireland", "lifeline", "0800 000 111"))
    room.write(lambda tx: help_card.change(tx, "england", "own", "The Lamp, in Northfield: call 01632 960 123"))
    shown = room.write(lambda tx: lines_in_words(tx, ENGLISH, ANYWHERE))
    for line in ("England: 111", "Wales: 111, then option 2", "NHS 24 on 111", "Lifeline on 0800 000 111"):
        assert line in shown
    assert "The Lamp" not in shown


def test_it_is_said_when_somebody_reads_it(room: Room) -> None:
    room.on_duty(CORA)
    room.join()
    assert "on duty now, until 17:00" in room.command("person")[0].text
    room.later(hours=9)
    assert "Tuesday 3 March 2026, from 09:00" in room.command("person")[0].text


def test_without_hours_no_hour_is_promised(room: Room) -> None:
    room.join(CORA, "coordinator")
    room.join()
    assert ENGLISH.says("shared", "read_unknown", {}) in room.command("person")[0].text


def test_ones_own_plan_comes_first_and_the_card_is_that_of_ones_nation(room: Room) -> None:
    room.join()
    room.answers("yes", "yes", "Ana", *["skip"] * 8)
    room.says("Scotland")
    room.answers(*["skip"] * 8, "no", "call Mum", "done", "that is right")
    shown = [one.text for one in room.command("person")]
    assert "call Mum" in shown[0]
    assert shown[2] == card(room, "scotland")


def test_asking_twice_opens_one_concern(room: Room) -> None:
    room.join()
    room.command("person")
    room.command("person")
    assert room.one("SELECT kind FROM concerns WHERE closed_at IS NULL") == "contact_me"


def test_how_to_be_reached_is_kept_with_the_concern(room: Room) -> None:
    room.join()
    room.answers("talk to a person", "call me", "01632 960 001, mornings")
    assert room.one("SELECT contact_by FROM concerns") == "call: 01632 960 001, mornings"


def test_the_question_that_waited_comes_back_on_request(room: Room) -> None:
    room.join()
    room.says("talk to a person")
    assert "Carry on" in room.says("write to me here")[-1].buttons
    assert room.press("Carry on")[-1].text == ENGLISH.says("onboarding_partner", "adult", {})


def test_the_button_under_every_question_does_the_same(room: Room) -> None:
    room.join()
    room.press("Talk to a person")
    assert len(room.rows("SELECT id FROM concerns")) == 1


def test_that_somebody_looked_and_was_in_touch_is_on_record_without_a_word(room: Room) -> None:
    room.join(CORA, "coordinator")
    room.join()
    room.command("person")
    room.command("concerns", CORA)
    room.answers("1", "I have been in touch", "We speak on Tuesday", "yes", who=CORA)
    cora, concern = room.one("SELECT owner_id FROM concerns"), room.one("SELECT id FROM concerns")
    rows = room.write(lambda tx: tx.all("SELECT actor, action, about, detail FROM audit ORDER BY id"))
    noted = [tuple(row[name] for name in ("actor", "action", "about", "detail")) for row in rows]
    assert noted[-5:] == [
        (cora, "concerns_listed", "concerns", concern),
        (cora, "concern_listed", concern, "coordinator"),
        (cora, "concern_looked_at", concern, "coordinator"),
        (cora, "concern_closed", concern, "told"),
        (cora, "concern_lifted", concern, ""),
    ]
    assert room.one("SELECT lifted_by FROM concerns") == cora
    assert room.one("SELECT outcome FROM concerns") == "We speak on Tuesday"
    assert "contact_me" not in room.notices()


def test_nobody_of_the_team_answers_their_own_request(room: Room) -> None:
    room.join(CORA, "coordinator")
    room.command("person", CORA)
    shown = [one.text for one in room.command("concerns", CORA)]
    assert shown[0] == ENGLISH.says("concerns", "nobody_waits", {})


def look(room: Room) -> str:
    """What a coordinator reads of the one who waits."""
    return room.command("concerns", CORA)[0].text


def test_the_team_reads_why_it_is_not_known_how_to_reach_somebody(room: Room) -> None:
    room.join(CORA, "coordinator")
    room.join()
    room.command("person")
    assert "To be reached: they are being asked at this moment" in look(room)
    room.says("skip")
    assert "To be reached: they did not say how" in look(room)
    room.command("forgetme")
    room.says("delete it now")
    assert "To be reached: they had everything deleted" in look(room)


def close(room: Room, *write_again: str) -> None:
    room.command("concerns", CORA)
    room.answers("1", "I have been in touch", "We spoke", *write_again, who=CORA)


def test_whoever_is_being_asked_how_to_be_reached_hears_that_it_was_closed(room: Room) -> None:
    room.join(CORA, "coordinator")
    room.join()
    room.command("person")
    close(room, "no", "no")
    (told,) = room.heard[ANA.chat_id]
    assert told.text.startswith("A note from Voices.") and "has closed your request" in told.text
    assert "Talk to a person" in told.buttons
    assert "Are you 18 or over?" in room.says("skip")[-1].text  # the question is over with it
    room.says("write to me here")
    assert room.rows("SELECT id FROM concerns WHERE closed_at IS NULL") == []


def test_a_late_tap_on_how_to_be_reached_opens_it_again(room: Room) -> None:
    room.join(CORA, "coordinator")
    room.join()
    room.command("person")
    close(room, "yes")
    assert room.rows("SELECT id FROM nudges WHERE kind = 'concern_closed'") == []
    room.press("Call me")
    assert room.says("01632 960 001")[-1].text == ENGLISH.says("shared", "opened_again", {})
    assert "A concern from P-002" in room.heard[CORA.chat_id][-1].text
    row = room.rows("SELECT contact_by FROM concerns WHERE closed_at IS NULL")
    assert [one["contact_by"] for one in row] == ["call: 01632 960 001"]


def test_how_to_be_reached_told_late_is_told_of_what_was_asked_since(room: Room) -> None:
    room.join(CORA, "coordinator")
    room.join()
    old = room.command("person")[-1].buttons["Call me"]
    close(room, "yes")
    room.later(days=7)
    room.command("person")
    (new,) = room.rows("SELECT id, raised_at, waiting_since FROM concerns WHERE closed_at IS NULL")
    room.later(minutes=1)
    room.press_data(old)
    assert room.says("01632 960 001")[-1].text == ENGLISH.says("shared", "noted", {})
    assert CORA.chat_id not in room.heard
    (row,) = room.rows("SELECT id, waiting_since, contact_by FROM concerns WHERE closed_at IS NULL")
    assert tuple(row) == (new["id"], new["waiting_since"], "call: 01632 960 001")


def test_a_coordinator_looks_somebody_up_who_waits_and_has_not_joined(room: Room) -> None:
    room.on_duty(CORA)
    room.join()
    room.command("people", CORA)
    assert "I found nobody" in room.says("P-002", CORA)[0].text
    room.command("person")
    room.command("people", CORA)
    assert "somebody, P-002" in room.says("P-002", CORA)[0].text


def test_the_list_of_open_concerns_says_who_asked_again_since_somebody_was_on_it(room: Room) -> None:
    room.on_duty(CORA)
    room.join()
    room.command("person")
    room.press("I am on it", CORA)
    cora = room.person(CORA)
    assert cora is not None

    def listed() -> str:
        return room.write(lambda tx: open_ones(Scene(tx, room.now, cora, ENGLISH, TEXTS)))

    assert listed().endswith("is on it")
    room.command("person")
    assert listed().endswith("is on it, and they have asked or written again since")


def test_what_was_no_answer_is_the_teams_to_read_whatever_they_say_to_a_person(room: Room) -> None:
    room.welcomed()
    room.command("lock")
    assert "kept your words for the team to read" in room.says("I want to die")[-1].text
    room.says("he hits me")
    room.says("no")
    room.command("person")
    assert lead_reads(room) == ["he hits me", "I want to die"]


def lead_reads(room: Room) -> list[str]:
    """With a reason, as ever."""
    ana = room.person()
    assert ana is not None
    lead, wanted = (may_read.SAFEGUARDING,), readable.Wanted()
    return [one.words for one in room.write(lambda tx: readable.find(tx, lead, wanted, 9, opened=(ana.id,)))]


@pytest.mark.parametrize("taken_up", ["Yes", "Talk to a person"])
def test_what_brought_an_offer_that_is_taken_up_is_part_of_the_request_and_the_offer_is_over(
    room: Room, taken_up: str
) -> None:
    room.welcomed()
    room.command("lock")  # a question waits, to which these words are no answer
    room.says("I want to die")
    room.press(taken_up)
    theirs = "SELECT conversation_id FROM answers WHERE answer = 'I want to die'"
    assert room.one(theirs) == room.one("SELECT conversation_id FROM concerns") != ""
    assert room.rows("SELECT id FROM conversations WHERE kind = 'offer_person' AND ended_at IS NULL") == []
    assert "unprompted_words" not in room.notices()  # of a coordinator's: there are no words left for them


def test_words_of_another_hour_are_still_to_be_read_when_others_went_with_a_request(room: Room) -> None:
    room.welcomed()
    room.says("The hall was cold today.")
    room.says("I want to die")
    room.press("Yes")
    assert "unprompted_words" in room.notices()


def test_what_they_write_while_they_wait_answers_no_question_and_is_not_every_coordinators(room: Room) -> None:
    room.join()
    room.answers("yes", "yes", "Ana")  # of age, may be kept, the name
    room.command("person")
    room.says("skip")
    room.command("language")
    for words in ("I'll kill myself", "he is here", "He is outside and I cannot get out of the house"):
        room.says(words)
    room.command("plan")
    room.says("On a day when I want to die I ring my sister")  # is theirs alone
    room.says("done")
    theirs = ["He is outside and I cannot get out of the house", "he is here", "I'll kill myself"]
    assert lead_reads(room) == theirs
    asked = "SELECT answer FROM answers WHERE question = 'language' AND replaced_at IS NULL"
    assert [one["answer"] for one in room.rows(asked)] == []
    cora = (may_read.COORDINATOR,)
    assert room.write(lambda tx: readable.find(tx, cora, readable.Wanted(), 9)) == []
