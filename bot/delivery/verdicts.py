"""What a failed call means for its message: one table, no time, no database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from bot.gateway.errors import NotSent, Refused, Uncertain

DEFAULT_WAIT: Final = 5.0  # seconds, when Telegram says "too many" without saying how long


class Kind(Enum):
    """What is to be done."""

    NOT_SENT = auto()  # again, with growing pauses
    SILENT = auto()  # it may have arrived: once more
    BROKEN = auto()  # Telegram says that it is broken: once more, then every minute
    WAIT = auto()  # again after `retry_after`
    DONE = auto()
    UNREACHABLE = auto()  # nobody can be written to in this chat
    OUR_FAULT = auto()  # as plain text, split
    HARMLESS = auto()  # it will never succeed, and nobody misses it
    OTHER_COPY = auto()  # another program has this token
    TOKEN = auto()  # Telegram does not know us any more
    MOVED = auto()  # the chat has another id
    UNKNOWN = auto()  # a gap in this table


@dataclass(frozen=True, slots=True)
class Verdict:
    """`why` is a word for the record; it never holds what somebody wrote."""

    kind: Kind
    why: str
    retry_after: float = 0.0
    chat_id: int = 0


_UNREACHABLE: Final = (
    ("chat not found", "chat_not_found"),
    ("bot was blocked", "blocked"),
    ("user is deactivated", "deactivated"),
    ("bot was kicked", "kicked"),
)
_OUR_FAULT: Final = (
    ("can't parse", "bad_markup"),
    ("too long", "too_long"),
    ("too_long", "too_long"),
    ("button", "bad_button"),
    ("reply_markup", "bad_button"),
)
_HARMLESS: Final = (
    ("message to edit not found", "message_gone"),
    ("message to delete not found", "message_gone"),
    ("message can't be edited", "cannot_edit"),
    ("message can't be deleted", "cannot_delete"),
)


def verdict(error: Exception) -> Verdict:
    """What `error` means for the message that was being sent."""
    if isinstance(error, NotSent):
        return Verdict(Kind.NOT_SENT, "not_sent")
    if isinstance(error, Uncertain) and error.status >= 500:
        return Verdict(Kind.BROKEN, f"status_{error.status}")
    if not isinstance(error, Refused):
        return Verdict(Kind.SILENT, "no_answer")
    if error.migrate_to is not None:
        return Verdict(Kind.MOVED, "moved", chat_id=error.migrate_to)
    if error.retry_after is not None or error.code == 429:
        return Verdict(Kind.WAIT, "too_many", DEFAULT_WAIT if error.retry_after is None else error.retry_after)
    if error.code >= 500:
        return Verdict(Kind.BROKEN, f"status_{error.code}")
    if error.code == 409:
        return Verdict(Kind.OTHER_COPY, "other_copy")
    if error.code in (401, 404):
        return Verdict(Kind.TOKEN, "token_refused")
    return _of_description(error)


def _of_description(error: Refused) -> Verdict:
    said = error.description.lower()
    if error.code == 400 and "message is not modified" in said:
        return Verdict(Kind.DONE, "not_modified")
    if error.code in (400, 403) and (why := _found(_UNREACHABLE, said)):
        return Verdict(Kind.UNREACHABLE, why)
    if error.code == 400 and (why := _found(_HARMLESS, said)):
        return Verdict(Kind.HARMLESS, why)
    if error.code == 400 and (why := _found(_OUR_FAULT, said)):
        return Verdict(Kind.OUR_FAULT, why)
    return Verdict(Kind.UNKNOWN, f"{error.code} {_without_words(said)}")


def _found(table: tuple[tuple[str, str], ...], said: str) -> str | None:
    return next((why for phrase, why in table if phrase in said), None)


def _without_words(said: str) -> str:
    """Telegram's sentence less whatever it quotes from the message."""
    sentence = ":".join(said.split(":")[:2])
    return re.sub(r"[\"'“`].*", "", sentence).strip()[:60]
