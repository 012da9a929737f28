"""Which texts somebody may read on a hard day, so that a safeguarding lead agrees before they change.

It is read from the words themselves and from where they stand, so that a new one is among them by itself.
"""

from __future__ import annotations

import re
from functools import cache

from bot.chat.texts import Voice
from bot.conversations import hard_day, person
from bot.leading_to_help import needs_a_yes
from bot.wording import where
from bot.wording.standing import Book
from config.languages import FIRST
from config.made_from import shipped_texts

# All that stands in these files, whatever its words are.
AREAS = frozenset({"safety", "person", "concern_notes", "heavy_words"})
# What these conversations say and ask is, too, wherever it stands; not the buttons that every conversation has.
_STORIES = frozenset({*person.STORIES, *hard_day.STORIES})
# Whoever reads one of these is told of help, of danger, of a person to talk to, or that nobody can go on here.
_NAMES = re.compile(
    r"help now|(?:help|emergency) numbers?|\bemergenc|\bdanger|\bambulance|\bpolice\b|\bhard day|\bheavy\b|\bcrisis\b|"
    r"\bsuicid|\b(?:un)?safe\b|\bhurt|\bharm|\bcall (?:999|111|116)|\b(?:999|112)\b|"
    r"talk to a person|(?:like|ask(?:ed|s)? for|reach) a person|get in touch|be in touch with you|/person\b|/help\b|"
    r"\bconcerns?\b|day and night|(?<!not )\block(?:s|ed)?\b|\bis closed, so I cannot",
    re.IGNORECASE,
)
_FILLED = re.compile(r"\{(?:card|hears|lead)\}")  # with help numbers, when somebody is heard, who answers


def waits_for_a_yes(book: Book, voice: Voice, address: str, words: str = "") -> bool:
    """Whether a safeguarding lead has to agree before this text is said otherwise, or in these words: because of where
    it stands, or because these words or those of now need a yes, or any before them did.

    It is one text in all its languages: where one of its wordings needs a yes, the others do.
    """
    if is_of_a_hard_day(address) or book.was_asked_about(address):
        return True
    return any(needs_a_yes(one, voice) for one in (words, *book.said(address)))


def is_of_a_hard_day(address: str) -> bool:
    """Whether somebody may read this text on a hard day, as it came with the program."""
    return address in _texts()


@cache
def _texts() -> frozenset[str]:
    """Every text that came with the program and is one. Of a question that is, its short form and its buttons are."""
    english = shipped_texts(FIRST)
    named = {
        one
        for one, words in english.items()
        if where.area_of(one) in AREAS
        or _FILLED.search(words)
        or (_NAMES.search(words) and not _is_thought(one))
        or _is_said_there(one)
    }
    questions = {one.removesuffix("says") for one in named if one.endswith(".says")}
    return frozenset(named | {one for one in english if ".".join(one.split(".")[:2]) + "." in questions})


def _is_thought(address: str) -> bool:
    return where.area_of(address) == where.THOUGHTS


def _is_said_there(address: str) -> bool:
    return not address.startswith(where.LABELS) and not _STORIES.isdisjoint(where.stories_with(address))
