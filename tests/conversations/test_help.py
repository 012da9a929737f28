"""Help and the menu work at any moment and lead back to where somebody was."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.conversations import COMMANDS, STORIES, WORDS
from bot.rules.bank_holidays import off_days
from bot.rules.duty import Duty, next_duty
from bot.wording.needing import offered_by
from tests.cast import MONDAY
from tests.conversations.room import ENGLISH, Room


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_answered_in_the_middle_and_after_joining(room: Room, command: str) -> None:
    room.join()
    assert room.command(command) != []
    room.command("menu")
    room.answers("yes", "yes")
    assert room.command(command) != []


@pytest.mark.parametrize("word", sorted(set(WORDS) & set(ENGLISH.controls.phrases)))
def test_every_word_of_control_is_answered(room: Room, word: str) -> None:
    room.welcomed()
    assert room.says(ENGLISH.controls.phrases[word][0]) != []


def test_help_says_who_reads_and_names_the_question_that_waits(room: Room) -> None:
    room.join()
    shown = room.says("help")
    assert ENGLISH.says("shared", "read_unknown", {}) in shown[1].text
    assert "talk to a person" in shown[2].text
    assert shown[-1].text.endswith("we go on with: 18 or over.")
    assert room.press("Carry on")[-1].text == ENGLISH.says("onboarding_partner", "adult", {})


def test_each_story_that_is_offered_has_a_label() -> None:
    offered = {one for story in STORIES.values() for one in offered_by(story.tell)}
    assert "carry_on" in offered
    assert all(ENGLISH.label(one) for one in offered)


def test_carrying_on_when_nothing_waits_says_so(room: Room) -> None:
    room.welcomed()
    room.command("forgetme")
    room.says("do not delete")
    assert room.press("Carry on")[-1].text == ENGLISH.says("carry_on", "nothing_waits", {})


def test_the_next_hours_are_those_that_come_first() -> None:
    early = Duty("Europe/London", "tue", "08:00", "10:00")
    late = Duty("Europe/London", "mon,tue", "18:00", "20:00")
    span = next_duty(MONDAY, [early, late])
    assert span is not None and span[0].isoformat() == "2026-03-02T18:00:00+00:00"
    assert next_duty(MONDAY, []) is None


def test_hours_over_midnight_reach_into_the_next_day() -> None:
    night = Duty("Europe/London", "sun", "22:00", "10:00")
    span = next_duty(MONDAY, [night])
    assert span is not None and span[0] < MONDAY < span[1]


def test_the_same_time_twice_is_the_whole_day() -> None:
    whole = Duty("Europe/London", "mon", "10:00", "10:00")
    span = next_duty(MONDAY, [whole])
    assert span is not None and [at.isoformat()[:16] for at in span] == ["2026-03-02T00:00", "2026-03-03T00:00"]


def test_on_a_bank_holiday_the_team_reads_on_its_next_day() -> None:
    good_friday = datetime(2026, 4, 3, 9, 0, tzinfo=UTC)
    office = Duty("Europe/London", "mon,tue,wed,thu,fri", "09:00", "17:00", off_days("england", "Europe/London"))
    span = next_duty(good_friday, [office])
    assert span is not None and span[0].isoformat() == "2026-04-07T08:00:00+00:00"  # Monday is Easter Monday
