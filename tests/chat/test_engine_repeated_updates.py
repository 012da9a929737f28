"""The same update many times and late (R15): what is stored equals single delivery, and nothing is said twice."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.chat.chat import Chat
from bot.chat.incoming import Incoming
from bot.chat.questions import Choice, Several, Text, YesNo
from tests.chat.conftest import SetStage
from tests.chat.stage import Shown, Stage

SEEDS, STEPS = 10, 100
Step = Callable[[Stage], list[Shown]]


async def a_bit_of_everything(chat: Chat) -> None:
    await chat.ask("name", Text())
    if await chat.ask("met", YesNo()):
        await chat.ask("needs", Several("a", "b", own_words=True))
    await chat.ask("tale", Text(long=True))
    await chat.ask("colour", Choice("red", "blue"))
    await chat.review("check", "name", "met", "needs", "colour")


def _steps(dice: random.Random) -> list[Step]:
    """Things to do that mean the same on any stage."""
    sayings = ("Ana", "yes", "no", "red", "a and b", "back", "skip", "done", "That is right", "name", "I need a person")
    return [_step(dice.choice(sayings), dice.random(), dice.randrange(6)) for _ in range(STEPS)]


def _step(said: str, which: float, what: int) -> Step:
    def do(stage: Stage) -> list[Shown]:
        if what == 0:
            message_id, data = stage.ever_shown[int(which * len(stage.ever_shown))]
            return stage.press_data(data, message_id=message_id)
        if what == 1:
            return stage.edits(int(which * stage.last_message_id) + 1, said)
        if what == 2 and which < 0.2:
            return stage.start()
        return stage.says(said)

    return do


@pytest.mark.parametrize("seed", range(SEEDS))
def test_repeated_and_late_duplicates_equal_single_delivery(set_stage: SetStage, seed: int) -> None:
    once, often = set_stage(a_bit_of_everything), set_stage(a_bit_of_everything)
    dice = random.Random(seed)
    delivered: list[Incoming] = []
    for stage in (once, often):
        stage.start()
    for step in _steps(dice):
        for stage in (once, often):
            stage.later(minutes=1)  # a duplicate takes a second here, and what is said of a burst depends on those
        shown, again = step(once), step(often)
        assert [one.text for one in shown] == [one.text for one in again]
        delivered.append(often.last)
        for _ in range(dice.randrange(5)):
            assert often.deliver(dice.choice([delivered[-1], dice.choice(delivered)])) == []
    assert once.snapshot() == often.snapshot()
    assert once.failure is often.failure is None


def test_an_update_id_that_is_used_again_with_other_words_is_new(set_stage: SetStage) -> None:
    stage = set_stage(a_bit_of_everything)
    stage.start()
    stage.says("Ana")
    last = stage.last
    shown = stage.deliver(replace(last, text="yes", message_id=999))
    assert [one.text for one in shown] == ["needs?"]
    shown = stage.deliver(replace(last, text="a", update_id=1, message_id=1000))
    assert [one.text for one in shown] == ["tale?"]
