"""A story for some roles: for everybody else there is no such command, button or question."""

from __future__ import annotations

import pytest

from bot.chat.chat import Chat
from bot.chat.questions import Text
from storage import people
from storage.database import Transaction
from tests.cast import ANA
from tests.chat.conftest import SetStage
from tests.chat.stage import Stage, texts_of
from tests.chat.wording import SHARED


async def tale(chat: Chat) -> None:
    await chat.say("hello", offers=("other", "to_a_person"))
    await chat.ask("name", Text())


async def other(chat: Chat) -> None:
    await chat.ask("whom", Text())


@pytest.fixture
def stage(set_stage: SetStage) -> Stage:
    found = set_stage(tale, other=other)
    found.roles["other"] = ("coordinator", "admin")
    return found


def _give_role(stage: Stage, role: str) -> None:
    def give(tx: Transaction) -> None:
        person = people.in_chat(tx, ANA.chat_id)
        assert person is not None
        people.give_role(tx, stage.now, person.id, role)

    stage.write(give)


def test_without_the_role_the_command_is_unknown_and_the_button_not_there(stage: Stage) -> None:
    assert list(stage.start()[0].buttons) == ["To a person"]
    _give_role(stage, "partner")
    assert texts_of(stage.command("other")) == [SHARED["unknown_command"] + "\n\nname?"]


def test_with_the_role_both_begin_it(stage: Stage) -> None:
    stage.start()
    _give_role(stage, "coordinator")
    assert texts_of(stage.command("other")) == ["whom?"]
    assert list(stage.command("tale")[0].buttons) == ["The other", "To a person"]
    assert texts_of(stage.press("The other")) == ["whom?"]


def test_whoever_has_lost_the_role_is_asked_nothing_of_it_any_more(stage: Stage) -> None:
    stage.start()
    _give_role(stage, "coordinator")
    stage.command("tale")
    stage.command("other")
    stage.write(lambda tx: tx.run("DELETE FROM roles"))
    assert texts_of(stage.says("Ben")) == [f"{SHARED['vanished']}\n\nname?"]  # it was said to the other question
    assert stage.standing() == {}
    assert texts_of(stage.says("Ana")) == []
    assert stage.standing() == {"name": "Ana"}
    assert texts_of(stage.press("The other")) == [SHARED["unknown_button"]]
