"""A preview has the buttons of the phone, as far as the code of the conversation tells them."""

from __future__ import annotations

import pytest

from bot.wording import phone
from tests.said import all_texts

BELOW = ("Talk to a person", "Help now")


@pytest.mark.parametrize(
    ("address", "rows"),
    [
        ("onboarding_partner.adult.says", [("Yes", "No"), BELOW]),  # the first one, and it cannot be left out
        ("shared.consent_take_part.says", [("Yes", "No"), ("Back",), BELOW]),
        ("onboarding_partner.hard_day.says", [("Skip", "Back"), BELOW]),
    ],
)
def test_there_is_no_way_back_from_the_first_question_and_no_skip_where_an_answer_is_needed(
    address: str, rows: list[tuple[str, ...]]
) -> None:
    assert list(phone.preview(all_texts(), "en", address).rows) == rows


def test_of_what_is_chosen_together_the_last_button_is_done() -> None:
    rows = phone.preview(all_texts(), "en", "shared.contact_days.says").rows
    assert rows[0] == ("Monday", "Tuesday") and rows[-3:] == (("Done",), ("Skip", "Back"), BELOW)
