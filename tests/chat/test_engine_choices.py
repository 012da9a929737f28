"""Several choices: toggled one by one, typed as a list; and every button has words that do the same."""

from __future__ import annotations

import pytest

from bot.chat.chat import Chat
from bot.chat.questions import Choice, Scale, Several, YesNo
from tests.chat.conftest import SetStage
from tests.chat.stage import texts_of


async def needs_and_topics(chat: Chat) -> None:
    await chat.ask("needs", Several("breaks", "captions", "signing", none="nothing", own_words=True))
    await chat.ask("topics", Several("pain", "care"))


async def every_kind(chat: Chat) -> None:
    await chat.ask("well", YesNo())
    await chat.ask("colour", Choice("red", "blue"))
    await chat.ask("steps", Scale(1, 5))
    await chat.ask("finished", Choice("done", "partly"))


def test_choices_come_and_go_in_the_same_message(set_stage: SetStage) -> None:
    stage = set_stage(needs_and_topics)
    first = stage.start()[0]
    shown = stage.press("captions")
    assert texts_of(shown) == ["needs?\n\nChosen: captions."]
    assert "✓ captions" in shown[0].buttons and len(stage.phones[next(iter(stage.phones))]) == 1
    stage.press("breaks")
    assert texts_of(stage.press("✓ captions")) == ["needs?\n\nChosen: breaks."]
    assert texts_of(stage.press("Done")) == ["topics?"]
    assert stage.standing() == {"needs": ["breaks"]}
    assert first.text == "needs?"


def test_the_choice_of_nothing_is_an_answer_at_once_and_sends_the_others_away(set_stage: SetStage) -> None:
    stage = set_stage(needs_and_topics)
    stage.start()
    stage.press("captions")
    assert texts_of(stage.press("nothing")) == ["topics?"]
    assert stage.standing() == {"needs": ["nothing"]}


@pytest.mark.parametrize(
    ("said", "chosen"),
    [
        ("captions and breaks", ["breaks", "captions"]),
        ("1, 3", ["breaks", "signing"]),
        ("captions, a step-free room", ["captions", "a step-free room"]),
        ("none of these", ["nothing"]),
        ("everything", ["breaks", "captions", "signing"]),
    ],
)
def test_a_list_can_be_typed(set_stage: SetStage, said: str, chosen: list[str]) -> None:
    stage = set_stage(needs_and_topics)
    stage.start()
    assert texts_of(stage.says(said)) == ["topics?"]
    assert stage.standing()["needs"] == chosen


def test_what_is_typed_is_added_to_what_was_pressed(set_stage: SetStage) -> None:
    stage = set_stage(needs_and_topics)
    stage.start()
    stage.press("signing")
    stage.says("a quiet room")
    assert stage.standing()["needs"] == ["signing", "a quiet room"]


def test_choices_made_before_a_restart_are_still_chosen(set_stage: SetStage) -> None:
    stage = set_stage(needs_and_topics)
    stage.start()
    stage.press("signing")
    stage.restart()
    stage.press("breaks")
    stage.restart()
    stage.press("Done")
    assert stage.standing()["needs"] == ["breaks", "signing"]


def test_choices_of_one_question_never_turn_up_under_another(set_stage: SetStage) -> None:
    stage = set_stage(needs_and_topics)
    stage.start()
    stage.says("captions")
    stage.press("pain")
    stage.press("breaks", under="needs?")
    stage.press("Done")
    assert stage.standing()["needs"] == ["breaks", "captions"]


@pytest.mark.parametrize(
    "said",
    [("yes", "red", "4", "done"), ("Yep!", "the first one", "four", "DONE"), ("👍", "1", "4", "Done.")],
)
def test_every_button_can_be_typed(set_stage: SetStage, said: tuple[str, ...]) -> None:
    stage = set_stage(every_kind)
    stage.start()
    for one in said:
        stage.says(one)
    assert stage.standing() == {"well": True, "colour": "red", "steps": 4, "finished": "done"}


def test_talk_to_a_person_works_as_a_button_and_as_words_and_the_question_comes_back(set_stage: SetStage) -> None:
    stage = set_stage(every_kind)
    stage.start()
    assert texts_of(stage.says("can I talk to someone?")) == ["how_to_reach_you?"]
    assert texts_of(stage.says("by phone")) == ["noted?", "well?"]
    assert texts_of(stage.press("Talk to a person", under="well?")) == ["how_to_reach_you?"]
    assert texts_of(stage.says("by post")) == ["noted?", "well?"]
    assert stage.standing("to_a_person") == {"how_to_reach_you": "by post"}


def test_words_that_name_no_option_get_a_hint_and_are_kept_for_staff(set_stage: SetStage) -> None:
    stage = set_stage(every_kind)
    stage.start()
    stage.says("yes")
    assert texts_of(stage.says("my mother died")) == ["Hint not_an_option.\n\ncolour?"]
    assert "my mother died" in stage.words_kept()
    assert stage.standing() == {"well": True}
