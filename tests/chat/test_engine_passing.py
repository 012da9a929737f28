"""What is asked in passing is not put again after something else; any other question is."""

from __future__ import annotations

from bot.chat.chat import Chat
from bot.chat.questions import Text
from tests.chat.conftest import SetStage
from tests.chat.stage import texts_of


async def tale(chat: Chat) -> None:
    await chat.ask("name", Text())


async def other(chat: Chat) -> None:
    await chat.say("hello")


def test_a_question_that_waits_is_put_again_after_something_else(set_stage: SetStage) -> None:
    stage = set_stage(tale, other=other)
    stage.start()
    assert texts_of(stage.command("other")) == ["hello?", "name?"]


def test_a_passing_one_is_over_then(set_stage: SetStage) -> None:
    stage = set_stage(tale, other=other)
    stage.passing.add("tale")
    stage.start()
    assert texts_of(stage.command("other")) == ["hello?"]
    assert stage.standing() == {}
