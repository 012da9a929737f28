"""A reply to a message of ours is for the question in that message, and never for the one that waits instead."""

from __future__ import annotations

import pytest

from bot.chat.chat import Chat
from bot.chat.questions import Choice, Text, YesNo
from tests.cast import ANA, BEN
from tests.chat.conftest import SetStage
from tests.chat.stage import Stage, texts_of

LONG = " ".join(["word"] * 1500)  # a question of two messages


async def three_words(chat: Chat) -> None:
    await chat.say("welcome")
    await chat.ask("name", Text())
    await chat.ask("town", Text(voice=True))
    await chat.ask("tale", Text(long=True, voice=True))
    await chat.ask("colour", Choice("red", "blue"))
    await chat.ask("last", Text())


async def other(chat: Chat) -> None:
    await chat.ask("fruit", Text())
    await chat.ask("vegetable", Text())


async def a_fork(chat: Chat) -> None:
    if await chat.ask("met", YesNo()):
        await chat.ask("how", Text())
    else:
        await chat.ask("why", Text())
    await chat.ask("next_time", Text())


async def for_themselves(chat: Chat) -> None:
    await chat.ask("secret", Text(), visible_to="me")
    await chat.ask("after", Text(), visible_to="me")


def begun(stage: Stage, *said: str) -> Stage:
    stage.start()
    for one in said:
        stage.says(one)
    return stage


def test_a_reply_to_an_answered_question_changes_its_answer_and_what_waits_is_put_again(set_stage: SetStage) -> None:
    stage = begun(set_stage(three_words), "Anna", "Leeds")
    assert texts_of(stage.replies("name?", "Annabel")) == ["Changed: name: Annabel", "tale?"]
    assert stage.standing() == {"name": "Annabel", "town": "Leeds"}
    assert stage.conversation().pending == "tale"
    assert stage.words_kept() == ["Anna", "Leeds", "Annabel"]


def test_a_reply_to_the_question_that_waits_answers_it(set_stage: SetStage) -> None:
    stage = begun(set_stage(three_words), "Anna")
    assert texts_of(stage.replies("town?", "Leeds")) == ["tale?"]
    assert stage.standing() == {"name": "Anna", "town": "Leeds"}


def test_the_answer_of_another_talk_is_changed_and_the_one_that_waits_goes_on_waiting(set_stage: SetStage) -> None:
    stage = begun(set_stage(three_words, other=other), "Anna", "Leeds")
    stage.command("other")
    assert texts_of(stage.replies("name?", "Annabel")) == ["Changed: name: Annabel"]
    assert texts_of(stage.says("an apple")) == ["vegetable?"]
    assert stage.standing() == {"name": "Annabel", "town": "Leeds"}
    assert stage.standing("other") == {"fruit": "an apple"}


def test_a_question_that_waits_in_another_talk_is_answered_by_a_reply_to_it(set_stage: SetStage) -> None:
    stage = begun(set_stage(three_words, other=other), "Anna")
    stage.command("other")
    assert texts_of(stage.replies("town?", "Leeds")) == ["tale?"]
    assert stage.standing("other") == {}


def test_an_answer_is_changed_after_its_story_has_ended(set_stage: SetStage) -> None:
    stage = begun(set_stage(other), "an apple", "a leek")
    assert texts_of(stage.replies("fruit?", "a pear")) == ["Changed: fruit: a pear"]
    assert stage.counting() == {"fruit": "a pear", "vegetable": "a leek"}


def test_an_answer_of_many_messages_is_written_anew_by_many_replies(set_stage: SetStage) -> None:
    stage = begun(set_stage(three_words), "Anna", "Leeds", "once", "done")
    assert texts_of(stage.replies("tale?", "upon")) == ["In place of tale.\n\nIs there more, typed or spoken?"]
    assert texts_of(stage.replies("tale?", "a time")) == ["Is there more, typed or spoken?"]
    assert stage.standing()["tale"] == "once"
    assert texts_of(stage.says("done")) == ["Changed: tale: upon\n\na time", "colour?"]
    assert stage.standing()["tale"] == "upon\n\na time"


def test_a_voice_note_is_for_the_question_that_it_replies_to(set_stage: SetStage) -> None:
    stage = begun(set_stage(three_words), "Anna", "Leeds")
    assert texts_of(stage.replies("town?", "", voice=True)) == ["Changed: town: a voice note, 0:09", "tale?"]
    assert texts_of(stage.replies("name?", "", voice=True)) == ["Hint no_voice_here.\n\ntale?"]
    assert stage.standing()["name"] == "Anna"


@pytest.mark.parametrize("part", [0, 1])
def test_each_message_of_a_long_question_counts(part: int, set_stage: SetStage) -> None:
    async def at_length(chat: Chat) -> None:
        await chat.say("welcome")
        await chat.ask(LONG, Text())
        await chat.ask("after", Text())

    stage = begun(set_stage(at_length), "first")
    parts = [number for number, shown in stage.phones[ANA.chat_id].items() if shown.text.startswith("word")]
    assert len(parts) == 2
    stage.replies_to(parts[part], "second")
    assert stage.standing() == {LONG: "second"}


def test_what_asks_nothing_is_as_if_nothing_had_been_replied_to(set_stage: SetStage) -> None:
    stage = begun(set_stage(three_words), "Anna")
    own = stage.last_message_id
    stage.replies("welcome?", "Leeds")
    assert stage.standing() == {"name": "Anna", "town": "Leeds"}
    stage.replies_to(own, "once")
    stage.replies_to(99_999, "upon")
    assert stage.says("done")
    assert stage.standing()["tale"] == "once\n\nupon"


def test_the_number_of_a_message_in_another_chat_says_nothing_here(set_stage: SetStage) -> None:
    stage = begun(set_stage(three_words), "Anna")
    theirs = max(stage.phones[ANA.chat_id])
    stage.start(BEN)
    stage.replies_to(theirs, "Ben", BEN)
    assert stage.standing(who=BEN) == {"name": "Ben"}
    assert stage.standing() == {"name": "Anna"}


def test_a_question_is_known_when_the_words_of_its_message_are_forgotten(set_stage: SetStage) -> None:
    stage = begun(set_stage(three_words), "Anna")
    stage.replies_to(99_999, "Leeds")
    stage.write(lambda tx: tx.run("UPDATE outbox SET payload = NULL"))
    stage.replies("name?", "Annabel")
    assert stage.standing() == {"name": "Annabel", "town": "Leeds"}
    stage.replies("welcome?", "once")
    assert stage.says("done")
    assert stage.standing() == {"name": "Annabel", "town": "Leeds", "tale": "once"}


def test_words_for_a_story_that_is_there_no_more_are_kept_for_the_team(set_stage: SetStage) -> None:
    stage = begun(set_stage(three_words, other=other), "Anna")
    stage.command("other")
    del stage.tales["tale"]
    told = texts_of(stage.replies("name?", "Annabel"))
    assert told == ["Nothing is asked there any more.\n\nThe team can read it."]
    assert stage.words_kept() == ["Anna", "Annabel"]
    assert stage.notices() == ["unprompted_words"]
    assert stage.standing() == {"name": "Anna"}
    assert stage.standing("other") == {}
    assert texts_of(stage.says("an apple")) == ["vegetable?"]


def test_words_that_were_theirs_alone_stay_theirs_alone(set_stage: SetStage) -> None:
    stage = begun(set_stage(for_themselves, other=other), "one")
    stage.command("other")
    del stage.tales["tale"]
    assert texts_of(stage.replies("secret?", "two")) == ["Nothing is asked there any more."]
    kept = stage.rows("SELECT answer, visible_to FROM answers ORDER BY id")
    assert [tuple(row) for row in kept] == [("one", "me"), ("two", "me")]
    assert stage.notices() == []


def test_words_for_a_branch_that_is_not_taken_are_kept_and_what_waits_waits(set_stage: SetStage) -> None:
    stage = begun(set_stage(a_fork, other=other), "yes", "well")
    stage.press("No", under="met?")
    stage.command("other")
    assert texts_of(stage.replies("how?", "badly")) == ["That question is gone. Your words are kept."]
    assert texts_of(stage.says("an apple")) == ["vegetable?"]
    assert "badly" in stage.words_kept()
    assert "badly" not in stage.standing().values()


def test_what_is_no_answer_there_gets_a_hint_and_answers_nothing_else(set_stage: SetStage) -> None:
    stage = begun(set_stage(three_words, other=other), "Anna", "Leeds", "once", "done", "red")
    stage.command("other")
    assert texts_of(stage.replies("colour?", "loud")) == ["Hint not_an_option."]
    assert texts_of(stage.replies("colour?", "red")) == ["colour is that already.\n\nfruit?"]
    assert texts_of(stage.replies("colour?", "blue")) == ["Changed: colour: blue"]
    assert stage.standing("other") == {}
    assert texts_of(stage.says("an apple")) == ["vegetable?"]


@pytest.mark.parametrize("word", ["skip", "done", "go back"])
def test_words_of_the_question_that_waits_do_nothing_at_an_earlier_one(word: str, set_stage: SetStage) -> None:
    stage = begun(set_stage(three_words), "Anna", "Leeds")
    stood = stage.snapshot()
    assert texts_of(stage.replies("name?", word)) == ["That button is behind us.\n\ntale?"]
    assert stage.snapshot() == stood


def test_a_word_that_begins_a_story_does_so_as_a_reply_too(set_stage: SetStage) -> None:
    stage = begun(set_stage(three_words), "Anna", "Leeds")
    assert texts_of(stage.replies("name?", "talk to a person")) == ["how_to_reach_you?"]
    assert stage.standing() == {"name": "Anna", "town": "Leeds"}


def test_a_reply_that_was_taken_can_be_edited(set_stage: SetStage) -> None:
    stage = begun(set_stage(three_words), "Anna", "Leeds")
    stage.replies("name?", "Anabel")
    assert texts_of(stage.edits(stage.last_message_id, "Annabel")) == ["Updated: name: Annabel"]
    assert stage.standing()["name"] == "Annabel"


def test_a_reply_that_is_delivered_twice_counts_once(set_stage: SetStage) -> None:
    stage = begun(set_stage(three_words), "Anna", "Leeds")
    stage.replies("name?", "Annabel")
    stood = stage.snapshot()
    assert stage.again() == []
    assert stage.snapshot() == stood


def test_nothing_is_looked_up_where_nothing_is_replied_to(set_stage: SetStage) -> None:
    stage = begun(set_stage(three_words))
    asked: list[str] = []
    stage._connection.set_trace_callback(asked.append)
    stage.says("Anna")
    assert asked
    assert not [one for one in asked if "FROM outbox" in one]
    stage.replies("name?", "Annabel")
    assert [one for one in asked if "FROM outbox" in one]
