"""Files with pairings and sessions, as spreadsheets and editors save them."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from bot.rules.import_lines import (
    Line,
    Unreadable,
    Wrong,
    day,
    decoded,
    doubtful_words,
    minutes,
    read,
    time_of_day,
    wall,
)

TEXT = "kind,partner,leader\npairing,Zoë,Ben\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_file_is_read_however_it_was_saved(encoding: str) -> None:
    lines, wrong = read(decoded(TEXT.encode(encoding)))
    assert [one.cells for one in lines] == [{"kind": "pairing", "partner": "Zoë", "leader": "Ben"}]
    assert wrong == []


def test_words_are_doubtful_where_it_had_to_be_guessed_how_the_file_was_saved() -> None:
    assert doubtful_words(TEXT.encode("cp1252")) == ["Zoë"]
    assert doubtful_words("kind;place\nsession;Café\n".encode("mac-roman")) == ["CafŽ"]
    for known in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le"):
        assert doubtful_words(TEXT.encode(known)) == []


def test_letters_that_no_encoding_gives_are_said_in_one_line() -> None:
    with pytest.raises(Unreadable, match="unreadable_letters"):
        decoded(b"\xff\xfek\x00i")
    with pytest.raises(Unreadable, match="unreadable_letters"):
        decoded(b"kind,\x81\x8d\x8f\x90\x9d")


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_commas_semicolons_and_tabs_are_told_by_the_first_line(between: str, end: str) -> None:
    rows = (("\ufeffKind", " Place ", "minutes"), (), ("session", "Room 2", "45"), ("", "", ""))
    lines, wrong = read("".join(between.join(row) + end for row in rows))
    assert (lines, wrong) == ([Line(3, {"kind": "session", "place": "Room 2", "minutes": "45"})], [])


def test_a_quoted_value_may_hold_what_stands_between_values() -> None:
    lines, wrong = read('kind,place\nsession,"Room 2, ""the blue one"""\n')
    assert (lines[0]["place"], wrong) == ('Room 2, "the blue one"', [])


def test_a_line_that_cannot_be_taken_apart_is_named_and_the_others_stand() -> None:
    lines, wrong = read('kind,place\nsession,"Room 2\nsession,Room 3\nsession,Room 4, second floor\n')
    assert [one.number for one in lines] == [3]
    assert [(one.line, one.what) for one in wrong] == [(2, "stray_quote"), (4, "too_many_values")]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "nothing_in_it"),
        ("\ufeff \n ; \n", "nothing_in_it"),
        ("pairing,Ana,Ben\n", "no_head"),
        ("kind,patient\n", "unknown_columns"),
        ("kind,place,place\n", "column_twice"),
        ('"kind,partner\n', "no_head"),
        ("kind\n" + "session\n" * 10_001, "too_many_lines"),
    ],
)
def test_what_cannot_be_used_at_all_says_why(text: str, what: str) -> None:
    with pytest.raises(Unreadable, match=what):
        read(text)


@pytest.mark.parametrize("written", ["2026-03-10", "10/03/2026", "10/3/2026", "10.3.2026", "10-03-2026"])
def test_a_date_is_read_day_before_month(written: str) -> None:
    assert day(Line(2, {"date": written}), "date") == date(2026, 3, 10)


@pytest.mark.parametrize(
    ("written", "what"),
    [("31/02/2026", "no_such_date"), ("2026-13-01", "no_such_date"), ("10/3/26", "no_date"), ("soon", "no_date")],
)
def test_no_date_is_guessed(written: str, what: str) -> None:
    assert day(Line(2, {"date": written}), "date") == Wrong(2, "date", what, {"written": written})


@pytest.mark.parametrize(
    ("written", "at"),
    [("14:00", time(14)), ("9.30", time(9, 30)), ("2pm", time(14)), ("2:15 PM", time(14, 15)), ("12am", time(0))],
)
def test_a_time_is_read(written: str, at: time) -> None:
    assert time_of_day(Line(2, {"time": written}), "time") == at


@pytest.mark.parametrize("written", ["14", "25:00", "9:75", "13pm", "noonish", "2-3pm"])
def test_no_time_is_guessed(written: str) -> None:
    assert time_of_day(Line(2, {"time": written}), "time") == Wrong(2, "time", "no_time", {"written": written})


def test_what_is_missing_is_said() -> None:
    assert wall(Line(2, {"time": "14:00"})) == Wrong(2, "date", "date_missing")
    assert wall(Line(2, {"date": "2026-03-10"})) == Wrong(2, "time", "time_missing")
    assert wall(Line(2, {"date": "2026-03-10", "time": "14:00"})) == datetime.combine(date(2026, 3, 10), time(14))
    assert minutes(Line(2)) == 60
    assert isinstance(minutes(Line(2, {"minutes": "-5"})), Wrong)
    assert isinstance(minutes(Line(2, {"minutes": "an hour"})), Wrong)
