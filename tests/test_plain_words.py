"""Every English text can be read with ease at nine to eleven, and none leans on an idiom or on jargon."""

from __future__ import annotations

import re

import pytest

from bot.rules.reading_age import longest_sentence, reading_age, sentences
from bot.wording.checking import LONGEST, MEASURABLE, OLDEST
from config.languages import language_files
from config.prompts import prompt_files
from tests.test_complete_texts import every_word

# Texts that may be harder, by how their address begins, and why.
HARDER: dict[str, str] = {"fill_opportunity.no_pay": "words that are understood, and never said"}
# Idioms, jargon and office words, each with what to say instead.
IDIOMS = {
    r"turn(ed|ing)? over": "think about",
    r"of (my|our|their) own accord": "first",
    r"one tap away": "tap …",
    r"sort (it|this|that|things) out": "arrange it",
    r"reads? along": "can see it",
    r"facilitat\w+": "guide",
    r"reach(ed)? out": "write, call",
    r"touch base|get back to you|in the loop|heads.up|bear in mind|on board|up and running": "say it plainly",
    r"going forward|moving forward|at the end of the day|in due course|as and when|for the time being": "say when",
    r"utili[sz]e\w*|commenc\w+|prior to|in order to": "use, begin, before, to",
    r"with regard to|regarding|in respect of|pursuant\w*": "about",
    r"stakeholder\w*|service user\w*|deliverable\w*": "say who, or what",
    r"co-?produc\w+|signpost\w*|engag(e|ement)|empower\w*": "say what happens",
    r"journey|safe space|lived.experience|holistic|person.cent(re|er)ed|robust": "say what is meant",
    r"leverage\w*|synerg\w+|piece of cake|under the weather|feel free": "say it plainly",
    r"hit a|kick.?off|wrap up|drop (us|me) a|ring a bell|a bit of": "say it plainly",
    r"opt(ed)? (in|out)|opt-(in|out)|data subject|third part(y|ies)": "say yes or no; say who",
    r"e\.g\.|i\.e\.|etc\b": "for example",
    r"submit\w*|invalid|error|log ?in|click\w*": "send, wrong, open, tap",
    r"select(ed|ing)?|process(ed|ing)|notification\w*|default\w*": "choose, keep, note",
}


def english(code: str) -> list[tuple[str, str]]:
    """Each text, label and prompt of one of the languages that are English."""
    told = list(every_word(code))
    return told + [(f"prompt.{one['id']}", one["words"]) for one in prompt_files()[code]]


@pytest.fixture(params=[code for code in ("en", "easy") if code in language_files()])
def code(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_each_text_is_read_with_ease(code: str) -> None:
    hard = {
        address: f"{age:.1f}: {text}"
        for address, text in english(code)
        if sum(map(len, sentences(text))) >= MEASURABLE
        and (age := reading_age(text)) > OLDEST[code]
        and not address.startswith(tuple(HARDER))
    }
    assert hard == {}


def test_no_sentence_is_long(code: str) -> None:
    long = {
        address: text
        for address, text in english(code)
        if longest_sentence(text) > LONGEST[code] and not address.startswith(tuple(HARDER))
    }
    assert long == {}


def test_the_texts_together_are_for_nine_to_eleven_or_easier(code: str) -> None:
    measured = [reading_age(text) for _, text in english(code) if len(sentences(text)) > 1]
    assert sum(measured) / len(measured) < 9


def test_there_is_no_idiom_and_no_jargon(code: str) -> None:
    never = re.compile(rf"\b({'|'.join(IDIOMS)})\b", re.IGNORECASE)
    found = {address: never.search(text) for address, text in english(code)}
    assert {address: match[0] for address, match in found.items() if match} == {}


@pytest.mark.parametrize(
    ("text", "at_least", "at_most"),
    [
        ("The cat sat on the mat. It was warm. The sun was out and it felt good.", 5, 7),
        ("May we ask you, each time, if a sentence of yours could be used in a report?", 7, 11),
        (
            "Participants' contributions are processed pursuant to applicable legislation concerning confidentiality.",
            18,
            40,
        ),
    ],
)
def test_the_measure_tells_easy_from_hard(text: str, at_least: float, at_most: float) -> None:
    assert at_least <= reading_age(text) <= at_most
