"""What the engine should come to, as a dictionary: the answers by key, and the one question that waits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.chat.chat import Chat
from bot.chat.questions import Choice, Question, Text, YesNo

QUESTIONS: dict[str, Question[Any]] = {
    "name": Text(),
    "met": YesNo(),
    "how": Choice("well", "badly"),
    "why": Text(),
    "colour": Choice("red", "blue"),
    "town": Text(),
    "last": YesNo(),
    "extra": Text(),
    "mood": Choice("up", "down"),
}
MAY_COME_AND_GO = ("extra", "mood", "colour", "town")
SCRIPT = ("name", "met", "colour", "town", "last")
TYPED = {"yes": True, "no": False, "Yes": True, "No": False}


def value_of(key: str, said: str) -> Any:
    """What an answer is stored as."""
    return TYPED[said] if isinstance(QUESTIONS[key], YesNo) else said


@dataclass
class Model:
    """One conversation. `clean`: what counts is exactly what lies on the way."""

    script: list[str] = field(default_factory=lambda: list(SCRIPT))
    standing: dict[str, Any] = field(default_factory=dict)
    pending: str | None = None
    ended: bool = False
    clean: bool = True

    async def tell(self, chat: Chat) -> None:
        """The story as it is written now."""
        for key in self.script:
            answer = await chat.ask(key, QUESTIONS[key])
            if key == "met":
                branch = "how" if answer else "why"
                await chat.ask(branch, QUESTIONS[branch])
        await chat.say("bye")

    def way(self) -> tuple[list[str], str | None]:
        """The answered questions in order, and the first one that is not."""
        visited: list[str] = []
        for key in self._asked():
            if key not in self.standing:
                return visited, key
            visited.append(key)
        return visited, None

    def _asked(self, *, beyond: bool = False) -> list[str]:
        """All questions on the way; `beyond` what is open as if it were skipped."""
        asked = []
        for key in self.script:
            asked.append(key)
            if key == "met" and (key in self.standing or beyond):
                asked.append("how" if self.standing.get(key) else "why")
        return asked

    def answer(self, key: str, value: Any, *, edited: bool = False) -> None:
        """Somebody answers `key`, whether it waits or not."""
        visited, asking = self.way()
        is_beyond = asking is not None and key in self.standing and key in self._asked(beyond=True)
        if key not in visited and key != asking and not is_beyond:
            return self.put_again()
        if key in self.standing and self.standing[key] == value:
            return None
        before = (asking, visited[-1] if visited else None)
        self.standing[key] = value
        visited, asking = self.way()
        old = self.ended or key != self.pending
        self.clean = self.clean or old or visited[-1:] != [key] or len(self.standing) > len(visited)
        same_way = before == (asking, visited[-1] if visited else None)
        if not (old and same_way and (edited or asking is None)):
            self._go_to(asking)
        return None

    def put_again(self) -> None:
        """The question that waits is put again; a story that was rewritten may be over with that."""
        if not self.ended:
            self._go_to(self.way()[1])

    def back(self) -> None:
        visited, _ = self.way()
        if visited:
            del self.standing[visited[-1]]
        self.put_again()

    def _go_to(self, asking: str | None) -> None:
        self.pending, self.ended = asking, asking is None
        self.clean = self.clean or self.ended

    def counting(self) -> set[str]:
        return set(self.way()[0])
