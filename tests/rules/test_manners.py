"""What each access need changes."""

from __future__ import annotations

import pytest

from bot.rules.manners import ACTS, AS_USUAL, EASY_READ, Manners, manners_for


@pytest.mark.parametrize(
    ("needs", "wanted"),
    [
        ([], AS_USUAL),
        (["captions", "breaks", "something of their own"], AS_USUAL),
        (["easy_read"], AS_USUAL),  # it is another language
        (["one_step"], Manners(one_at_a_time=True)),
        (["no_emoji"], Manners(in_words=True)),
        (["screen_reader"], Manners(in_words=True, written_out=True)),
        (["voice_messages"], Manners(by_voice=True)),
        (["more_time", "no_emoji"], Manners(unhurried=True, in_words=True)),
    ],
)
def test_each_need_changes_what_it_says(needs: list[str], wanted: Manners) -> None:
    assert manners_for(needs) == wanted


def test_each_need_that_acts_changes_something() -> None:
    assert all(manners_for([need]) != AS_USUAL for need in ACTS if need != EASY_READ)
