"""The door, as a turn knows it: what it asks about people it does not know, and about what happens in groups."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.chat.incoming import Incoming
from bot.chat.playing import Play
from bot.chat.scene import Scene
from storage.database import Transaction
from storage.outbox import Message
from storage.people import Person


@dataclass(frozen=True, slots=True)
class ToAsk:
    """A story to begin with somebody in private, because of what they did elsewhere."""

    person: Person
    story: str
    about: str


class Door(Protocol):
    """Who may come in, and what happens when they do."""

    def stranger(self, tx: Transaction, now: datetime, incoming: Incoming) -> Person | list[Message]:
        """Something came from a chat that is nobody's in use: who it is, or has become; or what to say there."""
        ...

    def come_over(self, scene: Scene, incoming: Incoming) -> None:
        """Somebody we know goes on in this chat, and not in the one that was theirs until now."""
        ...

    def start(self, play: Play, scene: Scene, incoming: Incoming) -> None:
        """Somebody we know, perhaps from just now, sent /start."""
        ...

    def code(
        self, play: Play, scene: Scene, incoming: Incoming, code: str, words: Callable[[], None] | None = None
    ) -> None:
        """Somebody we know sent a code. Where they wrote more than that, `words` hears what is left without it."""
        ...

    def code_in(self, tx: Transaction, now: datetime, incoming: Incoming) -> str | None:
        """The code among the words of somebody we know; None when there is none."""
        ...

    def outside(self, tx: Transaction, now: datetime, incoming: Incoming) -> list[Message] | ToAsk:
        """Something happened in a group: what to say there, or what to ask somebody in private."""
        ...
