"""People's words are kept as typed, less what a database or a screen cannot carry."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.cleaning import NAME_LENGTH, clean_name, clean_words, in_its_direction, is_empty, reads_otherwise

ANY = st.text(st.characters(exclude_categories=()))  # lone surrogates too
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@settings(max_examples=800, deadline=None)
@given(ANY)
def test_cleaned_words_can_be_encoded_and_cleaning_twice_changes_nothing(text: str) -> None:
    cleaned = clean_words(text)
    cleaned.encode("utf-8")
    assert clean_words(cleaned) == cleaned
    assert not [each for each in cleaned if each < " " and each not in "\n\t"]


@settings(max_examples=500, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_words_without_controls_are_kept_as_typed(text: str) -> None:
    assert clean_words(text) == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x07c\x1bd", "abcd"),
        ("one\r\ntwo\rthree\nfour\tfive", "one\ntwo\nthree\nfour\tfive"),
        ("one\x0btwo\x0cthree\x85four", "one\ntwo\nthree\nfour"),  # as word processors end a line
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\ufeffone", "\ufeffone"),
        ("\ud800", "\ufffd"),
        ("a\ud83db\ude00", "a\ufffdb\ufffd"),
        ("\ud83d\ude00", "😀"),
        (" \u200dعربي\u202e\u0301 ", " \u200dعربي\u202e\u0301 "),
    ],
)
def test_only_what_cannot_be_carried_is_changed(typed: str, kept: str) -> None:
    assert clean_words(typed) == kept


@pytest.mark.parametrize(
    "text", ["", " ", "\n\t ", "\u200b", "\u200d\u2060\ufeff", "\u3164", "\u2800", "\ufe0f", "\x00", "\u00ad\u034f"]
)
def test_what_cannot_be_seen_is_empty(text: str) -> None:
    assert is_empty(text)


@pytest.mark.parametrize("text", [".", "a", "…", "😀", "\u0301", "\u200bx", "\u0627", "\ufffd"])
def test_what_can_be_seen_is_not_empty(text: str) -> None:
    assert not is_empty(text)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Ana \n Maria ", "Ana Maria"),
        ("Ana\u202eMaria\u2066", "AnaMaria"),
        ("Ana\u00a0\u2028Maria", "Ana Maria"),
        ("\u200b\u202e", ""),
        ("محمد", "محمد"),
        ("x" * 70, "x" * 60),
        ("x" * 59 + "e\u0301", "x" * 59),
        ("x" * 58 + "e\u0301", "x" * 58 + "e\u0301"),
        ("a" + "\u0301" * 99, "a" + "\u0301" * 59),
        ("🏳️‍🌈" * 20, "🏳️‍🌈" * 15),
    ],
)
def test_a_name_is_one_short_line_cut_between_characters(typed: str, name: str) -> None:
    assert clean_name(typed) == name


@settings(max_examples=500, deadline=None)
@given(ANY)
def test_any_name_is_short_visible_and_turns_nothing_round(text: str) -> None:
    name = clean_name(text)
    assert len(name) <= NAME_LENGTH and name == name.strip() and clean_name(name) == name
    assert not set(name) & set(BIDI + "\n\t")
    assert name == "" or not is_empty(name)
    assert all(unicodedata.category(each) not in ("Cs", "Zl", "Zp") for each in name)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("Read \u2066/menu\u2069 first", "Read \u2066/menu\u2069 first"),
        ("Read \u2067first", "Read first"),
        ("Read \u2069first\u2066", "Read first"),
        ("<b>{name}</b>", "<b>{name}</b>"),
    ],
)
def test_what_staff_write_turns_round_nothing_that_follows_it(typed: str, kept: str) -> None:
    assert in_its_direction(typed) == kept


def test_whoever_pasted_signs_that_turn_words_round_hears_of_it_where_that_shows() -> None:
    shows = ("\u202egnp.exe\u202c", "Ring \u202bمریم\u202c today", "Go \u2067مریم first")
    assert all(map(reads_otherwise, shows))
    assert not any(
        map(reads_otherwise, ("\u202a+44 20 7946 0000\u202c", "\u202bمریم\u202c", "\u2066Ana\u2069 مریم", "Ana"))
    )
