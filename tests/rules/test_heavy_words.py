"""Words that sound heavy: how many of them open the door, told by sentences that the list was not made with.

Each file in `sentences` is split in two by a hash. The list was made while looking at the first half; the second half
is what counts, and nobody may look at it while changing the list.
"""

from __future__ import annotations

import hashlib
import tomllib
from datetime import timedelta
from pathlib import Path
from time import perf_counter

import pytest

from bot.chat.texts import Texts
from bot.chat.told import in_full
from bot.rules.heavy_words import offer, phrases, sounds_heavy
from config.languages import FOLDER, HEAVY, language_files

ENGLISH = Texts(language_files()).voice("en")
LISTED = tomllib.loads((FOLDER / "en" / HEAVY).read_text("utf-8"))
PHRASES = [
    in_full(one, LISTED["named"]) for name in ("direct", "harmed", "indirect") for one in LISTED["phrases"][name]
]
SENTENCES = Path(__file__).parent / "sentences"
LEAST = {"direct": 100, "indirect": 60, "ordinary": 300, "negated": 20, "quoted": 15, "others": 20}


def sentences(kind: str, *, held_out: bool | None = None) -> list[str]:
    """The sentences of a file: all of them, or one half."""
    lines = (SENTENCES / f"{kind}.txt").read_text("utf-8").splitlines()
    told = [line for line in lines if line and not line.startswith("#")]
    return [one for one in told if held_out is None or held_out == bool(hashlib.sha256(one.encode()).digest()[0] % 2)]


def share(kind: str, *, held_out: bool) -> float:
    """How many in a hundred open the door; printed."""
    half = sentences(kind, held_out=held_out)
    heard = sum(ENGLISH.sounds_heavy(one) for one in half)
    name = "held out" if held_out else "looked at"
    print(f"R28 heavy words, {kind}, {name}: {heard} of {len(half)}, {100 * heard / len(half):.1f} %")
    return 100 * heard / len(half)


@pytest.mark.parametrize("held_out", [False, True])
def test_what_is_said_straight_out_opens_the_door_and_a_plain_day_does_not(held_out: bool) -> None:
    shares = {kind: share(kind, held_out=held_out) for kind in LEAST}
    assert shares["direct"] >= 95
    assert shares["ordinary"] <= 2
    # Reported and not promised; that it is denied, quoted or of somebody else is not for a list to judge.
    assert shares["indirect"] > 50
    assert all(shares[kind] >= 90 for kind in ("negated", "quoted", "others"))


def test_there_are_enough_sentences_and_phrases_and_none_twice() -> None:
    for kind, least in LEAST.items():
        told = sentences(kind)
        assert len(told) >= least and len(set(told)) == len(told), kind
    assert len(PHRASES) >= 150 and len(set(PHRASES)) == len(PHRASES)


@pytest.mark.parametrize(
    ("said", "heavy"),
    [
        ("I WANT TO DIE!!!", True),
        ("i   want\nto…die", True),
        ("I want to, well, I don't know, go home and then die of laughter", False),
        ("I\u2019m suicidal", True),
        ("I want tö dié", True),
        ("kms", True),
        ("", False),
        ("🙂", False),
        ("Want to die, want to know who wrote this line?", True),
        ("i cant go on", True),
        ("I can't go on Thursday", False),
        ("I can't go on the trip", False),
        ("he said he would kill me", True),
        ("this deadline is killing me", False),
        ("main marna chahti hoon", True),
        ("khudkushi", True),
        ("mujhe jeena nahi", True),
        ("hoffwn i farw", True),
        ("Dw i wedi cael digon ar fyw", True),
        ("suicide prevention is her work", False),
        ("suicide prevention is her work, and suicide is on my mind", True),
    ],
)
def test_case_marks_and_what_stands_around_do_not_matter(said: str, heavy: bool) -> None:
    assert ENGLISH.sounds_heavy(said) is heavy


LOW = """
I am very low again
I'm so low today
feeling really low
I feel low
Been really down lately
I'm depressed
my depression is back
I'm in a bad place
I am not ok
I'm not okay
im really struggling
I'm struggling to cope
it's all too much
everything is too much
I can't take it anymore
I cant take much more
I've hit rock bottom
I'm at my lowest
I feel so alone
im so lonely
nobody cares
I feel numb
I am in crisis
I think I'm having a breakdown
I'm spiralling
I need help
please help me
I give up
I don't want to be here
my mood is very low
I'm not doing well at all
My husband threatened me
he is hurting me
I'm drinking again
I've been crying
Dw i'n teimlo'n isel iawn eto
Rwy'n isel iawn
Rwy'n teimlo mor isel
Dwi ddim yn iawn
Mae popeth yn ormod
میں پھر بہت اُداس ہوں
میں ٹھیک نہیں ہوں
میرا دل بہت اداس ہے
مجھے بہت برا محسوس ہو رہا ہے
میں بہت اکیلی ہوں
main bohat udaas hoon
"""
A_PLAIN_DAY = """
My phone is low on battery
The turnout was very low
I am low on energy today
I feel low on energy
I am so down for that
I am really struggling with the link
I am struggling to open the page
I need help with the form
I can't take any more calls on Friday
It was all right
I am not okay with the new date
Could you help me to find the room
The bridge is in a bad state
He said the numbers were down
I feel awful about being late
I am so sad that it ends
I was depressed for years and it is why I came
We spoke about depression and how the ward handles it
I want to be here for the next session
We got rock bottom prices
I need help from the tech team
The sound was really low
I am desperate for a coffee
I don't want to give up this work
They were down to three people
I was a bit down about the tea
It was too much paper
Two sessions a week is too much for me
My spirits were low at first and then it went well
Mae'r sain yn isel
Roedd y sain yn isel iawn
آج ملاقات اچھی رہی
میری طبیعت ٹھیک نہیں
آپ پریشان نہ ہوں
لنک ٹھیک نہیں تھا
"""


def test_a_low_day_opens_the_door_in_every_language_and_the_same_words_of_a_plain_day_do_not() -> None:
    assert [one for one in LOW.strip().splitlines() if not ENGLISH.sounds_heavy(one)] == []
    assert [one for one in A_PLAIN_DAY.strip().splitlines() if ENGLISH.sounds_heavy(one)] == []


HOUR, LATELY, MINUTE = timedelta(hours=1), timedelta(hours=11, minutes=59), timedelta(minutes=1)


@pytest.mark.parametrize(
    ("direct", "since_full", "since_brief", "way"),
    [
        (False, None, None, "full"),  # the first time, whatever the words
        (True, None, None, "full"),
        (False, MINUTE, None, None),  # they were asked, and what may mean anything is no reason to ask again
        (True, MINUTE, None, "brief"),  # what is said straight out is, at once, for the first may have been a quotation
        (True, LATELY, None, "brief"),
        (True, LATELY, MINUTE, "near"),  # asked twice: told where a person is, and nothing is asked
        (True, LATELY, HOUR - MINUTE, "near"),
        (True, LATELY, HOUR, "brief"),
        (False, LATELY, MINUTE, None),
        (False, timedelta(hours=12), MINUTE, "full"),  # another part of the day
        (True, timedelta(hours=12), MINUTE, "full"),
    ],
)
def test_a_person_is_offered_without_pushing_and_what_is_said_straight_out_is_never_met_with_silence(
    direct: bool, since_full: timedelta | None, since_brief: timedelta | None, way: str | None
) -> None:
    assert offer(direct=direct, since_full=since_full, since_brief=since_brief) == way


@pytest.mark.parametrize(
    ("said", "straight_out"),
    [
        ("I want to end it all tonight", True),
        ("I will kill myself", True),
        ("I can't go on like this", False),
        ("Nothing matters any more", False),
        ("suicide prevention is her work", False),
    ],
)
def test_what_is_said_straight_out_is_told_from_what_lies_between_the_lines(said: str, straight_out: bool) -> None:
    assert ENGLISH.says_it_straight_out(said) is straight_out


def test_a_gap_is_up_to_three_words_and_either_word_will_do() -> None:
    known = phrases([("tired|sick", "~", "living")], [("sick", "of", "it")], {"livin": ("living",)})
    assert sounds_heavy(["tired", "of", "living"], known)
    assert sounds_heavy(["sick", "and", "tired", "of", "livin"], known)
    assert not sounds_heavy(["tired", "of", "this", "long", "road", "of", "living"], known)
    assert not sounds_heavy(["sick", "of", "it", "living"], known)


def test_a_very_long_message_is_read_in_no_time() -> None:
    begun = perf_counter()
    assert not ENGLISH.sounds_heavy("I want to go to the bridge and take all my time " * 400)
    assert perf_counter() - begun < 1


def test_every_phrase_can_be_said_and_every_slip_leads_to_words_of_the_list() -> None:
    """Each phrase, said with its first words and no gap, is found: none is spelt in a way that nobody's words have."""
    everyday = {one.split()[0] for one in LISTED["phrases"]["everyday"]}
    for phrase in PHRASES:
        said = " ".join(word.split("|")[0] for word in phrase.split() if word != "~")
        assert ENGLISH.sounds_heavy(said) or said.split()[0] in everyday, phrase
