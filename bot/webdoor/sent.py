"""What somebody sent with the form of their page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.webdoor import updates

_PRESS = re.compile(r"([0-9]{1,18}):(.{1,64})", re.DOTALL)
_NUMBER = re.compile(r"[0-9]{1,19}")
_COMMAND = re.compile(r"[a-z]{1,20}")
_NEVER = ("start",)  # a code is redeemed at the door, and not from within


@dataclass(frozen=True, slots=True)
class Sent:
    """A form. `asked` is the question that waited when it was given out, `number` the update that it makes."""

    number: int
    asked: str
    key: str
    words: str
    data: str
    command: str
    send: str = ""

    @property
    def hidden(self) -> dict[str, str]:
        """The same, for a form that sends it once more."""
        hidden = {"number": str(self.number), "asked": self.asked, "key": self.key}
        return hidden | ({"data": self.data} if self.data else {"command": self.command} if self.command else {})

    @property
    def is_pressed(self) -> bool:
        """Whether a button was pressed; words beside it are not sent by that."""
        return bool(self.data or self.command)

    def update(self, chat_id: int) -> dict[str, Any] | None:
        """The update that this is; None when it is nothing that a page of ours can have sent."""
        if _COMMAND.fullmatch(self.command) and self.command not in _NEVER:
            return updates.words(chat_id, self.number, f"/{self.command}")
        if self.data:
            found = _PRESS.fullmatch(self.data)
            return updates.press(chat_id, self.number, found[2], int(found[1])) if found else None
        return None if self.command else updates.words(chat_id, self.number, self.words)


def sent(form: Mapping[str, Any]) -> Sent | None:
    """The form as it was filled in; None when it cannot be one of ours."""
    number = _text(form, "number")
    if not _NUMBER.fullmatch(number) or int(number) >= 2**62:
        return None
    words = _text(form, "words").replace("\r\n", "\n").replace("\r", "\n")
    rest = (_text(form, "data"), _text(form, "command"), _text(form, "send"))
    return Sent(int(number), _text(form, "asked"), _text(form, "key"), words, *rest)


def _text(form: Mapping[str, Any], name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""
