"""Back forgets the last answer and asks it again; skip goes on without one. Both as buttons and as words."""

from __future__ import annotations

import pytest

from bot.chat.chat import Chat
from bot.chat.questions import Choice, Text, Time, YesNo
from tests.chat.conftest import SetStage
from tests.chat.stage import texts_of


async def three_questions(chat: Chat) -> None:
    await chat.say("hello")
    await chat.ask("name", Text())
    await chat.ask("adult", YesNo(optional=False))
    await chat.say("nearly")
    await chat.ask("colour", Choice("red", "blue"))
    await chat.say("bye")


def test_a_story_is_told_from_its_first_words_to_its_last(set_stage: SetStage) -> None:
    stage = set_stage(three_questions)
    assert texts_of(stage.start()) == ["hello?", "name?"]
    assert texts_of(stage.says("Ana")) == ["adult?"]
    assert texts_of(stage.press("Yes")) == ["nearly?", "colour?"]
    assert texts_of(stage.says("blue")) == ["bye?"]
    assert stage.counting() == {"name": "Ana", "adult": "Yes", "colour": "blue"}
    assert stage.conversation().ended_at is not None


@pytest.mark.parametrize("as_button", [True, False])
def test_back_asks_the_last_question_again_and_says_nothing_twice(set_stage: SetStage, as_button: bool) -> None:
    stage = set_stage(three_questions)
    stage.start()
    stage.says("Ana")
    stage.press("Yes")
    assert texts_of(stage.press("Back") if as_button else stage.says("go back")) == ["adult?"]
    assert stage.standing() == {"name": "Ana"}
    assert texts_of(stage.press("No")) == ["nearly?", "colour?"]
    assert stage.counting() == {"name": "Ana", "adult": "No"}


def test_back_goes_back_to_the_beginning_and_then_says_so(set_stage: SetStage) -> None:
    stage = set_stage(three_questions)
    stage.start()
    stage.says("Ana")
    stage.press("Yes")
    assert texts_of(stage.says("back")) == ["adult?"]
    shown = stage.says("back")
    assert texts_of(shown) == ["name?"]
    assert "Back" not in shown[0].buttons
    assert texts_of(stage.says("back")) == ["Nothing comes before this.\n\nname?"]


def test_what_was_taken_back_stays_in_the_history(set_stage: SetStage) -> None:
    stage = set_stage(three_questions)
    stage.start()
    stage.says("Anna")
    stage.says("back")
    stage.says("Annabel")
    assert stage.words_kept() == ["Anna", "Annabel"]
    assert stage.standing() == {"name": "Annabel"}


@pytest.mark.parametrize("as_button", [True, False])
def test_a_question_can_be_skipped_and_answered_after_all(set_stage: SetStage, as_button: bool) -> None:
    stage = set_stage(three_questions)
    stage.start()
    assert texts_of(stage.press("Skip") if as_button else stage.says("Skip, please")) == ["adult?"]
    assert stage.standing() == {"name": None}
    stage.says("back")
    stage.says("Ana")
    assert stage.standing() == {"name": "Ana"}


def test_what_has_to_be_answered_has_no_skip_and_says_so_when_asked_to(set_stage: SetStage) -> None:
    stage = set_stage(three_questions)
    stage.start()
    shown = stage.says("Ana")
    assert "Skip" not in shown[0].buttons
    assert texts_of(stage.says("skip")) == ["This one cannot be skipped.\n\nadult?"]


@pytest.mark.parametrize("said", ["back", "Skip, please", "done", "that's all", "more"])
@pytest.mark.parametrize("as_command", [True, False])
def test_back_and_skip_mean_nothing_when_nothing_waits(set_stage: SetStage, said: str, as_command: bool) -> None:
    stage = set_stage(three_questions)
    stage.start()
    stage.says("Ana")
    stage.says("yes")
    stage.says("red")
    told = stage.snapshot()
    assert texts_of(stage.command(said) if as_command else stage.says(said)) == ["Nothing waits."]
    assert stage.snapshot() == told
    assert stage.notices() == []


def test_done_where_a_time_is_asked_is_answered_as_words_that_are_none(set_stage: SetStage) -> None:
    async def a_time(chat: Chat) -> None:
        await chat.ask("since", Time())

    stage = set_stage(a_time)
    stage.start()
    assert texts_of(stage.says("done")) == ["Hint not_a_time.\n\nsince?"]
