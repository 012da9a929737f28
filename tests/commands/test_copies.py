"""`voices export`, `backup` and `restore`: data out, private and safe to open, and back in."""

from __future__ import annotations

import csv
import json
import stat
from pathlib import Path

import pytest

from bot.commands.export import safe_cell
from storage import exporting
from tests.commands.program import Voices


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_an_export_has_each_table_twice_in_a_private_folder(voices: Voices) -> None:
    voices("invite", "partner", "--organisation", "=1+1")
    ended = voices("export", "out/today")
    assert (ended.code, ended.out) == (0, ""), ended.err
    folder = voices.folder / "out" / "today"
    names = {each.table for each in exporting.TABLES}
    assert {path.name for path in folder.iterdir()} == {f"{n}.{e}" for n in names for e in ("csv", "json")} | {
        "about.txt"
    }
    assert mode(folder) == 0o700
    assert {mode(path) for path in folder.iterdir()} == {0o600}
    raw = (folder / "organisations.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfid,name,")
    (row,) = csv.DictReader(raw.decode("utf-8-sig").splitlines())
    assert row["name"] == "'=1+1"
    assert json.loads((folder / "organisations.json").read_text())[0]["name"] == "=1+1"
    assert "code_hash" not in (folder / "invites.json").read_text()


def test_an_export_never_mixes_with_what_is_there(voices: Voices) -> None:
    voices("invite", "partner")
    (voices.folder / "out").mkdir()
    (voices.folder / "out" / "mine.txt").write_text("mine")
    ended = voices("export", "out")
    assert (ended.code, "holds something already" in ended.only_line) == (78, True)
    assert [path.name for path in (voices.folder / "out").iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("command", [("export", "out"), ("backup", "copy.db")])
def test_without_a_database_there_is_nothing_to_take_out(command: tuple[str, ...], voices: Voices) -> None:
    ended = voices(*command)
    assert (ended.code, "no database yet" in ended.only_line) == (78, True)
    assert [path.name for path in voices.folder.iterdir()] == ["home"]


@pytest.mark.parametrize(
    "text", ["=1", "+44 7700", "-1", "@a", "\t=1", "\r=1", "\n=1", "\0", " =1", "|a", "%a", "\uff1d1"]
)
def test_text_that_a_spreadsheet_would_run_is_guarded(text: str) -> None:
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize("value", ["hello", "", 1, None, True, "a=b"])
def test_other_values_stay_as_they_are(value: object) -> None:
    assert safe_cell(value) is value


def test_a_backup_comes_back(voices: Voices) -> None:
    voices("invite", "partner")
    made = voices("backup", "copy.db")
    assert (made.code, "ledger" in made.err) == (0, False), made.err  # nobody was erased: there is none
    voices("invite", "leader")
    assert voices("restore", "copy.db").code == 0
    voices("export", "out")
    assert [row["role"] for row in json.loads((voices.folder / "out" / "invites.json").read_text())] == ["partner"]


def test_a_backup_does_not_replace_a_file(voices: Voices) -> None:
    voices("invite", "partner")
    (voices.folder / "copy.db").write_text("mine")
    ended = voices("backup", "copy.db")
    assert ended.code == 78
    assert "copy.db" in ended.only_line
    assert (voices.folder / "copy.db").read_text() == "mine"
