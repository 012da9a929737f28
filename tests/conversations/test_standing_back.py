"""A question from before a talk with the team stands back: what is written then belongs to that talk."""

from __future__ import annotations

from typing import Any

import pytest

from bot.actions import concern_notes
from bot.chat.playing import Play
from bot.chat.scene import Scene
from bot.conversations import STORIES
from storage import concern_lists, people
from tests.agreeing import agree
from tests.cast import ANA, CORA
from tests.conversations.room import ENGLISH, TEXTS, Room


def thinking_it_over(room: Room, *, voice: bool = False) -> str:
    """Ana, whom a thought was put to; the beginning of its words."""

    def meet(tx: Any) -> None:
        person = people.meet(tx, room.now, telegram_id=ANA.chat_id, timezone="Europe/London")
        people.give_role(tx, room.now, person.id, "partner")
        people.joined(tx, room.now, person.id)
        agree(tx, room.now, person.id, "take_part_health", *(["keep_voice"] if voice else []))

    room.join(CORA, "safeguarding-lead")
    room.write(meet)
    return room.command("reflect")[-1].text[:20]


def asked_for_a_person(room: Room) -> None:
    room.command("person")
    room.says("skip")


def cora_writes(room: Room, words: str) -> None:
    """From the console."""

    def tell(tx: Any) -> None:
        lead, ana = people.in_chat(tx, CORA.chat_id), people.in_chat(tx, ANA.chat_id)
        assert lead is not None and ana is not None
        scene = Scene(tx, room.now, lead, TEXTS.voice("en"), TEXTS)
        Play(scene, STORIES)
        (one,) = concern_lists.of_person(tx, ana.id)
        assert concern_notes.tell(scene, concern_id=one.id, words=words) == ""

    room.later(minutes=5)
    room.write(tell)


def read_by_the_team(room: Room) -> list[str]:
    sql = "SELECT answer FROM answers WHERE question = 'unprompted' AND visible_to = 'staff' ORDER BY id"
    return [str(one["answer"]) for one in room.rows(sql)]


def in_the_thought(room: Room) -> str:
    return str(room.one("SELECT COALESCE(draft, '') AS draft FROM conversations WHERE kind = 'reflect'"))


def test_what_is_written_while_a_request_is_open_goes_into_no_thought_of_before(room: Room) -> None:
    thinking_it_over(room)
    asked_for_a_person(room)
    for words in ("are you there?", "I feel worse than before"):
        (reply,) = room.says(words)
        assert {"Carry on", "Help now"} == set(reply.buttons)
    assert read_by_the_team(room) == ["are you there?", "I feel worse than before"]
    assert in_the_thought(room) == ""
    assert room.one("SELECT wrote_at FROM concerns") is not None


def test_a_voice_note_goes_into_none_either(room: Room) -> None:
    thinking_it_over(room, voice=True)
    asked_for_a_person(room)
    room.speaks()
    assert len(read_by_the_team(room)) == 1 and in_the_thought(room) == ""


def test_the_thought_takes_words_again_once_they_carry_on(room: Room) -> None:
    thought = thinking_it_over(room)
    asked_for_a_person(room)
    assert room.press("Carry on")[-1].text.startswith(thought)
    room.says("He told me about his mother")
    assert read_by_the_team(room) == [] and "his mother" in in_the_thought(room)


def test_so_is_what_comes_after_one_of_its_buttons(room: Room) -> None:
    thinking_it_over(room)
    asked_for_a_person(room)
    room.press("Another one")
    room.says("He told me about his mother")
    assert read_by_the_team(room) == [] and "his mother" in in_the_thought(room)


@pytest.mark.parametrize("said", ["done", "back"])
def test_a_word_that_would_decide_about_the_thought_shows_it_first(room: Room, said: str) -> None:
    thought = thinking_it_over(room)
    asked_for_a_person(room)
    assert room.says(said)[-1].text.startswith(thought)


def test_an_answer_to_a_note_of_the_team_goes_to_whoever_looks_after_the_request(room: Room) -> None:
    thinking_it_over(room)
    asked_for_a_person(room)
    room.press("Carry on")
    cora_writes(room, "Shall I ring at four?")
    room.later(minutes=1)
    room.says("Not today")  # which stands on a button of the thought as well
    assert read_by_the_team(room) == ["Not today"]


def test_an_answer_to_a_note_after_the_closing_is_kept_for_the_team_and_the_thought_put_again(room: Room) -> None:
    thought = thinking_it_over(room)
    asked_for_a_person(room)
    room.command("concerns", CORA)
    room.answers("1", "I have been in touch", "We spoke", "no", "no", who=CORA)
    cora_writes(room, "The number is 01632 960 001.")
    (reply,) = room.says("Thank you, I rang it and nobody answers")
    assert reply.text.startswith("I have kept your words for the team") and thought in reply.text
    assert read_by_the_team(room) == ["Thank you, I rang it and nobody answers"]
    room.says("He told me about his mother")
    assert "his mother" in in_the_thought(room)


def test_help_now_while_a_request_is_open_puts_the_question_back_as_well(room: Room) -> None:
    thinking_it_over(room)
    asked_for_a_person(room)
    room.press("Carry on")
    room.command("helpnow")
    room.says("I feel worse than before")
    assert read_by_the_team(room) == ["I feel worse than before"] and in_the_thought(room) == ""


def test_before_their_yes_to_keeping_anything_the_team_hears_that_they_wrote(room: Room) -> None:
    room.join(CORA, "safeguarding-lead")
    room.join()
    asked_for_a_person(room)
    (reply,) = room.says("are you there?")
    assert reply.text.startswith(ENGLISH.says("wrote_since", "not_kept", {"when": ""})[:40])
    assert "Carry on" in reply.buttons and read_by_the_team(room) == []
