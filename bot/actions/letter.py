"""A letter with somebody's own words, their sessions and their hours, for them to keep."""

from __future__ import annotations

from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from bot.actions.own_words import TALKS
from bot.actions.page import STYLE
from bot.chat.days import day_in_words
from bot.chat.texts import Voice
from storage import own_words, tombstones
from storage.database import Transaction
from storage.own_words import OwnWords
from storage.people import Person
from storage.values import moment

STORY = "leave"
FILE_NAME = "your-letter.html"


def has_words(tx: Transaction, now: datetime, person_id: str) -> bool:
    """Whether there are words of theirs for a letter."""
    return bool(own_words.of_person(tx, now, person_id, TALKS))


def gave(tx: Transaction, person_id: str, voice: Voice) -> str:
    """What somebody gave, in words."""
    given = tombstones.given(tx, person_id)
    hours = f"{given.minutes / 60:.1f}".removesuffix(".0")
    key = "gave_sessions" if given.sessions else "gave_answers"
    return voice.says(STORY, key, {"sessions": given.sessions, "hours": hours, "answers": given.answers})


def letter(tx: Transaction, now: datetime, person: Person, voice: Voice) -> str:
    """The letter as a page."""
    says, zone = voice.says, ZoneInfo(person.timezone)
    words = own_words.of_person(tx, now, person.id, TALKS)
    said = "\n".join(_said(voice, zone, one) for one in reversed(words))
    title = escape(says(STORY, "letter_title", {}))
    name = person.name or voice.label("somebody")
    opening = "".join(
        f"<p>{escape(part)}</p>"
        for part in says(STORY, "letter_opening", {"name": name, "gave": gave(tx, person.id, voice)}).split("\n\n")
    )
    return f"""<!doctype html>
<html lang="{escape(voice.language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>{STYLE}</style></head>
<body><main><h1>{title}</h1>{opening}<h2>{escape(says(STORY, "letter_words", {}))}</h2><ul>
{said}
</ul><p>{escape(says(STORY, "letter_closing", {}))}</p></main></body></html>
"""


def _said(voice: Voice, zone: ZoneInfo, one: OwnWords) -> str:
    day = day_in_words(moment(one.answered_at).astimezone(zone).date(), voice.words)
    head = f"<h3>{escape(day)}</h3><p>{escape(one.wording)}</p>"
    return f'<li>{head}<p dir="auto"><strong>{escape(one.words)}</strong></p></li>'
