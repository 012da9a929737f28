"""One demo, begun once for all who only look at it, killed, begun again as it is installed, and ended by Ctrl-C."""

from __future__ import annotations

import signal
from urllib.request import urlopen

from pytest import Subtests

from tests.e2e.cast import whoever_has_joined_was_welcomed_and_is_known_by_the_bot_itself
from tests.e2e.conftest import Start
from tests.e2e.leaders_page import the_page_is_served_under_the_demos_address_and_outlives_the_bot
from tests.e2e.program import Demo, is_there
from tests.e2e.staff_pages import each_of_the_team_signs_in_by_the_button_on_their_phone

AMINA, BRYN = 1001, 1002
LONG = 10.0  # seconds
FOUND = (
    whoever_has_joined_was_welcomed_and_is_known_by_the_bot_itself,
    each_of_the_team_signs_in_by_the_button_on_their_phone,
    the_page_is_served_under_the_demos_address_and_outlives_the_bot,
)


def the_same_port_or_the_same_folder_is_refused_in_one_line(demo: Demo) -> None:
    other = demo.folder.parent / "other"
    other.mkdir()
    for folder, port, why in (
        (other, demo.port, f"Port {demo.port} cannot be used"),
        (demo.folder, None, "A demo runs from"),
        (demo.folder, demo.port, "A demo runs from"),
    ):
        second = Demo(folder, port)
        ended = second.ended()
        second.close()
        assert (ended.code, ended.out.count("\n")) == (78, 1), ended.out
        assert ended.out.startswith(why)
    assert is_there(demo.bot)


def kill_9_leaves_no_bot_behind_and_the_next_demo_goes_on_with_the_same_chats(demo: Demo, start: Start) -> Demo:
    invite = demo.get(f"phones/{AMINA}")["invite"]
    demo.post(f"phones/{AMINA}/text", text=f"/start {invite}")
    before = demo.chat(AMINA, 4), demo.chat(BRYN, 2)
    demo.signal(signal.SIGKILL)
    assert demo.ended(within=LONG).code == -signal.SIGKILL

    again = start(installed=True)
    assert (again.chat(AMINA, 4), again.chat(BRYN, 2)) == before
    again.post(f"phones/{AMINA}/text", text="yes")
    assert again.chat(AMINA, 6)[5].startswith("Some of your answers may say things about your health.")
    return again


def ctrl_c_ends_it_with_zero_though_a_page_is_open(demo: Demo) -> None:
    bot = demo.bot
    with urlopen(f"{demo.url}/simulator/events"):
        demo.signal(signal.SIGINT)
        ended = demo.ended(within=LONG)
    assert (ended.code, is_there(bot)) == (0, False)
    assert "Traceback" not in ended.out
    assert "error" not in ended.out


def test_a_demo_from_its_beginning_to_its_end(start: Start, subtests: Subtests) -> None:
    demo = start()
    for look in (*FOUND, the_same_port_or_the_same_folder_is_refused_in_one_line):
        with subtests.test(look.__name__):
            look(demo)
    again = kill_9_leaves_no_bot_behind_and_the_next_demo_goes_on_with_the_same_chats(demo, start)
    ctrl_c_ends_it_with_zero_though_a_page_is_open(again)
