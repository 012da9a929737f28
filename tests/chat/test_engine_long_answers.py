"""Long answers in many messages: kept byte for byte, and never lost, whatever comes between."""

from __future__ import annotations

import random

import pytest

from bot.chat.chat import Chat
from bot.chat.questions import Several, Text, YesNo
from tests.chat.conftest import SetStage
from tests.chat.stage import texts_of


async def a_tale(chat: Chat) -> None:
    await chat.ask("needs", Several("breaks", "captions", "signing"))
    await chat.ask("ready", YesNo())
    await chat.ask("tale", Text(long=True))
    await chat.say("bye")


def _begun(set_stage: SetStage):  # type: ignore[no-untyped-def]
    stage = set_stage(a_tale)
    stage.start()
    stage.says("breaks")
    stage.says("yes")
    return stage


def test_ten_full_messages_are_kept_byte_for_byte(set_stage: SetStage) -> None:
    stage = _begun(set_stage)
    dice = random.Random(10)
    letters = "abc é ñ ш 漢 🧑‍🦽 \n\t.,!"
    parts = ["x" + "".join(dice.choices(letters, k=4094)) + "y" for _ in range(10)]
    for part in parts:
        assert texts_of(stage.says(part)) == ["Is there more?"]
    assert texts_of(stage.press("Done")) == ["bye?"]
    assert stage.standing()["tale"] == "\n\n".join(parts)


@pytest.mark.parametrize("ending", ["done", "That's all", "skip"])
def test_a_long_answer_is_ended_with_words_too(set_stage: SetStage, ending: str) -> None:
    stage = _begun(set_stage)
    stage.says("It was hard.")
    assert texts_of(stage.says(ending)) == ["bye?"]
    assert stage.standing()["tale"] == "It was hard."


def test_done_before_anything_was_written_says_so(set_stage: SetStage) -> None:
    stage = _begun(set_stage)
    assert texts_of(stage.says("done")) == ["Nothing is written yet.\n\ntale?"]


def test_words_such_as_stop_inside_a_longer_text_are_words(set_stage: SetStage) -> None:
    stage = _begun(set_stage)
    said = ["I wanted to stop, and go back.", "skip the next bit", "Help was far away", "He said: talk to a person!"]
    for one in said:
        assert texts_of(stage.says(one)) == ["Is there more?"]
    stage.says("done")
    assert stage.standing()["tale"] == "\n\n".join(said)


def test_a_restart_in_the_middle_loses_no_part(set_stage: SetStage) -> None:
    stage = _begun(set_stage)
    for part in ("one", "two", "three"):
        stage.says(part)
        stage.restart()
    stage.press("Done")
    assert stage.standing()["tale"] == "one\n\ntwo\n\nthree"


def test_back_in_the_middle_keeps_what_was_written_for_staff(set_stage: SetStage) -> None:
    stage = _begun(set_stage)
    stage.says("a hard thing to write")
    assert texts_of(stage.press("Back")) == ["ready?"]
    assert "a hard thing to write" in stage.words_kept()
    assert "tale" not in stage.standing()


def test_an_old_choice_changed_in_the_middle_mixes_nothing_up(set_stage: SetStage) -> None:
    stage = _begun(set_stage)
    stage.says("the first part")
    stage.press("captions", under="needs?")
    stage.press("Done")
    assert stage.standing()["needs"] == ["breaks", "captions"]
    kept = "\n".join(stage.words_kept()) + str(stage.conversation().draft)
    assert "the first part" in kept


def test_another_answer_changed_in_the_middle_keeps_the_parts(set_stage: SetStage) -> None:
    stage = _begun(set_stage)
    stage.says("the first part")
    stage.press("No", under="ready?")
    stage.says("the second part")
    stage.says("done")
    assert stage.standing()["ready"] is False
    assert stage.standing()["tale"] == "the first part\n\nthe second part"
