"""Heavy words in what the team wants said: what somebody says of themselves is as heavy where it is said to them, or
asked about others, and turns of phrase that only look like it are not."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from itertools import product

import pytest

from bot.chat.texts import Texts
from bot.chat.told import in_full
from bot.leading_to_help import needs_a_yes
from config.languages import FOLDER, HEAVY, language_files
from config.made_from import shipped_texts

VOICE = Texts(language_files()).voice("en")
LISTED = tomllib.loads((FOLDER / "en" / HEAVY).read_text("utf-8"))
A_FEW = {name: "|".join(words.split("|")[:3]) for name, words in LISTED["named"].items()}
PHRASES = [in_full(one, A_FEW) for name in ("direct", "harmed", "indirect") for one in LISTED["phrases"][name]]
TO_YOU = {"i": "you", "me": "you", "my": "your", "myself": "yourself", "am": "are"}
OF_THEM = {"i": "they", "me": "them", "my": "their", "myself": "themselves", "am": "are"}

HEAVY_WORDS = """
Have you ever cut yourself on purpose?
Do you harm yourself?
Does anybody at home hit you?
Does somebody hit them?
Is somebody hurting you?
Has somebody you know cut themselves?
Does he hit her?
Would anybody miss you? Nobody would miss you.
Can't you cope?
Are you not okay?
Do you wish you were dead?
Would they be better off without you?
Are you afraid of your husband?
Are you safe at home?
Do you feel safe at home?
Have you ever had thoughts of ending your life?
Do you feel like a burden to everyone?
Do we hurt ourselves?
Ydych chi wedi brifo eich hun?
Wyt ti'n torri dy hun?
A yw rhywun gartref yn eich taro?
A fyddai pawb yn well hebddoch?
کیا آپ خود کو کاٹتے ہیں؟
کیا گھر میں کوئی آپ کو مارتا ہے؟
کیا آپ مرنا چاہتے ہیں؟
"""
TURNS_OF_PHRASE = """
What hit you most?
When did it hit you that something had changed?
Which sentence hit you hardest?
Where could you cut yourself some slack?
Do you cut yourself off from the others when it is loud?
What made you hit the road?
When do you beat yourself up?
Who beat you to it?
How do you stop before you burn yourself out?
What did the talk come to in the end? You may write it down.
What made you laugh this week?
What are you dying to ask them?
How do you hold your own?
What hurt your pride?
What killed the mood?
What do you need help with?
When can you not go on Monday?
Who has your back?
Beth wnaeth eich taro fwyaf?
Pwy wnaeth wrando heddiw?
آپ کو کس بات نے ہنسایا؟
آپ آج کیا محسوس کرتے ہیں؟
"""


def _said_otherwise(way: Mapping[str, str]) -> Iterator[str]:
    """Each English phrase that somebody says of themselves, in each of its spellings, as it is said to or of others."""
    for phrase in PHRASES:
        for words in product(*(word.split("|") for word in phrase.split() if word != "~")):
            if not TO_YOU.keys().isdisjoint(words):
                in_full = ("i", *words) if words[0] == "am" else words
                yield " ".join(way.get(word, word) for word in in_full)


@pytest.mark.parametrize("way", [TO_YOU, OF_THEM], ids=["to you", "of them"])
def test_whatever_is_heavy_of_oneself_is_heavy_to_somebody_and_of_others(way: Mapping[str, str]) -> None:
    said = list(_said_otherwise(way))
    assert len(said) > 500
    assert [one for one in said if not needs_a_yes(one, VOICE)] == []


def test_heavy_words_to_a_reader_need_a_yes_in_every_language_and_turns_of_phrase_do_not() -> None:
    assert [one for one in HEAVY_WORDS.strip().splitlines() if not needs_a_yes(one, VOICE)] == []
    assert [one for one in TURNS_OF_PHRASE.strip().splitlines() if needs_a_yes(one, VOICE)] == []


def test_a_turn_of_phrase_opens_no_door_either_for_whoever_writes_it() -> None:
    for said in ("What hit me most was the silence", "I should cut myself some slack", "He beat me to it", "It hit me"):
        assert not VOICE.sounds_heavy(said), said
    for said in ("He hit me again", "He hit me most days", "I cut myself", "Is he hurting me?"):
        assert VOICE.sounds_heavy(said), said


def test_no_thought_that_comes_with_the_program_needs_a_yes() -> None:
    thoughts = [(one, words) for one, words in shipped_texts("en").items() if one.startswith("thought.")]
    assert len(thoughts) > 60
    assert [one for one, words in thoughts if needs_a_yes(words, VOICE)] == []
