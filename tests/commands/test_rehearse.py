"""`voices rehearse`: before an upgrade, on a copy that is thrown away."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from tests.commands.program import Voices


def test_nobody_is_stranded_and_nothing_is_left_behind(voices: Voices) -> None:
    assert "no database yet" in voices("rehearse").only_line
    voices("invite", "leader", "--without-telegram", "--name", "Lena")
    ended = voices("rehearse")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == "1 person is in the middle of a conversation: 1 notices nothing, nobody is stranded.\n"
    assert [path.name for path in voices.folder.rglob("*") if "rehearsal" in path.name or "copy" in path.name] == []


def test_somebody_whose_conversation_is_gone_is_named_by_its_id(voices: Voices) -> None:
    voices("invite", "leader", "--without-telegram", "--name", "Lena")
    with closing(sqlite3.connect(voices.folder / "var" / "voices.db")) as file:
        file.execute("UPDATE conversations SET kind = 'gone'")
        file.commit()
    ended = voices("rehearse")
    assert ended.code == 1
    assert "1 would be stranded" in ended.out and "there is no such conversation any more" in ended.out
    assert "Lena" not in ended.out


def test_on_postgres_it_wants_a_copy(voices: Voices) -> None:
    assert "--on-a-copy" in voices("rehearse", VOICES_DATABASE_URL="postgresql://nobody@127.0.0.1:1/x").only_line
