"""What is kept as a word of ours, in the words that people chose it by: the same as in the chat."""

from __future__ import annotations

from collections.abc import Iterable

from bot.chat.texts import Voice

ROLES = {
    "partner": "Partner",
    "leader": "Leader",
    "coordinator": "Coordinator",
    "safeguarding-lead": "Safeguarding lead",
    "learning-partner": "Learning partner",
    "admin": "Admin",
}
STATES = {
    "proposed": ("Waits for a yes", "yellow"),
    "agreed": ("Agreed", "green"),
    "declined": ("Not agreed", "grey"),
    "undone": ("Taken back", "grey"),
    "ended": ("Ended", "grey"),
    "planned": ("Planned", "blue"),
    "untold": ("Nobody has said whether it took place", "yellow"),
    "held": ("Took place", "green"),
    "missed": ("Did not take place", "red"),
    "cancelled": ("Cancelled", "grey"),
    "waiting": ("Waits its turn", "grey"),
    "making": ("Being made", "blue"),
    "ready": ("Ready", "green"),
    "emptied": ("To be made anew", "yellow"),
    "failed": ("Could not be made", "red"),
}


_ENDS = (".", "?", "!", "…", "\u06d4", "؟")  # as Urdu ends them, too


def sentence(words: str) -> str:
    """These words as a sentence of their own, before another one: with a full stop, unless they end with a mark."""
    return words if words.endswith(_ENDS) else f"{words}."


def chosen(voice: Voice, question: str, options: Iterable[str], story: str = "onboarding_partner") -> list[str]:
    """The options of a question, as they stood on its buttons."""
    return list(voice.labels(story, question, options).values())


def one(voice: Voice, question: str, option: str | None, story: str = "onboarding_partner") -> str:
    """The same for one option, '' for none."""
    return voice.labels(story, question, (option,))[option] if option else ""
