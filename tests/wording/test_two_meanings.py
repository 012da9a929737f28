"""No button may be called by words that mean something already: whoever typed them would be taken to mean that."""

from __future__ import annotations

import pytest

from bot.chat.controls import FOR_HELP, control_in
from bot.wording.checking import problems
from bot.wording.two_meanings import meant_already
from bot.wording.typed import EVERYWHERE, is_button
from config.languages import language_files
from config.made_from import shipped_texts
from tests.said import all_texts

CALL = "shared.contact_by.options.call"


def said(address: str, words: str, language: str = "en") -> str:
    """All that there is to mend about these words."""
    return " ".join(problems(all_texts().trying({language: {address: words}}), language, address, words))


@pytest.mark.parametrize("language", sorted(language_files()))
def test_what_comes_with_the_program_means_one_thing(language: str) -> None:
    texts, wrong = all_texts(), {}
    for address, words in shipped_texts(language).items():
        if found := list(meant_already(texts, language, address, words)):
            wrong[address] = found
    assert wrong == {}


@pytest.mark.parametrize("language", sorted(language_files()))
def test_no_button_that_comes_with_the_program_asks_for_help_in_one_language_only(language: str) -> None:
    texts, english, wrong = all_texts(), shipped_texts("en"), {}
    for address, words in shipped_texts(language).items():
        meant = control_in(words, texts.voice(language).controls)
        is_typed = is_button(address) and not address.startswith("mydata_page.")
        if is_typed and meant in FOR_HELP and meant != control_in(english[address], texts.first.controls):
            wrong[address] = words
    assert wrong == {}


@pytest.mark.parametrize("language", sorted(language_files()))
@pytest.mark.parametrize("control", EVERYWHERE)
def test_no_answer_is_called_as_a_button_that_works_everywhere(language: str, control: str) -> None:
    label = all_texts().voice(language).label(control)
    assert f"“{label}” means “{label}” everywhere" in said(CALL, label, language)


@pytest.mark.parametrize(
    ("language", "words", "says"),
    [
        ("en", "go back", "means “Back” everywhere"),
        ("en", "Crisis line", "means “Help now” everywhere"),
        ("en", "Undo", "means “undo” everywhere"),
        ("en", "Cymraeg", "means “Cymraeg” everywhere"),
        ("cy", "Talk to a person", "means “Siarad â pherson” everywhere"),
        ("ur", "skip", "means “چھوڑیں” everywhere"),
        ("en", "/call", "is a command"),
        ("en", "Two", "the number of a button"),
        ("en", "Yes", "a plain yes"),
        ("ur", "نہیں", "a plain no"),
        ("en", "More answers", "another button “More answers”"),
    ],
)
def test_nor_by_other_words_that_are_understood_already(language: str, words: str, says: str) -> None:
    assert says in said(CALL, words, language)
    assert said(CALL, "A call") == ""


def test_what_a_button_meant_as_it_came_it_may_go_on_to_mean() -> None:
    assert said("shared.labels.another_time", "Some other time") == said("shared.labels.skip", "Pass") == ""


def test_no_button_that_stands_below_answers_reads_as_one_of_them() -> None:
    assert "There is another button “Call me” at" in said("shared.labels.more_answers", "Call me")


def test_a_plain_yes_stands_on_no_button_but_the_one_that_it_means() -> None:
    assert "a plain yes, which this button does not mean" in said("shared.labels.no", "Of course")
    assert "a plain no, which this button does not mean" in said("shared.labels.yes", "Not today")
    assert said("shared.labels.yes", "Yes please") == ""


def test_two_buttons_below_one_message_that_begin_something_read_otherwise() -> None:
    assert "There is another button “Take it back”" in said("shared.labels.pause_broadcast", "Take it back")


def test_what_says_none_or_all_of_several_is_none_of_them() -> None:
    assert "not understood as that button" in said("shared.labels.easy_read", "None of these")
    assert "not understood as that button" in said("shared.labels.mon", "Every day")
