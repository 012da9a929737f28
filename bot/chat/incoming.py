"""What came in, already taken out of Telegram: the only shape in which a turn sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "voice", "command", "press", "edit", "other", "blocked", "returned", "group", "left_out"]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A voice note at Telegram; `seconds` and `size` (bytes) are 0 where it does not say."""

    file_id: str
    seconds: int
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update of one chat.

    `kind`: words, a voice note that was `recorded`, a command with its `argument`, a pressed button with its `data`, an
    edited message, something we cannot keep (`what` names it), the person blocked the bot or came back, something in a
    group (`by` is whose doing it was, where that counts, and `text` what the group is called), or nothing to answer.
    Each picture of an `album` comes by itself. Words and voice notes that were sent as a reply have the number of the
    message that they `reply_to`.
    """

    inbox_id: str
    update_id: int
    chat_id: int
    kind: Kind
    text: str = ""
    argument: str = ""
    data: str = ""
    what: str = ""
    message_id: int | None = None
    language: str = ""
    album: str = ""
    recorded: Recorded | None = None
    by: int = 0
    reply_to: int | None = None
