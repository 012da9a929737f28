"""A button that is pressed again and again while its answer is still on its way: one answer, and one alert."""

from __future__ import annotations

from tests.cast import ANA, CORA
from tests.conversations.room import Room


def sent(room: Room) -> None:
    """What waits is sent."""
    room.write(lambda tx: tx.run("UPDATE outbox SET state = 'sent', done_at = made_at WHERE done_at IS NULL"))


def test_presses_while_the_answer_waits_are_one(room: Room) -> None:
    room.welcomed()
    sessions = room.command("menu")[-1].buttons["Sessions"]
    first = room.press_data(sessions)
    assert [one for _ in range(19) for one in room.press_data(sessions)] == []
    sent(room)
    assert [one.text for one in room.press_data(sessions)] == [one.text for one in first]


def test_something_else_in_between_is_answered_and_so_is_the_same_after_it(room: Room) -> None:
    room.welcomed()
    menu = room.command("menu")[-1].buttons
    for one in ("Sessions", "Help", "Sessions"):
        assert room.press_data(menu[one]) != []


def test_whoever_presses_for_a_person_again_and_again_is_heard_once_and_heard_anew_later(room: Room) -> None:
    room.on_duty(CORA)
    room.join(ANA)
    person = room.phones[ANA.chat_id][max(room.phones[ANA.chat_id])].buttons["Talk to a person"]
    assert room.press_data(person) != []
    assert CORA.chat_id in room.heard
    assert room.press_data(person) == []
    room.later(seconds=21)
    assert room.press_data(person) != []
