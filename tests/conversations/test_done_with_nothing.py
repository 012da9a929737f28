"""*Done* with nothing ticked is asked back where it would decide something: it may be a slip."""

from __future__ import annotations

import pytest

from bot.conversations import STORIES
from bot.wording import where
from tests.conversations.room import ENGLISH, Room

NOTHING = ENGLISH.says("shared", "choose_one", {})


def _to_the_days(room: Room) -> None:
    room.join()
    shown = room.answers("yes", "yes", "Ana")
    while "On which days" not in shown[-1].text:
        shown = room.says("skip")


def test_no_day_is_chosen_by_its_own_button(room: Room) -> None:
    _to_the_days(room)
    shown = room.press("Done")
    assert NOTHING in "".join(one.text for one in shown)
    assert "On which days" in shown[-1].text
    room.press("Do not write first")
    assert room.rows("SELECT value FROM answers WHERE question = 'contact_days'")[0]["value"] == '["no_day"]'


def test_days_that_were_taken_away_again_are_none_either(room: Room) -> None:
    _to_the_days(room)
    room.press("Monday")
    room.press("✓ Monday")
    assert NOTHING in "".join(one.text for one in room.press("Done"))
    assert "From what time" in room.says("skip")[-1].text


@pytest.mark.parametrize(
    ("story", "key"),
    [("onboarding_partner", "contact_days"), ("who_took_part", "who"), ("rhythm", "which_themes")],
)
def test_where_none_decides_something_it_has_to_be_chosen(story: str, key: str) -> None:
    question = where.asked(story)[key]
    assert story in STORIES and getattr(question, "none_chosen", False)
