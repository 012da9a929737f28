"""A word of control, or one on a button, is no language."""

from __future__ import annotations

import pytest

from tests.conversations.room import Room


@pytest.mark.parametrize("typed", ["done", "Finished", "thats all", "doen", "more", "Help now", "/done"])
def test_it_is_asked_back_and_nothing_is_kept_as_one(room: Room, typed: str) -> None:
    room.join()
    room.answers("yes", "yes", "Ana", "skip")
    assert "Which language" in room.says(typed)[-1].text or typed == "Help now"
    assert room.rows("SELECT value FROM answers WHERE question = 'language'") == []


@pytest.mark.parametrize("typed", ["Polish", "Sylheti", "skip", "skpi"])
def test_a_language_is_one_and_skip_skips(room: Room, typed: str) -> None:
    room.join()
    room.answers("yes", "yes", "Ana", "skip", typed)
    kept = room.one("SELECT value FROM answers WHERE question = 'language'")
    assert kept == ("null" if typed.startswith("sk") else f'"{typed}"')


def test_what_stands_on_another_button_is_asked_back(room: Room) -> None:
    room.join()
    room.answers("yes", "yes", "Ana", "skip")
    assert "Which language" in room.says("carry on")[-1].text
