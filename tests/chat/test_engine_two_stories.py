"""Two stories at once: one has the attention, and the other's question is put again afterwards."""

from __future__ import annotations

from bot.chat.chat import Chat
from bot.chat.questions import Choice, Text, YesNo
from tests.cast import ANA
from tests.chat.conftest import SetStage
from tests.chat.stage import texts_of


async def first(chat: Chat) -> None:
    await chat.ask("name", Text())
    await chat.ask("adult", YesNo())
    await chat.ask("colour", Choice("red", "blue"))
    await chat.say("bye")


async def second(chat: Chat) -> None:
    await chat.ask("why", Text())
    await chat.ask("when", Text())


def test_the_story_begun_last_has_the_attention_and_gives_way_when_it_is_over(set_stage: SetStage) -> None:
    stage = set_stage(first, other=second)
    stage.start()
    assert texts_of(stage.command("other")) == ["why?"]
    assert texts_of(stage.says("because")) == ["when?"]
    assert texts_of(stage.says("now")) == ["name?"]
    assert texts_of(stage.says("Ana")) == ["adult?"]
    assert stage.standing("other") == {"why": "because", "when": "now"}
    assert stage.standing() == {"name": "Ana"}


def test_a_button_of_the_other_story_works_and_brings_the_attention_back_to_it(set_stage: SetStage) -> None:
    stage = set_stage(first, other=second)
    stage.start()
    stage.says("Ana")
    stage.command("other")
    assert texts_of(stage.press("Yes", under="adult?")) == ["colour?"]
    assert texts_of(stage.says("red")) == ["bye?", "why?"]
    assert stage.standing() == {"name": "Ana", "adult": True, "colour": "red"}
    assert stage.standing("other") == {}


def test_an_old_button_of_the_other_story_changes_its_answer_and_words_go_where_the_last_question_was(
    set_stage: SetStage,
) -> None:
    stage = set_stage(first, other=second)
    stage.start()
    stage.says("Ana")
    stage.press("Yes")
    stage.command("other")
    assert texts_of(stage.press("No", under="adult?")) == ["Changed: adult: No", "colour?"]
    stage.says("red")
    assert stage.standing() == {"name": "Ana", "adult": False, "colour": "red"}


def test_an_edit_for_the_other_story_does_not_take_the_attention(set_stage: SetStage) -> None:
    stage = set_stage(first, other=second)
    stage.start()
    stage.says("Anna")
    message_id = stage.last_message_id
    stage.command("other")
    assert texts_of(stage.edits(message_id, "Ana")) == ["Updated: name: Ana"]
    assert texts_of(stage.says("because")) == ["when?"]
    assert stage.standing()["name"] == "Ana"


def test_beginning_a_story_again_leaves_the_first_one_behind(set_stage: SetStage) -> None:
    stage = set_stage(first)
    stage.start()
    stage.says("Anna")
    assert texts_of(stage.start()) == ["name?"]
    stage.says("Ana")
    assert stage.standing() == {"name": "Ana"}
    assert len(stage.rows("SELECT id FROM conversations WHERE ended_at IS NULL")) == 1


def test_words_with_no_story_open_are_kept_and_noticed(set_stage: SetStage) -> None:
    stage = set_stage(second)
    stage.start()
    stage.says("because")
    stage.says("now")
    assert texts_of(stage.says("one more thing")) == ["Kept."]
    assert "one more thing" in stage.words_kept()
    assert stage.notices() == ["unprompted_words"]


def test_a_long_answer_waits_while_another_story_is_told(set_stage: SetStage) -> None:
    async def tale(chat: Chat) -> None:
        await chat.ask("tale", Text(long=True))

    stage = set_stage(tale, other=second)
    stage.start()
    stage.says("part one")
    stage.command("other")
    stage.says("because")
    assert texts_of(stage.says("now")) == ["Is there more?"]
    stage.says("part two")
    stage.says("done")
    assert stage.standing() == {"tale": "part one\n\npart two"}


def test_a_button_of_a_story_left_behind_brings_it_back_and_ends_the_newer_one(set_stage: SetStage) -> None:
    stage = set_stage(first)
    stage.start()
    stage.says("Anna")
    yes = stage.phones[ANA.chat_id][max(stage.phones[ANA.chat_id])].buttons["Yes"]
    stage.start()
    stage.says("Ana")
    assert texts_of(stage.press_data(yes))[-1] == "colour?"
    assert len(stage.rows("SELECT id FROM conversations WHERE ended_at IS NULL")) == 1
    assert texts_of(stage.says("red")) == ["bye?"]
    assert stage.words_kept() == ["Anna", "Ana", "Yes", "red"]
