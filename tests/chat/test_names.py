"""Names and pronouns in every language that ships: what is read back before it is one, and what never is."""

from __future__ import annotations

from datetime import date

import pytest

from bot.chat.name import Name, Unsure
from bot.chat.pronouns import Pronouns
from bot.chat.questions import Said
from bot.chat.texts import Texts
from config.languages import language_files

TODAY = date(2026, 3, 2)
TEXTS = Texts(language_files())
PRONOUNS = {"she_her": "she/her", "he_him": "he/him", "they_them": "they/them"}

# People are called so, though some of these are words for something else.
NAMES = [
    *(
        "May",
        "Will",
        "Hope",
        "Joy",
        "Noor",
        "Faith",
        "Grace",
        "True",
        "Ella",
        "Cei",
        "Sunny",
        "Bill",
        "Mark",
        "Art",
        "Su",
    ),
    *(
        "Ann-Marie",
        "Li",
        "An",
        "Hai",
        "Nur",
        "Yeşim",
        "نور",
        "منظور",
        "راضی",
        "امید",
        "Iawnwen",
        "Sioned",
        "Guto",
        "Gwen",
    ),
]
NO_NAMES = [
    *(
        "yes",
        "Yes please",
        "no",
        "No thanks",
        "nope",
        "ok",
        "OK!",
        "okay",
        "sure",
        "carry on",
        "Carry on please",
        "hello",
    ),
    *("Hi", "good morning", "thanks", "thank you", "not sure", "👍", "go on", "ready"),
    *("ie", "nage", "iawn", "diolch", "bore da", "mynd ymlaen", "helo"),
    *("ہاں", "جی", "نہیں", "ٹھیک ہے", "شکریہ", "آگے چلیں"),
]


@pytest.mark.parametrize("language", TEXTS.languages)
@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_asked_twice_because_their_name_is_a_word(language: str, name: str) -> None:
    assert Name().read(Said(text=name), {}, TEXTS.voice(language).words, TODAY) == name


@pytest.mark.parametrize("language", TEXTS.languages)
@pytest.mark.parametrize("text", NO_NAMES)
def test_what_answers_something_else_is_read_back_before_it_is_a_name(language: str, text: str) -> None:
    words = TEXTS.voice(language).words
    with pytest.raises(Unsure) as unsure:
        Name().read(Said(text=text), {}, words, TODAY)
    asked = Name().after(unsure.value.draft)
    labels = {"yes": "Yes", "another_name": "Another name"}
    assert asked.read(Said(option="yes"), labels, words, TODAY) == text  # for whoever is called so


@pytest.mark.parametrize("language", TEXTS.languages)
@pytest.mark.parametrize("text", NO_NAMES)
def test_what_answers_something_else_is_read_back_before_it_is_anybodys_pronouns(language: str, text: str) -> None:
    with pytest.raises(Unsure):
        Pronouns(*PRONOUNS).read(Said(text=text), PRONOUNS, TEXTS.voice(language).words, TODAY)


@pytest.mark.parametrize("language", TEXTS.languages)
@pytest.mark.parametrize("text", ["she/they", "xe/xem", "any", "she or they", "none", "he", "fe/fo", "nhw", "وہ"])
def test_a_few_words_of_their_own_are_pronouns(language: str, text: str) -> None:
    question = Pronouns(*PRONOUNS)
    assert question.read(Said(text=text), PRONOUNS, TEXTS.voice(language).words, TODAY)
