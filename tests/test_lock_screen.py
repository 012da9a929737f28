"""What a locked screen may show of anything that we begin tells nobody anything, in every language. (R37)"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from bot.chat.texts import Texts, Voice
from bot.rules.kinds import KINDS
from bot.wording.checking import NEUTRAL
from bot.wording.lock_screen import FIRST_SEEN, LISTED, listed_word
from config.languages import language_files
from tests.test_complete_texts import every_text

# Names that give somebody away, run the other way, or look like part of the sentence.
HOSTILE = ("Overdose Helpline", "Dr Cancer\nWard 9", "עדן (HIV)", "\u202eezilA", "عائشہ", "Ana, your debt", "x" * 60)
# Places that hold a time or a number of ours, never anybody's name or words.
HARMLESS = {"when", "was", "since", "until", "day", "number"}
each_language = pytest.mark.parametrize("code", sorted(language_files()))


def begun(code: str) -> Iterator[tuple[str, str]]:
    """Each text that a message of ours may begin with."""
    for address, text in every_text(code):
        if text.startswith(NEUTRAL[code]):
            yield address, text


def as_seen(voice: Voice, address: str, text: str, name: str) -> str:
    """The first letters of the message, with somebody's hostile name in every place that may hold one."""
    table, key = address.split(".")
    places = re.findall(r"\{(\w+)\}", text)
    values = {one: "Tuesday 3 March 2026, 14:00" if one in HARMLESS else name for one in places}
    return voice.says(table, key, values)[:FIRST_SEEN]


@each_language
def test_each_language_has_its_list(code: str) -> None:
    assert len(LISTED[code]) >= 60


@each_language
def test_the_first_letters_hold_no_listed_word(code: str) -> None:
    found = {address: word for address, text in begun(code) if (word := listed_word(code, address, text))}
    assert found == {}


@each_language
@pytest.mark.parametrize("name", HOSTILE)
def test_the_first_letters_hold_nobodys_name_whatever_it_is(code: str, name: str) -> None:
    some = name.splitlines()[0][:8]
    voice = Texts(language_files()).voice(code)
    shown = {address: as_seen(voice, address, text, name) for address, text in begun(code)}
    assert len(shown) >= len({kind.story for kind in KINDS.values()}) // 2
    assert {address: text for address, text in shown.items() if some in text} == {}
