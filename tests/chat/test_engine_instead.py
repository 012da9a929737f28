"""A way out beside an answer; numbered keys; and private answers that stay private, changed or left half written."""

from __future__ import annotations

from typing import Any

from bot.chat.chat import Chat
from bot.chat.questions import Instead, Text
from bot.chat.texts import Texts
from config.languages import language_files
from storage import answers
from tests.cast import ANA
from tests.chat.conftest import SetStage
from tests.chat.stage import Stage, texts_of
from tests.chat.wording import SHARED

WAYS = ("another", "not_now")


async def a_thought(chat: Chat) -> None:
    for number in (1, 2):
        said = await chat.ask(
            f"thought_{number}", Text(long=True, voice=True, instead=("another", "not_now")), visible_to="me"
        )
        if not isinstance(said, Instead):
            await chat.say("kept")
            break
    await chat.say("bye")


def begun(set_stage: SetStage) -> Stage:
    stage = set_stage(a_thought)
    stage.start()
    return stage


def history(stage: Stage) -> list[tuple[str, str]]:
    def read(tx: Any) -> list[dict[str, Any]]:
        person = tx.one("SELECT id FROM people WHERE telegram_id = :id", id=ANA.chat_id)
        return answers.of_person(tx, person["id"])

    return [(one["answer"], one["visible_to"]) for one in stage.write(read)]


def test_a_way_out_is_a_button_or_its_words_and_leads_on(set_stage: SetStage) -> None:
    stage = begun(set_stage)
    assert texts_of(stage.press("another")) == ["thought_2?"]
    assert stage.standing()["thought_1"] == {"instead": "another"}
    assert texts_of(stage.says("NOT NOW.")) == ["bye?"]
    assert stage.standing()["thought_2"] == {"instead": "not_now"}


def test_words_that_merely_contain_a_way_out_are_an_answer(set_stage: SetStage) -> None:
    stage = begun(set_stage)
    for words in ("another day, another dollar", "not now but then"):
        assert texts_of(stage.says(words)) == [SHARED["more_spoken"]]
    assert texts_of(stage.press("Done")) == ["kept?", "bye?"]


def test_the_ways_out_are_not_offered_below_an_answer_that_was_begun(set_stage: SetStage) -> None:
    stage = begun(set_stage)
    assert not {*WAYS} & set(stage.says("One.")[-1].buttons)


def test_whoever_takes_a_way_out_after_all_keeps_what_was_begun_for_themselves(set_stage: SetStage) -> None:
    stage = begun(set_stage)
    stage.says("half a secret")
    assert texts_of(stage.press("another")) == ["thought_2?"]
    assert ("half a secret", "me") in history(stage)


def test_an_old_way_out_does_not_undo_words(set_stage: SetStage) -> None:
    stage = begun(set_stage)
    stage.says("my words")
    stage.press("Done")
    assert texts_of(stage.press("another", under="thought_1?")) == [SHARED["behind_us"]]
    assert stage.standing()["thought_1"] == "my words"


def test_what_was_begun_privately_and_left_stays_private_also_when_a_part_was_edited(set_stage: SetStage) -> None:
    stage = begun(set_stage)
    stage.says("half a secret")
    stage.edits(stage.last_message_id, "half of a secret")
    stage.says("more of it")
    stage.start()
    assert ("half of a secret\n\nmore of it", "me") in history(stage)


def test_who_may_see_an_answer_stays_as_chosen_when_it_is_edited(set_stage: SetStage) -> None:
    stage = begun(set_stage)
    stage.says("my wrods")
    edited = stage.last_message_id
    stage.press("Done")
    talk = stage.rows("SELECT id FROM conversations")[0]["id"]
    assert stage.write(lambda tx: answers.show_to(tx, talk, "thought_1", "leader"))
    stage.edits(edited, "my words")
    assert history(stage)[-1] == ("my words", "leader")


def test_a_numbered_key_is_worded_as_the_key_without_its_number() -> None:
    texts = {"tale": {"step": {"says": "Next?", "short": "Step"}, "step_2": "The second?"}, "shared": SHARED}
    voice = Texts({"en": (texts, language_files()["en"][1])}).voice("en")
    assert [voice.says("tale", f"step_{number}", {}) for number in (1, 2, 13)] == ["Next?", "The second?", "Next?"]
    assert voice.short("tale", "step_1") == "Step"
    assert voice.has("tale", "step_7") and not voice.has("tale", "stepped_7")
