# ruff: noqa: RUF001 - letters of other scripts
"""Names, dates and links inside text that runs the other way."""

from __future__ import annotations

import pytest

from bot.chat.bidi import isolated, with_addresses
from bot.chat.places import fill
from bot.chat.reading import fold

NAME = "עדן (Eden)"


@pytest.mark.parametrize(
    ("value", "direction", "wanted"),
    [
        ("Ana", "ltr", "Ana"),
        ("Zoë", "ltr", "Zoë"),
        ("عائشہ", "ltr", "\u2068عائشہ\u2069"),
        (NAME, "ltr", f"\u2068{NAME}\u2069"),
        ("عائشہ", "rtl", "عائشہ"),
        ("Ana", "rtl", "\u2068Ana\u2069"),
        ("14:00", "rtl", "\u206814:00\u2069"),
        ("one\nעדן\n\nthree", "ltr", "\u2068one\u2069\n\u2068עדן\u2069\n\n\u2068three\u2069"),
        ("", "rtl", ""),
    ],
)
def test_what_runs_the_other_way_is_set_apart(value: str, direction: str, wanted: str) -> None:
    assert isolated(value, direction) == wanted
    assert isolated(wanted, direction) == wanted  # once is enough


def test_a_name_that_runs_both_ways_does_not_turn_the_text_round() -> None:
    assert fill("{name}, 3 March.", {"name": NAME}) == f"\u2068{NAME}\u2069, 3 March."


def test_commands_and_links_in_a_right_to_left_text_keep_their_signs_in_place() -> None:
    text = "لکھیں /menu یا https://voices.example/a?b=c۔"
    wanted = "لکھیں \u2066/menu\u2069 یا \u2066https://voices.example/a?b=c\u2069۔"
    assert with_addresses(text, "rtl") == wanted
    assert with_addresses("Send /menu", "ltr") == "Send /menu"


def test_what_sets_apart_is_no_letter_when_somebody_types_it() -> None:
    assert fold(isolated(NAME, "ltr")) == fold(NAME)


def test_letters_are_the_same_on_arabic_and_urdu_keyboards() -> None:
    assert fold("جي هاں، ٹھيك ہے") == fold("جی ہاں، ٹھیک ہے")


def test_what_is_all_plain_letters_is_folded_as_it_is_among_others() -> None:
    for sign in map(chr, range(128)):
        assert fold(f"aX{sign}b{sign} {sign}c") == fold(f"áX{sign}b{sign} {sign}c"), repr(sign)
