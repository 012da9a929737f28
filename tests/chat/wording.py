"""A language for tiny stories: every key has a wording, so that a story made for a test needs none of its own."""

from __future__ import annotations

from typing import Any

from bot.chat.questions import HINTS
from bot.chat.texts import Texts
from config.languages import language_files

SHARED: dict[str, Any] = {
    "turn_failed": "Something went wrong here.",
    "unknown_command": "I do not know that command.",
    "nothing_waits": "Nothing waits.",
    "unknown_button": "That button does nothing any more.",
    "behind_us": "That button is behind us.",
    "other_question": "That is another question.",
    "edit_kept": "That edit is kept.",
    "questions_changed": "Other questions now. Your words are kept.",
    "edit_changes_nothing": "That edit changes nothing.",
    "cannot_keep": "I cannot keep that.",
    "kept_unprompted": "Kept.",
    "cannot_skip": "This one cannot be skipped.",
    "final": "{question} cannot be changed.",
    "choose_one": "Choose at least one.",
    "nothing_yet": "Nothing is written yet.",
    "chosen": "Chosen: {labels}.",
    "more": "Is there more?",
    "more_spoken": "Is there more, typed or spoken?",
    "voice_too_long": "Longer than {minutes} minutes.",
    "voice_too_large": "Larger than {megabytes} megabytes.",
    "voice_no_room": "No room.",
    "kept_unprompted_voice": "The voice note is kept.",
    "kept_meanwhile_voice": "The voice note is kept, and {question} waits.",
    "written_ahead": "That was too early.",
    "time_has_passed": "The time for that is over.",
    "cannot_keep_voice": "I cannot keep that recording.",
    "vanished": "That question is gone. Your words are kept.",
    "updated": "Updated: {question}: {answer}",
    "changed": "Changed: {question}: {answer}",
    "written_anew": "In place of {question}.",
    "same_as_before": "{question} is that already.",
    "not_yet": "{question} has to wait.",
    "no_longer_asked": "Nothing is asked there any more.",
    "refused_kept": "The team can read it.",
    "not_agreed": "Nothing is kept.",
    "nothing_before": "Nothing comes before this.",
    "stranger": "Hello, stranger.",
    "labels": {
        "voice_note": "a voice note",
        "yes": "Yes",
        "no": "No",
        "skip": "Skip",
        "back": "Back",
        "person": "Talk to a person",
        "help_now": "Help now",
        "done": "Done",
        "right": "That is right",
        "skipped": "(skipped)",
        "to_a_person": "To a person",
        "other": "The other",
    },
} | {hint: f"Hint {hint}." for hint in HINTS}


class _AnyKey(dict[str, Any]):
    """Whatever is asked for has a wording, unless it is shared."""

    def get(self, key: str, default: Any = None) -> Any:
        own = super().get(key)
        if own is not None or key in SHARED:
            return own or default
        return {"says": "Check:\n{lines}" if key == "check" else f"{key}?", "short": key}


class _AnyStory(dict[str, Any]):
    def get(self, key: str, default: Any = None) -> Any:
        return self[key] if key in self else _AnyKey()


def any_texts() -> Texts:
    """English for stories of any name with keys of any name."""
    return Texts({"en": (_AnyStory(shared=SHARED), language_files()["en"][1])})
