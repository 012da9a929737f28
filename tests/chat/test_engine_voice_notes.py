"""Voice notes as answers: alone, among typed words, changed, taken back, too long, and where nobody asked for one."""

from __future__ import annotations

import json

import pytest

from bot.chat.chat import Chat
from bot.chat.questions import Choice, Mixed, Text, VoiceNote, YesNo
from bot.rules.voice_notes import LARGEST, ROOM
from tests.chat.conftest import SetStage
from tests.chat.stage import Stage, texts_of

heard: list[str | None] = []


async def a_tale(chat: Chat) -> None:
    await chat.ask("ready", YesNo())
    await chat.ask("why", Text(voice=True))
    tale = await chat.ask("tale", Text(long=True, voice=True))
    heard[:] = [tale]
    await chat.ask("name", Text())
    await chat.review("check", "why", "tale")
    await chat.say("bye")


def at(set_stage: SetStage, *said: str) -> Stage:
    """A stage on which this was typed already."""
    stage = set_stage(a_tale)
    stage.start()
    for one in said:
        stage.says(one)
    return stage


def notes(stage: Stage) -> list[str]:
    """The stored notes' ids, oldest first."""
    return [row["id"] for row in stage.rows("SELECT id FROM voice_notes ORDER BY id")]


def test_a_voice_note_is_the_answer_and_waits_to_be_fetched(set_stage: SetStage) -> None:
    stage = at(set_stage, "yes")
    assert texts_of(stage.speaks(34)) == ["tale?"]
    (row,) = stage.rows("SELECT * FROM voice_notes")
    assert (row["state"], row["file_id"], row["seconds"], row["bytes"]) == ("waiting", "file-34", 34, 100_000)
    assert row["content"] is None
    assert stage.standing()["why"] == {"voice": row["id"], "label": "a voice note, 0:34"}
    assert stage.counting()["why"] == "a voice note, 0:34"


def test_a_note_of_which_nobody_knows_the_length_is_a_note_all_the_same(set_stage: SetStage) -> None:
    stage = at(set_stage, "yes")
    stage.speaks(0, 0)
    assert stage.counting()["why"] == "a voice note"


def test_one_note_is_a_whole_long_answer(set_stage: SetStage) -> None:
    stage = at(set_stage, "yes", "because")
    assert texts_of(stage.speaks()) == ["Is there more, typed or spoken?"]
    assert texts_of(stage.press("Done")) == ["name?"]
    assert stage.standing()["tale"] == {"voice": notes(stage)[0], "label": "a voice note, 0:34"}
    assert isinstance(heard[0], VoiceNote)


def test_spoken_and_typed_parts_stay_in_their_order_over_restarts(set_stage: SetStage) -> None:
    stage = at(set_stage, "yes", "because", "First of all,")
    stage.restart()
    stage.speaks(65)
    stage.restart()
    stage.says("and a voice note, 1:05")
    stage.speaks(5)
    stage.restart()
    stage.says("done")
    first, second = notes(stage)
    assert stage.standing()["tale"] == {
        "parts": [
            "First of all,",
            {"voice": first, "label": "a voice note, 1:05"},
            "and a voice note, 1:05",
            {"voice": second, "label": "a voice note, 0:05"},
        ]
    }
    assert heard == ["First of all,\n\na voice note, 1:05\n\nand a voice note, 1:05\n\na voice note, 0:05"]
    assert stage.counting()["tale"] == heard[0]
    assert isinstance(heard[0], Mixed)


def test_a_typed_part_between_spoken_ones_is_edited_before_and_after_the_end(set_stage: SetStage) -> None:
    stage = at(set_stage, "yes", "because")
    stage.speaks(65)
    stage.says("won")
    typed = stage.last_message_id
    stage.speaks(5)
    assert texts_of(stage.edits(typed, "one")) == ["Updated: tale: one"]
    stage.says("done")
    assert stage.counting()["tale"] == "a voice note, 1:05\n\none\n\na voice note, 0:05"
    stage.edits(typed, "two")
    first, second = notes(stage)
    assert stage.standing()["tale"]["parts"] == [
        {"voice": first, "label": "a voice note, 1:05"},
        "two",
        {"voice": second, "label": "a voice note, 0:05"},
    ]
    stage.edits(typed, "three")
    assert stage.counting()["tale"] == "a voice note, 1:05\n\nthree\n\na voice note, 0:05"


def test_an_answer_is_changed_from_voice_to_words_and_back(set_stage: SetStage) -> None:
    stage = at(set_stage, "yes")
    stage.speaks(34)
    stage.speaks(7)
    stage.says("done")
    shown = stage.says("Ana")
    assert "why: a voice note, 0:34\ntale: a voice note, 0:07" in shown[-1].text
    stage.press("why")
    assert "why: because" in stage.says("because")[-1].text
    stage.press("why")
    assert "why: a voice note, 0:08" in stage.speaks(8)[-1].text
    stage.press("tale")
    stage.says("all of it")
    assert "tale: all of it" in stage.says("done")[-1].text
    assert len(notes(stage)) == 3
    assert stage.standing()["why"]["voice"] == notes(stage)[2]


def test_back_takes_a_spoken_answer_back_and_asks_again(set_stage: SetStage) -> None:
    stage = at(set_stage, "yes")
    stage.speaks()
    assert texts_of(stage.press("Back")) == ["why?"]
    assert "why" not in stage.standing()
    stage.says("because")
    assert stage.counting()["why"] == "because"


def test_what_was_spoken_before_back_is_kept_for_staff_with_the_way_to_the_sound(set_stage: SetStage) -> None:
    stage = at(set_stage, "yes", "because", "a word")
    stage.speaks()
    stage.press("Back")
    (kept,) = stage.rows("SELECT value, answer FROM answers WHERE question = 'tale'")
    assert kept["answer"] == "a word\n\na voice note, 0:34"
    assert json.loads(kept["value"])["parts"][1]["voice"] == notes(stage)[0]


def test_an_update_that_comes_twice_is_one_note(set_stage: SetStage) -> None:
    stage = at(set_stage, "yes", "because")
    stage.speaks()
    assert stage.deliver(stage.last) == []
    assert stage.again() == []
    stage.says("done")
    assert len(notes(stage)) == 1
    assert stage.counting()["tale"] == "a voice note, 0:34"


@pytest.mark.parametrize(
    ("seconds", "size", "said"),
    [
        (301, 1_000, "Longer than 5 minutes."),
        (10**12, 0, "Longer than 5 minutes."),
        (300, LARGEST + 1, "Larger than 10 megabytes."),
    ],
)
def test_of_a_note_that_is_too_long_nothing_is_kept(set_stage: SetStage, seconds: int, size: int, said: str) -> None:
    stage = at(set_stage, "yes", "because", "a word")
    assert texts_of(stage.speaks(seconds, size)) == [f"{said}\n\nIs there more, typed or spoken?"]
    assert notes(stage) == []
    stage.says("done")
    assert stage.counting()["tale"] == "a word"


def test_the_longest_and_largest_is_taken_until_there_is_no_room_left(set_stage: SetStage) -> None:
    stage = at(set_stage, "yes", "because")
    for _ in range(ROOM // LARGEST):
        assert texts_of(stage.speaks(300, LARGEST)) == ["Is there more, typed or spoken?"]
    assert texts_of(stage.speaks(1, 1)) == ["No room.\n\nIs there more, typed or spoken?"]


def test_where_no_words_of_ones_own_are_asked_for_a_note_is_turned_away(set_stage: SetStage) -> None:
    stage = at(set_stage)
    assert texts_of(stage.speaks()) == ["Hint no_voice_here.\n\nready?"]
    for said in ("yes", "because", "tale", "done"):
        stage.says(said)
    assert texts_of(stage.speaks()) == ["Hint no_voice_here.\n\nname?"]
    assert notes(stage) == []


def test_a_note_that_nobody_asked_for_is_kept_for_staff_like_words(set_stage: SetStage) -> None:
    async def nothing(chat: Chat) -> None:
        await chat.say("bye")

    stage = set_stage(nothing)
    stage.start()
    assert texts_of(stage.speaks()) == ["The voice note is kept."]
    (row,) = stage.rows("SELECT question, value, counts FROM answers")
    assert (row["question"], row["counts"]) == ("unprompted", 0)
    assert json.loads(row["value"])["voice"] == notes(stage)[0]
    assert stage.notices() == ["unprompted_words"]


def test_a_note_for_a_question_that_was_rewritten_meanwhile_is_turned_away(set_stage: SetStage) -> None:
    async def rewritten(chat: Chat) -> None:
        await chat.ask("ready", YesNo())
        await chat.ask("colour", Choice("red", "blue"))

    stage = at(set_stage, "yes")
    stage.tales["tale"] = rewritten
    assert texts_of(stage.speaks()) == ["Hint no_voice_here.\n\ncolour?"]
    assert notes(stage) == []


def test_a_note_stays_an_answer_to_a_question_that_takes_words_only_by_now(set_stage: SetStage) -> None:
    async def typed_now(chat: Chat) -> None:
        await chat.ask("ready", YesNo())
        why = await chat.ask("why", Text())
        heard[:] = [why]
        await chat.ask("name", Text())

    stage = at(set_stage, "yes")
    stage.speaks()
    stage.tales["tale"] = typed_now
    stage.says("Ana")
    assert heard == ["a voice note, 0:34"]


def test_a_voice_note_that_cannot_be_one_gets_a_kind_sentence(set_stage: SetStage) -> None:
    stage = at(set_stage, "yes")
    assert texts_of(stage.send_other("voice")) == ["I cannot keep that recording.\n\nwhy?"]
