"""A day and a time are read together, the way people type them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.chat.questions import HINTS, Moment, NotAnAnswer, Said
from tests.chat.asking import LABELS, WORDS

LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=LONDON)

MOMENTS = {
    "next Tuesday 2pm": "10 March 14:00",
    "next tuesday at 2": "10 March 14:00",
    "Next Tuesday, 14:00": "10 March 14:00",
    "2pm next Tuesday": "10 March 14:00",
    "at half two next Tuesday": "10 March 14:30",
    "Tuesday next week at 2": "10 March 14:00",
    "next week Tuesday 2pm": "10 March 14:00",
    "Tuesday 2pm": "3 March 14:00",
    "on Tuesday at two o'clock": "3 March 14:00",
    "tues 2pm": "3 March 14:00",
    "Weds 10.30": "4 March 10:30",
    "thurs at noon": "5 March 12:00",
    "this Friday 10am": "6 March 10:00",
    "Friday lunchtime": "6 March 12:00",
    "noon on Friday": "6 March 12:00",
    "Fri 10": "6 March 10:00",
    "how about Friday at 3?": "6 March 15:00",
    "Sunday 1pm please": "8 March 13:00",
    "Monday 9:30": "9 March 09:30",
    "tomorrow 14:00": "3 March 14:00",
    "tomorrow at quarter to five": "3 March 16:45",
    "tomorrow, half past nine in the morning": "3 March 09:30",
    "9.30 tomorrow": "3 March 09:30",
    "the day after tomorrow at 11": "4 March 11:00",
    "today 5pm": "2 March 17:00",
    "today at 16.15": "2 March 16:15",
    "tonight at 7": "2 March 19:00",
    "this afternoon at 3": "2 March 15:00",
    "3 March at half past two": "3 March 14:30",
    "3rd of March, 2.30 pm": "3 March 14:30",
    "March 3rd 2:30pm": "3 March 14:30",
    "March 10, 2026 2:30 pm": "10 March 14:30",
    "10 March 2026 14:00": "10 March 14:00",
    "10 March 1430": "10 March 14:30",
    "Tuesday 10 March 2026, 14:00": "10 March 14:00",
    "Tuesday the 10th at 2": "10 March 14:00",
    "Tue 10th 2:30": "10 March 14:30",
    "Tue 10 2:30": "10 March 14:30",
    "the 10th at 2pm": "10 March 14:00",
    "10th 2pm": "10 March 14:00",
    "2pm on the 10th": "10 March 14:00",
    "14:00 10/3": "10 March 14:00",
    "10/3 14:00": "10 March 14:00",
    "10/03/2026 2pm": "10 March 14:00",
    "10.3. 14 Uhr".replace(" Uhr", ":00"): "10 March 14:00",
    "10-3-2026 14:00": "10 March 14:00",
    "2026-03-10 14:00": "10 March 14:00",
    "2026-03-10T14:00": "10 March 14:00",
    "10/3 @ 2pm": "10 March 14:00",
    "10 mar - 2 pm": "10 March 14:00",
    "sat 14 mar 26 at 11": "14 March 11:00",
    "Saturday 14 March 11h30": "14 March 11:30",
    "next Thursday 14h": "12 March 14:00",
    "next Thursday 14 h 30": "12 March 14:30",
    "14h Thursday": "5 March 14:00",
    "tomorrow 14h": "3 March 14:00",
    "10/3 9h": "10 March 09:00",
    "Thursday 14": "5 March 14:00",
    "next Thursday 12 March 2pm": "12 March 14:00",
    "next Tuesday the 10th, 2pm": "10 March 14:00",
    "2 weeks on Tuesday 2pm": "17 March 14:00",
    "tomorrow at 5 or so": "3 March 17:00",
    "1 April 10am": "1 April 10:00",
    "1st april, ten to eleven": "1 April 10:50",
    "20 past 3 on 1 April": "1 April 15:20",
    "in two weeks at 2pm": "16 March 14:00",
    "in 3 days at 14:00": "5 March 14:00",
    "two weeks today at 10": "16 March 10:00",
    "a week on Tuesday 2pm": "10 March 14:00",
    "Tuesday week at 2": "10 March 14:00",
    "a week tomorrow, 2pm": "10 March 14:00",
    "a fortnight on Tuesday at 2pm": "17 March 14:00",
    "two weeks on Tuesday 2pm": "17 March 14:00",
    "Wednesday 8:30 pm": "4 March 20:30",
    "Tuesday 2030": "3 March 20:30",
    "Tuesday 5": "3 March 17:00",
    "Tuesday 05:00": "3 March 05:00",
    "Tuesday, 7 in the evening": "3 March 19:00",
    "Mon 30 March 2pm": "30 March 14:00",
    "sometime like 10 March 2pm".replace("sometime like ", "around "): "10 March 14:00",
}


def take(text: str, here: datetime = MONDAY, known: str | None = None) -> datetime:
    return Moment().at(here, known, None).read(Said(text=text), LABELS, WORDS, here.date())


def hint(text: str, here: datetime = MONDAY, known: str | None = None) -> tuple[str, dict[str, str]]:
    with pytest.raises(NotAnAnswer) as refused:
        take(text, here, known)
    assert set(refused.value.values) == set(HINTS[refused.value.hint])
    return refused.value.hint, dict(refused.value.values)


@pytest.mark.parametrize("text", MOMENTS)
def test_a_moment_is_read_the_way_people_type_it(text: str) -> None:
    found = take(text)
    assert f"{found:%-d %B %H:%M}" == MOMENTS[text]
    assert found.year == 2026 and found.tzinfo == LONDON


def test_it_is_read_back_in_full() -> None:
    assert Moment().show(take("next Tuesday 2pm"), LABELS, WORDS) == "Tuesday 10 March 2026, 14:00"


@pytest.mark.parametrize("text", ["Tuesday", "next Tuesday", "10 March", "10 March 2026", "the 10th", "Tuesday 10"])
def test_with_a_day_alone_the_time_is_asked_for(text: str) -> None:
    assert hint(text)[0] == "which_time"


@pytest.mark.parametrize("text", ["2pm", "half past two", "14:00", "at noon"])
def test_with_a_time_alone_the_day_is_asked_for(text: str) -> None:
    assert hint(text)[0] == "which_day"


def test_day_and_time_may_come_in_two_messages_and_the_later_word_counts() -> None:
    day, at = '{"day": "2026-03-10", "time": null}', '{"day": null, "time": "14:00"}'
    assert take("2pm", known=day) == take("Tuesday 10 March", known=at) == take("10 March 2pm")
    assert take("Wednesday 3pm", known=day) == take("4 March 3pm")


@pytest.mark.parametrize(
    "text", ["5 or 6", "5, 6", "at five or six", "5pm or 6", "5 and 6", "5-6", "5 & 6", "5:30 or 6"]
)
def test_two_times_beside_a_day_are_asked_again_and_the_day_stands(text: str) -> None:
    assert hint(text, known='{"day": "2026-03-10", "time": null}') == ("two_times", {})


@pytest.mark.parametrize("text", ["25", "31", "the 30", "99", "5 6"])
def test_a_number_that_is_no_time_is_no_day_in_place_of_the_one_that_stands(text: str) -> None:
    assert hint(text, known='{"day": "2026-03-10", "time": null}')[0] in ("not_a_time", "not_a_moment")
    assert hint(text, known='{"day": "2026-03-10", "time": "14:00"}')[0] == "not_a_moment"


def test_a_number_is_the_day_where_only_the_time_is_known() -> None:
    assert take("10", known='{"day": null, "time": "14:00"}') == take("10 March 2pm")


@pytest.mark.parametrize(
    ("text", "at"), [("14h", "14:00"), ("14 h", "14:00"), ("14h30", "14:30"), ("9 30", "09:30"), ("20 to 5", "16:40")]
)
def test_hours_are_a_time_of_day_and_no_day(text: str, at: str) -> None:
    assert hint(text) == ("which_day", {"time": at})
    assert take(text, known='{"day": "2026-03-10", "time": null}') == take(f"10 March {at}")


def test_a_moment_that_stands_may_be_changed_by_a_new_time_or_a_new_day() -> None:
    stands = Moment().dump(take("10 March 2pm"))
    again = Moment().at(MONDAY, None, stands)
    assert again.read(Said(text="3.30"), LABELS, WORDS, MONDAY.date()) == take("10 March 15:30")
    assert again.read(Said(text="11 March"), LABELS, WORDS, MONDAY.date()) == take("11 March 14:00")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("31 February 2pm", ("no_such_day", {"day": "31 February"})),
        ("Feb 30th at 10", ("no_such_day", {"day": "30 February"})),
        ("31/4 14:00", ("no_such_day", {"day": "31 April"})),
        ("31 June", ("no_such_day", {"day": "31 June"})),
        ("29 Feb 2026 2pm", ("no_such_day", {"day": "29 February"})),
        ("yesterday 2pm", ("moment_past", {"when": "Sunday 1 March 2026, 14:00"})),
        ("today 8am", ("moment_past", {"when": "Monday 2 March 2026, 08:00"})),
        ("1 March 2026 10:00", ("moment_past", {"when": "Sunday 1 March 2026, 10:00"})),
        ("10 March 2029 2pm", ("moment_too_far", {"when": "Saturday 10 March 2029, 14:00"})),
        ("Monday 10 March 2pm", ("weekday_differs", {"day": "Tuesday 10 March 2026", "said": "Monday"})),
        ("3 March -5", ("not_a_moment", {})),
        ("-3 March 2pm", ("not_a_moment", {})),
        ("Tuesday 2-3pm", ("two_times", {})),
        ("Tuesday 14:00-15:00", ("two_times", {})),
        ("whenever", ("not_a_moment", {})),
        ("soon", ("not_a_moment", {})),
        ("the weekend", ("not_a_moment", {})),
        ("10am or 2pm on Tuesday", ("two_times", {})),
        ("Tuesday 5 or half past six", ("two_times", {})),
        ("5 to 6", ("two_times", {})),
        ("tomorrow 3 or 4", ("two_times", {})),
        ("5-6", ("two_times", {})),
        ("5 or 6 March", ("not_a_moment", {})),
        ("the 5th or the 6th", ("not_a_moment", {})),
        ("the 10 at 2", ("not_a_moment", {})),
        ("next Thursday 25h", ("not_a_moment", {})),
        ("next Thursday 14 March 2pm", ("weekday_differs", {"day": "Saturday 14 March 2026", "said": "Thursday"})),
        ("next Thursday 14th", ("weekday_differs", {"day": "Saturday 14 March 2026", "said": "Thursday"})),
        ("Tuesday or Wednesday at 2", ("not_a_moment", {})),
        ("not Tuesday", ("not_a_moment", {})),
        ("x" * 500, ("not_a_moment", {})),
        ("25:00 on Tuesday", ("not_a_moment", {})),
    ],
)
def test_what_is_no_moment_ahead_gets_a_kind_answer(text: str, wanted: tuple[str, dict[str, str]]) -> None:
    assert hint(text) == wanted


def test_a_time_that_the_clocks_skip_is_shown_as_the_first_that_there_is() -> None:
    asked = Moment()
    skipped = take("29 March 1.30am")
    assert asked.show(skipped, LABELS, WORDS) == "Sunday 29 March 2026, 02:00"
    assert asked.load(asked.dump(skipped)) == skipped


def test_what_was_stored_is_loaded_in_the_zone_in_which_it_was_said() -> None:
    asked, there = Moment(), ZoneInfo("America/New_York")
    found = take("tomorrow 2pm", datetime(2026, 3, 2, 9, 0, tzinfo=there))
    assert asked.load(asked.dump(found)) == found
    with pytest.raises(ValueError, match="zone"):
        asked.load("2026-03-10T14:00 Nowhere/Atall")
    assert replace(asked, past=True).at(MONDAY, None, None).read(
        Said(text="yesterday 2pm"), LABELS, WORDS, MONDAY.date()
    ) == datetime(2026, 3, 1, 14, 0, tzinfo=LONDON)
