"""The staff pages from the command line: a link for somebody of the team, and the pages without the bot."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import urllib.request
from contextlib import closing

import pytest

from tests import nursery
from tests.commands.program import Voices

LINK = re.compile(r"https://voices\.example/console/sign-in#[A-Za-z0-9_-]{43}")
ADDRESS = {"VOICES_CONSOLE_URL": "https://voices.example"}
PATIENCE = 30.0  # seconds


def hire(voices: Voices) -> None:
    """A coordinator with the number 1, in a database that is there."""
    assert voices("invite", "coordinator").code == 0
    with closing(sqlite3.connect(voices.folder / "var" / "voices.db")) as database, database:
        database.execute("INSERT INTO people (id, number, timezone, met_at, seen_at) VALUES ('c', 1, 'UTC', 'x', 'x')")
        database.execute("INSERT INTO roles (person_id, role, given_at) VALUES ('c', 'coordinator', 'x')")


def test_a_link_for_somebody_of_the_team_stands_alone_and_is_kept_nowhere(voices: Voices) -> None:
    hire(voices)
    ended = voices("sign-in", "P-001", **ADDRESS)
    assert (ended.code, LINK.fullmatch(ended.out.strip()) is not None) == (0, True), ended.err
    with closing(sqlite3.connect(voices.folder / "var" / "voices.db")) as database:
        assert ended.out.strip().rpartition("#")[2] not in "\n".join(database.iterdump())


@pytest.mark.parametrize("person", ["P-002", "Cora", "", "0"])
def test_whoever_is_not_of_the_team_gets_none(voices: Voices, person: str) -> None:
    hire(voices)
    ended = voices("sign-in", person)
    assert (ended.code, ended.out) == (2, "")


def test_the_pages_are_served_alone_and_end_with_zero_when_told_to(voices: Voices) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    heard, told = os.pipe()
    with open(heard) as said, open(told, "wb") as err:
        env = {"VOICES_CONSOLE_PORT": str(port)}
        serving = nursery.start(nursery.VOICES, ("console",), cwd=voices.folder, env=env, out=err, err=err)
        err.close()
        line = next(line for line in said if line.startswith("The staff pages"))
        assert line == f"The staff pages are at http://127.0.0.1:{port}/console/\n"
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/console/healthy", timeout=PATIENCE) as answer:
            assert answer.read() == b"ok\n"
        serving.send_signal(signal.SIGTERM)
        said.read()
        assert serving.wait_for(PATIENCE) == 0
