"""A no in the midst of the first questions, and a yes later: what is to be done next is offered."""

from __future__ import annotations

import pytest

from tests.conversations.room import Room

QUESTION = "Which pronouns"


def _says_no_and_yes(room: Room, **after: float) -> list[str]:
    room.join()
    room.answers("yes", "yes", "Ana")
    room.command("consent")
    room.answers("Keeping your answers", "no")
    room.later(**after)
    room.command("consent")
    return [one.text for one in room.answers("Keeping your answers", "yes")]


def test_the_yes_offers_to_carry_on_and_the_question_comes_again(room: Room) -> None:
    said = _says_no_and_yes(room, hours=1)
    assert said[-1].startswith("We have not come to the end of the first questions.")
    assert QUESTION in room.press("Carry on")[-1].text
    assert "Which language" in room.says("she/her")[-1].text
    assert "first questions" not in "".join(one.text for one in room.command("menu")[:-1])


@pytest.mark.parametrize("way", ["menu", "settings"])
def test_so_do_the_menu_and_the_settings(room: Room, way: str) -> None:
    _says_no_and_yes(room, hours=1)
    shown = room.command(way)
    assert any("Carry on" in one.buttons for one in shown)
    assert QUESTION in room.says("carry on")[-1].text


@pytest.mark.parametrize("way", ["menu", "settings"])
def test_nothing_of_it_is_offered_before_the_yes_or_after_the_end(room: Room, way: str) -> None:
    room.welcomed()
    assert not any("first questions" in one.text for one in room.command(way))
    room.command("consent")
    room.answers("Keeping your answers", "no")
    assert not any("Carry on" in one.buttons for one in room.command(way))
