"""What is wrong with a text: whatever comes with the program passes, and what would harm somebody does not."""

from __future__ import annotations

import pytest

from bot.wording.checking import doubts, in_itself, in_parts, problems
from config.languages import language_files
from config.made_from import shipped_texts
from tests.said import all_texts

NOTE = "reflection_note.offer.says"


@pytest.mark.parametrize("language", sorted(language_files()))
def test_every_text_that_comes_with_the_program_passes(language: str) -> None:
    wrong = {
        address: found
        for address, words in shipped_texts(language).items()
        if (found := list(in_itself(language, address, words)))
    }
    assert wrong == {}


@pytest.mark.parametrize("language", sorted(language_files()))
def test_no_text_that_comes_with_the_program_has_a_tag_in_it(language: str) -> None:
    tagged = [
        address for address, words in shipped_texts(language).items() if "Tags" in " ".join(doubts(language, words))
    ]
    assert tagged == []
    assert "Tags" in " ".join(doubts(language, "A <b>thought</b>."))


@pytest.mark.parametrize(
    ("language", "address", "words", "says"),
    [
        ("en", "reflect.why", "  ", "It says nothing"),
        ("en", "reflect.prompt.says", "Something to think about.", "{prompt}"),
        ("en", "reflect.why", "Hello {name}.", "No words in braces"),
        ("en", "reflect.prompt.short", "My thought about everything there is", "room for 30"),
        ("en", "reflect.prompt.options.swap", "Another one\nplease", "one line"),
        ("en", "commands.menu", "x" * 300, "room for 256"),
        ("en", "reflect.why", "x" * 5000, "room for 4096"),
        ("en", "thought.silence", "x" * 201, "room for 200"),
        ("en", "reflect.why", "A \u202ethought.", "nobody sees"),
        ("en", "reflect.why", "A \ufffd thought.", "did not come over whole"),
        ("en", "reflect.why", "A thought can help!", "cheered"),
        ("en", "reflect.why", "Each user can have one.", "“user”"),
        ("ur", "reflect.why", "Voices کی طرف سے", "which way the line runs"),
        ("en", NOTE, "Here is a thought to offer.", "A note from Voices"),
        ("en", NOTE, "A note from Voices. It is about your health.", "“health”"),
        ("cy", NOTE, "Neges gan Voices.", "Nodyn gan Voices"),
    ],
)  # fmt: skip
def test_what_would_harm_somebody_is_told(language: str, address: str, words: str, says: str) -> None:
    assert any(says in one for one in in_itself(language, address, words)), list(in_itself(language, address, words))


def test_a_button_has_to_be_understood_when_it_is_typed_and_no_two_may_look_alike() -> None:
    def said(address: str, words: str) -> list[str]:
        return problems(all_texts().trying({"en": {address: words}}), "en", address, words)

    assert said("reflect.prompt.options.swap", "A different one") == []
    assert any("not understood" in one for one in said("reflect.prompt.options.swap", "not today"))
    assert any("fixed" in one for one in said("shared.labels.skip", "Go past this one"))
    everywhere = said("shared.labels.yes", "No")
    assert len(everywhere) < 6 and any("questions, such as “" in one for one in everywhere), everywhere


def test_what_is_hard_to_read_is_a_doubt_and_no_mistake() -> None:
    hard = (
        "Their contributions are processed pursuant to applicable legislation on the confidentiality of personal data."
    )
    assert len(doubts("en", hard)) == 1
    long = "We write to you when it is new, and we do not when it is old."
    assert (doubts("en", long), bool(doubts("easy", long))) == ([], True)
    assert doubts("en", "A thought can help.") == doubts("cy", hard) == []


def test_a_text_that_is_full_before_its_places_are_filled_is_said_to_come_as_two_messages() -> None:
    full = "x" * (4096 - len(" {time}")) + " {time}"
    assert "comes as two" in in_parts("shared.clocks_skipped", full)[0]
    assert in_parts("shared.clocks_skipped", full[600:]) == in_parts("reflect.why", "x" * 4096) == []
