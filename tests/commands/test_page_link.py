"""`voices invite leader --without-telegram`: a private link, alone on the last line."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest

from tests.commands.program import Voices

LINK = re.compile(r"https://voices\.example/answer/[A-Za-z0-9_-]{43}")
ADDRESS = {"VOICES_CONSOLE_URL": "https://voices.example"}
LENA = ("invite", "leader", "--without-telegram", "--name", "Lena Fox")


def test_the_link_stands_alone_and_its_person_has_a_first_question(voices: Voices) -> None:
    ended = voices(*LENA, **ADDRESS)
    assert ended.code == 0, ended.err
    assert LINK.fullmatch(ended.out.strip())
    assert "A link for P-001 alone" in ended.err
    with closing(sqlite3.connect(voices.folder / "var" / "voices.db")) as database:
        assert database.execute("SELECT name, telegram_id >= 9007199254740992 FROM people").fetchall() == [
            ("Lena Fox", 1)
        ]
        assert database.execute("SELECT pending FROM conversations").fetchall() == [("consent_leader",)]
        assert database.execute("SELECT actor, action FROM audit").fetchall() == [("command line", "link_made")]
        assert ended.out.strip().rpartition("/")[2] not in "\n".join(database.iterdump())


def test_somebody_we_know_gets_a_new_link(voices: Voices) -> None:
    first = voices(*LENA, **ADDRESS)
    again = voices("invite", "leader", "--without-telegram", "--person", "p-001", **ADDRESS)
    assert (again.code, LINK.fullmatch(again.out.strip()) is not None) == (0, True)
    assert again.out != first.out
    with closing(sqlite3.connect(voices.folder / "var" / "voices.db")) as database:
        assert database.execute("SELECT COUNT(*) FROM people").fetchone() == (1,)


def test_an_address_that_works_here_only_is_said_to(voices: Voices) -> None:
    ended = voices(*LENA)
    assert ended.out.startswith("http://127.0.0.1:8080/answer/")
    assert "Set VOICES_CONSOLE_URL" in ended.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("invite", "leader", "--without-telegram"), "Say who it is for"),
        (("invite", "leader", "--without-telegram", "--name", " "), "Say who it is for"),
        (("invite", "leader", "--name", "Lena"), "--without-telegram"),
        ((*LENA, "--uses", "2"), "for one person alone"),
        ((*LENA, "--person", "P-001"), "Say who it is for"),
        (("invite", "leader", "--without-telegram", "--name", "x" * 61), "room for 60"),
    ],
)
def test_what_cannot_be_meant(words: tuple[str, ...], says: str, voices: Voices) -> None:
    ended = voices(*words)
    assert (ended.code, says in ended.only_line) == (2, True)
    assert not (voices.folder / "var" / "voices.db").exists()


@pytest.mark.parametrize("number", ["P-007", "7", "Lena", "0"])
def test_a_number_that_is_nobodys(number: str, voices: Voices) -> None:
    ended = voices("invite", "leader", "--without-telegram", "--person", number)
    assert (ended.code, "There is nobody with this number" in ended.only_line) == (2, True)


def test_an_invite_can_be_a_link_to_a_page(voices: Voices) -> None:
    ended = voices("invite", "partner", "--page", **ADDRESS)
    assert re.fullmatch(r"https://voices\.example/answer/join/[a-z2-7]{26}", ended.out.strip()), ended.err
    assert "Set VOICES_CONSOLE_URL" not in ended.err
    both = voices("invite", "partner", **ADDRESS).out.split()
    assert both[0] == f"https://voices.example/answer/join/{both[-1]}"
    assert "works on this machine only" in voices("invite", "coordinator", "--page").err
