"""What reads like a name, and what is read back first."""

from __future__ import annotations

import pytest

from bot.chat.reading import fold, fold_phrase
from bot.rules.links import has_link, no_link
from bot.rules.names import is_sentence, may_be_no_name, may_be_something_else
from simulator.formatting import plain
from tests.said import all_texts

NAMES = (
    *(
        "Ana",
        "A",
        "X Æ A-12",
        "Bo",
        "Will May",
        "Can Öztürk",
        "Me",
        "Not Given",
        "d'Arcy",
        "Jean-Luc",
        "J.R. Smith",
        "L2",
    ),
    *(
        "María del Carmen de la Santísima Trinidad López",
        "Abdul Rahman ibn Muhammad al Rashid",
        "Sergeant Pepper (she)",
    ),
    *(
        "محمد بن عبد الله",
        "عائشہ",
        "Ana آنا",
        "آنا Ana",
        "李小龍",
        "Nguyễn Thị Minh Khai",
        "Siân ferch Llywelyn ap Gruffudd",
        "🙂",
    ),
)
SENTENCES = {
    "en": (
        *("Actually my patient has cancer, can you say", "my name is Ana", "why?", "call me 07700 900123"),
        *("ana@example.org", "one two three four five six seven eight nine", "I do not want to say"),
    ),
    "cy": ("Fy enw i yw Ana", "dydw i ddim eisiau dweud", "can you tell me what this is"),
    "ur": ("میرا نام عائشہ ہے", "آپ کو یہ کیوں چاہیے", "please tell me what this is"),
}


CRIES = {
    "en": ("He is at the door with a knife", "help me", "Dad hit Mum again", "she's here", "he is in the house now"),
    "cy": ("Mae o wrth y drws", "help nawr", "Mae Dad wedi taro Mam"),
    "ur": ("وہ دروازے پر ہے", "مدد کریں", "he is here"),
}


def _telling(language: str) -> list[str]:
    return [one for each in all_texts().voice(language).words.telling for one in fold_phrase(each)]


def _asks(text: str, language: str) -> bool:
    return may_be_no_name(text, fold(text), _telling(language))


@pytest.mark.parametrize("language", ["en", "easy", "cy", "ur"])
def test_a_name_of_any_kind_goes_unasked(language: str) -> None:
    assert [name for name in NAMES if _asks(name, language) or has_link(name)] == []


@pytest.mark.parametrize("language", SENTENCES)
def test_what_reads_like_a_sentence_is_read_back(language: str) -> None:
    assert [words for words in SENTENCES[language] if not _asks(words, language)] == []


def test_a_whole_sentence_is_no_short_answer_and_what_people_say_of_pronouns_is_one() -> None:
    words = set(_telling("en")) - set(fold("she/her he/him they/them"))
    assert is_sentence(fold("He is at the door with a knife"), words)
    plain = ("ze/zir", "any is fine with me", "just my name, please", "she and they, I don't mind", "no pronouns")
    assert [one for one in plain if is_sentence(fold(one), words)] == []


@pytest.mark.parametrize("language", CRIES)
def test_a_cry_for_help_of_somebody_who_waits_for_a_person_is_no_name(language: str) -> None:
    telling = _telling(language)
    assert [words for words in CRIES[language] if not may_be_something_else(words, fold(words), telling)] == []
    plain = ("Ana", "Will May", "Me", "d'Arcy", "عائشہ", "محمد بن علی", "Siân ferch Llywelyn")
    assert [name for name in plain if may_be_something_else(name, fold(name), telling)] == []


@pytest.mark.parametrize(
    "words",
    [
        "https://a.example/x",
        "see www.here.test",
        "example.org",
        "my-place.co.uk/pay",
        "t.me/us",
        "Look at Example.ORG.",
    ],
)
def test_a_web_address_is_a_link(words: str) -> None:
    assert has_link(words)


@pytest.mark.parametrize(
    "words",
    [
        "2.5 hours",
        "about 2 hrs. a week",
        "ana@example.org",
        "£12.50/hr",
        "J.R.R. Tolkien",
        "10.30-11.30",
        "Ask...me",
        "a-b@x-y.org",
    ],
)
def test_a_dot_is_no_link(words: str) -> None:
    assert not has_link(words)


@pytest.mark.parametrize(
    "words",
    [
        "=HYPERLINK('http://evil.example/x')",
        "evil.example",
        "1.2.3.4",
        "@evil_bot",
        "me@evil.example",
        "/forgetme",
        "Sam /stop, #now",
        "tg://resolve?domain=evil",
    ],
)
def test_what_others_are_shown_reads_the_same_and_can_be_tapped_nowhere(words: str) -> None:
    shown = no_link(words)
    assert plain(shown) == {"text": shown}
    assert shown.replace("\u2060", "") == words
    assert not has_link(shown)
    assert no_link(shown) == shown


def test_names_and_pronouns_that_are_no_links_are_shown_as_they_are() -> None:
    assert [name for name in (*NAMES, "she/her", "J.R.R. Tolkien", "St. John") if no_link(name) != name] == []
