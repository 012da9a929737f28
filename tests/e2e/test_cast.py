"""Who is in the demo when it begins: nobody who has joined looks at an empty chat."""

from __future__ import annotations

from tests.e2e.conftest import Start

JOINED = {1002: "Bryn. You are signed up.", 1003: "Carys. You are signed up.", 1004: "Priya. You", 1006: "Rachel. You"}
NEW = (1001, 1005)


def test_whoever_has_joined_was_welcomed_by_the_bot_and_has_a_menu(start: Start) -> None:
    demo = start()
    for phone, called in JOINED.items():
        welcome, menu = demo.chat(phone, 2)
        assert welcome.startswith(f"Thank you, {called}")
        assert menu == "What would you like to do?"
        assert "person" in {each["command"] for each in demo.get(f"phones/{phone}")["commands"]}
    for phone in NEW:
        assert demo.chat(phone, 0) == []
        assert demo.get(f"phones/{phone}")["invite"]


def test_each_partner_has_other_needs_and_the_bot_knows_them(start: Start) -> None:
    demo = start()
    for phone, needs in (
        (1002, "Makes it easier: I use a screen reader, Voice messages, No emoji\nLeader may know: I use a screen"),
        (1003, "Makes it easier: Easy read, One thing at a time, More time\nLeader may know: Easy read, More time"),
    ):
        demo.chat(phone, 2)
        demo.post(f"phones/{phone}/press", label="What you told me")
        assert needs in demo.chat(phone, 3)[2]
