"""A changed answer that comes to something else: most stories only note it, some answer anew."""

from __future__ import annotations

from bot.chat.chat import Chat
from bot.chat.questions import Text, YesNo
from bot.chat.scene import Scene
from tests.chat.conftest import SetStage
from tests.chat.stage import texts_of


def _outcome(scene: Scene, *, agreed: bool | None) -> str:
    return "done" if agreed else "undone"


async def tale(chat: Chat) -> None:
    await chat.ask("name", Text())
    agreed = await chat.ask("agree", YesNo())
    await chat.say(await chat.once("outcome", _outcome, agreed=agreed))


def test_a_story_that_speaks_again_says_what_the_changed_answer_came_to(set_stage: SetStage) -> None:
    stage = set_stage(tale)
    stage.speaks_again = True
    stage.start()
    stage.says("Ana")
    assert texts_of(stage.press("Yes")) == ["done?"]
    assert texts_of(stage.press("No")) == ["Changed: agree: No", "undone?"]


def test_other_stories_only_say_that_it_was_changed(set_stage: SetStage) -> None:
    stage = set_stage(tale)
    stage.start()
    stage.says("Ana")
    stage.press("Yes")
    assert texts_of(stage.press("No")) == ["Changed: agree: No"]
