"""How a demo ends, and what is left of it: no process, and everything that was said."""

from __future__ import annotations

import signal
from urllib.request import urlopen

from tests.e2e.conftest import Start
from tests.e2e.program import Demo, is_there

AMINA, BRYN = 1001, 1002
LONG = 10.0  # seconds


def test_ctrl_c_ends_it_with_zero_though_a_page_is_open(start: Start) -> None:
    demo = start()
    bot = demo.bot
    with urlopen(f"{demo.url}/simulator/events"):
        demo.signal(signal.SIGINT)
        ended = demo.ended(within=LONG)
    assert (ended.code, is_there(bot)) == (0, False)
    assert "Traceback" not in ended.out
    assert "error" not in ended.out


def test_the_same_port_or_the_same_folder_is_refused_in_one_line(start: Start) -> None:
    demo = start()
    (demo.folder.parent / "other").mkdir()
    for folder, port, why in (
        (demo.folder.parent / "other", demo.port, f"Port {demo.port} cannot be used"),
        (demo.folder, None, "A demo runs from"),
        (demo.folder, demo.port, "A demo runs from"),
    ):
        ended = Demo(folder, port).ended()
        assert (ended.code, ended.out.count("\n")) == (78, 1), ended.out
        assert ended.out.startswith(why)
    assert is_there(demo.bot)


def test_kill_9_leaves_no_bot_behind_and_the_next_demo_goes_on_with_the_same_chats(start: Start) -> None:
    demo = start()
    demo.chat(BRYN, 1)
    invite = demo.get(f"phones/{AMINA}")["invite"]
    demo.post(f"phones/{AMINA}/text", text=f"/start {invite}")
    before = demo.chat(AMINA, 4), demo.chat(BRYN, 1)
    demo.signal(signal.SIGKILL)
    assert demo.ended(within=LONG).code == -signal.SIGKILL

    again = start()
    assert (again.chat(AMINA, 4), again.chat(BRYN, 1)) == before
    again.post(f"phones/{AMINA}/text", text="yes")
    assert again.chat(AMINA, 6)[5].startswith("Some of your answers may say things about your health.")
