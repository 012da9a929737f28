"""How somebody would like to be reached when they asked for a person, in words."""

from __future__ import annotations

from bot.chat.texts import Voice


def reach_in_words(voice: Voice, contact_by: str) -> str:
    """Such as "by phone: 123", of "phone: 123"; that they did not say, of nothing."""
    way, _, where = contact_by.partition(": ")
    words = voice.labels("concerns", "card", (way or "not_said",))[way or "not_said"]
    return f"{words}: {where}" if where else words
