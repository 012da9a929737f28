"""Words that are published take the place of those that came, in one go, and nobody who is speaking is interrupted."""

from __future__ import annotations

from tests.said import all_texts

CHANGED = {"en": {"reflect.why": "New.", "reflect.prompt.options.swap": "Other", "shared.labels.skip": "Pass on"}}


def test_what_is_published_is_said_and_the_rest_as_it_came() -> None:
    texts = all_texts().trying({})
    texts.publish(CHANGED, 3)
    voice = texts.voice("en")
    assert (voice.says("reflect", "why", {}), voice.label("skip"), texts.as_of) == ("New.", "Pass on", 3)
    assert voice.labels("reflect", "prompt", ("swap", "not_today")) == {"swap": "Other", "not_today": "Not today"}
    assert texts.voice("cy") is all_texts().voice("cy")
    texts.publish({}, 4)
    assert texts.voice("en") is all_texts().voice("en")


def test_a_voice_that_speaks_goes_on_as_it_was() -> None:
    texts = all_texts().trying({})
    before = texts.voice("en")
    texts.publish(CHANGED)
    assert before.says("reflect", "why", {}) != "New."
    assert before.words is texts.voice("en").words  # what is understood is the same


def test_trying_changes_nothing() -> None:
    tried = all_texts().trying(CHANGED)
    assert tried.voice("en").says("reflect", "why", {}) == "New."
    assert all_texts().voice("en").says("reflect", "why", {}) != "New."


def test_what_is_no_text_is_left_out() -> None:
    odd = {"en": {"reflect.gone": "x", "reflect": "x", "reflect.prompt": "x", "reflect.why.says": "x", "no.such": "x"}}
    assert all_texts().trying(odd).voice("en").texts == all_texts().voice("en").texts


def test_a_thought_is_said_in_other_words_and_one_of_ours_in_another_language() -> None:
    tried = all_texts().trying({"cy": {"thought.silence": "Tawelwch?", "thought.ours": "Ein un ni."}})
    voice = tried.voice("cy")
    assert next(one.words for one in voice.prompts if one.id == "silence") == "Tawelwch?"
    assert voice.added == {"ours": "Ein un ni."}
