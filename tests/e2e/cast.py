"""Who is in the demo when it begins: nobody who has joined looks at an empty chat."""

from __future__ import annotations

from tests.e2e.program import Demo

AMINA, BRYN, CARYS, PRIYA, TOM, RACHEL, SOL = range(1001, 1008)
WELCOMED = {BRYN: "Bryn", CARYS: "Carys", PRIYA: "Priya", RACHEL: "Rachel", SOL: "Sol"}
NEEDS = {
    BRYN: "Makes it easier: Voice messages, No emoji, I use a screen reader\nLeader may know: I use a screen reader\n",
    CARYS: "Makes it easier: Easy read, One thing at a time, More time\nLeader may know: Easy read, More time\n",
}

IN_EASY_READ = (CARYS,)
ONE_AT_A_TIME = (CARYS,)


def whoever_has_joined_was_welcomed_and_is_known_by_the_bot_itself(demo: Demo) -> None:
    for phone, called in WELCOMED.items():
        (menu,) = demo.chat(phone, 1)
        assert menu.startswith("What would you like to do?")
        assert demo.get(f"phones/{phone}")["first_name"] == called
        assert "person" in {each["command"] for each in demo.get(f"phones/{phone}")["commands"]}
        if phone in ONE_AT_A_TIME:  # a few buttons at once; what the others say can be typed
            demo.post(f"phones/{phone}/text", text="What you told me")
        else:
            demo.post(f"phones/{phone}/press", label="What you told me")
    for phone in WELCOMED:
        summary = demo.chat(phone, 3 if phone in ONE_AT_A_TIME else 2)[-1]
        assert summary.startswith("This is what" if phone in IN_EASY_READ else "Here is what")
        assert NEEDS.get(phone, "") in summary
    for phone in (AMINA, TOM):
        assert demo.chat(phone, 0) == []
        assert demo.get(f"phones/{phone}")["invite"]
