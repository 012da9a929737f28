"""A story that a release took away, while somebody was in the middle of it, keeps nobody from going on."""

from __future__ import annotations

import pytest

from tests.chat.stage import texts_of
from tests.conversations.room import ENGLISH, Room

MENU = ENGLISH.says("menu", "menu", {})


def _remove(room: Room, kind: str) -> None:
    room.write(lambda tx: tx.run("UPDATE conversations SET kind = 'removed' WHERE kind = :kind", kind=kind))


def test_start_leads_to_the_menu(room: Room) -> None:
    room.welcomed()
    room.command("forgetme")
    _remove(room, "forgetme")
    assert texts_of(room.start()) == [MENU]


def test_carrying_on_says_that_nothing_waits(room: Room) -> None:
    room.welcomed()
    room.command("forgetme")
    room.later(days=8)
    room.start()
    room.press("Not now")
    _remove(room, "forgetme")
    assert texts_of(room.press("Carry on")) == [ENGLISH.says("carry_on", "nothing_waits", {})]


def test_carrying_on_with_first_questions_that_are_gone_begins_them(room: Room) -> None:
    room.join()
    room.later(days=8)
    room.start()
    room.press("Not now")
    _remove(room, "onboarding_partner")
    assert "18 or over" in texts_of(room.press("Carry on"))[-1]


@pytest.mark.parametrize("label", ["Carry on", "Start again"])
def test_the_way_on_after_a_long_silence_leads_to_the_menu(room: Room, label: str) -> None:
    room.join()
    room.later(days=8)
    room.start()
    _remove(room, "onboarding_partner")
    assert texts_of(room.press(label))[-1] == MENU


def test_a_summary_that_is_gone_is_not_shown(room: Room) -> None:
    room.welcomed()
    _remove(room, "onboarding_partner")
    assert texts_of(room.command("settings")) == [ENGLISH.says("settings", "not_here", {})]
