"""`voices fortnight P-001`: what somebody gets, in words, and nothing is written."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from tests.commands.program import Voices


def test_it_says_what_comes_and_what_is_held_back_and_changes_nothing(voices: Voices) -> None:
    assert voices("invite", "leader", "--without-telegram", "--name", "Lena Fox").code == 0
    with closing(sqlite3.connect(voices.folder / "var" / "voices.db")) as database:
        database.execute(
            """
            INSERT INTO nudges (id, person_id, kind, due_at, useful_until, state, planned_at)
            SELECT 'n', id, 'thanks', '2026-01-01T09:00:00.000000Z', '2099-01-01T09:00:00.000000Z', 'planned',
              '2026-01-01T09:00:00.000000Z'
            FROM people
            """
        )
        database.commit()
    ended = voices("fortnight", "p-1")
    assert ended.code == 0, ended.err
    assert ended.out.startswith("P-001, the next 14 days, if nobody does anything. Nothing is sent.\n")
    assert "Thanks from somebody\n  does not go, because they have not agreed to it." in ended.out
    with closing(sqlite3.connect(voices.folder / "var" / "voices.db")) as database:
        assert database.execute("SELECT state FROM nudges").fetchall() == [("planned",)]


def test_nobody_with_this_number(voices: Voices) -> None:
    ended = voices("fortnight", "P-099")
    assert (ended.code, ended.only_line) == (2, "There is nobody with this number.")
