"""Editing a message edits its answer, however much later, and one part of a long answer."""

from __future__ import annotations

import pytest

from bot.chat.chat import Chat
from bot.chat.questions import Number, Text
from tests.chat.conftest import SetStage
from tests.chat.stage import texts_of


async def name_and_age(chat: Chat) -> None:
    await chat.ask("name", Text())
    await chat.ask("age", Number(0, 120))
    await chat.ask("tale", Text(long=True))
    await chat.say("bye")


@pytest.mark.parametrize("later", [1, 3, 50])
def test_an_edit_counts_after_any_number_of_later_answers(set_stage: SetStage, later: int) -> None:
    async def many(chat: Chat) -> None:
        for number in range(later + 2):
            await chat.ask(f"q{number}", Text())

    stage = set_stage(many)
    stage.start()
    stage.says("Anna")
    first = stage.last_message_id
    for number in range(later):
        stage.says(f"answer {number}")
    assert texts_of(stage.edits(first, "Annabel")) == ["Updated: q0: Annabel"]
    assert stage.standing()["q0"] == "Annabel"
    assert stage.counting()["q0"] == "Annabel"
    assert stage.conversation().pending == f"q{later + 1}"


def test_an_edit_counts_after_the_story_has_ended(set_stage: SetStage) -> None:
    stage = set_stage(name_and_age)
    stage.start()
    stage.says("Anna")
    first = stage.last_message_id
    for said in ("40", "tale", "done"):
        stage.says(said)
    assert texts_of(stage.edits(first, "Annabel")) == ["Updated: name: Annabel"]
    assert stage.conversation().ended_at is not None


def test_an_edit_can_be_edited(set_stage: SetStage) -> None:
    stage = set_stage(name_and_age)
    stage.start()
    stage.says("Anna")
    first = stage.last_message_id
    stage.edits(first, "Annabel")
    stage.edits(first, "Ana")
    assert stage.standing() == {"name": "Ana"}
    assert stage.words_kept() == ["Anna", "Annabel", "Ana"]


def test_an_edit_that_is_no_answer_gets_a_hint_and_what_stood_stands(set_stage: SetStage) -> None:
    stage = set_stage(name_and_age)
    stage.start()
    stage.says("Ana")
    stage.says("40")
    assert texts_of(stage.edits(stage.last_message_id, "rather old")) == ["Hint not_a_number.\n\ntale?"]
    assert stage.standing()["age"] == 40
    assert "rather old" in stage.words_kept()


@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_part_of_a_long_answer_is_edited(set_stage: SetStage, place: int) -> None:
    stage = set_stage(name_and_age)
    stage.start()
    stage.says("Ana")
    stage.says("40")
    sent = {}
    for part in ("one", "two", "three"):
        stage.says(part)
        sent[part] = stage.last_message_id
    stage.says("done")
    parts = ["one", "two", "three"]
    stage.edits(sent[parts[place]], "other")
    parts[place] = "other"
    assert stage.standing()["tale"] == "\n\n".join(parts)


def test_a_part_is_edited_before_the_answer_is_finished(set_stage: SetStage) -> None:
    stage = set_stage(name_and_age)
    stage.start()
    stage.says("Ana")
    stage.says("40")
    stage.says("won")
    first = stage.last_message_id
    stage.says("two")
    stage.edits(first, "one")
    stage.says("done")
    assert stage.standing()["tale"] == "one\n\ntwo"


def test_an_edit_of_something_that_was_no_answer_says_so(set_stage: SetStage) -> None:
    stage = set_stage(name_and_age)
    stage.start()
    command = stage.last_message_id
    stage.says("Ana")
    assert texts_of(stage.edits(command, "Annabel")) == ["That edit is kept."]
    assert stage.standing() == {"name": "Ana"}


@pytest.mark.parametrize("words", ["/start a-code", "go back", "Skip", "  ", "\0"])
def test_an_edit_into_a_command_or_nothing_keeps_nothing(set_stage: SetStage, words: str) -> None:
    stage = set_stage(name_and_age)
    stage.start()
    command = stage.last_message_id
    stage.says("Ana")
    assert texts_of(stage.edits(command, words)) == ["That edit changes nothing."]
    assert stage.words_kept() == ["Ana"]


def test_an_edit_of_words_that_nobody_asked_for_is_kept_for_staff(set_stage: SetStage) -> None:
    async def one_question(chat: Chat) -> None:
        await chat.ask("name", Text())

    stage = set_stage(one_question)
    stage.start()
    stage.says("Ana")
    stage.says("a word more")
    assert texts_of(stage.edits(stage.last_message_id, "two words more")) == ["That edit is kept."]
    assert stage.words_kept() == ["Ana", "a word more", "two words more"]
    assert stage.notices() == ["unprompted_words"]


def test_an_edit_of_a_refused_answer_is_kept_for_staff(set_stage: SetStage) -> None:
    stage = set_stage(name_and_age)
    stage.start()
    stage.says("Ana")
    stage.says("rather old")
    assert texts_of(stage.edits(stage.last_message_id, "very old")) == ["That edit is kept."]
    assert stage.words_kept() == ["Ana", "rather old", "very old"]
    assert stage.standing() == {"name": "Ana"}
    assert texts_of(stage.says("80")) == ["tale?"]


def test_what_was_refused_is_kept_for_whoever_wrote_it_and_is_nothing_that_staff_read(set_stage: SetStage) -> None:
    stage = set_stage(name_and_age)
    stage.start()
    stage.says("Ana")
    stage.says("a" * 4000)
    kept = stage.write(lambda tx: tx.all("SELECT visible_to FROM answers ORDER BY id"))
    assert [row["visible_to"] for row in kept] == ["staff", "me"]


def test_an_edit_in_a_story_that_is_gone_is_kept_with_its_question(set_stage: SetStage) -> None:
    stage = set_stage(name_and_age, other=name_and_age)
    stage.start()
    stage.command("other")
    stage.says("Anna")
    message_id = stage.last_message_id
    del stage.tales["other"]
    assert texts_of(stage.edits(message_id, "Ana")) == ["That edit is kept."]
    kept = stage.rows("SELECT question, answer, wording, counts FROM answers ORDER BY id")
    assert [tuple(row) for row in kept] == [("name", "Anna", "name?", 1), ("name", "Ana", "name?", 0)]


def test_an_edit_of_what_was_taken_back_changes_nothing(set_stage: SetStage) -> None:
    stage = set_stage(name_and_age)
    stage.start()
    stage.says("Ana")
    first = stage.last_message_id
    stage.says("back")
    assert texts_of(stage.edits(first, "Annabel")) == ["That edit is kept."]
    assert stage.standing() == {}
    assert stage.words_kept() == ["Ana", "Annabel"]


def test_an_edit_while_a_long_answer_is_being_written_leaves_its_parts_alone(set_stage: SetStage) -> None:
    stage = set_stage(name_and_age)
    stage.start()
    stage.says("Anna")
    first = stage.last_message_id
    stage.says("40")
    stage.says("the first part")
    stage.edits(first, "Ana")
    stage.says("the second part")
    stage.says("done")
    assert stage.standing() == {"name": "Ana", "age": 40, "tale": "the first part\n\nthe second part"}
