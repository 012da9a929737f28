"""A story is rewritten while people are in the middle of it (R32): nothing is lost, and nobody is stuck."""

from __future__ import annotations

import random
from typing import Any

import pytest

from bot.chat.chat import Chat
from bot.chat.questions import Choice, Number, Question, Several, Text, YesNo
from bot.chat.scene import Scene
from tests.chat.conftest import SetStage
from tests.chat.stage import Stage, Tell, texts_of
from tests.chat.wording import SHARED

Script = list[tuple[str, Question[Any]]]
EDITS, SEEDS = 50, 20


def story_of(script: Script) -> Tell:
    async def told(chat: Chat) -> None:
        for key, question in script:
            await chat.ask(key, question)
        await chat.say("bye")

    return told


def words(*keys: str) -> Tell:
    return story_of([(key, Text()) for key in keys])


def _rewritten(set_stage: SetStage, before: Tell, after: Tell, *said: str) -> Stage:
    stage = set_stage(before)
    stage.start()
    for one in said:
        stage.says(one)
    stage.tales["tale"] = after
    stage.restart()
    return stage


def test_a_question_added_later_on_is_asked_when_its_turn_comes(set_stage: SetStage) -> None:
    stage = _rewritten(set_stage, words("a", "c"), words("a", "c", "d"), "1")
    assert texts_of(stage.says("3")) == ["d?"]
    assert stage.standing() == {"a": "1", "c": "3"}


def test_a_question_added_before_is_asked_and_the_reply_in_between_is_kept(set_stage: SetStage) -> None:
    stage = _rewritten(set_stage, words("a", "c"), words("a", "b", "c"), "1")
    assert texts_of(stage.says("3")) == ["Other questions now. Your words are kept.", "b?"]
    assert "3" in stage.words_kept()
    assert stage.notices() == ["reply_to_vanished_question"]
    assert texts_of(stage.says("2")) == ["c?"]
    stage.says("3")
    assert stage.counting() == {"a": "1", "b": "2", "c": "3"}


def test_a_button_of_a_question_that_comes_later_now_is_kept_as_well(set_stage: SetStage) -> None:
    before = story_of([("colour", Choice("red", "blue"))])
    after = story_of([("name", Text(optional=False)), ("colour", Choice("red", "blue"))])
    stage = _rewritten(set_stage, before, after)
    assert texts_of(stage.press("red")) == ["Other questions now. Your words are kept.", "name?"]
    assert stage.words_kept() == ["red"]
    assert texts_of(stage.says("Ana")) == ["colour?"]


def test_a_removed_question_keeps_its_answers_and_they_stop_counting(set_stage: SetStage) -> None:
    stage = _rewritten(set_stage, words("a", "b", "c"), words("a", "c"), "1", "2")
    assert texts_of(stage.says("3")) == ["bye?"]
    assert stage.counting() == {"a": "1", "c": "3"}
    assert stage.words_kept() == ["1", "2", "3"]


def test_a_reply_to_a_question_that_is_gone_is_kept_and_noticed(set_stage: SetStage) -> None:
    stage = _rewritten(set_stage, words("a", "b", "c"), words("a", "c"), "1")
    assert texts_of(stage.says("2")) == ["Other questions now. Your words are kept.", "c?"]
    assert stage.words_kept() == ["1", "2"]
    assert stage.notices() == ["reply_to_vanished_question"]


def test_when_the_last_question_is_gone_the_story_ends(set_stage: SetStage) -> None:
    stage = _rewritten(set_stage, words("a", "b"), words("a"), "1")
    assert texts_of(stage.says("2")) == ["That question is gone. Your words are kept.", "bye?"]
    assert stage.conversation().ended_at is not None
    assert texts_of(stage.says("and more")) == ["Kept."]


def test_a_long_answer_in_the_middle_of_which_its_question_goes_is_kept(set_stage: SetStage) -> None:
    stage = _rewritten(set_stage, story_of([("a", Text(long=True)), ("b", Text())]), words("b"), "part one", "part two")
    stage.says("part three")
    kept = "\n".join(stage.words_kept())
    assert all(part in kept for part in ("part one", "part two", "part three"))
    assert texts_of(stage.says("the answer to b")) == ["bye?"]
    assert stage.standing() == {"b": "the answer to b"}


def test_an_option_that_is_gone_makes_its_question_be_asked_again(set_stage: SetStage) -> None:
    before = story_of([("colour", Choice("red", "blue")), ("name", Text())])
    after = story_of([("colour", Choice("green", "blue")), ("name", Text())])
    stage = _rewritten(set_stage, before, after, "red")
    assert texts_of(stage.says("Ana"))[-1] == "colour?"
    assert "Ana" in stage.words_kept()
    assert texts_of(stage.says("green")) == ["name?"]
    assert texts_of(stage.says("Ana")) == ["bye?"]


def test_something_to_be_done_before_the_question_that_waits_is_done_at_the_next_turn(set_stage: SetStage) -> None:
    done = []

    def note(scene: Scene) -> None:
        done.append(1)

    async def with_action(chat: Chat) -> None:
        await chat.ask("a", Text())
        await chat.once("noted", note)
        await chat.ask("b", Text())

    stage = _rewritten(set_stage, words("a", "b"), with_action, "1")
    assert texts_of(stage.send_other("sticker")) == ["I cannot keep that.\n\nb?"]
    stage.says("2")
    assert done == [1]
    assert stage.standing() == {"a": "1", "b": "2"}


def test_a_story_that_is_gone_altogether_leaves_nobody_stuck(set_stage: SetStage) -> None:
    stage = set_stage(words("a"), other=words("b"))
    stage.start()
    shown = stage.command("other")
    del stage.tales["other"]
    assert texts_of(stage.says("hello")) == [f"{SHARED['vanished']}\n\na?"]
    assert "hello" in stage.words_kept()
    for data in shown[0].buttons.values():
        stage.press_data(data)
        assert stage.failure is None
    assert stage.standing() == {}


KINDS: list[Question[Any]] = [
    Text(),
    Text(long=True),
    YesNo(),
    Choice("red", "blue"),
    Choice("green", "blue", own_words=True),
    Several("x", "y"),
    Number(0, 9),
]
SAYINGS = ("some words", "yes", "red", "green", "x and y", "5", "done", "skip", "back", "no words for it")


@pytest.mark.parametrize("seed", range(SEEDS))
def test_random_edits_between_turns_lose_nothing(set_stage: SetStage, seed: int) -> None:
    dice = random.Random(seed)
    script: Script = [(f"q{number}", dice.choice(KINDS)) for number in range(4)]
    stage = set_stage(story_of(script))
    stage.start()
    unique: list[str] = []
    for number in range(EDITS):
        _edit(script, dice)
        stage.tales["tale"] = story_of(list(script))
        pending = stage.conversation().pending
        said = dice.choice(SAYINGS) if dice.random() < 0.6 else f"unique words {chr(0x3B1 + number)}zq"
        shown = stage.says(said)
        assert stage.failure is None
        assert shown, f"silence after {said!r}"
        if said.startswith("unique"):
            unique.append(said)
        _pressed_somewhere(stage, dice)
        if stage.conversation().ended_at is not None and pending is None:
            stage.start()
    everything = "\n".join([*stage.words_kept(), *stage.drafts()])
    assert [said for said in unique if said not in everything] == []


def _pressed_somewhere(stage: Stage, dice: random.Random) -> None:
    if stage.ever_shown and dice.random() < 0.3:
        message_id, data = dice.choice(stage.ever_shown)
        stage.press_data(data, message_id=message_id)
        assert stage.failure is None


def _edit(script: Script, dice: random.Random) -> None:
    """A question is added, removed, renamed or replaced, or the order changes."""
    what = dice.randrange(6)
    place = dice.randrange(len(script)) if script else 0
    if what == 0 or not script:
        script.insert(place, (f"n{dice.randrange(1000)}", dice.choice(KINDS)))
    elif what == 1:
        del script[place]
    elif what == 2:
        script[place] = (f"r{dice.randrange(1000)}", script[place][1])
    elif what == 3:
        script[place] = (script[place][0], dice.choice(KINDS))
    elif what == 4:
        dice.shuffle(script)
    seen: dict[str, Question[Any]] = dict(script)
    script[:] = list(seen.items())
