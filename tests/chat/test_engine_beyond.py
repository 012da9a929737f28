"""An answer that stands behind a question which is open again can be changed, and what is said of it is true."""

from __future__ import annotations

from bot.chat.chat import Chat
from bot.chat.questions import Number, Several, Text
from bot.chat.scene import Scene
from tests.chat.conftest import SetStage
from tests.chat.stage import Stage, texts_of


async def with_hours(chat: Chat) -> None:
    """As hours are asked: whoever names an end that is no end is asked for it again."""
    await chat.ask("since", Number(0, 24))
    until = await chat.ask("until", Number(0, 24))
    if until == 0:
        await chat.ask("until_again", Number(0, 24))
    await chat.ask("tale", Text())
    needs = await chat.ask("needs", Several("captions", "breaks", none="none"))
    await chat.once("kept", _noted, needs=needs)
    await chat.review("check", "since", "until", "until_again", "tale", "needs")
    await chat.say("bye")


def _noted(scene: Scene, needs: tuple[str, ...] | None) -> str:
    return ", ".join(needs or ())


def at_its_summary(set_stage: SetStage) -> tuple[Stage, int, int]:
    """The stage, and the numbers of the messages that said until when, and told a tale."""
    stage = set_stage(with_hours)
    stage.start()
    numbers = []
    for said in ("9", "18", "a tale", "captions"):
        stage.says(said)
        numbers.append(stage.last_message_id)
    return stage, numbers[1], numbers[2]


def test_an_answer_behind_a_question_that_is_open_again_is_changed(set_stage: SetStage) -> None:
    stage, until, tale = at_its_summary(set_stage)
    assert texts_of(stage.edits(until, "0")) == ["Updated: until: 0", "until_again?"]
    assert texts_of(stage.edits(tale, "another tale")) == ["Updated: tale: another tale"]
    assert texts_of(stage.edits(tale, "another tale")) == []
    assert texts_of(stage.replies("needs?", "breaks")) == ["Changed: needs: breaks", "until_again?"]
    assert stage.conversation().pending == "until_again"
    assert texts_of(stage.says("20")) == ["Check:\nsince: 9\nuntil_again: 20\ntale: another tale\nneeds: breaks"]
    assert stage.counting()["tale"] == "another tale"


def test_what_is_no_answer_behind_an_open_question_is_refused_for_what_it_is(set_stage: SetStage) -> None:
    stage, until, _ = at_its_summary(set_stage)
    stage.edits(until, "0")
    assert texts_of(stage.replies("needs?", "no idea at all")) == ["Hint not_an_option.\n\nuntil_again?"]


def test_choices_behind_an_open_question_wait_for_it_and_it_says_so(set_stage: SetStage) -> None:
    stage, until, _ = at_its_summary(set_stage)
    stage.edits(until, "0")
    assert texts_of(stage.press("breaks")) == ["That is another question.\n\nuntil_again?"]
    assert stage.standing()["needs"] == ["captions"]


def test_what_comes_after_a_question_that_has_to_be_answered_waits_for_it_and_it_says_so(set_stage: SetStage) -> None:
    async def with_a_must(chat: Chat) -> None:
        if await chat.ask("until", Number(0, 24)) == 0:
            await chat.ask("until_again", Number(0, 24, optional=False))
        await chat.ask("tale", Text())

    stage = set_stage(with_a_must)
    stage.start()
    stage.says("18")
    until = stage.last_message_id
    stage.says("a tale")
    tale = stage.last_message_id
    stage.edits(until, "0")
    assert texts_of(stage.edits(tale, "another tale")) == ["tale has to wait.\n\nuntil_again?"]
    assert stage.standing()["tale"] == "a tale"
    assert "another tale" in stage.words_kept()
