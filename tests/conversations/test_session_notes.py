"""What we write because of a session says nothing on a locked screen: no name in its first 80 letters."""

from __future__ import annotations

import pytest

from bot.wording.checking import NEUTRAL
from config.languages import language_files
from tests.test_complete_texts import says

SHORTEST = "Friday 1 May 2026, 09:00"
TOLD_ELSEWHERE = {"{when}": SHORTEST, "{wanted}": SHORTEST, "{was}": SHORTEST}
NOTES = {
    "session_reminder": ("for_partner", "for_leader"),
    "session_planned": ("planned", "planned_all"),
    "session_changed": ("moved", "place", "cancelled", "cancelled_all"),
    "another_time": ("was_declined", "could_it_be"),
}


@pytest.mark.parametrize("language", sorted(language_files()))
@pytest.mark.parametrize("address", [(story, key) for story, keys in NOTES.items() for key in keys])
def test_what_we_begin_names_nobody_on_a_locked_screen(language: str, address: tuple[str, str]) -> None:
    story, key = address
    text = says(language_files()[language][0][story][key])
    for place, value in TOLD_ELSEWHERE.items():
        text = text.replace(place, value)
    assert text.startswith(NEUTRAL[language])
    assert "{" not in text[:80]
