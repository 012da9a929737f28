"""Each button of each story, typed in each language, is understood as that button, and as nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from bot.chat.controls import FOR_HELP, control_in
from bot.chat.questions import Several
from bot.chat.reading import fold
from bot.chat.texts import Texts
from bot.conversations import STORIES
from bot.wording import where
from bot.wording.checking import begins_the_wrong_way
from bot.wording.needing import needed_by
from bot.wording.typed import EVERYWHERE, understood
from config.languages import language_files
from tests.test_complete_texts import every_text

TEXTS = Texts(language_files())

each_language = pytest.mark.parametrize("code", TEXTS.languages)


@cache
def questions() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Each story's questions with buttons: the story, the key, and the options."""
    return tuple(
        (name, key, tuple(options))
        for name, story in STORIES.items()
        for key, options in needed_by(story.tell)
        if options
    )


def typed(code: str) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """Each button: where it is, its option, its label, and the labels of all buttons beside it."""
    voice = TEXTS.voice(code)
    for story, key, options in questions():
        labels = voice.labels(story, key, options)
        for option, label in labels.items():
            yield f"{story}.{key}", option, label, labels


@each_language
def test_each_button_can_be_typed(code: str) -> None:
    voice = TEXTS.voice(code)
    wrong = {
        f"{where}.{option}": f"{label} -> {found}"
        for where, option, label, labels in typed(code)
        if (found := understood(label, voice, labels)) != option
    }
    assert wrong == {}


@each_language
def test_each_of_several_can_be_typed(code: str) -> None:
    """A list has words of its own for none, for all, and for a span of days."""
    voice = TEXTS.voice(code)
    wrong: dict[str, str] = {}
    for story, key, options in questions():
        question, labels = where.asked(story).get(key), voice.labels(story, key, options)
        if isinstance(question, Several):
            found = {option: understood(label, voice, labels, question) for option, label in labels.items()}
            wrong |= {f"{story}.{key}.{option}": meant for option, meant in found.items() if meant != option}
    assert wrong == {}


@each_language
def test_each_button_can_be_typed_in_english_too(code: str) -> None:
    """Where their own language finds nothing, English is tried; what it does find must not be another button."""
    voice, english = TEXTS.voice(code), TEXTS.first
    wrong = {}
    for story, key, options in questions():
        own, others = voice.labels(story, key, options), english.labels(story, key, options)
        for option, label in others.items():
            found = understood(label, voice, own)
            if found.startswith("("):
                found = understood(label, english, others)
            if found != option:
                wrong[f"{story}.{key}.{option}"] = f"{label} -> {found}"
    assert wrong == {}


@each_language
def test_no_phrase_works_for_two_things(code: str) -> None:
    """The question's own buttons come before what works everywhere; among the latter, no phrase may mean two things."""
    meant: dict[tuple[str, ...], set[str]] = {}
    for control, phrases in TEXTS.voice(code).controls.phrases.items():
        for phrase in phrases:
            meant.setdefault(fold(phrase), set()).add(control)
    assert {phrase: controls for phrase, controls in meant.items() if len(controls) > 1} == {}


@each_language
def test_no_two_buttons_of_a_question_read_the_same(code: str) -> None:
    same = {
        where: label
        for where, option, label, labels in typed(code)
        if [*labels.values()].count(label) > 1 and option == next(one for one, text in labels.items() if text == label)
    }
    assert same == {}


@each_language
def test_what_works_everywhere_is_what_its_button_says(code: str) -> None:
    voice = TEXTS.voice(code)
    shown = {control: voice.label(control) for control in EVERYWHERE}
    assert {control: label for control, label in shown.items() if control_in(label, voice.controls) != control} == {}


@pytest.mark.parametrize("code", [one for one in TEXTS.languages if TEXTS.voice(one).direction == "rtl"])
def test_what_runs_from_right_to_left_begins_with_a_letter_that_does(code: str) -> None:
    """A phone takes a line's direction from its first letter; places and addresses are set apart and do not count."""
    begins = {address: text for address, text in every_text(code) if begins_the_wrong_way(text, runs_right=True)}
    assert begins == {}


HEAVY = {
    "cy": "dwi eisiau marw|rwy'n torri fy hun|dw i ddim eisiau byw|alla i ddim mynd ymlaen|does dim pwynt mewn byw",
    "ur": "میں مرنا چاہتی ہوں|میں خود کو کاٹتا ہوں|اب کوئی امید نہیں|میں سب پر بوجھ ہوں|i want to die",
}
NAMES = ("Bryn", "Branwen", "Carys", "Cymro", "Persis", "Percy", "Helen", "Heledd", "Samir", "Madad", "Insaf", "انسب")
EVERYDAY = {
    "cy": "roedd y sesiwn yn dda|bron a marw eisiau clywed|alla i ddim dod ddydd Mawrth|mae pawb yn iawn|dim diolch",
    "ur": "سیشن بہت اچھا رہا|ہنسی سے مر گیا|مجھے کل کا وقت ٹھیک ہے|کیا میں کسی سے بات کر سکتی ہوں|کوئی بات نہیں",
}


@each_language
def test_what_sounds_heavy_in_any_language_opens_the_door_in_each_and_a_plain_day_does_not(code: str) -> None:
    voice = TEXTS.voice(code)
    assert [one for said in HEAVY.values() for one in said.split("|") if not voice.sounds_heavy(one)] == []
    assert [one for said in EVERYDAY.values() for one in said.split("|") if voice.sounds_heavy(one)] == []


@each_language
def test_words_for_help_in_any_language_are_understood_in_each(code: str) -> None:
    voice, every = TEXTS.voice(code), [TEXTS.voice(one) for one in TEXTS.languages]
    said = {phrase: control for one in every for control in FOR_HELP for phrase in one.for_help.phrases[control]}
    assert {phrase: control for phrase, control in said.items() if control_in(phrase, voice.controls) != control} == {}
    assert [name for name in NAMES if control_in(name, voice.controls) is not None] == []
