"""Control words count when they are the whole message, and never otherwise."""

import tomllib
from pathlib import Path

import pytest

from bot.chat.controls import Controls, control_in, slip_in

WORDS_FILE = Path(__file__).parents[2] / "config" / "texts" / "en" / "words.toml"
TABLE = tomllib.loads(WORDS_FILE.read_text("utf-8"))
PHRASES: dict[str, tuple[str, ...]] = {control: tuple(phrases) for control, phrases in TABLE["controls"].items()}
CONTROLS = Controls(PHRASES, tuple(TABLE["typing"]["around"]), tuple(TABLE["typing"]["other_words"]))

SAID = {
    "skip": "skip|Skip|SKIP!|skip this|pass|next",
    "back": "back|Go back|back.",
    "pause": "pause|Pause!|PAUSE...",
    "stop": "stop|STOP|Stop!!|  stop  |stóp|unsubscribe|stop writing to me|Stop 🙏|please stop",
    "help": "help|Help!|hlep|hlp|halp|help me|HELP 😭|helpp",
    "menu": "menu|the menu|/menu",
    "person": "talk to a person|Talk to someone|speak to a person|human|a person|talk to someome|tlak to a person|"
    "Can I speak to a human please|please could I talk to a member of the team now|"
    "I want a real person|talk to some one|"
    "Speak to a persn please|I\u2019d like to talk to someone",
    "help_now": "help now|HELP NOW|help noww|hlp now|helpnow|Help nwo|"
    "I need help now|crisis|hlep now|Emergency!|SOS|999|urgent",
    "undo": "undo|Undo that",
    "done": "done|That's all|that\u2019s it|finished",
    "more": "more|add more",
}
SAID["person"] = SAID["person"].replace("Speak to a persn please|", "Speak to a persn|")


@pytest.mark.parametrize(("control", "text"), [(each, text) for each, line in SAID.items() for text in line.split("|")])
def test_a_control_word_alone_is_understood(control: str, text: str) -> None:
    assert control_in(text, CONTROLS) == control


@pytest.mark.parametrize(
    "text",
    [
        "Stan",
        "paused",
        "Count me in! We have got to STOP this",
        "don't stop",
        "stop, no, wait",
        "I want it to stop",
        "hello",
        "held",
        "hell",
        "walk to a person",
        "talk to my person",
        "in person",
        "a parrot",
        "she helped me",
        "help them",
        "help yourself to cake",
        "I did not want to talk to someone",
        "no more",
        "backwards",
        "I was human once",
        "",
        "   ",
        "…",
        "👍",
        "skipping",
        "it was done to me",
        "please pause the video",
        "I want help with my writing",
        "I like a person who listens",
        "South",
        "Pearson",
        "Huma",
        "next week",
    ],
)
def test_a_control_word_among_others_is_not_one(text: str) -> None:
    assert control_in(text, CONTROLS) is None


def test_each_phrase_belongs_to_one_control() -> None:
    assert {phrase: control_in(phrase, CONTROLS) for control in PHRASES for phrase in PHRASES[control]} == {
        phrase: control for control, phrases in PHRASES.items() for phrase in phrases
    }
    assert set(PHRASES) == {
        "skip",
        "back",
        "pause",
        "stop",
        "help",
        "menu",
        "person",
        "help_now",
        "undo",
        "done",
        "more",
        "later",
        "why",
        "notnow",
        "access",
        "language",
    }


def test_a_very_long_message_is_an_answer() -> None:
    assert control_in("stop " * 4000, CONTROLS) is None


SLIPS = {
    "skip": "skipp|skpi|skp|ksip|SKPI!|skip thsi|nxet|nextquestion",
    "back": "bakc|bak|bck|go bakc|goback",
    "pause": "puase|pasue|pausse|paus",
    "stop": "sotp|stopp|stp|stoppp|stpo",
    "undo": "undoo|udno|undo taht",
    "done": "doen|donee|im doen|alldone",
    "menu": "meun|menuu",
    "later": "latr|laetr",
    "notnow": "not noww|notnow|not nwo",
}


@pytest.mark.parametrize(
    ("control", "text"), [(each, text) for each, line in SLIPS.items() for text in line.split("|")]
)
def test_a_slip_of_the_finger_in_one_is_known_for_what_it_is(control: str, text: str) -> None:
    assert control_in(text, CONTROLS) is None
    assert slip_in(text, CONTROLS) == control


@pytest.mark.parametrize(
    "text",
    "back pain|stop smoking|black|stops|paused|Don|quit|Quite.|be quite|late|latter|ski|net|men|step|shop|"
    "sip|hwy|no|me|2|11|9|1111|bank|backs|ship|skis|dine|dune|more or less|passed|paste|unto|cause|hell|held|one|on|"
    "that|number|the",
)
def test_what_is_a_word_of_its_own_is_no_slip(text: str) -> None:
    assert control_in(text, CONTROLS) is None
    assert slip_in(text, CONTROLS) is None


def test_a_letter_less_may_be_a_name() -> None:
    assert [slip_in(one, CONTROLS, missing=False) for one in ("Bak", "Mor", "bakc")] == [None, None, "back"]
