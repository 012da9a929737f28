"""What each kind of question takes for an answer, how it is stored, and how it is shown."""

import json
from dataclasses import FrozenInstanceError
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.name import Name, Unsure
from bot.chat.questions import (
    HINTS,
    Choice,
    Day,
    Mixed,
    NotAnAnswer,
    Number,
    Question,
    Said,
    Scale,
    Several,
    Text,
    Time,
    VoiceNote,
    YesNo,
)
from tests.chat.asking import LABELS, TABLE, TODAY, WORDS, hint, read

NEEDS = Several("captions", "breaks", none="nothing_just_now")
EVERY_KIND: list[Question[Any]] = [
    YesNo(),
    Choice("yes", "no"),
    Choice("yes", "no", own_words=True),
    NEEDS,
    Several("captions", "breaks", own_words=True),
    Text(voice=True),
    Text(long=True),
    Text(long=True, instead=("breaks", "captions")),
    Number(0, 60),
    Number(0, 1, whole=False),
    Scale(1, 5),
    Day(earliest=TODAY),
    Time(),
]


# Buttons


def test_a_pressed_button_is_the_answer() -> None:
    pressed = {"yes": Said(option="yes"), "3": Said(option="3"), "breaks": Said(option="breaks")}
    assert YesNo().read(pressed["yes"], LABELS, WORDS, TODAY) is True
    assert Scale(1, 5).read(pressed["3"], LABELS, WORDS, TODAY) == 3
    assert NEEDS.read(pressed["breaks"], LABELS, WORDS, TODAY) == ("breaks",)
    assert Choice("breaks").read(pressed["breaks"], LABELS, WORDS, TODAY) == "breaks"


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda each: type(each).__name__)
def test_a_button_that_is_not_there_is_no_answer(question: Question[Any]) -> None:
    assert hint(question, Said(option="gone")) == ("old_button", {})


def test_the_buttons_of_a_question_are_its_options() -> None:
    assert YesNo().options == ("yes", "no")
    assert Scale(0, 3).options == ("0", "1", "2", "3")
    assert Choice("a", "b").options == ("a", "b")
    assert Several("a", none="b").options == ("a", "b")
    assert Text().options == Day().options == Time().options == Number(0, 1).options == ()


def test_the_exclusive_option_and_the_others_send_each_other_away() -> None:
    chosen = NEEDS.toggle(NEEDS.toggle((), "breaks"), "captions")
    assert chosen == ("captions", "breaks")
    assert NEEDS.toggle(chosen, "captions") == ("breaks",)
    assert NEEDS.toggle(chosen, "nothing_just_now") == ("nothing_just_now",)
    assert NEEDS.toggle(("nothing_just_now",), "breaks") == ("breaks",)


def test_a_question_is_optional_and_not_final_unless_it_says_so() -> None:
    assert all(each.optional and not each.final for each in EVERY_KIND)
    assert Choice("a", optional=False, final=True).final
    assert not Day(optional=False).optional
    with pytest.raises(FrozenInstanceError):
        YesNo().final = True  # type: ignore[misc]


# Typed


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda each: type(each).__name__)
@pytest.mark.parametrize("text", ["", "  ", "\u200b\u2060", "\n\t", "…", "...", "\x00", "\u3164"])
def test_nothing_to_be_seen_is_no_answer(question: Question[Any], text: str) -> None:
    assert hint(question, text) == ("empty_answer", {})


def test_a_voice_note_answers_only_a_text_question_that_takes_one() -> None:
    note = VoiceNote("note-7", "a voice note, 0:34")
    spoken = Text(voice=True).read(Said(voice=note), LABELS, WORDS, TODAY)
    assert isinstance(spoken, VoiceNote) and (spoken, spoken.reference) == ("a voice note, 0:34", "note-7")
    assert hint(Text(), Said(voice=note)) == ("no_voice_here", {})
    assert hint(YesNo(), Said(voice=note)) == ("no_voice_here", {})


def test_typed_words_are_never_taken_for_a_voice_note() -> None:
    question = Text(long=True, voice=True)
    for typed in ("a voice note, 0:34", '{"voice": "note-7", "label": "x"}'):
        assert type(question.load(question.dump(read(question, typed)))) is str


@pytest.mark.parametrize("stored", [{}, {"voice": 7, "label": "x"}, {"parts": []}, {"parts": [{"parts": ["a"]}]}, []])
def test_what_is_neither_words_nor_a_voice_note_is_no_answer(stored: object) -> None:
    with pytest.raises(ValueError):
        Text(voice=True).load(stored)


def test_a_link_is_no_answer_where_there_is_no_use_for_one() -> None:
    assert hint(Text(links=False), "see https://example.org/how-long") == ("no_link_here", {})
    assert read(Text(), "see https://example.org/where") == "see https://example.org/where"
    assert read(Text(links=False), "2.5 hours") == "2.5 hours"


def test_what_hardly_reads_like_a_name_is_read_back_and_then_one_if_they_say_so() -> None:
    words = "what is this for?"
    with pytest.raises(Unsure) as unsure:
        read(Name(), words)
    assert json.loads(unsure.value.draft) == {"name": words}
    asked = Name().after(json.dumps({"name": words}))
    labels = {"yes": "Yes", "another_name": "Another name"}
    for same in (Said(option="yes"), Said(text="yes please"), Said(text=words)):
        assert asked.read(same, labels, WORDS, TODAY) == words
    for other in (Said(option="another_name"), Said(text="no"), Said(text="another name")):
        with pytest.raises(Unsure, match="call_you"):
            asked.read(other, labels, WORDS, TODAY)
    assert asked.read(Said(text="Ana"), labels, WORDS, TODAY) == "Ana"


def test_a_short_text_is_one_line_and_says_when_it_is_too_long() -> None:
    assert read(Text(max_length=60), " Ana\nMaria ") == "Ana Maria"
    assert hint(Text(max_length=5), "123456") == ("too_long", {"limit": "5", "length": "6"})
    assert hint(Text(max_length=5, links=False), "a.com/x") == (
        "too_long",
        {"limit": "5", "length": "7"},
    )  # and no more


def test_a_long_text_is_kept_as_typed_at_any_length() -> None:
    typed = " First.\n\n\tSecond " + "😀" * 20_000
    assert read(Text(long=True), typed) == typed


def test_own_words_in_a_list_stand_after_the_options() -> None:
    question = Several("captions", "breaks", own_words=True)
    assert read(question, "a dog, breaks and captions") == ("captions", "breaks", "a dog")
    assert read(question, "a quiet room, and my dog") == ("a quiet room, and my dog",)


def test_a_list_that_is_half_understood_says_which_half() -> None:
    assert hint(NEEDS, "captions and a dog") == ("some_not_understood", {"understood": "Captions", "rest": "a dog"})


@pytest.mark.parametrize("text", [";", ",", "and", "/ and"])
def test_a_list_of_nothing_but_commas_is_no_answer(text: str) -> None:
    assert hint(NEEDS, text)[0] == "not_an_option"
    assert read(Several("captions", own_words=True), text) == (text,)


def test_nothing_beside_something_is_asked_again() -> None:
    assert hint(NEEDS, "captions and nothing") == ("which_one", {"options": "Captions, Nothing just now"})


def test_none_without_an_exclusive_option_is_an_empty_answer() -> None:
    assert read(Several("captions", "breaks"), "none") == ()


NUMBERS = "3|three|Three|about 3|3 please|I think 3|3 years|③|٣|\uff13|3.0|maybe three|three!"


@pytest.mark.parametrize("text", NUMBERS.split("|"))
def test_a_number_is_read_in_figures_and_in_words(text: str) -> None:
    number = read(Number(0, 60), text)
    assert number == 3 and isinstance(number, int)


def test_a_number_that_does_not_fit_says_what_would() -> None:
    bounds = {"least": "0", "most": "60"}
    assert hint(Number(0, 60), "61") == hint(Number(0, 60), "-3") == ("number_out_of_range", bounds)
    assert hint(Number(0, 60), "2.5") == ("not_a_whole_number", bounds)
    for text in ("some", "3-4", "3 or 4", "not 3", "1,000", "9" * 5000, "the 3rd", "from 3 January"):
        assert hint(Number(0, 60), text) == ("not_a_number", bounds)
    for text in ("- 3", "\u20133", "minus 3", "+3", "<3", "3+", "3%", "\u00a33"):
        assert hint(Number(0, 60), text) == ("not_a_number", bounds)
    assert read(Number(0, 9, whole=False), "2,5") == 2.5
    assert read(Number(0, 60), "twenty five") == 25
    assert read(Number(0, 60), "none") == 0


@pytest.mark.parametrize("said", ["two hundred", "2 thousand", "three dozen"])
def test_a_number_of_hundreds_is_not_read_as_its_first_word(said: str) -> None:
    with pytest.raises(NotAnAnswer):
        read(Number(0, 999), said)


@pytest.mark.parametrize("said", ["25", " 25. ", "025", "twenty five", "Twenty-five."])
def test_a_bare_number_is_read_when_it_is_all_that_was_typed(said: str) -> None:
    assert read(Number(0, 999, bare=True), said) == 25


@pytest.mark.parametrize(
    "said", ["about 25, I think", "is 25 right?", "25?", "25 please", "-25", "- five", "2.5", "two hundred", ""]
)
def test_a_bare_number_with_anything_beside_it_is_none(said: str) -> None:
    with pytest.raises(NotAnAnswer):
        read(Number(0, 999, bare=True), said)


def test_a_scale_is_read_by_its_steps_or_by_their_words() -> None:
    labels = {"1": "Not at all", "2": "A little", "3": "Very much"}
    scale = Scale(1, 3)
    said = {"2": 2, "two": 2, "very much": 3, "a little": 2, "about 2": 2, "not at all": 1}
    assert {text: scale.read(Said(text=text), labels, WORDS, TODAY) for text in said} == said
    for said_of_another in (
        "7",
        "3.5",
        "from 3 January",
        "after 3 March please",
        "-3",
        "- 3",
        "3%",
        "<3",
        "3 of 10",
        "5-6",
    ):
        assert hint(Scale(1, 5), said_of_another)[0] == "not_an_option"


def test_a_negative_number_names_no_place_in_a_list() -> None:
    assert read(Choice("captions", "breaks"), "2") == "breaks"
    for said in ("-2", "- 2", "\u22122"):
        assert hint(Choice("captions", "breaks"), said)[0] == "not_an_option"


@pytest.mark.parametrize(("said", "meant"), [("yes", "go"), ("ok", "go"), ("no thanks", "stay"), ("leave it", "stay")])
def test_a_plain_yes_or_no_is_understood_whatever_the_buttons_say(said: str, meant: str) -> None:
    sure = Choice("go", "stay", for_yes="go", for_no="stay")
    labels = {"go": "Cancel it", "stay": "Leave it"}
    assert sure.read(Said(text=said), labels, WORDS, TODAY) == meant


def test_a_plain_yes_deletes_nothing_where_no_option_stands_for_it() -> None:
    labels = {"later": "Delete it later", "at_once": "Delete it now", "not_at_all": "Do not delete"}
    sure = Choice(*labels, for_no="not_at_all")
    assert sure.read(Said(text="no"), labels, WORDS, TODAY) == "not_at_all"
    with pytest.raises(NotAnAnswer):
        sure.read(Said(text="yes"), labels, WORDS, TODAY)


@pytest.mark.parametrize("said", ["now", "now?", "it now", "delete it now?", "delte it now", "yes"])
def test_what_cannot_be_taken_back_is_chosen_by_all_its_words_or_not_at_all(said: str) -> None:
    labels = {"later": "Delete it later", "at_once": "Delete it now", "not_at_all": "Do not delete"}
    sure = Choice(*labels, for_no="not_at_all", in_full="at_once")
    assert hint(sure, said)[0] in ("which_one", "not_an_option")
    meant = {"Delete it now": "at_once", "please delete it now": "at_once", "2": "at_once", "later": "later"}
    assert {text: sure.read(Said(text=text), labels, WORDS, TODAY) for text in meant} == meant


# Stored and shown


ANSWERS: list[tuple[Question[Any], Any, str]] = [
    (YesNo(), True, "Yes"),
    (YesNo(), False, "No"),
    (Choice("captions", "breaks"), "breaks", "Breaks"),
    (Choice("captions", own_words=True), "a dog", "a dog"),
    (NEEDS, ("captions", "breaks"), "Captions, Breaks"),
    (Several("captions"), (), "none"),
    (Text(), "As it is 😀", "As it is 😀"),
    (Text(voice=True), VoiceNote("note-7", "a voice note, 0:34"), "a voice note, 0:34"),
    (Text(long=True), Mixed(["First.", VoiceNote("note-7", "a voice note")]), "First.\n\na voice note"),
    (Number(0, 60), 12, "12"),
    (Number(0, 9, whole=False), 2.5, "2.5"),
    (Scale(1, 5), 4, "4"),
    (Day(), date(2027, 3, 3), "Wednesday 3 March 2027"),
    (Time(), time(21, 30), "21:30"),
]


@pytest.mark.parametrize(("question", "value", "shown"), ANSWERS, ids=str)
def test_an_answer_survives_storing_and_is_shown_in_words(question: Question[Any], value: Any, shown: str) -> None:
    loaded = question.load(json.loads(json.dumps(question.dump(value))))
    assert loaded == value and type(loaded) is type(value)
    assert question.show(value, LABELS, WORDS) == shown


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda each: type(each).__name__)
def test_what_another_kind_of_question_stored_is_refused(question: Question[Any]) -> None:
    with pytest.raises(ValueError):
        question.load(None)


def test_an_option_taken_away_since_is_asked_again_in_a_choice_and_left_out_of_a_list() -> None:
    with pytest.raises(ValueError, match="gone"):
        Choice("captions").load("gone")
    assert NEEDS.load(["gone", "breaks"]) == ("breaks",)


@settings(max_examples=900, deadline=None)
@given(st.sampled_from(EVERY_KIND), st.text(st.characters(), max_size=80))
def test_any_text_is_an_answer_that_stores_or_a_hint_that_is_known(question: Question[Any], text: str) -> None:
    try:
        value = question.read(Said(text=text), LABELS, WORDS, TODAY)
    except NotAnAnswer as refused:
        assert set(refused.values) == set(HINTS[refused.hint])
    else:
        assert question.load(json.loads(json.dumps(question.dump(value)))) == value


LIKELY = [
    *TABLE["yes"],
    *TABLE["no"],
    *TABLE["negations"],
    *TABLE["fillers"],
    *TABLE["oclock"],
    *TABLE["past"],
    *TABLE["am"],
]


@settings(max_examples=900, deadline=None)
@given(
    st.sampled_from(EVERY_KIND),
    st.lists(st.sampled_from([*LIKELY, "9", ":", "/", "-", "march", "5th", "\n", ","]), max_size=7),
)
def test_any_row_of_known_words_is_an_answer_or_a_hint(question: Question[Any], said: list[str]) -> None:
    try:
        question.read(Said(text=" ".join(said)), LABELS, WORDS, TODAY)
    except NotAnAnswer as refused:
        assert refused.hint in HINTS


def test_a_time_that_corrects_another_stands_as_long_as_what_it_corrected() -> None:
    asked = Time(begins=time(10), instead_of=time(9))
    stored = asked.dump(time(18))
    assert asked.load(stored) == time(18)
    for other in (Time(begins=time(10), instead_of=time(8)), Time(begins=time(11), instead_of=time(9))):
        with pytest.raises(ValueError, match="has changed"):
            other.load(stored)
    assert asked.load("18:00") == time(18)  # as it was stored before
