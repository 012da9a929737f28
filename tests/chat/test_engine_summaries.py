"""A summary whose lines are changed, also by somebody who changes their mind while doing so."""

from __future__ import annotations

import pytest

from bot.chat.chat import Chat
from bot.chat.questions import Several, Text, YesNo
from tests.chat.conftest import SetStage
from tests.chat.stage import Stage, texts_of

SUMMARY = "Check:\nname: Ana\nadult: Yes\nneeds: breaks"


async def with_a_summary(chat: Chat) -> None:
    await chat.ask("name", Text())
    await chat.ask("adult", YesNo())
    await chat.ask("needs", Several("breaks", "captions"))
    await chat.review("check", "name", "adult", "needs")
    await chat.say("bye")


@pytest.fixture
def stage(set_stage: SetStage) -> Stage:
    stage = set_stage(with_a_summary)
    stage.start()
    for said in ("Ana", "yes", "breaks"):
        shown = stage.says(said)
    assert texts_of(shown) == [SUMMARY]
    return stage


def test_another_line_can_be_tapped_while_one_is_being_changed(stage: Stage) -> None:
    assert texts_of(stage.press("name")) == ["name?"]
    assert texts_of(stage.press("adult", under="Check")) == ["adult?"]
    assert texts_of(stage.press("No")) == [SUMMARY.replace("Yes", "No")]
    assert stage.notices() == []


def test_the_summary_can_be_confirmed_while_a_line_is_being_changed(stage: Stage) -> None:
    stage.press("name")
    assert texts_of(stage.press("That is right", under="Check")) == ["bye?"]
    assert stage.counting()["name"] == "Ana"
    assert stage.notices() == []


def test_choices_not_confirmed_are_given_up_for_another_line(stage: Stage) -> None:
    stage.press("needs")
    stage.press("captions")
    assert texts_of(stage.press("name", under="Check")) == ["name?"]
    assert texts_of(stage.says("Annabel")) == [SUMMARY.replace("Ana", "Annabel")]
    assert stage.standing()["needs"] == ["breaks"]


def test_an_old_button_works_while_a_line_is_being_changed_and_the_line_is_asked_again(stage: Stage) -> None:
    stage.press("needs")
    assert texts_of(stage.press("No", under="adult?")) == ["Changed: adult: No", "needs?\n\nChosen: breaks."]
    assert texts_of(stage.says("breaks")) == [SUMMARY.replace("Yes", "No")]


def test_what_stands_of_several_is_ticked_and_done_leaves_it(stage: Stage) -> None:
    stage.press("needs")
    assert texts_of(stage.press("Done")) == [SUMMARY]


def test_what_stands_of_several_is_added_to_by_a_button(stage: Stage) -> None:
    stage.press("needs")
    stage.press("captions")
    assert texts_of(stage.press("Done")) == [SUMMARY.replace("breaks", "breaks, captions")]


def test_the_same_answer_again_leads_back_to_the_summary(stage: Stage) -> None:
    stage.press("name")
    assert texts_of(stage.says("Ana")) == [SUMMARY]


def test_lines_can_be_named_and_the_summary_confirmed_in_words(stage: Stage) -> None:
    assert texts_of(stage.says("needs")) == ["needs?\n\nChosen: breaks."]
    assert texts_of(stage.says("captions")) == [SUMMARY.replace("breaks", "captions")]
    assert texts_of(stage.says("that's right")) == ["bye?"]
