"""Which modules hold the figures of the rules: a test asks whether each of them is told, or is no rule for anybody."""

from __future__ import annotations

from types import ModuleType

from bot.actions import broadcasting
from bot.jobs import deciding, due, endings, following, nudges, reviewing, silence
from bot.rules import (
    audience,
    calendar,
    contact,
    duty,
    figures,
    help_card,
    ladder,
    notes,
    nudging,
    offers,
    owed,
    promises,
    reach,
    reflecting,
    series,
    staying,
    voice_notes,
    who_gets_it,
)

# Figures of these modules that are no rule for anybody: how the program does its work.
WATCHED = (
    *(audience, calendar, contact, duty, figures, help_card, ladder, notes, nudging, offers, owed, promises, reach),
    *(reflecting, series, staying, voice_notes, who_gets_it),
    *(broadcasting, deciding, due, endings, following, nudges, reviewing, silence),
)
NO_RULE: frozenset[tuple[ModuleType, str]] = frozenset(
    [
        *((who_gets_it, name) for name in ("SAMPLE",)),
        *((calendar, name) for name in ("A_DAY", "A_WEEK", "AN_HOUR", "A_STEP")),  # as the example shows them
        *((contact, name) for name in ("MIDNIGHT", "A_DAY", "FAR")),
        *((help_card, name) for name in ("SHORTEST", "LONGEST")),  # of a telephone number
        *((duty, name) for name in ("DAYS", "QUARTER")),
        *((notes, name) for name in ("HIGHEST",)),
        *((reach, name) for name in ("OFTEN",)),  # where a column of a figure begins
        *((voice_notes, name) for name in ("LARGEST", "ROOM")),
        *((broadcasting, name) for name in ("ANNOUNCEMENT_USEFUL_FOR",)),
        *((due, name) for name in ("AT_ONCE", "TOGETHER", "NOTED_EVERY", "A_DAY")),
        *((module, "EVERY") for module in (deciding, endings, following, reviewing, silence)),
    ]
)
