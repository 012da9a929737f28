"""Days and times are read the way people type them."""

import subprocess
import sys
from datetime import date, time

import pytest

from bot.chat.questions import Day, Time
from tests.chat.asking import TODAY, hint, read

DAYS = {
    "today": date(2027, 2, 24),
    "tomorrow": date(2027, 2, 25),
    "Tomorrow please": date(2027, 2, 25),
    "Friday": date(2027, 2, 26),
    "on friday": date(2027, 2, 26),
    "fri": date(2027, 2, 26),
    "next Tuesday": date(2027, 3, 2),
    "Tuesday week": date(2027, 3, 9),
    "a week on Tuesday": date(2027, 3, 9),
    "a week tomorrow": date(2027, 3, 4),
    "a week today": date(2027, 3, 3),
    "in two weeks": date(2027, 3, 10),
    "in a fortnight": date(2027, 3, 10),
    "the day after tomorrow": date(2027, 2, 26),
    "3 March": date(2027, 3, 3),
    "3rd of March": date(2027, 3, 3),
    "March 3rd": date(2027, 3, 3),
    "how about 3 March?": date(2027, 3, 3),
    "Wed 3 March 2027": date(2027, 3, 3),
    "03/03/2027": date(2027, 3, 3),
    "04/03/2027": date(2027, 3, 4),
    "4.3.27": date(2027, 3, 4),
    "2027-03-04": date(2027, 3, 4),
    "the 5th": date(2027, 3, 5),
    "31": date(2027, 3, 31),
    "1 feb": date(2028, 2, 1),
}


@pytest.mark.parametrize("text", DAYS)
def test_a_day_is_read_the_way_people_type_it(text: str) -> None:
    assert read(Day(), text) == DAYS[text]


@pytest.mark.parametrize(
    "text",
    [
        *("March", "banana", "10:30", "I don't know", "no", "in 99999999 years", "the weekend", "0", "99", "may"),
        *("13/2026", "on 13/2026", "13-2026", "13/13", "1/13", "14.30"),
    ],
)
def test_what_names_no_single_day_is_asked_again(text: str) -> None:
    assert hint(Day(), text) == ("not_a_day", {})


@pytest.mark.parametrize(
    "text",
    [
        "-5",
        "- 5",
        "\u22125",
        "\u20135",
        "-5th",
        "-1/12/2026",
        "1/-12/2026",
        "01/12/-2026",
        "-2027-03-04",
        "-3 days",
        "-5 March",
        "+5",
        "<5",
        "\u00a35",
        "5%",
        "5 or 6",
        "5 & 6",
        "5, 6",
    ],
)
def test_a_day_with_a_sign_or_beside_another_is_asked_again(text: str) -> None:
    assert hint(Day(), text) == ("not_a_day", {})


@pytest.mark.parametrize("text", ["five or six", "at 5 or 6", "5th or 6th", "5 or 6 March", "14h", "tomorrow 14h30"])
def test_two_numbers_or_a_time_of_day_are_no_day(text: str) -> None:
    assert hint(Day(), text) == ("not_a_day", {})


def test_a_date_that_is_not_on_the_day_of_the_week_beside_it_is_asked_again() -> None:
    wanted = {"day": "Sunday 14 March 2027", "said": "Thursday"}
    for text in ("Thursday 14 March", "thurs 14 March 2027"):
        assert hint(Day(), text) == ("weekday_differs", wanted)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("30 February", "30 February"),
        ("31st of November", "31 November"),
        ("31/4", "31 April"),
        ("31 Feb", "31 February"),
        ("2027-02-31", "31 February"),
        ("2026-02-29", "29 February"),
        ("2027/11/31", "31 November"),
    ],
)
def test_a_day_that_no_month_has_is_named(text: str, day: str) -> None:
    for question in (Day(), Day(ahead=366), Day(earliest=TODAY)):
        assert hint(question, text) == ("no_such_day", {"day": day})


def test_a_day_that_is_just_past_is_not_taken_for_next_year() -> None:
    past = {"day": "Tuesday 23 February 2027", "earliest": "Wednesday 24 February 2027"}
    assert hint(Day(earliest=TODAY), "23 Feb") == hint(Day(earliest=TODAY), "23/2") == ("day_past", past)
    assert hint(Day(ahead=366), "1 January")[0] == "day_past"
    bounded = Day(earliest=TODAY)
    assert read(bounded, "23 Feb 2028") == date(2028, 2, 23)
    assert read(bounded, "1 December") == date(2027, 12, 1)
    assert read(bounded, "the 23rd") == date(2027, 3, 23)
    assert read(bounded, "Tuesday") == date(2027, 3, 2)
    assert read(Day(earliest=date(2027, 9, 1)), "1 Feb") == date(2028, 2, 1)


def test_looking_back_a_bare_day_is_the_last_one() -> None:
    back = Day(latest=TODAY)
    read_back = [read(back, text) for text in ("Monday", "the 5th", "the 25th", "3 March", "yesterday")]
    assert [each.isoformat() for each in read_back] == [
        "2027-02-22",
        "2027-02-05",
        "2027-01-25",
        "2026-03-03",
        "2027-02-23",
    ]


def test_a_day_out_of_reach_says_so_in_words() -> None:
    bounded = Day(earliest=TODAY, latest=date(2027, 3, 31))
    early, late = hint(bounded, "yesterday"), hint(bounded, "1 April")
    assert early == ("day_too_early", {"day": "Tuesday 23 February 2027", "earliest": "Wednesday 24 February 2027"})
    assert late == ("day_too_late", {"day": "Thursday 1 April 2027", "latest": "Wednesday 31 March 2027"})


def test_a_day_ahead_is_from_tomorrow_on_and_not_too_far() -> None:
    ahead = Day(ahead=366)
    assert read(ahead, "tomorrow") == date(2027, 2, 25)
    assert read(ahead, "25 February 2028") == date(2028, 2, 25)
    assert hint(ahead, "today")[0] == hint(ahead, "1 March 2020")[0] == "day_too_early"
    assert hint(ahead, "26 February 2028")[0] == "day_too_late"


TIMES = {
    "9": "09:00",
    "9am": "09:00",
    "9 a.m.": "09:00",
    "9.30 p.m.": "21:30",
    "21:30": "21:30",
    "2130": "21:30",
    "21h30": "21:30",
    "930": "09:30",
    "nine": "09:00",
    "nine thirty": "09:30",
    "half past nine": "09:30",
    "half nine": "09:30",
    "half past twelve": "12:30",
    "quarter to 5 pm": "16:45",
    "quarter to one": "12:45",
    "a quarter past ten": "10:15",
    "ten to five": "16:50",
    "20 past 9": "09:20",
    "twenty five past nine": "09:25",
    "noon": "12:00",
    "midday": "12:00",
    "midnight": "00:00",
    "12": "12:00",
    "12am": "00:00",
    "12 pm": "12:00",
    "5": "17:00",
    "5am": "05:00",
    "05:00": "05:00",
    "5:15": "17:15",
    "7 in the evening": "19:00",
    "9 o'clock": "09:00",
    "nine o\u2019clock in the morning": "09:00",
    "at about 9": "09:00",
    "around 9 please": "09:00",
    "00:30": "00:30",
    "10 minutes to 5": "16:50",
    "nine minutes to five": "16:51",
}


@pytest.mark.parametrize("text", TIMES)
def test_a_time_is_read_the_way_people_type_it(text: str) -> None:
    assert read(Time(), text).isoformat("minutes") == TIMES[text]


@pytest.mark.parametrize(
    "text",
    [
        "25:00",
        "9:75",
        "9 or 10",
        "9 to",
        "Monday to Friday",
        "9-5-2027",
        "not 9",
        "not sure",
        "14 am",
        "later",
        "999999",
        "am",
        "half",
        "24",
        "-2pm",
        "\u22122pm",
        "+14:00",
        "<9",
        "\u00a35",
        "5%",
    ],
)
def test_what_names_no_single_time_is_asked_again(text: str) -> None:
    assert hint(Time(), text) == ("not_a_time", {})


@pytest.mark.parametrize(
    ("text", "two"),
    [
        ("9 to 5", ("09:00", "17:00")),
        ("9-5", ("09:00", "17:00")),
        ("9am \u2013 5.30pm", ("09:00", "17:30")),
        ("nine to five", ("09:00", "17:00")),
        ("from 9 till 17", ("09:00", "17:00")),
        ("15 to 19", ("15:00", "19:00")),
        ("10 to 4 please", ("10:00", "16:00")),
        ("quarter to nine until five", ("08:45", "17:00")),
        ("9 to quarter to 5", ("09:00", "16:45")),
        ("09:00-17:00", ("09:00", "17:00")),
    ],
)
def test_who_names_beginning_and_end_at_once_is_asked_for_one_of_them(text: str, two: tuple[str, str]) -> None:
    assert hint(Time(), text) == ("one_time_only", {"first": two[0], "second": two[1]})


def test_small_hours_stand_as_given_when_the_question_is_not_about_the_day() -> None:
    assert read(Time(daytime=False), "5") == time(5)


def test_dateparser_is_imported_only_once_a_day_is_read() -> None:
    program = "import sys, bot.chat.turn; sys.exit('dateparser' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
