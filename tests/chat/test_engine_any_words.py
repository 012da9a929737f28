"""Any words that Unicode has (R21) come back as they were typed, less what no screen can show."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.chat.chat import Chat
from bot.chat.cleaning import clean_words, is_empty
from bot.chat.controls import control_in
from bot.chat.questions import Text
from tests.chat.conftest import SetStage
from tests.chat.stage import TEXTS, Stage, texts_of

ANYTHING = st.text(st.characters(codec=None, exclude_categories=()), max_size=300)


async def a_tale(chat: Chat) -> None:
    await chat.ask("tale", Text(long=True))
    await chat.ask("next", Text())


@settings(max_examples=250, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(st.lists(ANYTHING, min_size=20, max_size=20))
def _every_text_survives(stage: Stage, said: list[str]) -> None:
    controls = TEXTS.voice("en").controls
    said = [one for one in said if control_in(one, controls) is None]
    stage.start()
    for one in said:
        assert texts_of(stage.says(one))
        assert stage.failure is None
    stage.press("Done") if any(_counts(one) for one in said) else stage.press("Skip")
    kept = [clean_words(one) for one in said if _counts(one)]
    assert stage.standing()["tale"] == ("\n\n".join(kept) if kept else None)


def _counts(text: str) -> bool:
    words = clean_words(text)
    return not is_empty(words) and bool(words.strip(" .…\n\t"))


def test_every_text_survives() -> None:
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder), tale=a_tale)
        try:
            _every_text_survives(stage)
        finally:
            stage.close()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("zero\0width", "zerowidth"),
        ("a lone \ud83d surrogate", "a lone \ufffd surrogate"),
        ("two\r\nlines\rof it", "two\nlines\nof it"),
        ("\u202eright to left\u202c", "\u202eright to left\u202c"),
        ("🧑🏽‍🦽 family 👩‍👩‍👧", "🧑🏽‍🦽 family 👩‍👩‍👧"),
        ("Z̸a̷l̶g̵o̴" + "\u0301" * 200, "Z̸a̷l̶g̵o̴" + "\u0301" * 200),
    ],
)
def test_words_are_kept_as_typed(set_stage: SetStage, typed: str, kept: str) -> None:
    stage = set_stage(a_tale)
    stage.start()
    stage.says(typed)
    stage.says("done")
    assert stage.standing()["tale"] == kept


@pytest.mark.parametrize("typed", ["", "   ", "\u200b\u200d", "\0", "\u2800", "…"])
def test_words_that_nobody_can_see_are_no_answer(set_stage: SetStage, typed: str) -> None:
    stage = set_stage(a_tale)
    stage.start()
    assert texts_of(stage.says(typed)) == ["Hint empty_answer.\n\ntale?"]
    assert stage.standing() == {}
