"""What is wrong with a text: the same whether it comes with the program, where it fails the build, or is published."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from bot.chat.addresses import THOUGHT
from bot.chat.texts import Texts
from bot.published import places
from bot.rules.marks import TAG
from bot.rules.reading_age import longest_sentence, reading_age, sentences
from bot.wording.lock_screen import FIRST_SEEN, listed_word
from bot.wording.two_meanings import meant_already
from bot.wording.typed import is_button, misunderstood
from config.languages import FIRST, language_files
from config.made_from import shipped_texts

TELEGRAMS_LIMIT = 4096  # UTF-16 units in a message
TELEGRAMS_DESCRIPTION = 256  # letters that describe a command
FILLED: Mapping[str, int] = {"name": 60, "who": 60, "leader": 60, "partner": 60, "when": 60, "number": 20}
FILLED_OTHERWISE = 300  # letters that come to stand in a place; of people's words and of lists it may be more
SHORTEST = 30  # letters of a short form or a button, unless it came longer
LONGEST_THOUGHT = 200
OF_OTHERS = re.compile(r"\{(name|who|leader|partner|words)\}")
MEASURABLE = 12  # words: the formula says nothing of less
OLDEST: Mapping[str, float] = {"en": 11.0, "easy": 9.0}  # years of age, in the languages that are English
LONGEST: Mapping[str, int] = {"en": 20, "easy": 15}  # words of a sentence

# What Telegram shows on a locked screen of a message that we begin: nothing that others should not read there.
NEUTRAL: Mapping[str, str] = {
    "en": "A note from Voices",
    "easy": "A note from Voices",
    "cy": "Nodyn gan Voices",
    "ur": "وائسز کی طرف سے ایک پیغام",
}
# What we never call anybody, and what sounds like guilt or cheer on a hard day.
_ENGLISH = r"\b(user|patient|client|case|simply|just(?! now)|as you know|great|oops|still haven.t|streak|valuable)\b"
NEVER: Mapping[str, str] = {
    "en": _ENGLISH,
    "easy": _ENGLISH,
    "cy": r"\b(defnydd(iwr|wyr)|claf|cleifion|cleient|fel y gwyddoch|gwych|wps)\b",
    "ur": r"(صارف|مریض|کلائنٹ|جیسا کہ آپ جانتے|شاندار|زبردست)",
}
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
NOT_WHOLE = "\N{REPLACEMENT CHARACTER}"  # which stands where a sign was that is none
BROKEN = f"A sign did not come over whole, and {NOT_WHOLE} stands in its place. Type it anew."
_NOT_WORDS = re.compile(r"\{\w+\}|https?://\S+|/[a-z]+|@\S*")
_COMMAND = re.compile(r"(?<![\w/:.])/[a-z]+\b")
RIGHT_TO_LEFT = frozenset(code for code, (_, words) in language_files().items() if words["about"]["direction"] == "rtl")
_STRONG = ("L", "R", "AL")


def problems(texts: Texts, language: str, address: str, words: str) -> list[str]:
    """What has to be mended before these words can be said at this address, a sentence each; none when they can.

    `texts` are those among which they would stand, with them in it.
    """
    return [
        *in_itself(language, address, words),
        *meant_already(texts, language, address, words),
        *misunderstood(texts.voice(language), texts.first, address),
    ]


def in_itself(language: str, address: str, words: str) -> Iterator[str]:
    """What has to be mended about these words alone."""
    english, came = shipped_texts(FIRST).get(address, ""), shipped_texts(language).get(address, "")
    if not words.strip():
        if came.strip() or address.startswith(THOUGHT):
            yield "It says nothing. To say what came with the program again, use the history."
        return
    if places(words) != places(english):
        wanted = ", ".join(f"{{{one}}}" for one in sorted(places(english)))
        if wanted:
            yield f"These words in braces have to stand in it, and no others: {wanted}."
        else:
            yield "No words in braces can stand here: there is nothing that would be filled in."
    if (address.startswith(THOUGHT) or _has_letters(came or english)) and not _has_letters(words):
        yield "There are no words in it: write it with letters."
    yield from _length(address, words, max(len(english), len(came)))
    if NOT_WHOLE in words:
        yield BROKEN
    if _UNSEEN.search(words):
        yield "There is a sign in it that nobody sees. Type the text anew instead of copying it."
    if "!" in words or "¡" in words:
        yield "Nothing is cheered: leave the exclamation mark out."
    if found := re.search(NEVER.get(language, r"(?!)"), words, re.IGNORECASE):
        yield f"We do not say “{found[0]}”: it is an office word, or sounds like guilt or cheer on a hard day."
    if not is_button(address) and begins_the_wrong_way(words, runs_right=language in RIGHT_TO_LEFT):
        yield "The first letter sets which way the line runs: begin with a word in the language's own letters."
    yield from _on_a_locked_screen(language, address, words, came)


def _has_letters(words: str) -> bool:
    return any(one.isalpha() for one in _NOT_WORDS.sub("", words))


def _room(address: str, came: int) -> int:
    """How many letters it may have; `came` are those with which it came."""
    if address.startswith(THOUGHT):
        return LONGEST_THOUGHT
    if address.startswith("commands."):
        return TELEGRAMS_DESCRIPTION
    if address.endswith(".short"):
        return SHORTEST
    return max(SHORTEST, came) if is_button(address) else TELEGRAMS_LIMIT


def _length(address: str, words: str, came: int) -> Iterator[str]:
    most = _room(address, came)
    length = len(words.encode("utf-16-le", "replace")) // 2
    if length > most:
        yield f"It has {length} letters, and there is room for {most}."
    if "\n" in words and most != TELEGRAMS_LIMIT:
        yield "It has to be one line."


def begins_the_wrong_way(words: str, *, runs_right: bool) -> bool:
    """Whether a phone would turn this line round: it takes the direction from the first letter; places and addresses
    are set apart and do not count."""
    if not runs_right:
        return False
    plain = _NOT_WORDS.sub("", words)
    first = next((one for one in map(unicodedata.bidirectional, plain) if one in _STRONG), "R")
    return first == "L"


def _on_a_locked_screen(language: str, address: str, words: str, came: str) -> Iterator[str]:
    neutral = NEUTRAL.get(language, "")
    if not neutral or not came.startswith(neutral):
        return
    if not words.startswith(neutral):
        yield f"It can be seen on a locked phone, so it has to begin with “{neutral}”."
    if OF_OTHERS.search(words[:FIRST_SEEN]):
        yield f"Name nobody in the first {FIRST_SEEN} letters: they can be seen on a locked phone."
    if word := listed_word(language, address, words):
        yield f"“{word}” says too much in the first {FIRST_SEEN} letters: they can be seen on a locked phone."
    if address.split(".")[1] in ("hello", "opening") and len(words) < FIRST_SEEN:
        yield f"It needs {FIRST_SEEN} letters before what follows it, which a locked phone would show."


def is_measurable(words: str) -> bool:
    """Whether it is long enough for the formula to say anything of it."""
    return sum(map(len, sentences(words))) >= MEASURABLE


def ways_left_out(before: str, words: str) -> list[str]:
    """The commands that were named before and are not any more, a sentence each: each may be the only way."""
    gone = [one for one in dict.fromkeys(_COMMAND.findall(before)) if one not in _COMMAND.findall(words)]
    return [f"{one} is named now, and would not be any more. Is there another way to it?" for one in gone]


def in_parts(address: str, words: str) -> list[str]:
    """That a message may come as two once its places are filled, which names and times make longer."""
    longest = len(words) + sum(FILLED.get(one, FILLED_OTHERWISE) - len(one) - 2 for one in places(words))
    if _room(address, 0) < TELEGRAMS_LIMIT or longest <= TELEGRAMS_LIMIT:
        return []
    return [f"Filled in, it can have more than the {TELEGRAMS_LIMIT} letters of one message. Then it comes as two."]


def doubts(language: str, words: str) -> list[str]:
    """What makes it hard to read, a sentence each; it can be published all the same."""
    tags = ["Tags such as <b> are shown to people as they are typed here."] if TAG.search(words) else []
    if language not in OLDEST:
        return tags
    found, age, longest = tags, reading_age(words), longest_sentence(words)
    if is_measurable(words) and age > OLDEST[language]:
        found.append(f"It is for readers of {age:.0f}. We aim at {OLDEST[language]:.0f} or younger: use shorter words.")
    if longest > LONGEST[language]:
        found.append(f"Its longest sentence has {longest} words. We aim at {LONGEST[language]}: make two of it.")
    return found
