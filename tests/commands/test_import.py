"""`voices import`: what a file comes to is shown first; nothing is made when one line is wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from storage import pairings, sessions
from storage.database import Transaction
from storage.opening import open_database
from tests.actions.small_programme import Programme, programme
from tests.commands.program import Voices
from tests.databases import NOW

HEAD = "kind,partner,leader,date,time,place\n"
RIGHT = HEAD + "pairing,Eve,Finn,,,\nsession,Ana,Ben,IN_A_MONTH,14:00,Room 2\n"

T = TypeVar("T")


@pytest.fixture
def who(voices: Voices) -> Programme:
    """An installation with a small programme in it."""
    assert voices("invite", "admin").code == 0
    return run(voices, programme)


def run(voices: Voices, unit: Callable[[Transaction], T]) -> T:
    """A unit in the installation's database."""

    async def inside() -> T:
        database = await open_database(f"sqlite:///{voices.folder}/var/voices.db", key=None, clock_now=NOW)
        try:
            return await database.write(unit)
        finally:
            await database.close()

    return asyncio.run(inside())


def made(voices: Voices, who: Programme) -> tuple[int, int]:
    """How many pairings Eve is in, and how many sessions Ana and Ben have."""

    def count(tx: Transaction) -> tuple[int, int]:
        return len(pairings.standing_of(tx, who.eve)), len(sessions.of_pairing(tx, who.pairing))

    return run(voices, count)


def write(voices: Voices, content: str | bytes) -> Path:
    path = voices.folder / "list.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def soon(voices: Voices) -> str:
    """Lines with a date that lies a month ahead of the machine's clock, which the program reads."""
    month = "import datetime; print(datetime.date.today() + datetime.timedelta(days=30))"
    return RIGHT.replace("IN_A_MONTH", voices.python("-c", month).out.strip())


def test_a_file_is_shown_first_and_made_with_apply_and_a_second_time_nothing(voices: Voices, who: Programme) -> None:
    write(voices, soon(voices))
    shown = voices("import", "list.csv")
    assert (shown.code, made(voices, who)) == (0, (0, 0)), shown.err
    assert "New pairings:\n\nEve and Finn, from " in shown.out
    assert "14:00: Ana and Ben, 60 minutes, Room 2\n" in shown.out
    assert shown.out.endswith("Pairings to make: 1. Sessions to make: 1. There already: 0. Wrong lines: 0.\n")
    assert "--apply" in shown.err
    assert voices("import", "list.csv", "--apply").code == 0
    assert made(voices, who) == (1, 1)
    again = voices("import", "list.csv", "--apply")
    assert (again.code, made(voices, who)) == (0, (1, 1))
    assert "There already: 2" in again.out


def test_one_wrong_line_keeps_everything_out_unless_it_is_left_out(voices: Voices, who: Programme) -> None:
    write(voices, soon(voices) + "session,Zed,Ben,2026-03-10,14:00,\n")
    refused = voices("import", "list.csv", "--apply")
    assert (refused.code, made(voices, who)) == (78, (0, 0))
    assert "Line 4, partner: Nobody called “Zed” has joined as a partner." in refused.out
    assert "--leave-out-wrong" in refused.err
    assert voices("import", "list.csv", "--apply", "--leave-out-wrong").code == 0
    assert made(voices, who) == (1, 1)


def test_a_file_from_a_spreadsheet_is_read_in_its_own_letters(voices: Voices, who: Programme) -> None:
    for encoding in ("utf-16", "cp1252", "utf-8-sig"):
        write(voices, soon(voices).replace(",", ";").replace("Room 2", "Café").encode(encoding))
        ended = voices("import", "list.csv")
        assert (ended.code, "Sessions to make: 1." in ended.out) == (0, True), (encoding, ended)


def test_letters_that_had_to_be_guessed_are_shown_to_be_checked(voices: Voices, who: Programme) -> None:
    write(voices, soon(voices).replace("Room 2", "Café").encode("mac-roman"))
    ended = voices("import", "list.csv")
    assert (ended.code, "Check these words: CafŽ." in ended.out) == (0, True), ended
    write(voices, soon(voices).replace("Room 2", "Café"))
    assert "Check these words" not in voices("import", "list.csv").out


def test_two_pairings_at_once_and_two_sessions_at_once_are_remarked_upon_and_made(
    voices: Voices, who: Programme
) -> None:
    session = soon(voices).splitlines()[-1].replace("14:00", "14:30")
    write(voices, soon(voices) + f"{session}\npairing,Eve,Ben,,,\n")
    ended = voices("import", "list.csv", "--apply")
    assert ended.code == 0, ended
    assert "Eve would be in two pairings at once: Eve and Ben, and Eve and Finn." in ended.out
    assert "Ben would be in two pairings at once: Eve and Ben, and Ana and Ben." in ended.out
    assert "14:30, Ana and Ben: Ana has another session on" in ended.out or "Ben has another session on" in ended.out
    assert made(voices, who) == (2, 2)


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "There is nothing in it"), (b"\xff\xfea", "cannot be read"), (b"Ana,Ben\n", "name the columns")],
)
def test_a_file_that_cannot_be_used_says_so_in_one_line(
    voices: Voices, who: Programme, content: bytes, says: str
) -> None:
    write(voices, content)
    ended = voices("import", "list.csv", "--apply")
    assert (ended.code, says in ended.only_line) == (78, True)


def test_no_file_and_no_database_are_said_in_one_line(voices: Voices) -> None:
    assert "There is no database yet" in voices("import", "list.csv").only_line
    voices("invite", "admin")
    ended = voices("import", "list.csv")
    assert (ended.code, "cannot be read" in ended.only_line) == (78, True)
    assert "--leave-out-wrong" in voices("import", "--help").out
