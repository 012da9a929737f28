"""Words count for the question that stood last on the phone: not for one that came after, nor for one behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.chat.chat import Chat
from bot.chat.incoming import Incoming
from bot.chat.questions import Text, YesNo
from storage import inbox, sending
from storage.database import Transaction
from storage.inbox import Arrived
from storage.values import least_id
from tests.cast import ANA, BOT_ID, MONDAY
from tests.chat.conftest import SetStage
from tests.chat.stage import Shown, Stage, texts_of

GONE = "That question is gone. Your words are kept."
SOON = MONDAY + timedelta(hours=1)


async def two(chat: Chat) -> None:
    await chat.ask("first", YesNo())
    await chat.ask("name", Text())
    await chat.ask("town", Text())


async def timely(chat: Chat) -> None:
    await chat.ask("early", Text())
    await chat.ask("late", Text())


async def aloud(chat: Chat) -> None:
    await chat.ask("thought", Text(long=True, voice=True))


def until_soon(tx: Transaction, about: str) -> datetime | None:
    return SOON


def arrive(stage: Stage, *said: str) -> list[Incoming]:
    """All of it comes in before the first is answered."""
    found = []
    for one in said:
        stage.later(seconds=0.01)
        number = next(stage._updates)
        message = Incoming(
            f"{least_id(stage.now)}{number}", number, ANA.chat_id, "text", text=one, message_id=next(stage._numbers)
        )
        row = Arrived(message.inbox_id, number, ANA.chat_id, repr(message), repr(message))
        stage.write(partial(inbox.store, now=stage.now, bot_id=BOT_ID, arrived=[row]))
        found.append(message)
    return found


def answered(stage: Stage, came: Sequence[Incoming]) -> list[list[str]]:
    found = []
    for one in came:
        stage.later(seconds=0.01)
        found.append(texts_of(stage.take(one)))
    return found


def goes_out(stage: Stage) -> None:
    """Whatever waits is on the phone."""
    for row in stage.rows("SELECT id FROM outbox WHERE state = 'queued'"):
        stage.write(partial(sending.claim, now=stage.now, message_id=row["id"]))


def test_all_that_is_written_ahead_of_a_question_is_treated_alike(set_stage: SetStage) -> None:
    stage = set_stage(two)
    stage.start()
    told = answered(stage, arrive(stage, "yes", "Bee", "she/her", "english"))
    assert told == [["name?"], ["That was too early.\n\nname?"], [], []]
    assert stage.standing() == {"first": True}
    assert stage.words_kept() == ["Yes", "Bee", "she/her", "english"]


def test_what_comes_in_before_the_question_stands_there_again_is_ahead_of_it_too(set_stage: SetStage) -> None:
    stage = set_stage(two)
    stage.start()
    answered(stage, arrive(stage, "yes", "Bee"))
    assert answered(stage, arrive(stage, "she/her", "skip", "back")) == [[], [], []]
    goes_out(stage)
    assert answered(stage, arrive(stage, "Bea")) == [["town?"]]
    assert stage.standing() == {"first": True, "name": "Bea"}


@pytest.fixture
def stage(set_stage: SetStage) -> Stage:
    found = set_stage(aloud, other=timely)
    found.until["other"] = until_soon
    found.start()
    found.says("a thought")
    return found


def test_words_for_a_question_that_is_over_go_into_nothing_else(stage: Stage) -> None:
    stage.command("other")
    stage.later(hours=2)
    assert texts_of(stage.says("1")) == [f"{GONE}\n\nIs there more, typed or spoken?"]
    assert texts_of(stage.says("and more")) == ["Is there more, typed or spoken?"]
    stage.says("done")
    assert stage.standing() == {"thought": "a thought\n\nand more"}
    assert stage.notices() == ["reply_to_vanished_question"]


@pytest.mark.parametrize("word", ["skip", "done", "go back"])
def test_a_word_for_a_question_that_is_over_does_nothing_to_another(stage: Stage, word: str) -> None:
    stage.command("other")
    stage.later(hours=2)
    told = texts_of(stage.says(word))
    assert len(told) == 1
    assert told[0].endswith("Is there more, typed or spoken?")
    assert stage.standing() == {}
    assert stage.drafts() != []


def test_a_voice_note_for_a_question_that_is_over_is_no_part_of_another(stage: Stage) -> None:
    stage.command("other")
    stage.later(hours=2)
    stage.speaks()
    stage.says("done")
    assert stage.standing() == {"thought": "a thought"}


def test_what_is_begun_after_its_time_goes_on(stage: Stage) -> None:
    stage.later(hours=2)
    stage.command("other")
    assert texts_of(stage.says("one")) == ["late?"]
    stage.says("two")
    assert stage.standing("other") == {"early": "one", "late": "two"}
    assert stage.standing() == {}


def test_an_answer_that_is_changed_after_its_time_is_changed_and_goes_on(set_stage: SetStage) -> None:
    async def asks_twice(chat: Chat) -> None:
        if await chat.ask("sure", YesNo()):
            await chat.ask("why", Text())

    stage = set_stage(aloud, other=asks_twice)
    stage.until["other"] = until_soon
    stage.start()
    stage.says("a thought")
    stage.command("other")
    stage.says("no")
    stage.later(hours=2)
    shown: list[Shown] = stage.press("Yes", under="sure?")
    assert texts_of(shown)[-1] == "why?"
    stage.says("because")
    assert stage.standing("other") == {"sure": True, "why": "because"}
    assert stage.standing() == {}


def test_a_reply_to_what_waits_besides_is_for_that_also_when_another_question_is_over(stage: Stage) -> None:
    stage.command("other")
    stage.later(hours=2)
    stage.replies("thought?", "and more")
    stage.says("done")
    assert stage.standing() == {"thought": "a thought\n\nand more"}
