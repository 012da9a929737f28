"""Buttons pressed late, twice and in any order (R20), and handles that are forged or somebody else's (R23)."""

from __future__ import annotations

import random
import string

import pytest

from bot.chat.chat import Chat
from bot.chat.putting import handle_and_code
from bot.chat.questions import Choice, Scale, Several, Text, YesNo
from storage import askings
from tests.cast import ANA, BEN
from tests.chat.conftest import SetStage
from tests.chat.stage import Stage, texts_of

PRESSES, SEEDS = 500, 20


async def many_kinds(chat: Chat) -> None:
    """Each option's id begins with its question's key, so that a value tells where it belongs."""
    way = await chat.ask("way", Choice("way_a", "way_b", optional=False))
    if way == "way_a":
        await chat.ask("needs", Several("needs_a", "needs_b", "needs_c", none="needs_none"))
        await chat.ask("tale", Text(long=True))
    else:
        await chat.ask("mood", Choice("mood_a", "mood_b"))
        await chat.ask("places", Several("places_a", "places_b"))
    await chat.ask("steps", Scale(1, 3))
    await chat.review("check", "way", "needs", "tale", "mood", "places", "steps")
    await chat.ask("last", YesNo())


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_button_ever_shown_is_pressed_in_any_order(set_stage: SetStage, seed: int) -> None:
    stage = set_stage(many_kinds)
    dice = random.Random(seed)
    stage.start()
    for number in range(PRESSES):
        if number % 60 == 59:
            stage.says(dice.choice(["typed", "done"]))
            stage.start()
        message_id, data = dice.choice(stage.ever_shown[-60:] if number % 2 else stage.ever_shown)
        stage.press_data(data, ANA, message_id)
        assert stage.failure is None
    _nothing_is_misfiled(stage)


def _nothing_is_misfiled(stage: Stage) -> None:
    """Everything under a question is one of its options; or was typed, or says that it was skipped."""
    rows = stage.rows("SELECT question, answer FROM answers WHERE question IN ('way', 'needs', 'mood', 'places')")
    assert len(rows) > 10
    for row in rows:
        said = [one for one in row["answer"].split(", ") if one not in ("", "typed", "none", "skip", "done")]
        assert [one for one in said if not one.startswith(row["question"])] == []


@pytest.mark.parametrize("label", ["way_a", "way_b"])
def test_a_button_pressed_twice_is_one_answer_and_one_next_question(set_stage: SetStage, label: str) -> None:
    stage = set_stage(many_kinds)
    data = stage.start()[0].buttons[label]
    assert len(stage.press_data(data)) == 1
    for _ in range(9):
        assert stage.press_data(data) == []
    assert stage.words_kept() == [label]


def test_the_same_answer_pressed_long_after_is_not_met_with_silence(set_stage: SetStage) -> None:
    stage = set_stage(many_kinds)
    data = stage.start()[0].buttons["way_a"]
    stage.press_data(data)
    stage.later(minutes=1)
    (shown,) = stage.press_data(data)
    assert shown.text.endswith("needs?")
    assert stage.words_kept() == ["way_a"]


def test_back_done_and_skip_pressed_twice_count_once(set_stage: SetStage) -> None:
    stage = set_stage(many_kinds)
    stage.start()
    asked = stage.press("way_a")
    skip = asked[0].buttons["Skip"]
    after = stage.press_data(skip)
    assert texts_of(after) == ["tale?"]
    assert stage.press_data(skip) == []
    back = after[0].buttons["Back"]
    assert texts_of(stage.press_data(back)) == ["needs?"]
    assert stage.press_data(back) == []
    assert stage.standing() == {"way": "way_a"}


def _as_far_as_the_steps(set_stage: SetStage) -> Stage:
    stage = set_stage(many_kinds)
    stage.start()
    stage.press("way_a")
    stage.press("Skip", under="needs?")
    stage.press("Skip", under="tale?")
    return stage


@pytest.mark.parametrize("label", ["Back", "Skip", "Done"])
def test_an_older_back_skip_or_done_says_so_and_the_question_comes_again(set_stage: SetStage, label: str) -> None:
    stage = _as_far_as_the_steps(set_stage)
    before = stage.standing()
    assert texts_of(stage.press(label, under="needs?")) == ["That button is behind us.\n\nsteps?"]
    assert stage.standing() == before
    assert texts_of(stage.says("2"))[0].startswith("Check:")


def test_the_last_skip_pressed_twice_says_nothing_and_an_older_copy_of_the_question_still_works(
    set_stage: SetStage,
) -> None:
    stage = _as_far_as_the_steps(set_stage)
    assert stage.press("Skip", under="tale?") == []
    old = stage.phones[ANA.chat_id][max(stage.phones[ANA.chat_id])].buttons
    stage.send_other("sticker")
    assert texts_of(stage.press_data(old["Back"])) == ["tale?"]
    assert stage.press_data(old["Back"]) != []
    assert texts_of(stage.press("Skip", under="tale?")) == ["steps?"]


def test_back_below_the_last_question_of_a_story_that_is_over_says_so(set_stage: SetStage) -> None:
    async def short(chat: Chat) -> None:
        await chat.ask("name", Text())
        await chat.ask("tale", Text(long=True))
        await chat.say("bye")

    stage = set_stage(short)
    stage.start()
    stage.says("Ana")
    assert texts_of(stage.press("Skip", under="tale?")) == ["bye?"]
    assert stage.press("Skip", under="tale?") == []
    assert texts_of(stage.press("Back", under="tale?")) == ["That button is behind us."]
    assert stage.standing() == {"name": "Ana", "tale": None}


def test_the_buttons_of_a_story_begun_anew_leave_the_old_one_alone(set_stage: SetStage) -> None:
    stage = set_stage(many_kinds)
    stage.start()
    stage.press("way_a")
    old = stage.phones[ANA.chat_id][max(stage.phones[ANA.chat_id])].buttons
    stage.start()
    for label in ("Back", "Skip", "Done"):
        assert texts_of(stage.press_data(old[label])) == ["That button is behind us.\n\nway?"]
    assert stage.standing() == {}


def test_two_different_buttons_at_once_both_stay_and_the_last_one_counts(set_stage: SetStage) -> None:
    stage = set_stage(many_kinds)
    buttons = stage.start()[0].buttons
    stage.press_data(buttons["way_a"])
    assert texts_of(stage.press_data(buttons["way_b"])) == ["Changed: way: way_b", "mood?"]
    assert stage.words_kept() == ["way_a", "way_b"]
    assert stage.counting() == {"way": "way_b"}


def test_every_button_of_ana_pressed_by_ben_does_nothing(set_stage: SetStage) -> None:
    stage = set_stage(many_kinds)
    stage.start(ANA)
    stage.start(BEN)
    for said in ("way a", "needs a", "a tale", "done", "2"):
        stage.says(said)
    hers = [data for _, data in stage.ever_shown]
    before = stage.snapshot()
    for data in hers:
        shown = stage.press_data(data, BEN) if data not in stage.buttons_of(BEN) else []
        assert all(text.startswith("That button does nothing any more.") for text in texts_of(shown))
    assert stage.snapshot() == before


def test_forged_handles_do_nothing(set_stage: SetStage) -> None:
    stage = set_stage(many_kinds)
    handle = stage.start()[0].buttons["way_a"].rpartition(".")[0]
    before = stage.snapshot()
    dice = random.Random(23)
    forged = [f"{handle}.{code}" for code in ("", "2", "99", "-1", "x", "²", "٣", "9" * 50, "0.0", "0 ", "p.p")]
    forged += ["", ".", "..", "0", ".0", "s", f"{handle}", f"{handle[:-1]}.0", f"{handle} .0", "\0.0", "'; --.0"]
    letters = string.ascii_letters + string.digits + "-_.'\"\0é٣😀"
    forged += ["".join(dice.choices(letters, k=dice.randrange(64))) for _ in range(200)]
    for data in forged:
        stage.press_data(data)
        assert stage.failure is None, repr(data)
    assert stage.snapshot() == before


@pytest.mark.parametrize(
    "data", ["", ".0", "\0.0", "a" * 21 + ".0", "a" * 23 + ".0", "a" * 21 + "\0.0", "a" * 21 + "é.s", "a" * 22 + ".٣"]
)
def test_what_no_button_of_ours_carries_is_never_looked_up(data: str) -> None:
    assert handle_and_code(data) is None


def test_every_button_carries_what_is_looked_up(set_stage: SetStage) -> None:
    stage = set_stage(many_kinds)
    stage.start()
    stage.press("way_a")
    assert all(handle_and_code(data) is not None for _, data in stage.ever_shown)


def test_a_hundred_thousand_guesses_find_no_handle(set_stage: SetStage) -> None:
    """Cheaply: as the look-up sees them, in one transaction."""
    stage = set_stage(many_kinds)
    stage.start()
    dice = random.Random(24)
    letters = string.ascii_letters + string.digits + "-_"
    guesses = ["".join(dice.choices(letters, k=22)) for _ in range(100_000)]
    found = stage.write(lambda tx: [one for one in guesses if askings.by_handle(tx, one) is not None])
    assert found == []


def test_a_control_that_a_message_never_had_is_harmless(set_stage: SetStage) -> None:
    async def offering(chat: Chat) -> None:
        await chat.say("look", offers=("to_a_person",))
        await chat.ask("name", Text())

    stage = set_stage(offering)
    offer = next(iter(stage.start()[0].buttons.values())).rpartition(".")[0]
    for code in "sbdp":
        stage.press_data(f"{offer}.{code}")
        assert stage.failure is None, code
    assert stage.standing() == {}
