"""Whatever people wrote stands in a file as they wrote it, and nothing in a file runs or leads anywhere."""

from __future__ import annotations

import io
import json
from random import Random
from zipfile import ZipFile

import pytest

from bot.exports.book import Book, Column, Mark, Sheet
from bot.exports.files import csv_file, ending, json_file
from bot.exports.inert import INSTEAD, RISKY, guarded, unguarded, written
from bot.exports.workbook import LONGEST, MORE, workbook
from tests.console.test_hostile import HOSTILE
from tests.exports import reading

MARK = Mark("Cora, P-003", "Monday 2 March 2026, 09:00", "2026-03-02T09:00:00Z", "=1+1 & trying", "9 March", ("-2",))
MORE_HOSTILE = (
    *HOSTILE,
    *("=1+1", "+44 20 7946 0000", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "|calc", "%0A", "'quoted", "''", "'"),
    *("\uff1d1+1", "\uff0b1", "\uff0d1", "\uff201", "  =1+1", "\u3000=1", "a\r\nb\rc", 'said "no", twice; ok'),
    *("https://evil.example", "mailto:a@evil.example", "internal:'Sheet'!A1", "file:///etc/passwd"),
    *("_x0041_", "=cmd|' /C calc'!A0", "&amp;<b>", "\x00=1", "\x07bell", "\ud800", "\uffff"),
)


def book(texts: list[str]) -> Book:
    columns = (Column("said", "Said"), Column("times", "=Times", "number"), Column("is_so", "Is so", "yes or no"))
    return Book("trying", "A try", MARK, (Sheet("said", "Said", columns, [(one, -1, True) for one in texts]),))


def check(texts: list[str]) -> None:
    """All three kinds of file of these texts, read back."""
    wanted = [written(one) for one in texts]
    made = book(texts)
    opened = reading.workbook(workbook(made))
    assert opened.active == []
    assert [row[0] or "" for row in opened.sheets["Said"][1:]] == wanted
    assert opened.sheets["Said"][0] == ["Said", "=Times", "Is so"]
    rows = reading.table(csv_file(made))
    assert [unguarded(row[0]) for row in rows[1:]] == wanted
    assert not any(row[0].lstrip().startswith(RISKY) for row in rows[1:] if not row[0].startswith("'"))
    assert all(row[1:3] == ["-1", "yes"] and MARK.who in row[3] for row in rows[1:])
    told = json.loads(json_file(made))
    assert [row["said"] for row in told["sheets"]["said"]] == wanted


def test_hostile_texts_come_back_as_they_were_and_do_nothing() -> None:
    check(list(MORE_HOSTILE))


def test_any_text_at_all_comes_back() -> None:
    chance = Random(21)
    planes = ((0, 0x7F), (0x80, 0x7FF), (0x800, 0xFFFF), (0x1F000, 0x1FAFF), (0x10000, 0x10FFFF))
    texts = [
        "".join(chr(chance.randint(*chance.choice(planes))) for _ in range(chance.randint(0, 20))) for _ in range(1_500)
    ]
    check(texts)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t1", "\r1", "\0", "\uff1d1", " =1", "\u00a0=1"])
def test_what_a_spreadsheet_might_run_has_a_mark_in_front(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


def test_a_control_character_leaves_a_mark_and_line_ends_are_of_one_kind() -> None:
    assert written("a\0b\r\nc\rd") == f"a{INSTEAD}b\nc\nd"


def test_several_sheets_as_csv_come_as_one_archive() -> None:
    one = book(["a"]).sheets[0]
    both = Book("trying", "A try", MARK, (one, Sheet("more", "More", one.columns, [("=b", 1, False)])))
    with ZipFile(io.BytesIO(csv_file(both))) as archive:
        assert archive.namelist() == ["said.csv", "more.csv"]
        assert reading.table(archive.read("more.csv"))[1][:3] == ["'=b", "1", "no"]
    assert (ending("csv", 2), ending("csv", 1), ending("xlsx", 2)) == ("zip", "csv", "xlsx")


def test_what_is_too_long_for_a_cell_says_so_and_is_whole_elsewhere() -> None:
    long = "\U0001f9d1" * LONGEST
    opened = reading.workbook(workbook(book([long])))
    assert str(opened.sheets["Said"][1][0]).endswith(MORE)
    assert json.loads(json_file(book([long])))["sheets"]["said"][0]["said"] == long


def test_every_file_says_whose_copy_it_is() -> None:
    opened = reading.workbook(workbook(book(["a"])))
    about = {str(row[0]): row[1] for row in opened.sheets["About this copy"]}
    assert about["Made by"] == MARK.who and about["Made for"] == MARK.why and about["Left out"] == "-2"
    assert json.loads(json_file(book([])))["made"]["by"] == MARK.who
