"""An old button changes its answer, in the middle or after the end; and a summary lets every line be changed."""

from __future__ import annotations

from bot.chat.chat import Chat
from bot.chat.questions import Choice, Several, Text, YesNo
from storage import conversations
from tests.chat.conftest import SetStage
from tests.chat.stage import texts_of


async def a_fork(chat: Chat) -> None:
    if await chat.ask("met", YesNo()):
        await chat.ask("how", Choice("well", "badly"))
    else:
        await chat.ask("why", Text())
    await chat.ask("next_time", YesNo())
    await chat.say("bye")


async def with_a_summary(chat: Chat) -> None:
    await chat.ask("name", Text())
    if await chat.ask("adult", YesNo()):
        await chat.ask("colour", Choice("red", "blue"))
    await chat.ask("needs", Several("breaks", "captions"))
    await chat.review("check", "name", "adult", "colour", "needs")
    await chat.say("bye")


def test_an_old_button_changes_its_answer_and_the_question_that_waits_is_put_again(set_stage: SetStage) -> None:
    stage = set_stage(a_fork)
    stage.start()
    stage.press("Yes")
    stage.press("well")
    shown = stage.press("badly", under="how?")
    assert texts_of(shown) == ["Changed: how: badly", "next_time?"]
    assert stage.standing() == {"met": True, "how": "badly"}
    stage.says("yes")
    assert stage.counting() == {"met": "Yes", "how": "badly", "next_time": "Yes"}


def test_an_old_button_may_lead_to_another_branch_whose_question_is_asked(set_stage: SetStage) -> None:
    stage = set_stage(a_fork)
    stage.start()
    stage.press("Yes")
    stage.press("well")
    assert texts_of(stage.press("No", under="met?")) == ["Changed: met: No", "why?"]
    assert texts_of(stage.says("I was ill")) == ["next_time?"]
    stage.press("Yes", under="next_time?")
    assert stage.counting() == {"met": "No", "why": "I was ill", "next_time": "Yes"}
    assert stage.standing()["how"] == "well"


def test_going_back_to_the_first_branch_makes_its_old_answer_count_again(set_stage: SetStage) -> None:
    stage = set_stage(a_fork)
    stage.start()
    stage.press("Yes")
    stage.press("well")
    stage.press("No", under="met?")
    stage.says("I was ill")
    assert texts_of(stage.press("Yes", under="met?")) == ["Changed: met: Yes", "next_time?"]
    assert stage.counting() == {"met": "Yes", "how": "well"}


def test_a_button_on_a_branch_no_longer_taken_is_kept_and_changes_nothing(set_stage: SetStage) -> None:
    stage = set_stage(a_fork)
    stage.start()
    stage.press("Yes")
    stage.press("well")
    stage.press("No", under="met?")
    stood = stage.counting()
    assert texts_of(stage.press("badly", under="how?")) == ["That question is gone. Your words are kept.", "why?"]
    assert stage.counting() == stood
    assert stage.words_kept()[-1] == "badly"
    assert stage.notices() == ["reply_to_vanished_question"]


def test_an_old_button_works_after_the_story_has_ended(set_stage: SetStage) -> None:
    stage = set_stage(a_fork)
    stage.start()
    stage.press("Yes")
    stage.press("well")
    stage.press("Yes", under="next_time?")
    assert texts_of(stage.press("badly", under="how?")) == ["Changed: how: badly"]
    assert stage.counting()["how"] == "badly"
    assert stage.conversation().ended_at is not None


def test_an_old_button_that_leads_to_a_new_branch_opens_the_story_again(set_stage: SetStage) -> None:
    stage = set_stage(a_fork)
    stage.start()
    stage.press("Yes")
    stage.press("well")
    stage.press("Yes", under="next_time?")
    assert texts_of(stage.press("No", under="met?")) == ["Changed: met: No", "why?"]
    stage.says("I was ill")
    assert stage.counting() == {"met": "No", "why": "I was ill", "next_time": "Yes"}
    assert stage.conversation().ended_at is not None


def test_a_line_of_the_summary_is_changed_and_the_summary_comes_back(set_stage: SetStage) -> None:
    stage = set_stage(with_a_summary)
    stage.start()
    for said in ("Anna", "yes", "red", "breaks"):
        shown = stage.says(said)
    assert texts_of(shown) == ["Check:\nname: Anna\nadult: Yes\ncolour: red\nneeds: breaks"]
    assert texts_of(stage.press("name")) == ["name?"]
    assert texts_of(stage.says("Annabel")) == ["Check:\nname: Annabel\nadult: Yes\ncolour: red\nneeds: breaks"]
    assert texts_of(stage.press("That is right")) == ["bye?"]
    assert stage.counting()["name"] == "Annabel"


def test_a_changed_line_on_another_branch_stops_counting_at_once(set_stage: SetStage) -> None:
    stage = set_stage(with_a_summary)
    stage.start()
    for said in ("Ana", "yes", "red", "breaks"):
        stage.says(said)
    stage.press("adult")
    assert texts_of(stage.press("No")) == ["Check:\nname: Ana\nadult: No\nneeds: breaks"]
    assert "colour" not in stage.counting()


def test_back_from_a_line_that_is_being_changed_returns_to_the_summary(set_stage: SetStage) -> None:
    stage = set_stage(with_a_summary)
    stage.start()
    for said in ("Ana", "yes", "red", "breaks"):
        stage.says(said)
    stage.says("colour")
    assert texts_of(stage.press("Back")) == ["Check:\nname: Ana\nadult: Yes\ncolour: red\nneeds: breaks"]
    assert stage.standing()["colour"] == "red"


def test_the_choices_of_a_line_are_changed_one_by_one_from_what_stood(set_stage: SetStage) -> None:
    stage = set_stage(with_a_summary)
    stage.start()
    for said in ("Ana", "yes", "red", "breaks"):
        stage.says(said)
    stage.press("needs")
    stage.press("captions")
    shown = stage.press("Done")
    assert texts_of(shown) == ["Check:\nname: Ana\nadult: Yes\ncolour: red\nneeds: breaks, captions"]


def test_the_summary_of_a_story_that_has_ended_still_changes_its_lines(set_stage: SetStage) -> None:
    stage = set_stage(with_a_summary)
    stage.start()
    for said in ("Ana", "yes", "red", "breaks", "right"):
        stage.says(said)
    assert texts_of(stage.press("colour", under="Check")) == ["colour?"]
    assert texts_of(stage.press("blue")) == ["Changed: colour: blue", "bye?"]
    assert stage.counting()["colour"] == "blue"
    assert stage.conversation().ended_at is not None


def test_an_answer_called_final_is_not_changed_by_its_old_button(set_stage: SetStage) -> None:
    async def once_only(chat: Chat) -> None:
        await chat.ask("agreed", YesNo(final=True))
        await chat.ask("name", Text())

    stage = set_stage(once_only)
    stage.start()
    stage.press("Yes")
    assert texts_of(stage.press("No", under="agreed?")) == ["agreed cannot be changed.\n\nname?"]
    assert stage.standing() == {"agreed": True}


def test_a_button_below_a_question_that_was_over_before_its_answer_gives_the_first_one(set_stage: SetStage) -> None:
    stage = set_stage(a_fork)
    stage.start()
    begun = stage.conversation()
    stage.write(lambda tx: conversations.abandon(tx, stage.now, begun.person_id, "tale"))
    assert texts_of(stage.press("Yes", under="met?")) == ["how?"]
    assert texts_of(stage.says("well")) == ["next_time?"]
    assert texts_of(stage.press("Yes", under="next_time?")) == ["bye?"]
    assert texts_of(stage.press("No", under="next_time?")) == ["Changed: next_time: No"]
