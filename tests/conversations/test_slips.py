"""A slip of the finger in a word that works everywhere is understood as the word, and no answer is taken for one."""

from __future__ import annotations

import pytest

from bot.chat.controls import control_in, slip_in
from tests.conversations.room import TEXTS, Room

NUMBERS = "116 123"


@pytest.mark.parametrize("typed", ["help noww", "hlp now", "helpnow", "HELP NWO"])
@pytest.mark.parametrize("answers", [(), ("yes", "yes"), ("yes", "yes", "Ana")])
def test_help_now_brings_the_numbers_however_it_is_typed(room: Room, answers: tuple[str, ...], typed: str) -> None:
    room.join()
    room.answers(*answers)
    assert any(NUMBERS in one.text for one in room.says(typed))


@pytest.mark.parametrize("typed", ["skipp", "skpi", "sikp"])
def test_skip_skips_at_buttons_and_at_words_of_ones_own(room: Room, typed: str) -> None:
    room.join()
    room.answers("yes", "yes", "Ana")
    room.says(typed)
    assert room.rows("SELECT value FROM answers WHERE question = 'pronouns'")[0]["value"] == "null"


@pytest.mark.parametrize("typed", ["bakc", "bak", "backk"])
def test_back_goes_back(room: Room, typed: str) -> None:
    room.join()
    room.answers("yes", "yes", "Ana", "she/her")
    shown = room.says(typed)
    assert "Which pronouns" in shown[-1].text


@pytest.mark.parametrize(
    ("typed", "meant"), [("puase", "pause"), ("pasue", "pause"), ("sotp", "stop"), ("meun", "menu")]
)
def test_what_begins_a_story_begins_it(room: Room, typed: str, meant: str) -> None:
    room.join()
    room.answers("yes", "yes", "Ana")
    assert room.says(typed)
    assert room.rows("SELECT kind FROM conversations WHERE kind = :kind", kind=meant)


@pytest.mark.parametrize("name", ["Don", "Bak", "Mor", "Moe", "Huma", "Pearson", "Cris"])
def test_a_name_near_a_word_of_control_is_a_name(room: Room, name: str) -> None:
    room.join()
    room.answers("yes", "yes", name)
    assert room.one("SELECT name FROM people") == name


@pytest.mark.parametrize(
    ("language", "typed", "control"),
    [
        ("cy", "hepgro", "skip"),
        ("cy", "sabi", "pause"),
        ("cy", "stopioo", "stop"),
        ("cy", "ga i siarad efo rhywun plis", "person"),
        ("cy", "help narw", "help_now"),
        ("cy", "skpi", "skip"),
        ("ur", "چھوڑیںں", "skip"),
        ("ur", "واسپ", "back"),
        ("ur", "کیا میں کسی انسان سے بات کر سکتی ہوں پلیز", "person"),
        ("easy", "puase", "pause"),
    ],
)
def test_in_every_language(language: str, typed: str, control: str) -> None:
    controls = TEXTS.voice(language).controls
    assert (control_in(typed, controls) or slip_in(typed, controls)) == control
