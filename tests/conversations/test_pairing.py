"""Coordinators choose people: told apart where they share a name, marked where they are for tests, found in a crowd."""

from __future__ import annotations

import pytest

from storage import people
from storage.database import Transaction
from tests.cast import ANA, CORA
from tests.conversations.room import ENGLISH, Room

NONE = ENGLISH.says("shared", "nobody_of_that_name", {})


@pytest.fixture
def cora(room: Room) -> Room:
    """Cora coordinates; nobody else is there."""
    room.write(lambda tx: _join(tx, room, CORA.chat_id, "Cora", "coordinator"))
    return room


def _join(tx: Transaction, room: Room, telegram_id: int, name: str, role: str, *, is_test: bool = False) -> None:
    person = people.meet(tx, room.now, telegram_id=telegram_id, timezone="Europe/London", is_test=is_test)
    people.give_role(tx, room.now, person.id, role)
    people.call(tx, person.id, name=name, pronouns="she/her" if role == "partner" else "", language="en")
    people.joined(tx, room.now, person.id)


def _choose(room: Room, *names: str) -> list[str]:
    """The buttons with which the partner is chosen, when these have joined."""

    def join(tx: Transaction) -> None:
        for place, name in enumerate(names):
            _join(tx, room, 1000 + place, name, "partner")

    room.write(join)
    room.command("pair", CORA)
    return list(room.press("Put two people together", CORA)[-1].buttons)


def test_two_of_the_same_name_are_told_apart_by_number(cora: Room) -> None:
    cora.write(lambda tx: _join(tx, cora, 55, "Ben", "leader"))
    assert _choose(cora, "Ana", "ána", "Bea")[:3] == ["P-003 Ana, she/her", "Bea, she/her", "P-004 ána, she/her"]
    hint, question = cora.says("Ana", CORA)
    assert hint.text == ENGLISH.says("shared", "several_of_that_name", {})
    assert list(question.buttons)[:2] == ["P-003 Ana, she/her", "P-004 ána, she/her"]
    assert cora.says("P-004", CORA)[-1].text == ENGLISH.says("pair", "leader", {})


def test_people_for_tests_are_marked(cora: Room) -> None:
    cora.write(lambda tx: _join(tx, cora, 77, "Tess", "partner", is_test=True))
    assert "Tess, she/her (test)" in _choose(cora)


def test_in_a_crowd_ten_are_shown_and_the_others_are_found_by_name(cora: Room) -> None:
    shown = _choose(cora, *(f"Partner {chr(65 + number)}" for number in range(20)))
    assert len([one for one in shown if one.startswith("Partner")]) == 10
    assert cora.says("Partner T", CORA)[-1].text != NONE


def test_nobody_to_choose_from_is_said(cora: Room) -> None:
    cora.command("pair", CORA)
    shown = cora.press("Put two people together", CORA)
    assert shown[0].text == ENGLISH.says("shared", "nothing_to_choose", {})


def test_the_menu_offers_pairings_to_coordinators_only(cora: Room) -> None:
    assert "Pairings" in cora.command("menu", CORA)[-1].buttons
    cora.welcomed(ANA)
    assert "Pairings" not in cora.command("menu", ANA)[-1].buttons
