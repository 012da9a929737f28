"""The runner of written chats, on chats that are right and on chats that are not."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.cast import ANA, CORA
from tests.chats import BadChat, Line, agrees, head_of, read_chat, write_down, written
from tests.phones import Said
from tests.transcripts_played import Stage, WentOtherwise

STRANGER = "# Somebody.\ndan: /start\nbot: Hello. I am Voices, …\n"


def _play(tmp_path: Path, text: str, *, rewrite: bool = False) -> list[str]:
    path = tmp_path / "one.chat"
    path.write_text(text, encoding="utf-8")
    folder = tmp_path / "database"
    folder.mkdir()
    steps, _ = read_chat(path)
    return asyncio.run(Stage(path, folder, False, rewrite).play(steps))


@pytest.mark.parametrize(
    "said",
    [
        Said(ANA.chat_id, "One line."),
        Said(ANA.chat_id, "Two\nlines.\n\nAnd a paragraph.", ("Yes", "No")),
        Said(ANA.chat_id, "A long line " * 20, ("Skip", "✓ Captions")),
        Said(CORA.chat_id, "For Cora."),
        Said(ANA.chat_id, "your-data.html", (), "sends"),
    ],
)
def test_what_is_written_down_is_read_again_as_it_was_said(tmp_path: Path, said: Said) -> None:
    head = head_of(said, ANA.chat_id)
    path = tmp_path / "one.chat"
    path.write_text("\n".join(["ana: hello", *write_down(head, said)]), encoding="utf-8")
    steps, _ = read_chat(path)
    assert agrees(steps[0].replies[0], head, said)


def test_a_text_that_is_cut_agrees_up_to_there_and_its_buttons_all_count() -> None:
    line = Line(1, "bot", "Are you …  [Yes]")
    assert written(line) == ("bot", "Are you …", ("Yes",))
    assert agrees(line, "bot", Said(1, "Are you 18?", ("Yes",)))
    assert not agrees(line, "bot", Said(1, "Are you 18?", ("Yes", "No")))
    assert not agrees(line, "bot", Said(1, "Where are you?", ("Yes",)))
    assert not agrees(line, "bot to cora", Said(1, "Are you 18?", ("Yes",)))


def test_a_chat_that_goes_as_written_passes(tmp_path: Path) -> None:
    assert _play(tmp_path, STRANGER)[-1] == "bot: Hello. I am Voices, …"


@pytest.mark.parametrize(
    "wrong",
    [
        STRANGER.replace("Voices", "Noises"),
        STRANGER + "bot: And more.\n",
        "dan: /start\n",
        "dan: /start\nbot: Hello. I am Voices, …  [Yes]\n",
        "dan presses: Yes\n",
        "then: dan is joined\n",
        "given: something nobody knows\n",
        "-- soon\n",
    ],
)
def test_a_chat_that_goes_otherwise_fails_and_names_the_line(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(WentOtherwise, match=r"one\.chat:\d+: "):
        _play(tmp_path, wrong)


def test_a_line_that_is_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "one.chat"
    path.write_text("ana: hello\nwhat is this\n", encoding="utf-8")
    with pytest.raises(BadChat, match=r"one\.chat:2"):
        read_chat(path)


def test_a_rewritten_chat_passes(tmp_path: Path) -> None:
    told = _play(tmp_path, "# Somebody.\ndan: /start\nbot: Something else.\n", rewrite=True)
    assert told[:2] == ["# Somebody.", "dan: /start"]
    assert told[2].startswith("bot: Hello. I am Voices")
