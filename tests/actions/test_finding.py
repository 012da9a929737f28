"""Who is meant by what was typed."""

from __future__ import annotations

import pytest

from bot.actions.finding import matching

NAMED = {"a": "Ana Lopes", "b": "Ben", "z": "Zoë O'Brien", "o": "Søren Åkesson", "l": "Ana Lima", "b2": "Ben"}
NUMBERED = {1: "a", 2: "b", 7: "z", 12: "b2"}


@pytest.mark.parametrize(
    ("words", "how", "ids"),
    [
        ("", "all", ("a", "b", "z", "o", "l", "b2")),
        ("   ", "all", ("a", "b", "z", "o", "l", "b2")),
        ("Ana Lopes", "sure", ("a",)),
        ("ána LOPES.", "sure", ("a",)),
        ("Zoe OBrien", "sure", ("z",)),
        ("zoe", "close", ("z",)),
        ("Ana", "several", ("a", "l")),
        ("ana li", "close", ("l",)),
        ("Lopez Ana", "close", ("a",)),
        ("Ben", "several", ("b", "b2")),
        ("P-012", "sure", ("b2",)),
        ("p7", "sure", ("z",)),
        ("007", "sure", ("z",)),
        ("7", "sure", ("z",)),
        ("P-999", "none", ()),
        ("Soren Akesson", "sure", ("o",)),
        ("Zebedee", "none", ()),
        ("?!", "all", ("a", "b", "z", "o", "l", "b2")),
    ],
)
def test_what_was_typed_means(words: str, how: str, ids: tuple[str, ...]) -> None:
    match = matching(words, NAMED, NUMBERED)
    assert (match.how, match.ids) == (how, ids)


def test_two_thousand_names_are_looked_through_at_once() -> None:
    named = {str(number): f"Person {number} Somebody" for number in range(2000)}
    assert matching("Persn 1999 Sombody", named).ids == ("1999",)
